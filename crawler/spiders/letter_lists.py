"""What a run knows of a council's list of letters while it follows the list from page to page. Plain state."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from lgsco_store.records import Listing


@dataclass(frozen=True, slots=True)
class Before:
    """The letters on earlier pages of a list and the number of those pages, with the addresses of its other pages.

    ``waiting`` are those not requested yet, ``asked`` all others.
    """

    listings: tuple[Listing, ...] = ()
    pages: int = 0
    waiting: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()

    def with_page(self, address: str, found: Iterable[str]) -> Before:
        """Return what is known after a page was read that leads to others."""
        asked = self.asked | {address}
        waiting = tuple(each for each in dict.fromkeys([*self.waiting, *found]) if each not in asked)
        return replace(self, pages=self.pages + 1, waiting=waiting, asked=asked)

    def following(self) -> Before:
        """Return what is known once the next page is requested."""
        return replace(self, waiting=self.waiting[1:], asked=self.asked | {*self.waiting[:1]})
