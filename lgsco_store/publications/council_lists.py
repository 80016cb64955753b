"""What councils' lists of items have in common: what is wrong with their pages, and what is missing from them. Pure.

A few missing items are gone; many at once are more likely a broken list.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Self

from lgsco_store.publications.base import Standing
from lgsco_store.publications.filing import Place
from lgsco_store.publications.inputs import Current, Evidence, Fetched, Finding, ReadLetter
from lgsco_store.terms import AnyKind, ItemKind

# Staff correct single texts. Many at once are more likely a list that is no longer the whole one.
_MOST_REMOVED = 0.1


def removed(_current: Current, _evidence: Evidence) -> AnyKind:
    """Return the kind of change of an item that is gone."""
    return ItemKind.REMOVED


def page_findings(page: Fetched, reading: ReadLetter | None, slug: str, unread: Finding) -> Iterator[Finding]:
    """Return what is wrong with a page, in the words of its reading, or ``unread``: the page itself is kept."""
    about = (slug, None, page.url, unread.source)
    if reading is None:
        yield Finding(unread.code, unread.severity, unread.message, *about)
    else:
        yield from (Finding(issue.code, issue.severity, issue.message, *about) for issue in reading.issues)


@dataclass(frozen=True, slots=True)
class Missing:
    """The published items of one kind that a run should have seen and did not, unless a person decides about them.

    Of an authority that would lose several at once, and too large a share, none is removed.
    """

    items: tuple[Current, ...]
    standing: Standing
    decided: bool

    @classmethod
    def where(
        cls, proved: Callable[[Current], bool], filed: Collection[Place], current: Standing, evidence: Evidence
    ) -> Self:
        """Return the items that a run did not file, although what it read proves that they are not there."""
        own = (each for place, each in current.items() if place not in filed and evidence.extent.includes(each))
        missing = tuple(each for each in own if not each.withdrawn and proved(each))
        return cls(missing, current, evidence.extent.decided)

    def gone(self) -> Iterator[Current]:
        """Yield those that are removed."""
        kept = {slug for slug, _, _ in self._too_many()}
        return (each for each in self.items if each.slug not in kept)

    def kept(self, plural: str) -> Iterator[tuple[str, str]]:
        """Yield each authority whose items are kept, and why."""
        for slug, lost, standing in self._too_many():
            why = (
                f"{lost} of {standing} {plural} are missing from their list at once: they are kept; if they are "
                f"gone indeed, `lgsco crawl --authority {slug}` removes them"
            )
            yield slug, why

    def _too_many(self) -> Iterable[tuple[str, int, int]]:
        if self.decided:
            return ()
        lost = Counter(str(each.slug) for each in self.items)
        standing = Counter(str(each.slug) for each in self.standing.values() if not each.withdrawn)
        counted = ((slug, count, standing[slug]) for slug, count in lost.items())
        return [each for each in counted if each[1] > 1 and each[1] > _MOST_REMOVED * each[2]]
