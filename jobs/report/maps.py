"""The maps of the front page: uphold rates beside the printed average of their type, and compliance."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from jobs.report import cells
from jobs.report.charts.hexagons import Cell, hexagons, layout
from jobs.report.england import expected
from jobs.report.facts import Authority
from jobs.report.file_names import file_of
from jobs.report.results import COMPLIANCE, UPHELD, Result, Results
from jobs.report.words.england import FAR, far_from_average
from jobs.report.words.numbers import count, percent

ABOVE, WITHIN, BELOW, FEW, NONE = "above", "within", "below", "few", "none"
"""A council's uphold rate in comparison with the average of its type."""

DISTRICTS = "Map of districts, boroughs and unitary councils; the table below holds the same"
COUNTIES = "Map of county councils; outlines are other councils, and the table below holds the same"

_LOOKS = {
    ABOVE: ("u2", "m-up"),
    WITHIN: ("u1", ""),
    BELOW: ("u0", "m-down"),
    FEW: ("ux", "m-few"),
    NONE: ("un", "m-none"),
}


@dataclass(frozen=True, slots=True)
class Maps:
    """Both maps, their contents in words, the table behind them by region, and councils without a place on them."""

    sentence: str
    districts: Markup
    counties: Markup
    regions: list[tuple[str, list[int]]]
    elsewhere: list[Authority]


def maps(results: Results, year: int) -> Maps:
    """Return the maps of a year; councils that the layout does not know are listed next to them."""
    listed = expected(results, year)
    classes = {each.authority.slug: beside_average(each) for each in listed}
    by_region: dict[str, Counter[str]] = defaultdict(Counter)
    for each in listed:
        by_region[each.authority.region or "Region not known"][classes[each.authority.slug]] += 1
    total = Counter(classes.values())
    districts, counties = _results_on(listed, "district"), _results_on(listed, "county")
    placed = {each.authority.slug for each in (*districts, *counties)}
    return Maps(
        sentence=far_from_average(total[ABOVE], total[BELOW], total[FEW]),
        districts=hexagons("map-d", DISTRICTS, "district", [_cell(each) for each in districts]),
        counties=hexagons("map-c", COUNTIES, "county", [_cell(each) for each in counties]),
        regions=[(region, [found[kind] for kind in _LOOKS]) for region, found in sorted(by_region.items())],
        elsewhere=[each.authority for each in listed if each.authority.slug not in placed],
    )


def beside_average(result: Result) -> str:
    """Return the class of a council's uphold rate; without a printed average there is no comparison."""
    rate, average = result.rate(UPHELD).number, result.value(f"{UPHELD}_average").number
    if rate is None or not result.counts:
        return NONE
    if result.few(UPHELD):
        return FEW
    if average is None:
        return NONE
    gap = rate - average
    return ABOVE if gap >= FAR else BELOW if gap <= -FAR else WITHIN


def _results_on(listed: list[Result], which: str) -> list[Result]:
    """Return the councils of a map; the second has only county councils, since districts lie inside them."""
    places = layout(which)
    is_county = which == "county"
    return [
        each
        for each in listed
        if (each.authority.gss_code or "") in places and (each.authority.type == "County") is is_county
    ]


def _cell(result: Result) -> Cell:
    kind = beside_average(result)
    look, sign = _LOOKS[kind]
    compliance = result.rate(COMPLIANCE).number
    below = compliance is not None and compliance < Decimal(100)
    other = "cx" if compliance is None else "c0" if below else "c1"
    signs = {"u": sign, "c": "m-none" if compliance is None else "m-below" if below else ""}
    return Cell(
        gss_code=result.authority.gss_code or "",
        href=f"authority/{file_of(result.authority.slug)}",
        label=f"{result.authority.short}: {_uphold_rate(result)}; {_compliance(result)}.",
        classes=f"{look} {other}",
        signs={view: name for view, name in signs.items() if name},
    )


def _uphold_rate(result: Result) -> str:
    rate = cells.rate(result, UPHELD)
    if rate.is_word:
        return {"no letter": "no letter", "not read": "letter not read"}.get(rate.text, rate.text)
    if result.investigated is None or result.upheld is None:
        return f"{rate.text} upheld, of an unknown number"
    cases = f"{count(result.upheld)} of {result.investigated:,}"
    if rate.few:
        return f"{cases} upheld, too few to compare"
    average = result.value(f"{UPHELD}_average").number
    tail = "no average printed" if average is None else f"printed average {percent(average)}"
    return f"{rate.text} upheld, {cases}; {tail}"


def _compliance(result: Result) -> str:
    rate = result.rate(COMPLIANCE).number
    if rate is None:
        return "no compliance rate"
    cases = result.cases(COMPLIANCE)
    return f"compliance {percent(rate)}" + ("" if cases is None else f" of {cases:,}")
