"""Charts draw what the letters print, and nothing more."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.report.charts.bars import Pair, moves
from jobs.report.charts.lines import lines, small_lines
from jobs.report.charts.scale import Scale, fitting, spread
from jobs.report.charts.strips import dots, strip
from jobs.report.charts.svg import element
from jobs.report.peers import Peers
from jobs.report.results import COMPLIANCE, REMEDIES, UPHELD, Result
from jobs.report.series import Point, Series, series
from tests.jobs.report.made import COUNCIL, result


def rate(slug: str, number: float, cases: int = 20) -> tuple[str, Result]:
    own = replace(COUNCIL, slug=slug)
    return slug, result({"uphold_rate": number, "investigations": cases}, authority=own)


def circles(markup: str) -> list[ET.Element]:
    return list(ET.fromstring(f"<svg>{markup}</svg>").iter("circle"))  # noqa: S314 -- our own chart


@given(st.lists(st.tuples(st.integers(0, 100), st.integers(1, 20)), min_size=1, max_size=60))
def test_every_council_is_a_dot_at_its_rate_and_none_covers_another(councils: list[tuple[int, int]]) -> None:
    peers = Peers(dict(rate(str(at), *each) for at, each in enumerate(councils)), UPHELD, None)
    placed = dots(peers, Scale(), 300)
    found = circles(placed.markup)
    assert sorted(float(each.attrib["cx"].rstrip("%")) for each in found) == sorted(float(of) for of, _ in councils)
    assert sum("few" in each.attrib["class"] for each in found) == sum(cases < 10 for _, cases in councils)
    spots = [(each.attrib["cx"], each.attrib["cy"], each.attrib.get("transform")) for each in found]
    assert len(set(spots)) == len(spots)
    loose = [(at / 100 * 300, y) for at, y in placed.spots.values()]
    if not any("transform" in each.attrib for each in found):
        assert all(abs(x - p) >= 8.6 or abs(y - q) >= 8.9 for (x, y), (p, q) in combinations(loose, 2))


def test_a_strip_names_the_council_it_marks_and_the_printed_average() -> None:
    peers = Peers(dict(rate(slug, of, cases) for slug, of, cases in (("a", 50, 3), ("b", 80, 20))), UPHELD, Decimal(66))
    drawn = ET.fromstring(strip("s", "Uphold rates", dots(peers, Scale(), 300), ("a", "Allerdale")))  # noqa: S314
    assert drawn.findtext("desc") == "2 councils from 50% to 80%. Allerdale: 50%. Printed average: 66%."
    (own,) = [each for each in drawn.iter("circle") if each.attrib["class"].startswith("own")]
    assert own.attrib["class"] == "own hollow"
    texts = [each.text for each in drawn.iter("text")]
    assert texts == ["average printed 66%", "Allerdale 50%", "0%", "50%", "100%"]


def point(year: int, of: float, average: float | None = None, **changed: bool) -> Point:
    flags = {"hollow": False, "corrected": False, "withdrawn": False} | changed
    return Point(year, Decimal(str(of)), None if average is None else Decimal(str(average)), **flags)


def drawn(points: list[Point], measure: str = UPHELD) -> ET.Element:
    series = Series(measure, "Kent", range(points[0].year, points[-1].year + 1), points)
    return ET.fromstring(lines("u", "Uphold rate", series, Scale()))  # noqa: S314 -- our own chart


def test_a_line_joins_neighbouring_years_and_crosses_neither_break_nor_gap() -> None:
    points = [point(year, 50 + year % 10, 60) for year in (2018, 2020, 2021, 2022, 2023, 2024)]
    kinds = [each.attrib["class"] for each in drawn(points).iter("line")]
    assert kinds.count("own") == 1
    assert kinds.count("own soft") == 2
    assert kinds.count("cut") == 1
    # Compliance continues across 2022-23.
    assert [each.attrib["class"] for each in drawn(points, COMPLIANCE).iter("line")].count("own") == 2


def test_a_withdrawn_letter_is_a_ring_that_no_line_reaches() -> None:
    found = drawn([point(2018, 50), point(2019, 55, hollow=True, withdrawn=True), point(2020, 60, corrected=True)])
    assert not [each for each in found.iter("line") if each.attrib["class"].startswith("own")]
    assert [each.attrib["class"] for each in found.iter("circle")] == ["own", "own hollow", "own"]
    assert "Kent 60%*" in [each.text for each in found.iter("text")]


def test_a_small_chart_of_many_letters_tells_the_newest_the_highest_and_the_lowest() -> None:
    points = [point(2015 + at, of) for at, of in enumerate((50, 90, 60, 40, 70, 80, 55))]
    series = Series(UPHELD, "Kent", range(2015, 2022), points)
    for shown, numbers in ((series, {"55", "90", "40"}), (replace(series, points=points[:3]), {"50", "90", "60"})):
        found = ET.fromstring(small_lines("s", "Uphold rate", shown, Scale()))  # noqa: S314 -- our own chart
        texts = [each.text for each in found.iter("text") if each.attrib["class"] == "val"]
        assert set(texts) == numbers
        # The description names every value, even those that are not labelled.
        assert all(f"{each.value}%" in str(found.findtext("desc")) for each in shown.points)


@given(st.integers(0, 100), st.integers(0, 100))
def test_the_names_at_the_end_of_lines_never_overlap(own: int, average: int) -> None:
    found = drawn([point(2024, own, average), point(2025, own, average)])
    ends = [float(each.attrib["y"]) for each in found.iter("text") if each.attrib["class"].startswith("end")]
    assert len(ends) == 2
    assert abs(ends[0] - ends[1]) >= 15.9


def test_two_letters_that_are_no_neighbours_and_one_alone_make_no_chart() -> None:
    drawn_of = {
        years: series(UPHELD, "A", [result({"uphold_rate": 40}, year) for year in years], set()).drawn
        for years in ((2018,), (2018, 2020), (2018, 2019), (2018, 2020, 2022))
    }
    assert drawn_of == {(2018,): False, (2018, 2020): False, (2018, 2019): True, (2018, 2020, 2022): True}


@pytest.mark.parametrize(
    ("measure", "values", "scale"),
    [
        (COMPLIANCE, [80, 100], Scale(80, 100)),
        (COMPLIANCE, [79, 100], Scale()),
        (REMEDIES, [0, 19], Scale(0, 20)),
        (REMEDIES, [0, 20], Scale(0, 40)),
        (REMEDIES, [40], Scale()),
        (UPHELD, [90], Scale()),
    ],
)
def test_an_axis_begins_at_0_but_for_compliance_that_is_high(measure: str, values: list[int], scale: Scale) -> None:
    assert fitting(measure, map(Decimal, values)) == scale


def test_rates_of_one_year_are_spread_from_40_where_all_are_higher() -> None:
    assert spread(UPHELD, [Decimal(40), Decimal(90)]) == Scale(40, 100)
    assert spread(UPHELD, [Decimal(39), Decimal(90)]) == Scale()


def test_two_years_are_described_as_up_or_down() -> None:
    found = moves(
        "m",
        "Compliance",
        [Pair("Bexley", Decimal(100), Decimal(90)), Pair("Ealing", Decimal(85), Decimal(86))],
        Scale(80),
    )
    parts = ET.fromstring(found).iter("tspan")  # noqa: S314 -- our own chart
    assert [each.text for each in parts] == ["Bexley", "down 10 points", "Ealing", "up 1 point"]


def test_nothing_that_is_put_into_a_chart_is_markup() -> None:
    svg = element("text", "<script>", title='"><b>')
    assert svg == '<text title="&#34;&gt;&lt;b&gt;">&lt;script&gt;</text>'
