"""The sums and rates of one letter: rules prove figures, contradictions are reported, lost figures are derived."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from crawler.reading.findings import Evidence, not_applicable, printed, unreadable
from crawler.reading.numbers import number, rounded
from crawler.reading.validate import arithmetic
from lgsco_store.records import Figure, FigureState, Severity
from tests.reading.letterpress import AREA_NAMES

HERE = Evidence(1, None, "here")

small = st.integers(0, 400)


def figures(**values: int | str | None) -> list[Figure]:
    """Make printed figures by measure; None is one whose number is destroyed."""
    return [
        unreadable(measure, HERE) if value is None else printed(measure, Decimal(value), HERE)
        for measure, value in values.items()
    ]


def table(measure: str, values: dict[str, int | None]) -> list[Figure]:
    return [
        unreadable(measure, HERE, category) if value is None else printed(measure, Decimal(value), HERE, category)
        for category, value in values.items()
    ]


def percent(part: int, whole: int) -> int:
    """Return a percentage, rounded a half upwards, using only whole numbers."""
    return (200 * part + whole) // (2 * whole)


def value_of(found: tuple[Figure, ...], measure: str, category: str | None = None) -> Figure:
    return next(figure for figure in found if (figure.measure, figure.category) == (measure, category))


AREAS = AREA_NAMES[:-1]


@pytest.mark.parametrize(
    ("text", "value"),
    [("0", "0"), ("1,400", "1400"), ("5.7", "5.7"), ("1,234,567", "1234567")],
)
def test_a_printed_number_has_its_value(text: str, value: str) -> None:
    assert number(text) == Decimal(value)


@pytest.mark.parametrize(
    "text", ["", "-", "n/a", "4O", "1,40", "12,3456", "1.", ".5", "-3", "£5", "5%", "1 4", "²", "٣", "007"]
)
def test_what_is_no_number_has_none(text: str) -> None:
    assert number(text) is None


@given(st.integers(0, 10**9), st.integers(0, 99))
def test_numbers_survive_being_printed(whole: int, hundredths: int) -> None:
    assert number(f"{whole:,}") == whole
    assert number(f"{whole}.{hundredths:02}") == Decimal(whole) + Decimal(hundredths) / 100


@given(small, st.integers(1, 400))
def test_rates_round_a_half_upwards(part: int, whole: int) -> None:
    exact = Fraction(100 * part, whole)
    found = rounded(Decimal(100) * part / whole, Decimal(1))
    assert found == percent(part, whole)
    assert -Fraction(1, 2) < Fraction(found) - exact <= Fraction(1, 2)


@given(st.integers(1, 400), small)
def test_a_true_uphold_rate_is_proved_and_a_false_one_reported(whole: int, part: int) -> None:
    assume(part <= whole)
    rate = percent(part, whole)
    true = figures(uphold_rate=rate, upheld_decisions=part, investigations=whole)
    assert arithmetic.contradictions(true) == []
    assert arithmetic.proved(true) == {("uphold_rate", None), ("upheld_decisions", None), ("investigations", None)}
    for wrong in {rate + 1, rate - 1} & set(range(101)):
        false = figures(uphold_rate=wrong, upheld_decisions=part, investigations=whole)
        assert [issue.severity for issue in arithmetic.contradictions(false)] == [Severity.ERROR]
        assert arithmetic.proved(false) == frozenset()


@given(st.lists(small, min_size=9, max_size=9), st.integers(0, 8), st.integers(-5, 5))
def test_areas_add_up_or_are_reported(values: list[int], lost: int, error: int) -> None:
    areas: dict[str, int | None] = dict(zip(AREAS, values, strict=True))
    listed = table("complaints_received", {**areas, "total": sum(values) + error})
    assert len(arithmetic.contradictions(listed)) == (error != 0)
    torn = table("complaints_received", {**areas, AREAS[lost]: None, "total": sum(values)})
    found = value_of(arithmetic.derived(torn), "complaints_received", AREAS[lost])
    assert found.state is FigureState.DERIVED
    assert found.value == values[lost]
    assert f"complaints_received (total) {sum(values)}" in found.text


@given(st.lists(small, min_size=9, max_size=9))
def test_two_lost_areas_are_never_guessed(values: list[int]) -> None:
    areas: dict[str, int | None] = dict(zip(AREAS, values, strict=True))
    torn = table("complaints_received", {**areas, "housing": None, "other": None, "total": sum(values)})
    assert arithmetic.derived(torn) == tuple(torn)


@given(st.integers(1, 60), st.integers(0, 60))
def test_a_derived_count_is_the_only_one_that_gives_the_rate(whole: int, part: int) -> None:
    assume(part <= whole)
    torn = figures(uphold_rate=percent(part, whole), upheld_decisions=None, investigations=whole)
    fitting = [count for count in range(whole + 1) if percent(count, whole) == percent(part, whole)]
    found = value_of(arithmetic.derived(torn), "upheld_decisions")
    assert (found.value is not None) == (len(fitting) == 1)
    assert found.value in (None, part)


def test_blaby_s_remedy_is_a_share_of_the_upheld_decisions() -> None:
    torn = figures(
        uphold_rate=75,
        upheld_decisions=3,
        investigations=4,
        satisfactory_remedy_rate=33,
        satisfactory_remedy_decisions=None,
        satisfactory_remedy_base=4,
    )
    found = value_of(arithmetic.derived(torn), "satisfactory_remedy_decisions")
    assert found.state is FigureState.DERIVED
    assert found.value == 1


def test_nothing_is_derived_from_figures_that_contradict_each_other() -> None:
    torn = figures(
        uphold_rate=60,
        upheld_decisions=3,
        investigations=4,
        satisfactory_remedy_rate=33,
        satisfactory_remedy_decisions=None,
    )
    assert value_of(arithmetic.derived(torn), "satisfactory_remedy_decisions").state is FigureState.UNREADABLE


def test_a_rate_of_nothing_is_never_derived() -> None:
    torn = figures(uphold_rate=None, upheld_decisions=0, investigations=0, compliance_rate=None, compliance_outcomes=0)
    assert {figure.state for figure in arithmetic.derived(torn) if figure.unit == "percent"} == {FigureState.UNREADABLE}


@pytest.mark.parametrize(("rate", "outcomes", "wrong"), [(50, 2, False), (75, 2, True), (33, 3, False), (34, 3, True)])
def test_compliance_is_a_share_of_its_outcomes(rate: int, outcomes: int, *, wrong: bool) -> None:
    listed = figures(compliance_rate=rate, compliance_outcomes=outcomes)
    assert bool(arithmetic.contradictions(listed)) is wrong
    assert arithmetic.proved(listed) == frozenset()


@given(small, small, small, st.integers(-3, 3))
def test_dealt_with_is_its_three_parts(one: int, two: int, three: int, error: int) -> None:
    listed = figures(
        complaints_dealt_with=max(one + two + three + error, 0),
        complaints_not_for_us=one,
        complaints_assessed_and_closed=two,
        complaints_investigated=three,
    )
    assert bool(arithmetic.contradictions(listed)) == (max(one + two + three + error, 0) != one + two + three)


@pytest.mark.parametrize(("remedied", "errors"), [((1, 0), 0), ((1, 1), 0), ((2, 1), 1)])
def test_no_more_is_remedied_than_upheld(remedied: tuple[int, int], errors: int) -> None:
    listed = table("complaints_decided", {"upheld": 2})
    listed += figures(remedied_by_ombudsman=remedied[0], remedied_by_authority=remedied[1])
    assert len(arithmetic.contradictions(listed)) == errors


def test_a_rate_above_a_hundred_is_reported() -> None:
    issues = arithmetic.contradictions(figures(satisfactory_remedy_rate_average=101, compliance_rate_average=100))
    assert [(issue.code, issue.measure) for issue in issues] == [
        ("impossible_rate", "satisfactory_remedy_rate_average")
    ]


@pytest.mark.parametrize(("base", "differs"), [(5, True), (2, False)])
def test_another_base_than_the_upheld_decisions_is_worth_knowing(base: int, *, differs: bool) -> None:
    issues = arithmetic.base_differs(figures(upheld_decisions=2, satisfactory_remedy_base=base))
    # A web page has the same issue as a letter, so its message names neither.
    message = "The printed base is 5, but the rate is a share of the upheld decisions: 2."
    assert [(issue.severity, issue.message) for issue in issues] == [(Severity.INFO, message)] * differs


def test_a_rate_that_does_not_apply_contradicts_nothing() -> None:
    listed = [*figures(compliance_outcomes=0), not_applicable("compliance_rate", HERE)]
    assert arithmetic.contradictions(listed) == []
    assert arithmetic.derived(listed) == tuple(listed)
