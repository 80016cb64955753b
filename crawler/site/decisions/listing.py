"""A page of a list of decisions: search, archive, category, or a council's own. Pure functions of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from crawler.site.addresses import Site
from crawler.site.decisions.addresses import Window
from crawler.site.decisions.items import decisions_on
from crawler.site.outline import WebPage
from lgsco_store.publications.decision_terms import OUTCOMES, is_known
from lgsco_store.publications.listed import ListedDecision
from lgsco_store.records import Issue, Severity

_COUNT = re.compile(
    r"(?<![-\N{EN DASH}\d,.])(?P<count>\d[\d,]*|no)\s+(?:results?|matches)\b(?!\s+(?:per|on each|a)\b)", re.IGNORECASE
)
# A sentence of the list about itself wins over other numbers of results on the page.
_OWN = re.compile(r"\b(?:your search|archive) (?:has|returned|found)\b[^.]*", re.IGNORECASE)
_SAYS_NONE = re.compile(
    r"\b(?:no|zero) (?:results?|decisions?|statements?|matches)\b|\bnothing (?:was )?found\b"
    r"|\b(?:did not|didn't|does not|doesn't) (?:return|match|find) any\b",
    re.IGNORECASE,
)


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
    """

    brings: Brings
    results: int | None
    items: tuple[ListedDecision, ...]
    issues: tuple[Issue, ...] = ()


def read_listing(page: WebPage, site: Site, window: Window | None = None) -> DecisionListing:
    """Read a page of a list; ``window`` are the days that it was requested for, None if any."""
    found = decisions_on(page, site)
    results, issues = _results(found.outside)
    items, others = _entries(found.items, results, window)
    if items:
        brings = Brings.ITEMS
    elif results == 0 or (results is None and any(map(_SAYS_NONE.search, found.outside))):
        brings, results = Brings.NONE, 0
    else:
        brings = Brings.SHELL if results is None else Brings.NOTHING
    return DecisionListing(brings, results, items, (*issues, *map(_no_entry, others)))


def _entries(
    items: Sequence[ListedDecision], results: int | None, window: Window | None
) -> tuple[tuple[ListedDecision, ...], list[ListedDecision]]:
    """Separate the entries of a list from other links in their form.

    A list without results has no entries, unless they are of its own days: then its number is wrong. A line that names
    neither a type nor a day nor a known outcome, beside lines that do, is an advertisement's; an entry may also have no
    line at all.
    """
    odd = [each for each in items if (each.type, each.decision_date) == (None, None) and _is_odd(each.outcome)]
    others = odd if len(odd) < len(items) else []
    if results == 0:
        others = [each for each in items if window is None or each.decision_date not in window]
    return tuple(each for each in items if each not in others), others


def _is_odd(outcome: str | None) -> bool:
    return outcome is not None and not is_known(outcome, OUTCOMES)


def _no_entry(item: ListedDecision) -> Issue:
    message = f"The link to {item.url} beside a list of decisions is not one of its entries; it was left out."
    return Issue("no_entry_of_the_list", Severity.INFO, message)


def _results(texts: Iterable[str]) -> tuple[int | None, list[Issue]]:
    """Return the number of results that a list gives."""
    text = " ".join(texts)
    own = " ".join(each for each in _OWN.findall(text) if _COUNT.search(each))
    printed = [found["count"].lower() for found in _COUNT.finditer(own or text)]
    counts = {0 if each == "no" else int(each.replace(",", "")) for each in printed}
    if len(counts) > 1:
        words = " and ".join(printed)
        message = f"A list of decisions says that it has {words} results; none was taken. Look at the list."
        return None, [Issue("results_contradict", Severity.WARNING, message)]
    return next(iter(counts), None), []
