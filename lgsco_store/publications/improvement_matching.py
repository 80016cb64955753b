"""Which improvement of a page is which of the archive: they bear no number, so that their words say it. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lgsco_store.publications.filing import Filed, Place
from lgsco_store.publications.inputs import Current, Fetched, ReadLetter
from lgsco_store.records import ReadingStatus, Source

FIELDS = ("reference", "category", "decided_on")
"""The fields that a page may leave out; every improvement has a text."""


@dataclass(frozen=True, slots=True)
class ImprovementsPage:
    """One page with improvements; ``list_url`` is None for the council's own page."""

    authority_id: int
    slug: str
    url: str
    list_url: str | None
    fetched: Fetched
    reading: ReadLetter | None

    @property
    def is_read(self) -> bool:
        """Return whether all of it was read."""
        return self.reading is not None and self.reading.status is ReadingStatus.COMPLETE


@dataclass(frozen=True, slots=True)
class SeenImprovement:
    """One improvement on one page."""

    source: ImprovementsPage
    reading: ReadLetter


def distinct(sources: Iterable[ImprovementsPage]) -> list[SeenImprovement]:
    """Return every improvement once: one that says no more than another is the same, on another page perhaps."""
    seen: list[SeenImprovement] = []
    for source in sources:
        for item in source.reading.items if source.reading is not None else ():
            if not any(_covers(each.reading, item) for each in seen):
                seen = [each for each in seen if not _covers(item, each.reading)]
                seen.append(SeenImprovement(source, item))
    return seen


def _covers(one: ReadLetter, other: ReadLetter) -> bool:
    """Return whether one has the words of the other, and each of its fields."""
    fields = all(other.head.get(name) in {None, one.head.get(name)} for name in FIELDS)
    return fields and one.text_sha256 == other.text_sha256


@dataclass(slots=True)
class Matching:
    """Finds the published improvement that each seen one is; each is found once.

    ``whole`` are the addresses of the lists that were seen to their end, in lower case.
    """

    known: Mapping[Place, Current]
    whole: Collection[str]
    found: dict[Place, Filed] = field(default_factory=dict)

    def filed(self, seen: Sequence[SeenImprovement]) -> dict[Place, Filed]:
        """Return every improvement in its place: those with the same words first, then reworded ones, then new ones."""
        left = [each for each in seen if not self._exact(each)]
        left = [each for each in left if not self._says_less(each)]
        for is_put in (self._says_more, self._reworded):
            # A place that is one of two is neither's, so that the others are looked at as they were before.
            left = [each for each, put in [(each, is_put(each, left)) for each in left] if not put]
        for each in left:
            self._put(self._new_place(each), each)
        return self.found

    def _exact(self, seen: SeenImprovement) -> bool:
        """Put an improvement in the place of the one with the same words and fields; return whether there is one."""
        alike = self._free(seen)
        same = [place for place in alike if _covers(seen.reading, alike[place]) and _covers(alike[place], seen.reading)]
        if same:
            self._put(same[0], seen)
        return bool(same)

    def _says_less(self, seen: SeenImprovement) -> bool:
        """Put an improvement in the place of the one with the same words and more fields; return whether there is one.

        If there are several, it may be any of them: it says nothing new, and is filed nowhere.
        """
        alike = self._free(seen)
        richer = [place for place in alike if _covers(alike[place], seen.reading)]
        if len(richer) == 1:
            self._put(richer[0], seen, says_less=True)
        return bool(richer)

    def _says_more(self, seen: SeenImprovement, left: Sequence[SeenImprovement]) -> bool:
        """Put an improvement in the place of the one with its words and fewer fields, if both are alone in this."""
        alike = self._free(seen)
        poorer = [place for place in alike if _covers(seen.reading, alike[place])]
        if len(poorer) != 1 or sum(_covers(each.reading, alike[poorer[0]]) for each in left) != 1:
            return False
        self._put(poorer[0], seen)
        return True

    def _free(self, seen: SeenImprovement) -> dict[Place, ReadLetter]:
        """Return the published improvements with the words of a seen one, which no other has taken."""
        free = {place: each.reading for place, each in self.known.items() if place not in self.found}
        return {place: each for place, each in free.items() if each.text_sha256 == seen.reading.text_sha256}

    def _reworded(self, seen: SeenImprovement, left: Sequence[SeenImprovement]) -> bool:
        """Put an improvement in the place of the only one of its reference that its list no longer has."""
        reference = seen.reading.head.get("reference")
        new = [each for each in left if each.reading.head.get("reference") == reference]
        gone = [
            place
            for place, each in self.known.items()
            if place not in self.found and not each.withdrawn and each.reading.head.get("reference") == reference
        ]
        if reference is None or len(new) != 1 or len(gone) != 1 or self.known[gone[0]].url.lower() not in self.whole:
            return False
        self._put(gone[0], seen)
        return True

    def _put(self, place: Place, seen: SeenImprovement, *, says_less: bool = False) -> None:
        """File an improvement; a page that says less of it than is known takes nothing away."""
        known, source = self.known.get(place), seen.source
        url = source.list_url or (known.url if known is not None else source.url)
        reading = known.reading if known is not None and says_less else seen.reading
        self.found[place] = Filed(
            source=Source.SERVICE_IMPROVEMENT,
            place=place,
            authority_id=source.authority_id,
            slug=source.slug,
            year=None,
            url=url,
            seen_at=source.fetched.seen_at or source.fetched.fetched_at,
            fetched=source.fetched,
            reading=reading,
        )

    def _new_place(self, seen: SeenImprovement) -> Place:
        """Return a place made of the first words of an improvement, since nothing else identifies it for ever."""
        words = [str(seen.reading.text_sha256), *(seen.reading.head.get(name) or "" for name in FIELDS)]
        made = f"{seen.source.authority_id}/{hashlib.sha256('|'.join(words).encode()).hexdigest()[:16]}"
        # The improvement that had these words first may have been reworded since.
        free = (made, *(f"{made}-{number}" for number in range(2, len(self.known) + 3)))
        return next(place for place in free if place not in self.known and place not in self.found)
