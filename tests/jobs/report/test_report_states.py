"""What is not plainly printed: unread, derived, contradicted, missing; and how authorities are compared."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.report import cells, folder, series
from jobs.report.cells import Cell
from jobs.report.comparing import Group
from jobs.report.facts import Authority, Figure, NothingToReportError, gather
from jobs.report.site import Site
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.records import FigureState
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.conftest import Clock
from tests.jobs.report.reading import Page
from tests.store.crawls import SITE, Crawler, link
from tests.store.crawls import Page as Shown
from tests.store.filled import ADUR, ALLERDALE, BLABY, CUMBERLAND, REDDITCH, crawl_contradiction, fill, full
from tests.store.servers import PostgreSQL, SQLite


def figure(value: float | None, state: FigureState = FigureState.PRINTED, unit: str = "percent") -> Figure:
    return Figure("a-council", 2020, "letter", "uphold_rate", None, value, unit, state, 2, "words", 1, "0" * 64)


@pytest.mark.parametrize(
    ("figures", "coverage", "told"),
    [
        ([figure(40)], "read", Cell("40%", "40")),
        ([figure(0)], "read", Cell("0%", "0")),
        ([figure(5.7, unit="per_100k")], "read", Cell("5.7", "5.7")),
        ([figure(3, FigureState.DERIVED, "count")], "read", Cell("3 (worked out)", "3", "derived")),
        ([figure(None, FigureState.UNREADABLE)], "partial", Cell("not read", None, "absent")),
        ([figure(None, FigureState.NOT_APPLICABLE)], "read", Cell("nothing to measure", None, "absent")),
        ([], "read", Cell("not printed", None, "absent")),
        ([], "partial", Cell("not read or not printed", None, "absent")),
        ([], "unread", Cell("not read", None, "absent")),
        ([], "withdrawn", Cell("not read or not printed", None, "absent")),
        ([], "missing", Cell("no letter known", None, "absent")),
        ([], None, Cell("no letter known", None, "absent")),
        ([figure(40), figure(40)], "read", Cell("40%", "40")),
        ([figure(41), figure(40)], "read", Cell("40% or 41%: the letter contradicts itself", None, "contradicted")),
    ],
)
def test_a_cell_never_makes_a_number_of_what_is_none(figures: list[Figure], coverage: str | None, told: Cell) -> None:
    assert cells.of(figures, coverage) == told


@pytest.mark.parametrize(("year", "told"), [(2021, "2020-21"), (2000, "1999-00"), (2010, "2009-10")])
def test_a_year_is_told_as_the_financial_year_that_ends_in_it(year: int, told: str) -> None:
    assert cells.period(year) == told


@given(st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=30))
def test_places_count_from_the_highest_and_equals_share_one(values: list[Decimal]) -> None:
    group = Group.of({str(at): value for at, value in enumerate(values)})
    for at, value in enumerate(values):
        place, shared = group.place(str(at))
        assert place == 1 + len([other for other in values if other > value])
        assert shared == (values.count(value) > 1)


@given(st.lists(st.decimals(0, 100, places=1), min_size=1, max_size=30))
def test_the_mean_is_the_plain_one_to_a_tenth(values: list[Decimal]) -> None:
    mean = Group.of({str(at): value for at, value in enumerate(values)}).mean
    exact = sum(map(Fraction, values)) / len(values)
    assert -Fraction(1, 20) <= exact - Fraction(mean) < Fraction(1, 20)
    assert mean == mean.quantize(Decimal("0.1"))


def made(database: Database, place: Path) -> Path:
    with database.reader() as connection:
        site = Site(gather(connection))
    folder.write(place, site.files())
    return place


@pytest.fixture
def filled(sqlite: SQLite, tmp_path: Path) -> Path:
    with open_database(sqlite.upgraded()) as database:
        fill(database)
        return made(database, tmp_path / "report")


def authority(report: Path, slug: str) -> Page:
    return Page(report / "authority" / f"{slug}.html")


def test_an_unread_letter_is_shown_as_not_read(filled: Path) -> None:
    page = authority(filled, REDDITCH)
    rows = {row["Year"]: row for row in page.table("Uphold rate: Redditch Borough Council")}
    assert rows["2020-21 †"]["Value"] == "not read"
    assert rows["2020-21 †"]["Place in its type, highest first"] == "none"
    assert "Could not be read." in page.section("y2021")
    coverage = {
        row["Authority"]: row for row in Page(filled / "coverage.html").table("The letter of each authority and year")
    }
    assert coverage["Redditch Borough Council"]["2020-21"] == "unread"


def test_letters_that_print_other_averages_have_them_all_shown(filled: Path) -> None:
    rows = Page(filled / "year" / "2020-non-metropolitan-district.html").table(
        "Measures: Non-metropolitan district, 2019-20"
    )
    assert rows[-1]["Uphold rate"] == "50% or 60%"
    # Redditch's letter of 2020 prints 50, Adur's 25, Allerdale's 33, and Blaby's was revised to 60.
    assert rows[-2]["Uphold rate"] == "42.0% (4 letters)"


def test_a_better_reading_is_told_apart_from_a_revision(filled: Path) -> None:
    page = authority(filled, BLABY)
    (row,) = [
        row
        for row in page.table("Figures of 2015-16, as the letter prints them")
        if row["Figure"] == "Decisions made: Total"
    ]
    assert row["Value"] == "9 was 8 until 2024-08-01: the archive reads it better"


def test_a_contradiction_is_shown_and_not_compared(sqlite: SQLite, tmp_path: Path) -> None:
    with open_database(sqlite.upgraded()) as database:
        crawl_contradiction(database)
        page = authority(made(database, tmp_path / "report"), BLABY)
    (row,) = page.table("Uphold rate: Blaby District Council")
    assert row["Value"] == "40% or 41%: the letter contradicts itself"
    assert row["Place in its type, highest first"] == "none"
    figures = page.table("Figures of 2019-20, as the letter prints them")
    assert [each["Value"] for each in figures if each["Figure"] == "Uphold rate"] == ["40%", "41%"]


def crawled(sqlite: SQLite, place: Path, site: dict[str, Shown]) -> Path:
    """A report on an archive of one run."""
    clock = Clock()
    with open_database(sqlite.upgraded()) as database:
        Crawler(Archive(database, clock), Ledger(database, clock), clock).run(site)
        return made(database, place)


def test_what_an_abolished_council_s_page_prints_later_is_no_part_of_the_series(sqlite: SQLite, tmp_path: Path) -> None:
    """Allerdale ended on 1 April 2023: its last letter is that of 2023, whatever stands on its page for 2024."""
    site = {
        ALLERDALE: Shown(
            [link(ALLERDALE, year, full(year, upheld_decisions=str(of))) for year, of in ((2023, 4), (2024, 0))]
        ),
        CUMBERLAND: Shown([link(CUMBERLAND, 2024, full(2024, upheld_decisions="9"))]),
    }
    report = crawled(sqlite, tmp_path / "report", site)
    rows = authority(report, CUMBERLAND).table(
        "Upheld decisions: Cumberland Council, with the councils before the merger"
    )
    assert [(row["Year"], row["Value"]) for row in rows] == [("2022-23 †", "4"), ("2023-24", "9")]
    own = authority(report, ALLERDALE).table("Upheld decisions: Allerdale Borough Council")
    assert [row["Value"] for row in own] == ["4", "0"]


@pytest.mark.parametrize(
    ("end", "last"),
    [("2019-03-31", 2019), ("2019-04-01", 2019), ("2019-03-30", 2018), ("2019-12-31", 2019), (None, 2024)],
)
def test_the_last_letter_of_an_authority_is_that_of_its_last_whole_year(end: str | None, last: int) -> None:
    ended = Authority("a-council", "A Council", None, "County", None, None, end)
    assert series.last_year(ended, newest=2024) == last


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


def test_a_year_of_many_changes_lists_the_newest_and_says_how_many_more_there_are(
    sqlite: SQLite, tmp_path: Path
) -> None:
    with open_database(sqlite.upgraded()) as database:
        fill(database)
        with database.reader() as connection:
            facts = gather(connection)
    (first,) = [line for line in facts.changes if line.kind == "revised" and line.measure == "uphold_rate"]
    many = replace(facts, changes=[replace(first, year=1000 + at) for at in range(450)])
    folder.write(tmp_path / "report", Site(many).files())
    page = Page(tmp_path / "report" / "changes.html")
    assert sum(len(page.table(caption)) for caption in page.captions()) == 400
    assert "50 more changes of this run are in the archive: lgsco changes lists them." in page.text


def test_the_feed_has_no_sign_that_xml_forbids(sqlite: SQLite, tmp_path: Path) -> None:
    with open_database(sqlite.upgraded()) as database:
        fill(database)
        with database.reader() as connection:
            facts = gather(connection)
    (first,) = [line for line in facts.changes if line.kind == "revised" and line.measure == "uphold_rate"]
    odd = replace(first, field="title", measure=None, old_value="An\x0bnual & <b>\x00", new_value="Annual")
    folder.write(tmp_path / "report", Site(replace(facts, changes=[odd])).files())
    content = ET.parse(tmp_path / "report" / "changes.atom").getroot().findtext(".//{*}entry/{*}content")  # noqa: S314 -- our own file
    assert content == "title: Annual & <b> → Annual; the Ombudsman changed it"


def test_years_that_cannot_be_compared_are_marked_in_series(database: Database, tmp_path: Path) -> None:
    """On both kinds of database: the report asks the views of either."""
    clock = Clock()
    letters = [link(ADUR, year, full(year, uphold_rate=str(year - 1980))) for year in (2020, 2021, 2022, 2023, 2024)]
    Crawler(Archive(database, clock), Ledger(database, clock), clock).run({ADUR: Shown(letters)})
    page = authority(made(database, tmp_path / "report"), ADUR)
    rows = page.table("Uphold rate: Adur District Council")
    assert [row["Year"] for row in rows] == ["2019-20", "2020-21 †", "2021-22", "2022-23 †", "2023-24"]
    assert [row["Value"] for row in rows] == ["40%", "41%", "42%", "43%", "44%"]
    assert page.tree.xpath("//table[@id='uphold_rate-table']/@data-breaks") == ["2021 2023"]


def test_sqlite_and_postgresql_give_the_same_bytes(sqlite: SQLite, postgresql: PostgreSQL, tmp_path: Path) -> None:
    reports = []
    for maker in (sqlite, postgresql):
        with open_database(maker.upgraded()) as database:
            fill(database)
            reports.append(made(database, tmp_path / maker.name))
    one, other = (
        {path.relative_to(at): path.read_bytes() for path in at.rglob("*") if path.is_file()} for at in reports
    )
    assert one == other


def test_a_run_that_failed_leaves_the_report_as_it_was(sqlite: SQLite, tmp_path: Path) -> None:
    with open_database(sqlite.upgraded()) as database:
        fill(database)
        before = made(database, tmp_path / "before")
        ledger = Ledger(database)
        ledger.fail(ledger.claim(Trigger.CRAWL, SITE, "2"), ["the site is down"])
        after = made(database, tmp_path / "after")
    assert "The archive as run 3 left it on 1 August 2024, 11:00 UTC." in Page(after / "index.html").text
    assert (before / "changes.atom").read_bytes() == (after / "changes.atom").read_bytes()


def test_an_archive_that_shows_nothing_makes_no_report(database: Database) -> None:
    with database.reader() as connection, pytest.raises(NothingToReportError, match="run `lgsco crawl`"):
        gather(connection)
