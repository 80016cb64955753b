"""Figures that are not plainly printed: unread, derived, contradicted, missing; and comparisons of councils."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.report import cells, folder
from jobs.report.cells import Cell
from jobs.report.facts import Authority, NothingToReportError, gather
from jobs.report.peers import Peers
from jobs.report.results import Result, State, Value, _values, last_year
from jobs.report.site import Site
from lgsco_store.archive import Archive
from lgsco_store.contract.records import Figure
from lgsco_store.database.session import Database, open_database
from lgsco_store.records import FigureState
from lgsco_store.reference.comparability import most_printed
from lgsco_store.reference.vocabulary import ALL
from lgsco_store.runs.ledger import Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import Trigger
from tests.conftest import Clock
from tests.jobs.commands import Done
from tests.jobs.report import made
from tests.jobs.report.reading import Page
from tests.store.crawls import SITE, Crawler, link
from tests.store.crawls import Page as Shown
from tests.store.filled import ADUR, ALLERDALE, BLABY, CUMBERLAND, REDDITCH, crawl_contradiction, fill, full
from tests.store.servers import PostgreSQL, SQLite

RATE = "uphold_rate"
COUNCIL = Authority("a-council", "A Council", None, None, "County", None, None, None)
NO = None


def figure(value: float | None, state: FigureState = FigureState.PRINTED) -> Figure:
    return made.figure(RATE, value, state)


def result(
    figures: list[Figure], status: str | None = "complete", *, withdrawn: bool = False, cases: int | None = 20
) -> Result:
    letter = made.letter(COUNCIL, 2020, status, withdrawn=withdrawn) if status else None
    values = _values(figures)
    if cases is not None:
        values["investigations", ALL] = Value(State.PRINTED, Decimal(cases))
    return Result(COUNCIL, 2020, letter, letter is not None and not withdrawn, values)


@pytest.mark.parametrize(
    ("figures", "status", "cell"),
    [
        ([figure(40)], "complete", Cell("40%", Decimal("40.0"))),
        ([figure(0)], "complete", Cell("0%", Decimal("0.0"))),
        ([figure(66.7)], "complete", Cell("66.7%", Decimal("66.7"))),
        ([figure(3, FigureState.DERIVED)], "complete", Cell("3%", Decimal("3.0"))),
        ([figure(NO, FigureState.UNREADABLE)], "partial", Cell("not read")),
        ([figure(NO, FigureState.NOT_APPLICABLE)], "complete", Cell("no case")),
        ([], "complete", Cell("not printed")),
        ([], "partial", Cell("not read")),
        ([], "unreadable", Cell("not read")),
        ([], "unrecognised", Cell("not read")),
        ([], "no_statistics", Cell("no statistics page")),
        ([], NO, Cell("no letter")),
        ([figure(40), figure(40)], "complete", Cell("40%", Decimal("40.0"))),
        ([figure(41), figure(40)], "complete", Cell("contradicts")),
        ([figure(40), figure(NO, FigureState.NOT_APPLICABLE)], "complete", Cell("contradicts")),
        ([figure(40), figure(NO, FigureState.UNREADABLE)], "complete", Cell("40%", Decimal("40.0"))),
    ],
)
def test_a_cell_never_makes_a_number_of_what_is_none(figures: list[Figure], status: str | None, cell: Cell) -> None:
    assert cells.rate(result(figures, status), RATE) == cell


@pytest.mark.parametrize(
    ("cases", "few", "text"),
    [(10, False, "40%"), (9, True, "40%"), (1, True, "40%"), (0, False, "no case"), (None, True, "40%")],
)
def test_a_rate_of_few_cases_is_marked_and_of_none_is_none(cases: int | None, text: str, *, few: bool) -> None:
    assert cells.rate(result([figure(40)], cases=cases), RATE) == replace(
        cells.rate(result([figure(40)], cases=cases), RATE), text=text, few=few
    )


def peer(slug: str, value: int, cases: int) -> tuple[str, Result]:
    return slug, result([figure(value)], cases=cases)


RATES = st.lists(st.tuples(st.integers(0, 100), st.integers(1, 20)), min_size=1, max_size=40)


@given(RATES)
def test_a_place_counts_those_with_enough_cases_alone(councils: list[tuple[int, int]]) -> None:
    peers = Peers(dict(peer(str(at), *each) for at, each in enumerate(councils)), RATE, None)
    for at, (value, cases) in enumerate(councils):
        standing = peers.standing(str(at))
        others = [other for to, (other, of) in enumerate(councils) if of >= 10 and to != at]
        if cases < 10:
            assert standing is None
            continue
        assert standing is not None
        assert standing.higher == sum(other < value for other in others)
        assert standing.same == others.count(value)
        assert standing.lower == sum(other > value for other in others)


@pytest.mark.parametrize(
    ("printed", "average"),
    [
        ([80, 80, 81], 80),
        ([80, 81], None),
        ([80, 80, 81, 82], None),
        ([], None),
    ],
)
def test_the_average_of_a_type_is_what_more_than_half_of_its_letters_print(
    printed: list[int], average: int | None
) -> None:
    assert most_printed(Counter(map(Decimal, printed))) == average


def written(database: Database, place: Path) -> Path:
    with database.reader() as connection:
        site = Site(gather(connection))
    # The list of its own files is written next to them.
    assert folder.write(place, site.files()) == len(site) + 1
    return place


@pytest.fixture
def filled(sqlite: SQLite, tmp_path: Path) -> Path:
    with open_database(sqlite.upgraded()) as database:
        fill(database)
        return written(database, tmp_path / "report")


def authority(report: Path, slug: str) -> Page:
    return Page(report / "authority" / f"{slug}.html")


def test_an_unread_letter_is_shown_as_not_read(filled: Path) -> None:
    page = authority(filled, REDDITCH)
    assert "The letter of 2020-21 could not be read. It can be opened below." in page.section("y2021")
    (row,) = [row for row in page.table("Letters to Redditch Borough Council") if row["Year"] == "2020-21"]
    assert set(row.values()) == {"2020-21", "not read"}
    rows = {row["Council"]: row for row in Page(filled / "year" / "2021.html").table("All councils, 2020-21")}
    assert rows["Redditch"]["Uphold rate"] == "not read"


def test_an_average_that_one_letter_alone_prints_is_not_that_of_the_type(filled: Path) -> None:
    """Letters of 2020 to Redditch, Allerdale and Blaby print an average of 50, the one to Adur 60."""
    (strip,) = Page(filled / "year" / "2020.html").tree.xpath("//svg[@class='strip']")
    assert strip.findtext("desc") == "4 councils from 25% to 60%. Printed average: 50%."


def test_a_better_reading_differs_from_a_correction(filled: Path) -> None:
    page = authority(filled, BLABY)
    (row,) = [
        row
        for row in page.table("Figures of 2015-16, as the letter prints them")
        if row["Figure"] == "Decisions made: Total"
    ]
    assert row["Value"] == "9 was 8 until 1 August 2024, now read better"
    assert "The letter of 2015-16 is unchanged, and is now read better" in page.section("y2016")


def test_a_contradiction_is_shown_and_not_compared(sqlite: SQLite, tmp_path: Path) -> None:
    with open_database(sqlite.upgraded()) as database:
        crawl_contradiction(database)
        report = written(database, tmp_path / "report")
    page = authority(report, BLABY)
    assert page.facts()["Complaints upheld"] == "40% or 41% / the letter prints both; neither is used"
    (row,) = Page(report / "year" / "2020.html").table("All councils, 2019-20")
    assert row["Uphold rate"] == "contradicts"
    figures = page.table("Figures of 2019-20, as the letter prints them")
    assert [each["Value"] for each in figures if each["Figure"] == "Uphold rate"] == ["40%", "41%"]


def crawled(sqlite: SQLite, place: Path, site: dict[str, Shown]) -> Path:
    """Make a report on an archive of one run."""
    clock = Clock()
    with open_database(sqlite.upgraded()) as database:
        Crawler(Archive(database, clock), Ledger(database, clock), clock).run(site)
        return written(database, place)


def test_what_an_abolished_council_s_page_prints_later_is_no_part_of_the_series(sqlite: SQLite, tmp_path: Path) -> None:
    """Allerdale ended on 1 April 2023: its last letter is that of 2023, whatever its page says for 2024."""
    site = {
        ALLERDALE: Shown(
            [link(ALLERDALE, year, full(year, upheld_decisions=str(of))) for year, of in ((2023, 4), (2024, 0))]
        ),
        CUMBERLAND: Shown([link(CUMBERLAND, 2024, full(2024, upheld_decisions="9"))]),
    }
    report = crawled(sqlite, tmp_path / "report", site)
    assert "The Ombudsman still printed figures for 2023-24, after it had ended." in authority(report, ALLERDALE).lede
    rows = Page(report / "year" / "2024.html").table("All councils, 2023-24")
    assert [row["Council"] for row in rows] == ["Cumberland"]
    own = authority(report, ALLERDALE).table("Figures of 2023-24, as the letter prints them")
    assert [row["Value"] for row in own] == ["0"]


@pytest.mark.parametrize(
    ("end", "last"),
    [("2019-03-31", 2019), ("2019-04-01", 2019), ("2019-03-30", 2018), ("2019-12-31", 2019), (None, None)],
)
def test_the_last_letter_of_an_authority_is_that_of_its_last_whole_year(end: str | None, last: int | None) -> None:
    ended = replace(COUNCIL, end_date=date.fromisoformat(end) if end else None)
    assert last_year(ended) == last


def test_what_a_letter_says_is_never_taken_for_markup(sqlite: SQLite, tmp_path: Path) -> None:
    hostile = "<script>alert(1)</script>"
    report = crawled(
        sqlite,
        tmp_path / "report",
        {ADUR: Shown([link(ADUR, 2020, replace(full(2020, uphold_rate="40"), title=hostile))])},
    )
    page = authority(report, ADUR)
    assert hostile in page.text
    assert all(script.get("src") for script in page.tree.iter("script"))


def test_many_changes_are_cut_and_the_page_says_how_many_more_there_are(sqlite: SQLite, tmp_path: Path) -> None:
    with open_database(sqlite.upgraded()) as database:
        fill(database)
        with database.reader() as connection:
            facts = gather(connection)
    (first,) = [line for line in facts.changes if line.kind == "revised" and line.measure == "uphold_rate"]
    earlier = replace(first, run_id=1)
    many = replace(facts, changes=[first, *(replace(earlier, year=1000 + at) for at in range(450))])
    folder.write(tmp_path / "report", Site(many).files())
    page = Page(tmp_path / "report" / "changes.html")
    assert len(page.tree.xpath("//section//details//ul[@class='news']/li")) == 299
    assert "151 more changes are in every change (CSV)." in page.text


def test_a_year_that_has_hardly_begun_is_news_and_no_headline(demo: Done, tmp_path: Path) -> None:
    with open_database(demo.address) as database, database.reader() as connection:
        facts = gather(connection)
    kent = ("kent-county-council", 2025)
    begun = replace(
        facts,
        letters={key: letter for key, letter in facts.letters.items() if key[1] < 2025 or key == kent},
        figures={key: found for key, found in facts.figures.items() if key[1] < 2025 or key[:2] == kent},
        coverage={key: state if key[1] < 2025 or key == kent else "missing" for key, state in facts.coverage.items()},
    )
    folder.write(tmp_path / "report", Site(begun).files())
    page = Page(tmp_path / "report" / "index.html")
    assert page.lede.startswith("It investigated ")
    assert "letters of 2023-24 read so far" in page.lede
    assert "So far one letter of 2024-25, noticed" in page.text
    # The council whose letter came has it on its page; others still begin with the year before.
    assert authority(tmp_path / "report", "kent-county-council").lede.startswith("In 2024-25 the Ombudsman")
    assert authority(tmp_path / "report", "essex-county-council").lede.startswith("In 2023-24 the Ombudsman")


def test_an_ended_council_has_its_series_and_neither_change_nor_place(sqlite: SQLite, tmp_path: Path) -> None:
    names = [
        "carlisle-city-council",
        "barrow-in-furness-borough-council",
        "eden-district-council",
        BLABY,
        ADUR,
        REDDITCH,
    ]
    letters = {
        slug: Shown(
            [
                link(slug, year, full(year, uphold_rate="60", investigations="20", upheld_decisions="12"))
                for year in (2022, 2023)
            ]
        )
        for slug in (ALLERDALE, *names)
    }
    report = crawled(sqlite, tmp_path / "report", letters)
    assert "The council’s rate is the same as all 6 other district councils" in authority(report, ADUR).text
    page = authority(report, ALLERDALE)
    assert len(page.table("Complaints upheld: Allerdale Borough Council")) == 3  # two letters, and the break between
    assert "The council’s rate" not in page.text
    assert "Not comparable with" not in page.text
    assert page.tree.xpath("//svg[@class='strip']") == []


def test_the_feed_has_no_sign_that_xml_forbids(sqlite: SQLite, tmp_path: Path) -> None:
    with open_database(sqlite.upgraded()) as database:
        fill(database)
        with database.reader() as connection:
            facts = gather(connection)
    (first,) = [line for line in facts.changes if line.kind == "revised" and line.measure == "uphold_rate"]
    odd = replace(first, field="title", measure=None, old_value="An\x0bnual & <b>\x00", new_value="Annual")
    folder.write(tmp_path / "report", Site(replace(facts, changes=[odd])).files())
    content = ET.parse(tmp_path / "report" / "changes.atom").getroot().findtext(".//{*}entry/{*}content")  # noqa: S314 -- our own file
    assert content == (
        "The Ombudsman corrected the letter of 2019-20: title Annual & <b> before, Annual now. Noticed 1 August 2024."
    )


def test_series_are_cut_at_breaks_and_mark_odd_years(database: Database, tmp_path: Path) -> None:
    """On both kinds of database, since the report queries the views of either."""
    clock = Clock()
    letters = [link(ADUR, year, full(year, uphold_rate=str(year - 1980))) for year in (2020, 2021, 2022, 2023, 2024)]
    Crawler(Archive(database, clock), Ledger(database, clock), clock).run({ADUR: Shown(letters)})
    page = authority(written(database, tmp_path / "report"), ADUR)
    rows = page.table("Complaints upheld: Adur District Council")
    assert [row.get("Adur", "cut") for row in rows] == ["44%", "43%", "cut", "42%", "41%", "40%"]
    assert [row["Year"] for row in rows if "odd" in row.get("Year", "")] == ["2020-21 (odd year)"]
    (chart,) = page.tree.xpath("//svg[@aria-labelledby='upheld-t upheld-d']")
    # From 2020 to 2021 and from 2021 to 2022 dotted, from 2023 to 2024 solid, and nothing over the break.
    assert chart.xpath(".//line[starts-with(@class, 'own')]/@class") == ["own soft", "own soft", "own"]


def test_sqlite_and_postgresql_give_the_same_bytes(sqlite: SQLite, postgresql: PostgreSQL, tmp_path: Path) -> None:
    reports = []
    for maker in (sqlite, postgresql):
        with open_database(maker.upgraded()) as database:
            fill(database)
            reports.append(written(database, tmp_path / maker.name))
    one, other = (
        {path.relative_to(at): path.read_bytes() for path in at.rglob("*") if path.is_file()} for at in reports
    )
    assert one == other


def test_a_run_that_failed_leaves_the_report_as_it_was(sqlite: SQLite, tmp_path: Path) -> None:
    with open_database(sqlite.upgraded()) as database:
        fill(database)
        before = written(database, tmp_path / "before")
        ledger = Ledger(database)
        ledger.fail(ledger.claim(Trigger.CRAWL, SITE, "2"), [trouble("the site is down")])
        after = written(database, tmp_path / "after")
    assert "The archive as run 3 left it on 1 August 2024, 11:00 UTC." in Page(after / "index.html").text
    assert (before / "changes.atom").read_bytes() == (after / "changes.atom").read_bytes()


def test_an_archive_without_letters_makes_a_report_that_says_so(sqlite: SQLite, tmp_path: Path) -> None:
    report = crawled(sqlite, tmp_path / "report", {ADUR: Shown([])})
    assert authority(report, ADUR).lede == "There is no letter about this council in the archive."
    assert "The Ombudsman’s letters to councils" in Page(report / "index.html").text
    pages = {path.resolve() for path in report.rglob("*.html")}
    for path in pages:
        for link_ in Page(path).links():
            target = link_.partition("#")[0]
            assert not target or target.startswith(("http", "data:")) or (path.parent / target).is_file(), (path, link_)


def test_an_archive_that_shows_nothing_makes_no_report(database: Database) -> None:
    with database.reader() as connection, pytest.raises(NothingToReportError, match="run `lgsco crawl`"):
        gather(connection)
