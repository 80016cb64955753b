"""A letter's figures in one row: the same as its figures, whatever was published since, and checked by ``verify``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import partial
from typing import Any

import pytest
from sqlalchemy import text

from lgsco_store.contract import catalog
from lgsco_store.database.models import WideReading
from lgsco_store.database.session import Database
from lgsco_store.evidence.digests import CanonicalFigure
from lgsco_store.evidence.wide import columns, wide_row
from lgsco_store.integrity import verify
from lgsco_store.records import Source
from lgsco_store.terms import Trigger
from tests.conftest import Clock
from tests.store import filled
from tests.store.crawls import SITE, Crawler, Letter, Page, link, rows
from tests.store.filled import BLABY, REDDITCH, full, rates

PARTS = {"complaints_received": "complaints_received", "complaints_decided": "complaints_decided"}
ABOUT = {"authority_slug", "authority_name", "gss_code", "authority_type", "year", "withdrawn", "withdrawn_at"}


def figure(name: str, value: str | None, state: str = "printed") -> CanonicalFigure:
    measure, _, category = name.partition("/")
    return CanonicalFigure(measure, category or None, value, "count", state)


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ([], None),
        ([("40", "printed")], Decimal(40)),
        ([("40", "printed"), ("40", "derived")], Decimal(40)),
        ([("40", "printed"), ("41", "printed")], None),
        ([(None, "unreadable"), ("40", "printed")], Decimal(40)),
        ([(None, "not_applicable")], None),
        ([(None, "not_applicable"), ("40", "printed")], None),
        ([("0", "printed")], Decimal(0)),
    ],
)
def test_a_figure_has_a_value_if_the_letter_prints_one_alone(
    printed: list[tuple[str | None, str]], value: Decimal | None
) -> None:
    row = wide_row(figure("investigations", *each) for each in printed)
    assert row["investigations"] == value
    assert row["has_headline"] == row["has_results"] == bool(printed)
    assert (row["has_received"], row["has_decided"]) == (False, False)


def test_a_letter_has_results_by_the_totals_of_its_tables_but_not_by_their_parts() -> None:
    part, total = (wide_row([figure(f"complaints_received/{word}", "3")]) for word in ("housing", "total"))
    assert (part["has_received"], part["has_results"], part["complaints_received__housing"]) == (True, False, 3)
    assert (total["has_received"], total["has_results"], total["complaints_received__total"]) == (True, True, 3)


def test_the_table_has_a_column_for_every_figure_of_the_vocabulary() -> None:
    names = [column.name for column in WideReading.__table__.columns]
    assert names == ["reading_id", "has_received", "has_decided", "has_headline", "has_results", *columns()]


def wide_views(database: Database) -> set[tuple[Any, ...]]:
    """Return what the wide views show, as authority, year, measure, category and value."""
    found = set()
    for view in (*PARTS, "headline_figures"):
        names = [column.name for column in catalog.columns(view)]
        for row in rows(database, f"SELECT * FROM {view}"):  # noqa: S608 -- our own names
            cells = dict(zip(names, row, strict=True))
            for name in set(names) - ABOUT:
                of = (PARTS[view], name) if view in PARTS else (name, "all")
                found.add((cells["authority_slug"], cells["year"], *of, cells[name]))
    return found


def letter_figures(database: Database) -> set[tuple[Any, ...]]:
    return set(rows(database, "SELECT authority_slug, year, measure, category, value FROM letter_figures"))


def test_wide_views_show_the_figures_of_letters_after_everything_that_changes_them(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    tables, better = (full(2016, **{**filled.TABLES, "complaints_decided__total": total}) for total in ("8", "9"))
    first, second = (full(2020, **rates(*numbers)) for numbers in (("40", "2", "5"), ("60", "3", "5")))
    there = {BLABY: Page([link(BLABY, 2016, tables), link(BLABY, 2020, first)])}
    revised = {BLABY: Page([link(BLABY, 2016, tables), link(BLABY, 2020, second)])}
    gone = {BLABY: Page([link(BLABY, 2016, tables)]), REDDITCH: Page([link(REDDITCH, 2020, Letter(contradicts="41"))])}

    def hold() -> None:
        claim = crawler.gather(revised)
        crawler.archive.hold(crawler.archive.plan(claim.run_id), claim, [])

    def reread() -> None:
        reading = replace(tables.reading("2"), figures=better.reading("2").figures)
        crawler.archive.store_reading(reading, Source.LETTER)
        crawler.archive.reread(crawler.ledger.claim(Trigger.REREAD, SITE, "2"), "2")

    steps: list[Callable[[], object]] = [partial(crawler.run, site) for site in (there, revised, gone)]
    steps += [hold, reread, partial(crawler.run, there, reader="2")]
    for number, step in enumerate(steps):
        step()
        shown, expected = wide_views(database), letter_figures(database)
        assert expected, number
        assert expected <= shown, number
        assert {row[-1] for row in shown - expected} <= {None}, number
        clock.advance(3600)


ALTERED = {
    "UPDATE wide_reading SET uphold_rate = 99 WHERE uphold_rate IS NOT NULL": "its uphold_rate is not that of",
    "UPDATE wide_reading SET has_results = NOT has_results": "its has_results is not that of the reading's figures",
    "INSERT INTO wide_reading (reading_id, has_received, has_decided, has_headline, has_results) "
    "SELECT MAX(id), FALSE, FALSE, FALSE, FALSE FROM reading WHERE kind = 'statistics_page'": "belongs to no reading",
}
LOST = {"DELETE FROM wide_reading": "it has no row in wide_reading"}


def test_verify_reports_a_row_that_differs_from_the_figures(database: Database) -> None:
    filled.fill(database)
    with database.engine.connect() as connection:
        for statements in (ALTERED, LOST):
            for statement in statements:
                connection.execute(text(statement))
            found = list(verify.damage(connection))
            assert [told for told in statements.values() if not any(told in line for line in found)] == []
            connection.rollback()
