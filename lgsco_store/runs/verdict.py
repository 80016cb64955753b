"""The verdict on a run: a pure function of what it found and what the last whole run found.

A run out of bounds is held with the reasons, and a person decides. Every reason says what was found and what was
expected.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from lgsco_store.runs.reasons import Reason, Value
from lgsco_store.runs.season import Season


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The bounds within which a run is published without asking anybody, by the names of their settings.

    Shares are of 1. ``fallback_councils`` means that addresses of pages were guessed, so that missing pages do not
    count as unread. From the day on which the letters of the ``season`` are due, ``min_newest`` of the authorities that
    have a letter of the year before must have one of the newest year.
    """

    min_authorities: int
    max_authorities: int
    max_authorities_lost: float
    max_pages_unread: float
    max_letters_withdrawn: float
    max_unread: float
    max_contradictory: float
    max_misplaced: float
    max_failed_captures: float
    max_blocked: float
    min_newest: float
    season: Season
    fallback_councils: bool = False


@dataclass(frozen=True, slots=True)
class NewestYear:
    """How many letters of the current year in London, and of the year before, the archive would have after a run."""

    day: date
    found: int
    before: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run found; ``by_authority`` is false if its spider does not go through the pages of authorities.

    ``authorities`` are those whose pages were read in full, ``known`` the published letters that it might have
    withdrawn, ``captures`` the addresses that it requested, and ``failed`` those of them that never gave a good answer,
    not counting documents that turned out not to be letters. ``misplaced`` has for each of the ``letters`` among them
    that is about another authority, though its link does not say so, the slug of the one that lists it. ``pages``
    counts the authorities' pages that it requested; ``pages_unread`` names each that was not read with its list, and
    the reason; ``pages_gone`` are those that the site reported as missing. ``vanished`` names authorities that would
    lose several letters at once.
    ``newest`` is set for scheduled runs only, which must find the letters of their year once these are due.
    ``lists_incomplete`` names the windows of dates whose lists of decisions did not show as many as they announced. Of
    the published ``decisions`` that the run asked for, ``decisions_gone`` are gone before their age of retention: at
    that age it is expected, and needs nobody.
    """

    whole: bool
    authorities: frozenset[int]
    known: int
    withdrawn: int
    versions: int
    unread: int
    captures: int
    failed: int
    contradictory: int = 0
    letters: int = 0
    misplaced: tuple[str, ...] = ()
    blocked: int = 0
    newest: NewestYear | None = None
    pages: int = 0
    pages_unread: tuple[str, ...] = ()
    pages_gone: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()
    by_authority: bool = True
    decisions: int = 0
    decisions_gone: int = 0
    lists_incomplete: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """The last published whole run, and the authorities whose pages it read in full."""

    run_id: int
    authorities: frozenset[int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``holds`` are the reasons to hold the run, ``notes`` are for information only."""

    holds: tuple[Reason, ...]
    notes: tuple[Reason, ...]

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Return everything that the ledger stores of it."""
        return self.holds + self.notes


@dataclass(frozen=True, slots=True)
class Bound:
    """The share of faults in a run above which the run is held.

    ``setting`` is the field of ``Thresholds`` with the share, ``found`` counts the faults in ``whole``.
    ``least`` faults are always allowed: in a small run two are a large share.
    """

    code: str
    setting: str
    found: Callable[[Tally], int]
    whole: Callable[[Tally], int]
    least: int
    names: Callable[[Tally], tuple[str, ...]] | None = None


def _unread_pages(tally: Tally) -> tuple[str, ...]:
    return (*tally.pages_unread, *tally.pages_gone)


def _misplaced_by(tally: Tally) -> tuple[str, ...]:
    """Return the authorities that list another's letters, those with most of them first."""
    return tuple(f"{slug} ({count})" for slug, count in Counter(tally.misplaced).most_common())


BOUNDS = (
    # Pages are counted on their own: letters are many, and would hide the loss of a third of the pages.
    Bound(
        code="pages_unread",
        setting="max_pages_unread",
        found=lambda tally: len(_unread_pages(tally)),
        whole=lambda tally: tally.pages,
        least=3,
        names=_unread_pages,
    ),
    # One letter may always disappear, or a small archive could never see a withdrawal.
    Bound("letters_withdrawn", "max_letters_withdrawn", lambda it: it.withdrawn, lambda it: it.known, least=1),
    Bound(
        "decisions_gone",
        "max_letters_withdrawn",
        lambda it: it.decisions_gone,
        lambda it: it.decisions,
        least=3,
    ),
    Bound("versions_unread", "max_unread", lambda it: it.unread, lambda it: it.versions, least=2),
    Bound("versions_contradictory", "max_contradictory", lambda it: it.contradictory, lambda it: it.versions, least=2),
    # What names nobody, such as a scan, may be misplaced too if so many others are.
    Bound(
        code="letters_misplaced",
        setting="max_misplaced",
        found=lambda tally: len(tally.misplaced),
        whole=lambda tally: tally.letters,
        least=5,
        names=_misplaced_by,
    ),
    Bound("captures_failed", "max_failed_captures", lambda it: it.failed, lambda it: it.captures, least=2),
    Bound("captures_blocked", "max_blocked", lambda it: it.blocked, lambda it: it.captures, least=2),
)

# How many authorities may lose several letters at once in a whole run.
_FEW = 2


def judge(tally: Tally, baseline: Baseline | None, thresholds: Thresholds) -> Verdict:
    """Measure a run against the thresholds, and a whole run also against the last one."""
    counted = _without_guesses(tally) if thresholds.fallback_councils else tally
    shares = [each for bound in BOUNDS if (each := _share(bound, counted, thresholds))]
    holds = (*_floor(tally, thresholds), *shares, *_ceiling(tally, thresholds), *_emptied(tally), *_incomplete(tally))
    if not tally.whole:
        return Verdict(holds, ())
    if baseline is None:
        return Verdict(holds, (Reason("no_baseline"),))
    return Verdict((*holds, *_losses(tally, baseline, thresholds), *_missing_year(tally.newest, thresholds)), ())


def _without_guesses(tally: Tally) -> Tally:
    return replace(tally, pages=tally.pages - len(tally.pages_gone), pages_gone=())


def _reason(code: str, setting: str, **values: Value) -> Reason:
    return Reason(code, {**values, "setting": f"LGSCO_{setting.upper()}"})


def _share(bound: Bound, tally: Tally, thresholds: Thresholds) -> Reason | None:
    found, whole = bound.found(tally), bound.whole(tally)
    limit = max(bound.least, getattr(thresholds, bound.setting) * whole)
    names = {"names": bound.names(tally)} if bound.names else {}
    return _reason(bound.code, bound.setting, found=found, of=whole, limit=limit, **names) if found > limit else None


def _floor(tally: Tally, thresholds: Thresholds) -> Iterator[Reason]:
    if not tally.by_authority:
        return
    # A crawler that finds nothing looks like success, so a run that finds nothing is always held.
    found, needed = len(tally.authorities), max(1, thresholds.min_authorities) if tally.whole else 1
    if found < needed:
        yield _reason("authorities_few", "min_authorities", found=found, limit=needed)


def _ceiling(tally: Tally, thresholds: Thresholds) -> Iterator[Reason]:
    if tally.pages >= thresholds.max_authorities:
        yield _reason("authorities_many", "max_authorities", found=tally.pages, limit=thresholds.max_authorities)


def _emptied(tally: Tally) -> Iterator[Reason]:
    # A person who requested only certain authorities looks at each of them.
    if len(tally.vanished) > (_FEW if tally.whole else 0):
        yield Reason("authorities_emptied", {"found": len(tally.vanished), "names": tally.vanished})


def _incomplete(tally: Tally) -> Iterator[Reason]:
    # The number of results is the only proof that an index is whole.
    if tally.lists_incomplete:
        yield Reason("lists_incomplete", {"found": len(tally.lists_incomplete), "names": tally.lists_incomplete})


def _losses(tally: Tally, baseline: Baseline, thresholds: Thresholds) -> Iterator[Reason]:
    whole, found = len(baseline.authorities), len(baseline.authorities - tally.authorities)
    limit = thresholds.max_authorities_lost * whole
    if found > limit:
        numbers = {"run": baseline.run_id, "found": found, "of": whole, "limit": limit}
        yield _reason("authorities_lost", "max_authorities_lost", **numbers)


def _missing_year(newest: NewestYear | None, thresholds: Thresholds) -> Iterator[Reason]:
    if newest is None or not thresholds.season.is_due(newest.day):
        return
    limit = thresholds.min_newest * newest.before
    if newest.found < limit:
        yield _reason(
            "year_missing",
            "min_newest",
            year=newest.day.year,
            day=f"{newest.day}",
            found=newest.found,
            of=newest.before,
            limit=limit,
        )
