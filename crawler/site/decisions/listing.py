"""A page of a list of decisions: search, archive, category, or a council's own. Pure functions of a page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from crawler.site.addresses import Site
from crawler.site.decisions import counts, pager
from crawler.site.decisions.addresses import Window
from crawler.site.decisions.items import decisions_on
from crawler.site.outline import WebPage
from lgsco_store.publications.decision_terms import OUTCOMES, is_known
from lgsco_store.publications.listed import ListedDecision
from lgsco_store.records import Issue, Severity


class Brings(StrEnum):
    """The result of reading a page of a list."""

    ITEMS = "items"
    NONE = "none"
    """It says that there are no decisions."""

    NOTHING = "nothing"
    """It says how many decisions there are, but shows none of them."""

    SHELL = "shell"
    """It has neither a decision nor their number: the frame of a page without its content."""


@dataclass(frozen=True, slots=True)
class DecisionListing:
    """The contents of a page of a list of decisions.

    ``results`` is the number of decisions in the whole list, None if the page does not give it, or gives two numbers.
    ``goes_on`` are the words that lead to a page after this one, None if there are none.
    """

    brings: Brings
    results: int | None
    items: tuple[ListedDecision, ...]
    issues: tuple[Issue, ...] = ()
    goes_on: str | None = None


def read_listing(page: WebPage, site: Site, window: Window | None = None, number: int = 1) -> DecisionListing:
    """Read the page of a list with a ``number``; ``window`` are the days that it was requested for, None if any."""
    found = decisions_on(page, site)
    results, issues = _results(found.outside)
    items, others = _entries(found.items, results, window)
    if items:
        brings = Brings.ITEMS
    elif results == 0 or (results is None and counts.says_none(found.outside)):
        brings, results = Brings.NONE, 0
    else:
        brings = Brings.SHELL if results is None else Brings.NOTHING
    on = _goes_on(page, site, found.outside, number) if items else None
    return DecisionListing(brings, results, items, (*issues, *map(_no_entry, others)), on)


def _goes_on(page: WebPage, site: Site, outside: Sequence[str], number: int) -> str | None:
    """Return the words by which a list goes on after a page."""
    pages = counts.pages(outside)
    return pager.goes_on(page, site, number) or (f"Page {number} of {pages}" if pages > number else None)


def _entries(
    items: Sequence[ListedDecision], results: int | None, window: Window | None
) -> tuple[tuple[ListedDecision, ...], list[ListedDecision]]:
    """Separate the entries of a list from other links in their form.

    A list without results has no entries, unless they are of its own days: then its number is wrong. A line that names
    neither a type nor a day nor a known outcome, beside lines that do, is an advertisement's; an entry may also have no
    line at all.
    """
    odd = [each for each in items if (each.type, each.decision_date) == (None, None) and _is_odd(each.outcome)]
    others = odd if any(each.type or each.decision_date for each in items) else []
    if results == 0:
        others = [each for each in items if window is None or each.decision_date not in window]
    return tuple(each for each in items if each not in others), others


def _is_odd(outcome: str | None) -> bool:
    return outcome is not None and not is_known(outcome, OUTCOMES)


def _no_entry(item: ListedDecision) -> Issue:
    message = f"The link to {item.url} beside a list of decisions is not one of its entries; it was left out."
    return Issue("no_entry_of_the_list", Severity.INFO, message)


def _results(texts: Sequence[str]) -> tuple[int | None, list[Issue]]:
    """Return the number of results that a list gives."""
    printed = counts.printed_counts(texts)
    values = set(map(counts.count_of, printed))
    if len(values) > 1:
        words = " and ".join(dict.fromkeys(printed))
        message = f"A list of decisions says that it has {words} results; none was taken. Look at the list."
        return None, [Issue("results_contradict", Severity.WARNING, message)]
    return next(iter(values), None), []
