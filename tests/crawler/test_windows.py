"""When the list of a window of dates is whole, by the number that it announces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from crawler.site.decisions.addresses import Window
from crawler.site.decisions.listing import Brings, DecisionListing
from crawler.spiders.windows import WindowList
from lgsco_store.publications.listed import ListedDecision

A, B, C = (
    ListedDecision(f"http://x/{name}", None, "Body", None, "Upheld", None, date(2025, 1, 6), "About it.")
    for name in "abc"
)
REWORDED = replace(A, summary="About something else.")


def read(results: int, *pages: tuple[ListedDecision, ...], is_second: bool = False) -> WindowList:
    made = WindowList(Window(date(2025, 1, 6), date(2025, 1, 12)), is_second)
    for items in pages:
        made.add(DecisionListing(Brings.ITEMS, results, items))
    return made


@pytest.mark.parametrize(
    ("results", "pages", "is_complete"),
    [
        (3, [(A, B), (C,)], True),
        (4, [(A, A, B), (C,)], True),
        (4, [(A, A), (B, C)], True),
        (5, [(A, A, A), (B, C)], True),
        # Other words may be another decision, of which the address is wrong.
        (4, [(A, REWORDED, B), (C,)], False),
        # The pages may have shifted, and hidden one.
        (4, [(A, B), (B, C)], False),
        # A site that answers every page with the first one.
        (4, [(A, B), (A, B)], False),
        (6, [(A, A, B), (A, A, B)], False),
        (5, [(A, A, B), (C,)], False),
    ],
)
def test_only_repeats_on_one_page_count(
    results: int, pages: list[tuple[ListedDecision, ...]], *, is_complete: bool
) -> None:
    assert read(results, *pages).is_complete == is_complete


@pytest.mark.parametrize(
    ("results", "pages", "is_complete"),
    [
        (4, [(A, B), (B, C)], True),
        (3, [(A, B), (B,)], True),
        (5, [(A, A, B), (A, C)], True),
        (4, [(A, B), (REWORDED, C)], False),
        (4, [(A, B), (A, B)], False),
        (5, [(A, B), (B, C)], False),
    ],
)
def test_a_decision_on_two_pages_is_listed_twice_if_the_second_reading_has_it_so(
    results: int, pages: list[tuple[ListedDecision, ...]], *, is_complete: bool
) -> None:
    assert read(results, *pages, is_second=True).is_complete == is_complete


def of_day(day: int, *numbers: int) -> tuple[ListedDecision, ...]:
    return tuple(replace(A, url=f"http://x/{number}", decision_date=date(2025, 1, day)) for number in numbers)


@pytest.mark.parametrize(
    ("results", "pages", "ignores_days"),
    [
        (99, [of_day(20, *range(10))], True),
        (99, [of_day(20, *range(9))], False),
        # A few decisions may have another day than when they were listed.
        (99, [of_day(6, *range(10)), of_day(20, *range(10, 20))], False),
        (99, [of_day(6, *range(10)), of_day(20, *range(10, 21))], True),
        (10, [of_day(20, *range(10))], False),
    ],
)
def test_a_list_of_mostly_other_days_is_not_read_to_its_end(
    results: int, pages: list[tuple[ListedDecision, ...]], *, ignores_days: bool
) -> None:
    made = read(results, *pages)
    assert (made.ignores_days, made.has_ended) == (ignores_days, ignores_days or results == 10)
    assert not ignores_days or not made.outcome.is_met


@pytest.mark.parametrize(
    ("pages", "is_complete", "asked"),
    [
        # The number is that of one page, and the second brings more.
        ([((A, B), "Next"), ((C,), None)], False, 3),
        # The page after the last one has nothing, and leads nowhere.
        ([((A, B), "Next"), ((), None)], True, 2),
        # The server answers every page with the first one: nobody knows what follows.
        ([((A, B), "Next"), ((A, B), "Next")], False, 2),
        ([((A, B), None)], True, 1),
    ],
)
def test_a_list_with_a_further_page_has_not_ended(
    pages: list[tuple[tuple[ListedDecision, ...], str | None]], asked: int, *, is_complete: bool
) -> None:
    made = WindowList(Window(date(2025, 1, 6), date(2025, 1, 12)))
    for at, (items, on) in enumerate(pages, 1):
        assert not made.has_ended
        made.add(DecisionListing(Brings.ITEMS, 2, items, goes_on=on))
        assert made.has_ended == (at == asked)
    assert (made.is_complete, made.outcome.is_met) == (is_complete, is_complete)


@pytest.mark.parametrize(
    ("results", "pages", "listed"),
    [
        # The same box of recent reports is on every page.
        (3, [(*of_day(6, 1, 2), *of_day(20, 7, 8)), (*of_day(6, 3), *of_day(20, 7, 8))], 3),
        (2, [(*of_day(6, 1, 2), *of_day(20, 7))], 2),
        # One of the announced three has not been seen, or has another day than it was listed for.
        (4, [(*of_day(6, 1, 2), *of_day(20, 7)), ()], 3),
        (3, [(*of_day(6, 1, 2), *of_day(20, 7))], 3),
    ],
)
def test_entries_of_other_days_beside_a_whole_list_are_none_of_it(
    results: int, pages: list[tuple[ListedDecision, ...]], listed: int
) -> None:
    made = read(results, *pages)
    assert made.has_ended
    assert (made.outcome.listed, made.outcome.is_met) == (listed, results == listed)
