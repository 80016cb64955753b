"""The progress of reading the list of one window of decision dates: the announced number, and what it showed."""

from __future__ import annotations

from dataclasses import dataclass, field

from crawler.site.decisions.addresses import Window
from crawler.site.decisions.listing import DecisionListing
from lgsco_store.publications.listed import ListedDecision, WindowRead

# A list longer than this is endless: no fortnight has ever had this many decisions.
_MOST_PAGES = 500
# A page of a list; a few decisions may have been given another day since they were listed.
_MANY = 10


@dataclass
class WindowList:
    """The list of one window, page by page.

    Decisions that are published or withdrawn in the meantime shift the contents of the pages; a list that showed fewer
    than announced is read once more from its first page.

    A decision that one page shows twice, word for word, is listed twice, and is counted as often. One that two pages
    show is counted once at first: the pages may have shifted, and another decision may have been missed. If the second
    reading has it on two pages again, word for word, it is listed twice.

    ``goes_on`` are the words by which the last page that was read leads to another one: until they are followed, the
    list has not ended, whatever number it gives.
    """

    window: Window
    is_second: bool = False
    page: int = 1
    other_days: int = 0
    goes_on: str | None = None
    _results: set[int | None] = field(default_factory=set)
    _seen: dict[str, ListedDecision] = field(default_factory=dict)
    _pages: set[tuple[ListedDecision, ...]] = field(default_factory=set)
    _repeats: int = 0

    def add(self, listing: DecisionListing) -> list[ListedDecision]:
        """Add the contents of a page; return what no earlier page of the list had."""
        self._results.add(listing.results)
        self.goes_on = listing.goes_on
        new = {key: item for item in listing.items if (key := _key(item)) not in self._seen}
        if listing.items not in self._pages:
            self._repeats += self._listed_again(listing.items)
        self._pages.add(listing.items)
        self._seen.update(new)
        days = (each.decision_date for each in new.values() if each.decision_date is not None)
        self.other_days += sum(day not in self.window for day in days)
        is_last = not new or self.is_complete or self.ignores_days or self.page >= _MOST_PAGES
        self.page = 0 if is_last else self.page + 1
        return list(new.values())

    def _listed_again(self, items: tuple[ListedDecision, ...]) -> int:
        """Count the entries of a page that are entries of decisions listed already."""
        distinct = set(items)
        before = sum(self._seen.get(_key(item)) == item for item in distinct) if self.is_second else 0
        return len(items) - len(distinct) + before

    @property
    def is_complete(self) -> bool:
        """Return whether the list has shown as many as it announced, and leads to no further page."""
        return self._results == {self._entries} and self.goes_on is None

    @property
    def ignores_days(self) -> bool:
        """Return whether the list shows mostly decisions of other days, so that it need not be read to its end."""
        return not self.is_complete and self.other_days >= _MANY and 2 * self.other_days > len(self._seen)

    @property
    def has_ended(self) -> bool:
        """Return whether there is no further page to request."""
        return self.page == 0

    @property
    def outcome(self) -> WindowRead:
        """Return the result of reading it; a number that a list meets and goes on is not that of all of it."""
        is_of_all = self.is_complete or self._results != {self._entries}
        results = next(iter(self._results)) if is_of_all and len(self._results) == 1 else None
        return WindowRead(self.window.first, self.window.last, results, self._entries)

    @property
    def _entries(self) -> int:
        """Return how many entries it has shown: those of other days are none, if the others are all that it announced.

        They stand in a box beside the list, such as one of recent reports.
        """
        own = self._listed - self.other_days
        return own if self._results == {own} else self._listed

    @property
    def _listed(self) -> int:
        return len(self._seen) + self._repeats


def _key(item: ListedDecision) -> str:
    """Return the key that distinguishes a decision in its list; two with equal keys are the same."""
    return item.url or item.reference or f"{item.body} {item.summary}"
