"""The map and England: what is added up, what is compared, and what is not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import SimpleNamespace
from typing import Any, cast

import pytest

from jobs.report import england, maps, neighbours
from jobs.report.charts.hexagons import layout
from jobs.report.results import COMPLIANCE, UPHELD, Result, Results, State, Value
from lgsco_store.reference import register
from tests.jobs.report.made import COUNCIL, KENT, result, value


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({"uphold_rate": 96}, maps.ABOVE),
        ({"uphold_rate": 95}, maps.WITHIN),
        ({"uphold_rate": 76}, maps.BELOW),
        ({"uphold_rate": 77}, maps.WITHIN),
        ({"investigations": 9}, maps.FEW),
        ({"investigations": 0}, maps.NONE),
        ({"uphold_rate_average": None}, maps.NONE),
        ({"uphold_rate": None}, maps.NONE),
    ],
)
def test_a_council_s_class_on_the_map(changed: dict[str, float | None], kind: str) -> None:
    assert maps.beside_average(result(KENT | changed)) == kind
    assert maps.beside_average(result(KENT | changed, withdrawn=True)) == maps.NONE


def test_every_council_that_exists_has_a_hexagon() -> None:
    """Except combined and regional authorities, which are not councils."""
    known = layout("district").keys() | layout("county").keys()
    live = [
        each for each in register.entries() if each.end_date is None and "uthority" not in each.type.split()[-1:][0]
    ]
    live += [each for each in register.entries() if each.end_date is None and each.type == "Unitary authority"]
    assert [each.official_name for each in live if each.gss_code not in known] == []


class Year:
    """The results of years, from which England is made."""

    def __init__(self, *results: Result) -> None:
        self.all = results
        self.facts = SimpleNamespace(years=sorted({each.year for each in results}, reverse=True))

    def year_results(self, year: int) -> list[Result]:
        return [each for each in self.all if each.year == year]

    def result(self, slug: str, year: int) -> Result:
        found = [each for each in self.year_results(year) if each.authority.slug == slug]
        return found[0] if found else result({}, year, status=None)


def year(*results: Result) -> Results:
    return cast("Results", Year(*results))


def council(slug: str, of: int, values: Mapping[str, float | Value | None], **changed: Any) -> Result:
    return result(values, of, authority=replace(COUNCIL, slug=slug, name=slug), **changed)


def test_the_newest_year_is_one_of_which_half_of_the_letters_came() -> None:
    old = [council(slug, 2024, KENT) for slug in "abc"]
    half = [council("a", 2025, KENT), council("b", 2025, {}, status=None)]
    assert england.newest_full(year(*old, *half)) == 2025
    assert england.newest_full(year(*old, *half, council("c", 2025, {}, status=None))) == 2024
    assert england.newest_full(year(council("a", 2024, {}, status="unreadable"))) == 2024


def test_england_counts_neither_withdrawn_nor_half_read_letters() -> None:
    letters = [
        council("a", 2025, KENT),
        council("b", 2025, KENT, withdrawn=True),
        council("c", 2025, KENT | {"upheld_decisions": value(None, State.UNREAD)}),
    ]
    assert england.totals(england.read(year(*letters), 2025)) == england.Totals(104, 90, 1)
    assert england.paragraph(year(*letters), 2025)[0] == (
        "It investigated 104 complaints and upheld 90, by the one letter of 2024-25 read so far, of 3 expected."
    )


def test_the_largest_changes_are_those_that_may_be_shown() -> None:
    def two(slug: str, before: float, now: float, cases: int = 20) -> list[Result]:
        values = {"compliance_outcomes": cases}
        return [
            council(slug, 2024, values | {"compliance_rate": before}),
            council(slug, 2025, values | {"compliance_rate": now}),
        ]

    found = england.moves(
        year(*two("a", 90, 95), *two("b", 100, 90), *two("c", 50, 99, 9), *two("d", 90, 90)), 2025, COMPLIANCE
    )
    assert [(move.result.authority.slug, int(move.before), int(move.now)) for move in found] == [
        ("b", 100, 90),
        ("a", 90, 95),
    ]
    assert england.why_no_moves(UPHELD, 2023).startswith("From 2022-23 the Ombudsman chooses differently")
    assert england.why_no_moves(COMPLIANCE, 2023) == ""
    assert england.why_no_moves(COMPLIANCE, 2022).startswith("2020-21 is an odd year")


def test_low_compliance_lists_enough_cases_and_counts_all() -> None:
    rates = (("a", 99, 75), ("b", 90, 20), ("c", 50, 2), ("d", 100, 30))
    letters = [council(slug, 2025, {"compliance_rate": of, "compliance_outcomes": cases}) for slug, of, cases in rates]
    lowest, below, few = england.lowest_compliance(year(*letters), 2025)
    assert ([each.authority.slug for each in lowest], below, few) == (["b", "a"], 3, 1)


@pytest.mark.parametrize(
    ("region", "others", "shown"),
    [
        ("South East", ["South East", "South West"], "the South East nearest"),
        ("South East", ["South West"], "England nearest"),
        # The regions of ended councils are not known: that two have none does not make them neighbours.
        (None, [None, "South West"], "England nearest"),
    ],
)
def test_neighbours_are_of_the_region_or_of_england(region: str | None, others: list[str | None], shown: str) -> None:
    authorities = [replace(COUNCIL, slug=str(at), region=each) for at, each in enumerate([region, *others])]
    own, *rest = [result(KENT, authority=each) for each in authorities]
    found = neighbours.neighbours(year(own, *rest), own)
    assert found is not None
    assert f"county councils of {shown} in population" in found.caption
    assert len(found.near) == (1 if shown.startswith("the") else len(others))
