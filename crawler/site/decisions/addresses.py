"""The addresses of decisions and of their listings. Pure functions of text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import unquote, urlencode, urljoin, urlsplit

from crawler.site.addresses import Site
from lgsco_store.publications.decision_terms import reference_key

_SEARCH = "/Decisions/SearchResults"
_DECISION = re.compile(r"/decisions/(?P<category>[^/]+)/(?P<sub_category>[^/]+)/(?P<reference>[^/]+)", re.IGNORECASE)
_CATEGORY = re.compile(r"/decisions/(?P<category>[^/]+)(?:/(?P<sub_category>[^/]+))?", re.IGNORECASE)
# Listings below /decisions, which are not categories.
_LISTINGS = frozenset({"searchresults", "archive"})


@dataclass(frozen=True, slots=True)
class Window:
    """The decision dates of a search, including both days.

    Raises:
        ValueError: the last day is before the first.
    """

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"{self} ends before it begins")

    def __str__(self) -> str:
        return f"{self.first.isoformat()} to {self.last.isoformat()}"

    def __contains__(self, day: date | None) -> bool:
        return day is not None and self.first <= day <= self.last

    def parts(self, days: int) -> Iterator[Window]:
        """Divide the window into windows of this many days, earliest first; the last one may be shorter."""
        first = self.first
        while first <= self.last:
            last = min(first + timedelta(days=days - 1), self.last)
            yield Window(first, last)
            first = last + timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DecisionAddress:
    """The address of a decision, normalised, with the slugs of its categories and its reference.

    ``reference`` is in the form ``yy nnn nnn`` with its suffix, None if the address ends in another word.
    """

    url: str
    category: str
    sub_category: str
    reference: str | None


def search_address(site: Site, window: Window, page: int) -> str:
    """Return the address of one page of the decisions of a window."""
    asked = {"fd": window.first.isoformat(), "td": window.last.isoformat(), "page": page}
    return f"{urljoin(site.url, _SEARCH)}?{urlencode(asked)}"


def decision_address(href: str, site: Site) -> DecisionAddress | None:
    """Parse the address of a decision; None for any other address.

    Neither a query nor the case of the path changes the page.
    """
    address = site.address(href)
    path = unquote(urlsplit(address).path).lower() if address is not None else ""
    found = _DECISION.fullmatch(path)
    if found is None or found["category"] in _LISTINGS:
        return None
    reference = reference_key(found["reference"])
    return DecisionAddress(urljoin(site.url, path), found["category"], found["sub_category"], reference)


def category_listing(href: str, site: Site) -> tuple[str, str | None] | None:
    """Return the slugs of the category and sub-category of a listing; None for any other address."""
    address = site.address(href)
    found = _CATEGORY.fullmatch(unquote(urlsplit(address).path).lower()) if address is not None else None
    if found is None or found["category"] in _LISTINGS:
        return None
    return found["category"], found["sub_category"]


def slug_of_words(words: str) -> str:
    """Return the slug for the words of a category, as in ``children-s-care-services``."""
    return re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")
