"""Plan the versions and changes of a run: pure, from what it filed and what is published, whatever the kind.

The plan is made before anything is written.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from lgsco_store.evidence import addresses
from lgsco_store.history.compare import UNREAD, Change, Known, replacement
from lgsco_store.history.vanished import Vanished
from lgsco_store.publications.base import Standing, Versioned
from lgsco_store.publications.filing import Filed, Filing
from lgsco_store.publications.inputs import Current, Evidence, Finding
from lgsco_store.publications.ownership import OF_ANOTHER
from lgsco_store.publications.registry import kind_of
from lgsco_store.records import ReadingStatus, Severity, Source, ToRead
from lgsco_store.terms import AnyKind, Kind


@dataclass(frozen=True, slots=True)
class NewVersion:
    """A version to be written: its number and the origin of its document."""

    number: int
    capture_id: int
    captured_at: datetime
    document_sha256: str
    reading_id: int
    status: ReadingStatus


@dataclass(frozen=True, slots=True)
class Outcome:
    """The effect of a run on one publication; ``publication_id`` is None if it is new."""

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
class Part:
    """The effect of publishing a run on some authorities.

    ``known`` counts the letters that the run might have withdrawn. ``outcomes`` are those of the kinds that the verdict
    counts, and ``contradictory`` counts the new versions among them with a figure that may be wrong; ``others`` are
    those of all other kinds. ``former_unread`` are documents to be replaced that must be read first, to determine the
    cause of each change. The letters in ``vanished`` are withdrawn only if a person decides so.
    ``decisions`` counts the published decisions that the run requested.
    """

    known: int
    outcomes: tuple[Outcome, ...]
    contradictory: int
    others: tuple[Outcome, ...]
    findings: tuple[Finding, ...]
    not_letters: tuple[int, ...]
    former_unread: tuple[ToRead, ...]
    vanished: tuple[Vanished, ...] = ()
    decisions: int = 0

    @property
    def digest(self) -> str:
        """Return the SHA-256 of its contents."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Plan:
    """The effect of publishing a run, counted over its parts, which are computed again when they are written.

    The parts of a large archive would not all fit into memory; ``digests`` show whether they are still the same.
    ``basis`` is the last published run at the time of planning, None if there was none: a plan is valid only as long as
    nothing else is published. ``decided`` is true if a person decides about its withdrawals. Of the letters, ``known``
    might have been withdrawn, ``kinds`` counts those with each kind of change, ``versions`` the new versions: of them,
    ``unread`` could not be read and ``contradictory`` have a figure that may be wrong. ``misplaced`` are the addresses
    of listed letters that are about another authority though their links do not say so, each with the slug of the one
    that lists it: the first one if several do. ``standing`` counts by year how many more letters there will be. Of the
    published ``decisions`` that the run requested, ``decisions_gone`` are gone before their age of retention.
    """

    run_id: int
    basis: int | None
    decided: bool = False
    known: int = 0
    kinds: Counter[AnyKind] = field(default_factory=Counter)
    decisions: int = 0
    decisions_gone: int = 0
    versions: int = 0
    unread: int = 0
    contradictory: int = 0
    misplaced: Mapping[str, str] = field(default_factory=dict)
    standing: Counter[int] = field(default_factory=Counter)
    digests: tuple[str, ...] = ()
    vanished: tuple[Vanished, ...] = ()

    @property
    def counts(self) -> dict[str, int]:
        """Return the counts of the ledger: of each kind of change, and of unread new versions."""
        return {**{kind.value: self.kinds[kind] for kind in Kind}, "unread": self.unread}

    def with_part(self, part: Part) -> Plan:
        """Return the plan with a further part counted."""
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
            misplaced={**_misplaced(part.findings), **self.misplaced},
            decisions=self.decisions + part.decisions,
            decisions_gone=self.decisions_gone + sum(is_withdrawn(each) for each in part.others if part.decisions),
            standing=standing,
            digests=(*self.digests, part.digest),
            vanished=(*self.vanished, *part.vanished),
        )


def _misplaced(findings: Iterable[Finding]) -> dict[str, str]:
    """Return the addresses of letters about another authority, with the slug of the first that lists them."""
    found: dict[str, str] = {}
    for each in findings:
        if each.code == OF_ANOTHER and each.url is not None and each.authority_slug is not None:
            found.setdefault(each.url, each.authority_slug)
    return found


def is_withdrawn(decision: Outcome) -> bool:
    """Return whether a decision would be withdrawn; one that has expired is gone as expected."""
    return any(change.kind == Kind.WITHDRAWN for change in decision.changes)


def _standing_more(outcomes: Iterable[Outcome]) -> Counter[int]:
    """Return, by year, how many more publications there will be; negative if fewer."""
    more: Counter[int] = Counter()
    for outcome in outcomes:
        returns = outcome.publication_id is None or any(change.kind is Kind.RESTORED for change in outcome.changes)
        if outcome.year is not None:
            more[outcome.year] += returns - outcome.withdrawn
    return more


Replaced: TypeAlias = tuple[Filed, Current]
"""A filed publication, and the publication whose document it replaces."""


def replaced(filing: Filing, current: Standing) -> list[Replaced]:
    """Return the filed publications whose document differs from the current one."""
    pairs = ((filed, current[place]) for place, filed in filing.filed.items() if place in current)
    return [(filed, old) for filed, old in pairs if filed.reading.document_sha256 != old.document_sha256]


def outcomes(
    filing: Filing, current: Standing, withdrawn: Iterable[Current], known: Known, evidence: Evidence
) -> tuple[Outcome, ...]:
    """Return the outcome of everything that was filed, and of everything withdrawn."""
    filed = (_outcome(each, current.get(place), known) for place, each in filing.filed.items())
    return (*filed, *(_withdrawal(each, evidence) for each in withdrawn))


def new_versions(outcomes: Iterable[Outcome]) -> list[NewVersion]:
    """Return the versions to be written, for publications that get one."""
    return [outcome.version for outcome in outcomes if outcome.version is not None]


def former_unread(pairs: Iterable[Replaced], known: Known) -> tuple[ToRead, ...]:
    """Return the documents to be replaced that the readers of their replacements have not read."""
    return tuple(
        ToRead(old.document_sha256, old.source, old.url)
        for filed, old in pairs
        if filed.reading.reader_version != old.reading.reader_version
        and (old.source, old.document_sha256, filed.reading.reader_version) not in known.again
    )


def causes_unclear(pairs: Iterable[Replaced], known: Known) -> Iterator[Finding]:
    """Return where the cause of changes is unclear, since the newer reader cannot read the former version."""
    for filed, old in pairs:
        if known.by_the_same_reader(old, filed.reading) is None:
            message = (
                f"Reader {filed.reading.reader_version} read the new version but not the one before: all "
                "differences are reported as the Ombudsman's changes"
            )
            yield Finding("cause_unclear", Severity.WARNING, message, old.slug, old.year, old.url, old.source)


def known_letters(current: Iterable[Current], evidence: Evidence) -> int:
    """Return how many letters are published, not withdrawn, and within the run's extent."""
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
    """Return the changes of a new version of a publication; none if it gets no new version.

    A web page is generated anew for every visitor: only a change of its text, or of its item, makes a version.
    """
    if current is None:
        return (Change(kind_of(filed.source).appearance),)
    if filed.reading.document_sha256 == current.document_sha256:
        return ()
    found = replacement(current, filed.reading, known)
    if kind_of(filed.source).versioned is not Versioned.BY_BYTES and found[-1].kind is Kind.RESTAMPED:
        return ()
    return found


def _standing(filed: Filed, current: Current, *, moves: bool) -> Iterator[Change]:
    """Return whether a publication has been restored, and whether only its address has changed.

    An item does not move when another page lists it too.
    """
    if current.withdrawn:
        yield Change(Kind.RESTORED)
    if (
        moves
        and kind_of(filed.source).versioned is not Versioned.BY_ITEM
        and not addresses.is_same(current.url, filed.url)
    ):
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


def _withdrawal(current: Current, evidence: Evidence) -> Outcome:
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
        changes=(Change(kind_of(current.source).absence(current, evidence)),),
    )
