"""A small archive in which every view and every example query returns something, filled by real runs."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from http import HTTPStatus

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.publications.inputs import LOOKS
from lgsco_store.records import (
    Capture,
    CaptureKind,
    Diagnosis,
    Figure,
    FigureState,
    Reading,
    ReadingStatus,
    Shows,
    Source,
)
from lgsco_store.reference.vocabulary import measures
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Spider, Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Letter, Page, link
from tests.store.servers import Maker

BLABY, REDDITCH, ADUR = "blaby-district-council", "redditch-borough-council", "adur-district-council"
ALLERDALE, CUMBERLAND = "allerdale-borough-council", "cumberland-council"


@dataclass(frozen=True)
class Full(Letter):
    """A letter with any figures: "measure" or "measure/category", and the value."""

    values: tuple[tuple[str, str], ...] = ()
    says: tuple[tuple[str, str], ...] = ()

    def reading(self, reader_version: str) -> Reading:
        found = super().reading(reader_version)
        if self.status is not ReadingStatus.COMPLETE:
            return found
        figures = tuple(figure(name, value) for name, value in self.values)
        return replace(found, figures=figures, attributes=self.says)


def figure(name: str, value: str) -> Figure:
    measure, _, category = name.partition("/")
    unit = measures()[measure].unit
    text = f"{measure} {value}"
    return Figure(measure, category or None, Decimal(value), unit, FigureState.PRINTED, 2, None, text)


def full(year: int, **values: str) -> Full:
    return Full(year, values=tuple((name.replace("__", "/"), value) for name, value in values.items()))


TABLES = {
    "complaints_received__housing": "5",
    "complaints_received__adult_care_services": "3",
    "complaints_received__planning_and_development": "2",
    "complaints_received__total": "10",
    "complaints_decided__upheld": "2",
    "complaints_decided__not_upheld": "2",
    "complaints_decided__total": "8",
}


SAYS = (("advice", "Compare no year with 2021."), ("definition: Complaints upheld", "Fault was found."))
"""What a council's page says of its figures."""


def yearly_table(upheld: int) -> bytes:
    """Decisions of 2015-16 as a table of two councils, the first with so many upheld, and a care firm."""
    outcomes = "Invalid or Incomplete,Advice Given,Referred Back for Local Resolution,Closed after Initial Enquiries"
    head = f"Authority Name,{outcomes},Not Upheld,Upheld,Total"
    rows = [
        f"Redditch Borough Council,1,1,1,1,2,{upheld},{6 + upheld}",
        "Blaby District Council,1,0,2,1,2,2,8",
        "Hill View Care Ltd,0,0,1,0,0,0,1",
    ]
    return "\n".join(["Complaints decided 2015-16", head, *rows]).encode()


def rates(rate: str, upheld: str, investigations: str, average: str = "50", compliance: str = "100") -> dict[str, str]:
    return {
        "uphold_rate": rate,
        "upheld_decisions": upheld,
        "investigations": investigations,
        "uphold_rate_average": average,
        "compliance_rate": compliance,
    }


def archive(maker: Maker) -> str:
    """Return the address of a new archive, filled."""
    address = maker.upgraded()
    with open_database(address) as database:
        fill(database)
    return address


def fill(database: Database) -> None:
    """Do two crawls an hour apart, and a reading by a newer reader an hour later."""
    clock = Clock()
    crawler = Crawler(Archive(database, clock), Ledger(database, clock), clock)
    tables = full(2016, **TABLES)
    before = {
        BLABY: Page([link(BLABY, 2016, tables), link(BLABY, 2020, full(2020, **rates("40", "2", "5")))]),
        REDDITCH: Page(
            [
                link(REDDITCH, 2016, replace(tables, stamp=1)),
                link(REDDITCH, 2020, full(2020, **rates("50", "5", "10"))),
                link(REDDITCH, 2021, Letter(2021, status=ReadingStatus.UNREADABLE)),
            ]
        ),
        ADUR: Page(
            [link(ADUR, 2020, full(2020, **rates("25", "1", "4", "60", "90")))],
            statistics=replace(full(2020, **rates("25", "1", "4", "60", "91")), says=SAYS),
            improvements_list=("<h2>Service improvements</h2><p>None</p>",),
        ),
        ALLERDALE: Page([link(ALLERDALE, 2020, full(2020, **rates("33", "1", "3")))]),
    }
    crawler.run(before, tables={"decided.csv": yearly_table(2)})
    clock.advance(3600)
    after = {
        **before,
        BLABY: Page([link(BLABY, 2016, tables), link(BLABY, 2020, full(2020, **rates("60", "3", "5")))]),
        REDDITCH: Page(before[REDDITCH].links[1:]),
        CUMBERLAND: Page([link(CUMBERLAND, 2024, full(2024, **rates("80", "4", "5")))]),
    }
    crawler.run(after, tables={"decided.csv": yearly_table(4)})
    clock.advance(3600)
    better = replace(
        tables.reading("2"), figures=full(2016, **{**TABLES, "complaints_decided__total": "9"}).reading("2").figures
    )
    crawler.archive.store_reading(better, Source.LETTER)
    crawler.archive.reread(crawler.ledger.claim(Trigger.REREAD, SITE, "2"), "2")


def crawl_contradiction(database: Database) -> None:
    """Crawl a letter that prints two uphold rates, and the number of investigations twice with one value."""
    clock = Clock()
    values = (("uphold_rate", "40"), ("uphold_rate", "41"), ("investigations", "5"), ("investigations", "5"))
    crawler = Crawler(Archive(database, clock), Ledger(database, clock), clock)
    crawler.run({BLABY: Page([link(BLABY, 2020, Full(2020, values=values))])})


@dataclass(frozen=True)
class Decided:
    """A decision as the site publishes it, or the status that its address answers with."""

    reference: str
    body: str
    status: int = 200
    type: str = "statement"
    outcome: str = "Upheld"
    decision_date: str = "2024-03-05"
    satisfied_on: str | None = None
    summary: str = "It was about a fence."

    def store(self, archive: Archive, run_id: int, at: datetime) -> None:
        """Store its page and what was read from it."""
        body = repr(self).encode()
        sha256 = hashlib.sha256(body).hexdigest()
        good = self.status == HTTPStatus.OK
        url = f"http://127.0.0.1/decisions/planning/enforcement/{self.reference.replace(' ', '-')}"
        diagnosis = None if good else Diagnosis.ERROR_STATUS
        capture = Capture(url, CaptureKind.DECISION, at, self.status, {}, sha256, len(body), diagnosis)
        for _ in range(1 if good else LOOKS):
            archive.store_capture(run_id, capture, body if good else None, Shows(sha256, sha256))
        names = ("outcome", "type", "reference", "decision_date", "satisfied_on", "summary")
        said = {name: value for name in names if (value := getattr(self, name))}
        said |= {"category": "Planning", "sub_category": "Enforcement"}
        said |= {"actions": "[]", "references": "[]"} if self.type == "report" else {}
        attributes = tuple(sorted(said.items()))
        reading = Reading(sha256, ReadingStatus.COMPLETE, "2", authority=self.body, attributes=attributes)
        if good:
            archive.store_reading(replace(reading, text_sha256=sha256), Source.DECISION)


def fill_improvements(database: Database) -> None:
    """Crawl the page of a council with three improvements and two reports, one of each after a decision it knows."""
    clock = Clock()
    clock.advance(8 * 3600)
    crawler = Crawler(Archive(database, clock), Ledger(database, clock), clock)
    lines = [("23 000 001", "Keep a note of each visit"), ("23 000 009", "Train its staff"), ("", "Review its policy")]
    cells = "".join(f"<tr><td>{reference}</td><td>{text}</td></tr>" for reference, text in lines)
    table = f"<table><tr><th>Reference</th><th>Improvement</th></tr>{cells}</table>"
    letters = [link(BLABY, 2016, full(2016, **TABLES)), link(BLABY, 2020, full(2020, **rates("60", "3", "5")))]
    report = '<a href="/decisions/planning/enforcement/23-000-005">Faults in Blaby</a> <a href="/a/5.pdf">PDF</a>'
    page = Page(
        letters,
        improvements=f"<h2>Service improvements</h2>{table}",
        reports=f'<h2>Public reports</h2>{report} <a href="/news/delays">Delays</a>',
    )
    document = b"<html><body><h1>How to read our statistics</h1><p>Fault is fault.</p></body></html>"
    crawler.run({BLABY: page}, authorities=[BLABY], documents={"definitions": document})


def fill_decisions(database: Database) -> None:
    """Do two crawls of decisions: one is revised, one report satisfied, and one decision gone."""
    clock = Clock()
    clock.advance(4 * 3600)
    archive, ledger = Archive(database, clock), Ledger(database, clock)
    revised = Decided("23 000 001", "Blaby District Council")
    satisfied = Decided("23 000 002", "Adur District Council", type="report", decision_date="2023-11-30")
    gone = Decided("23 000 003a", "Redditch Borough Council", outcome="Not upheld")
    report = Decided("23 000 004", "Sea View Care Limited", type="report")
    before = [
        revised,
        satisfied,
        gone,
        report,
        replace(satisfied, reference="23 000 005", body="Blaby District Council"),
    ]
    after = [
        replace(revised, outcome="Not upheld"),
        replace(satisfied, satisfied_on="2024-05-01"),
        replace(gone, status=404),
        *before[3:],
    ]
    for decisions in (before, after):
        clock.advance(3600)
        claim = ledger.claim(Trigger.CRAWL, SITE, "2", spider=Spider.DECISIONS)
        for each in decisions:
            each.store(archive, claim.run_id, clock())
        archive.publish(archive.plan(claim.run_id), claim)
