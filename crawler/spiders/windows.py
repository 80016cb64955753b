"""How far the list of one window of decision dates was read: what it said there is, and what it showed."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.site.decisions.addresses import Window
from crawler.site.decisions.listing import DecisionListing
from lgsco_store.publications.listed import ListedDecision, WindowRead

# A list that goes on and on is not one: no fortnight ever had as many decisions as this has room for.
_MOST_PAGES = 500


@dataclass
class WindowList:
    """The list of one window, page after page.

    Decisions that are published or withdrawn meanwhile shift what stands on the pages; a list that did not show as many
    as it said is read once more from its first page.
    """

    window: Window
    is_second: bool = False
    page: int = 1
    _results: set[int | None] = field(default_factory=set)
    _seen: set[str] = field(default_factory=set)

    def add(self, listing: DecisionListing) -> list[ListedDecision]:
        """Take what a page shows; gives what no earlier page of the list did."""
        self._results.add(listing.results)
        new = {key: item for item in listing.items if (key := _key(item)) not in self._seen}
        self._seen.update(new)
        is_last = not new or self.is_complete or self.page >= _MOST_PAGES
        self.page = 0 if is_last else self.page + 1
        return list(new.values())

    @property
    def is_complete(self) -> bool:
        """Whether as many were shown as the list last said that it has."""
        return self._results == {len(self._seen)}

    @property
    def has_ended(self) -> bool:
        """Whether no further page is to be asked for."""
        return self.page == 0

    @property
    def outcome(self) -> WindowRead:
        """What came of reading it."""
        results = next(iter(self._results)) if len(self._results) == 1 else None
        return WindowRead(self.window.first, self.window.last, results, len(self._seen))


def _key(item: ListedDecision) -> str:
    """Return what tells a decision from others of its list; two that nothing tells apart are one."""
    return item.url or item.reference or f"{item.body} {item.summary}"
