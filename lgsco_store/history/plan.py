"""What changed: pure, from what a run filed and what is published, whatever its kind.

A plan says which versions and changes a run would bring. It is made before anything of them is written.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from lgsco_store.evidence import addresses
from lgsco_store.history.compare import UNREAD, Change, Known, replacement
from lgsco_store.publications.base import Standing, Versioned
from lgsco_store.publications.filing import Filed, Filing
from lgsco_store.publications.inputs import Current, Evidence, Finding
from lgsco_store.publications.registry import kind_of
from lgsco_store.records import ReadingStatus, Severity, Source, ToRead
from lgsco_store.terms import Kind


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be written: its number and where its document came from."""

    number: int
    capture_id: int
    captured_at: datetime
    document_sha256: str
    reading_id: int
    status: ReadingStatus


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run makes of one publication; ``publication_id`` is None where there is none yet."""

    publication_id: int | None
    source: Source
    reference: str
    authority_id: int | None
    year: int | None
    url: str
    withdrawn: bool
    last_seen_at: datetime
    version: NewVersion | None
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class Vanished:
    """An authority that would lose all of its letters, or several, at once: ``lost`` of ``standing`` ones."""

    authority_id: int
    slug: str
    lost: int
    standing: int

    def __str__(self) -> str:
        return f"{self.slug} ({self.lost} of {self.standing})"


@dataclass(frozen=True, slots=True)
class Part:
    """What publishing a run would do about some authorities.

    ``known`` counts the letters that the run might have withdrawn. ``outcomes`` are those of the kinds that the
    verdict counts, and ``contradictory`` counts the new versions among them with a figure that may be wrong; ``others``
    are those of all other kinds. ``former_unread`` are documents to be replaced that have to be read first, or
    nobody could say whose doing a change is. The letters that ``vanished`` are withdrawn only where a person decides.
    """

    known: int
    outcomes: tuple[Outcome, ...]
    contradictory: int
    others: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    not_letters: tuple[int, ...]
    former_unread: tuple[ToRead, ...]
    vanished: tuple[Vanished, ...] = ()

    @property
    def digest(self) -> str:
        """The SHA-256 of all that it says."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing a run would do, counted over its parts, which are worked out again where they are written.

    The parts of an archive of any size would not all fit into memory; ``digests`` say whether they are still the same.
    ``basis`` is the last published run at the time of planning, None where there was none: a plan holds only as long
    as nothing else is published. ``decided`` says that a person decides about what it withdraws. Of letters, ``known``
    might have been withdrawn, ``kinds`` counts those with each kind of change, ``versions`` the new versions, of which
    ``unread`` could not be read at all and ``contradictory`` have a figure that may be wrong; ``standing`` counts by
    year how many more of them will stand.
    """

    run_id: int
    basis: int | None
    decided: bool = False
    known: int = 0
    kinds: Counter[Kind] = field(default_factory=Counter)
    versions: int = 0
    unread: int = 0
    contradictory: int = 0
    standing: Counter[int] = field(default_factory=Counter)
    digests: tuple[str, ...] = ()
    vanished: tuple[Vanished, ...] = ()

    def with_part(self, part: Part) -> Plan:
        """The same plan with a further part of it counted."""
        versions = new_versions(part.outcomes)
        standing = Counter(self.standing)
        standing.update(_standing_more(part.outcomes))
        return Plan(
            run_id=self.run_id,
            basis=self.basis,
            decided=self.decided,
            known=self.known + part.known,
            kinds=self.kinds
            + Counter(kind for each in part.outcomes for kind in {change.kind for change in each.changes}),
            versions=self.versions + len(versions),
            unread=self.unread + sum(version.status in UNREAD for version in versions),
            contradictory=self.contradictory + part.contradictory,
            standing=standing,
            digests=(*self.digests, part.digest),
            vanished=(*self.vanished, *part.vanished),
        )


def _standing_more(outcomes: Iterable[Outcome]) -> Counter[int]:
    """By year how many more publications will stand, fewer where that is negative."""
    more: Counter[int] = Counter()
    for outcome in outcomes:
        returns = outcome.publication_id is None or any(change.kind is Kind.RESTORED for change in outcome.changes)
        if outcome.year is not None:
            more[outcome.year] += returns - outcome.withdrawn
    return more


Replaced: TypeAlias = tuple[Filed, Current]
"""What was filed, and the publication whose document it replaces."""


def replaced(filing: Filing, current: Standing) -> list[Replaced]:
    """What was filed with another document than the one that is current in its place."""
    pairs = ((filed, current[place]) for place, filed in filing.filed.items() if place in current)
    return [(filed, old) for filed, old in pairs if filed.reading.document_sha256 != old.document_sha256]


def outcomes(filing: Filing, current: Standing, withdrawn: Iterable[Current], known: Known) -> tuple[Outcome, ...]:
    """What becomes of everything that was filed, and of what is withdrawn."""
    filed = (_outcome(each, current.get(place), known) for place, each in filing.filed.items())
    return (*filed, *map(_withdrawal, withdrawn))


def new_versions(outcomes: Iterable[Outcome]) -> list[NewVersion]:
    """The versions to be written, where a publication gets one."""
    return [outcome.version for outcome in outcomes if outcome.version is not None]


def vanished(withdrawn: Iterable[Current], current: Standing, evidence: Evidence) -> tuple[Vanished, ...]:
    """The authorities of which several letters, or all that their lists had, would be withdrawn at once.

    The Ombudsman takes a letter down now and then, and never an authority's letters: a page that is not the list any
    more, or a server that is not well, looks just like that.
    """
    lost = Counter((letter.authority_id, letter.slug) for letter in withdrawn)
    standing = Counter(letter.authority_id for letter in current.values() if not letter.withdrawn)
    listing = {listed.authority_id for listed in evidence.listed}
    return tuple(
        Vanished(authority_id, slug, count, standing[authority_id])
        for (authority_id, slug), count in sorted(lost.items(), key=str)
        if authority_id is not None and slug is not None and (count > 1 or authority_id not in listing)
    )


def kept_for_now(vanished: Iterable[Vanished]) -> Iterator[Finding]:
    """What a person should know of the letters that vanished and are kept until somebody decides."""
    for each in vanished:
        message = (
            f"{each.lost} of {each.standing} letters are gone at once, which is a fault of the site more often than "
            f"not: they are kept; if they are gone indeed, `lgsco crawl --authority {each.slug}` and `lgsco publish` "
            "withdraw them"
        )
        yield Finding("letters_vanished", Severity.ERROR, message, each.slug)


def former_unread(pairs: Iterable[Replaced], known: Known) -> tuple[ToRead, ...]:
    """The documents to be replaced that the readers of those which replace them have not read."""
    return tuple(
        ToRead(old.document_sha256, old.source, old.url)
        for filed, old in pairs
        if filed.reading.reader_version != old.reading.reader_version
        and (old.source, old.document_sha256, filed.reading.reader_version) not in known.again
    )


def causes_unclear(pairs: Iterable[Replaced], known: Known) -> Iterator[Finding]:
    """Where the reader's changes cannot be told from the source's, since the newer reader gives no former version."""
    for filed, old in pairs:
        if known.by_the_same_reader(old, filed.reading) is None:
            message = (
                f"Reader {filed.reading.reader_version} read the new version and not the one before: what it may read "
                "otherwise is told as the Ombudsman's change"
            )
            yield Finding("cause_unclear", Severity.WARNING, message, old.slug, old.year, old.url, old.source)


def known_letters(current: Iterable[Current], evidence: Evidence) -> int:
    """How many letters are published, not withdrawn, and within what the run may speak about."""
    return sum(not letter.withdrawn and evidence.extent.includes(letter) for letter in current)


def _outcome(filed: Filed, current: Current | None, known: Known) -> Outcome:
    news = _news(filed, current, known)
    return Outcome(
        publication_id=current.publication_id if current else None,
        source=filed.source,
        reference=filed.place,
        authority_id=filed.authority_id,
        year=filed.year,
        url=filed.url,
        withdrawn=False,
        last_seen_at=filed.seen_at,
        version=_version(filed, current.number + 1 if current else 1) if news else None,
        changes=news if current is None else (*_standing(filed, current, moves=not news), *news),
    )


def _news(filed: Filed, current: Current | None, known: Known) -> tuple[Change, ...]:
    """What a new version of a publication brings; nothing where it gets none.

    A web page is made anew for whoever asks: only its text makes a version.
    """
    if current is None:
        return (Change(Kind.PUBLISHED),)
    if filed.reading.document_sha256 == current.document_sha256:
        return ()
    found = replacement(current, filed.reading, known)
    if kind_of(filed.source).versioned is Versioned.BY_TEXT and found[-1].kind is Kind.RESTAMPED:
        return ()
    return found


def _standing(filed: Filed, current: Current, *, moves: bool) -> Iterator[Change]:
    """Whether a publication is there again, and whether its address alone is another."""
    if current.withdrawn:
        yield Change(Kind.RESTORED)
    if moves and not addresses.is_same(current.url, filed.url):
        yield Change(Kind.MOVED, "url", old=current.url, new=filed.url)


def _version(filed: Filed, number: int) -> NewVersion:
    return NewVersion(
        number=number,
        capture_id=filed.fetched.capture_id,
        captured_at=filed.fetched.fetched_at,
        document_sha256=filed.reading.document_sha256,
        reading_id=filed.reading.reading_id,
        status=filed.reading.status,
    )


def _withdrawal(current: Current) -> Outcome:
    return Outcome(
        publication_id=current.publication_id,
        source=current.source,
        reference=current.reference,
        authority_id=current.authority_id,
        year=current.year,
        url=current.url,
        withdrawn=True,
        last_seen_at=current.last_seen_at,
        version=None,
        changes=(Change(Kind.WITHDRAWN),),
    )
