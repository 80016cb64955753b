"""An archive with decisions, reports and improvements in every state, and its report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from jobs.report import folder
from jobs.report.facts import gather
from jobs.report.site import Site
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Spider, Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Page, link
from tests.store.filled import ADUR, BLABY, REDDITCH, Decided, full
from tests.store.servers import Maker

BODY = "Blaby District Council"
LETTERS, TRAIN = "Write to each family on the list within ten days", "Train the duty team"
HOSTILE = "<script>alert(1)</script> Mr X’s fence"

REVISED = Decided("23 000 001", BODY, summary=HOSTILE)
OPEN = Decided("23 000 002", BODY, type="report", decision_date="2023-11-30")
WITHDRAWN = Decided("23 000 003", BODY, decision_date="2024-01-10")
EXPIRED = Decided("18 000 004", BODY, decision_date="2018-06-01")
SATISFIED = Decided("23 000 005", BODY, type="report", decision_date="2023-06-30")
RESTORED = Decided("23 000 006", BODY, decision_date="2024-02-29")
OTHERS = (
    Decided("23 000 007", "Redditch Borough Council", decision_date="2024-01-01"),
    Decided("23 000 008", "Sea View Care Limited"),
)
FIRST = (REVISED, OPEN, WITHDRAWN, EXPIRED, SATISFIED, RESTORED, *OTHERS)
SECOND = (
    replace(REVISED, outcome="Not upheld"),
    OPEN,
    replace(WITHDRAWN, status=404),
    replace(EXPIRED, status=404),
    replace(SATISFIED, satisfied_on="2024-05-01"),
    replace(RESTORED, status=404),
    *OTHERS,
)
THIRD = (*SECOND[:5], RESTORED, *OTHERS)


def improvements(*lines: tuple[str, str]) -> Page:
    """Return the page of Blaby, with a list of all of its improvements."""
    cells = "".join(f"<tr><td>{reference}</td><td>{text}</td></tr>" for reference, text in lines)
    table = f"<table><tr><th>Reference</th><th>Improvement</th></tr>{cells}</table>"
    newest = "".join(f"<li>{text}</li>" for _, text in lines)
    return Page(
        [link(BLABY, 2024, full(2024, upheld_decisions="9"))],
        improvements=f"<h2>Service improvements</h2><ul>{newest}</ul>",
        improvements_list=(f"<h2>Service improvements</h2>{table}",),
    )


def fill(database: Database) -> None:
    """Crawl letters, decisions three times, and the letters again, a day apart, from 1 August 2024 on."""
    clock = Clock()
    archive, ledger = Archive(database, clock), Ledger(database, clock)
    crawler = Crawler(archive, ledger, clock)
    others = {REDDITCH: Page([link(REDDITCH, 2024)]), ADUR: Page([link(ADUR, 2024, full(2024, upheld_decisions="3"))])}
    crawler.run({BLABY: improvements(("23 000 001", LETTERS), ("22 001 100a", TRAIN)), **others})
    for decisions in (FIRST, SECOND, THIRD):
        clock.advance(24 * 3600)
        claim = ledger.claim(Trigger.CRAWL, SITE, "2", spider=Spider.DECISIONS)
        for each in decisions:
            each.store(archive, claim.run_id, clock())
        archive.publish(archive.plan(claim.run_id), claim)
    clock.advance(24 * 3600)
    crawler.run({BLABY: improvements(("23 000 001", f"{LETTERS}, or sooner")), **others})


def report_of(maker: Maker, place: Path) -> Path:
    with open_database(maker.upgraded()) as database:
        fill(database)
        with database.reader() as connection:
            site = Site(gather(connection))
    assert folder.write(place, site.files()) == len(site) + 1
    return place
