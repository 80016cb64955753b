"""The marts and the report compare by the same rules: what one says of the demonstration, the other says too."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import text

from jobs.report import england, facts
from jobs.report.peers import Groups
from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD, Result, Results
from lgsco_store.database.session import open_database
from tests.jobs.commands import Done


@pytest.fixture(scope="module")
def both(demo: Done) -> tuple[Results, dict[tuple[str, int], Any]]:
    with open_database(demo.address, read_only=True) as database, database.reader() as connection:
        rows = connection.execute(text("SELECT * FROM council_years")).all()
        return Results(facts.gather(connection)), {(row.authority_slug, row.year): row for row in rows}


def numbers(result: Result) -> dict[str, float | None]:
    rated = {"uphold_rate": UPHELD, "upheld_per_100k": PER_100K, "compliance_rate": COMPLIANCE}
    rated["satisfactory_remedy_rate"] = REMEDIES
    found = {name: result.rate(measure).number for name, measure in rated.items()}
    counts = {"investigations": result.investigated, "upheld": result.upheld}
    return {name: None if each is None else float(each) for name, each in {**found, **counts}.items()}


def test_every_result_is_the_same(both: tuple[Results, dict[tuple[str, int], Any]]) -> None:
    results, rows = both
    of_report = {
        (each.authority.slug, each.year): each for year in results.facts.years for each in results.year_results(year)
    }
    assert of_report.keys() == rows.keys()
    for key, result in of_report.items():
        assert {name: getattr(rows[key], name) for name in numbers(result)} == numbers(result), key


def test_averages_and_places_are_the_same(both: tuple[Results, dict[tuple[str, int], Any]]) -> None:
    results, rows = both
    groups = Groups(results)
    for (slug, year), row in rows.items():
        peers = groups.peers(row.authority_type, year, UPHELD)
        assert row.uphold_rate_average == (None if peers.average is None else float(peers.average))
        standing = peers.standing(slug) if slug in peers.results else None
        if row.rate_rank is not None:
            assert standing is not None
            others = standing.higher + standing.same + standing.lower
            assert (row.rate_rank, row.rate_ranked) == (standing.lower + 1, others + 1)


def test_totals_of_england_are_the_same(demo: Done, both: tuple[Results, dict[tuple[str, int], Any]]) -> None:
    results, _ = both
    with open_database(demo.address, read_only=True) as database, database.reader() as connection:
        rows = connection.execute(text("SELECT * FROM england_years")).all()
    assert {row.year for row in rows} == set(results.facts.years)
    for row in rows:
        total = england.totals(england.read(results, row.year))
        assert (row.investigations or 0, row.upheld or 0, row.pooled_letters) == (
            total.investigated,
            total.upheld,
            total.letters,
        )
        assert row.expected == len(england.expected(results, row.year))
