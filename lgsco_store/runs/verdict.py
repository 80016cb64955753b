"""The verdict on a run: pure, from what it found and what the last whole run found.

A run out of bounds is held with the reasons, and a person decides. Every reason says what was found and what was
expected.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

# Enough to see what kind of fault it is; `lgsco status` has them all.
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Thresholds:
    """The bounds of a run that is published without asking anybody; shares are of 1, and those not given hold nothing.

    ``few`` is how many unread or contradictory letters, or failed or blocked captures, or authorities that lose several
    letters at once, never hold a run: in a small run they are a large share. ``few_pages`` is the same for pages of
    authorities. ``gone_pages_count`` says whether pages that are not there count as unread, as those that were only
    guessed do not. ``year_due`` is the month and day from which ``min_newest_share`` of the authorities that have a
    letter of the year before must have one of the newest year.
    """

    min_authorities: int
    max_authorities_lost_share: float
    max_letters_withdrawn_share: float
    max_unread_share: float
    max_failed_captures_share: float
    max_contradictory_share: float = 1
    max_blocked_share: float = 1
    min_newest_share: float = 0
    year_due: tuple[int, int] = (1, 1)
    few: int = 2
    max_pages_unread_share: float = 1
    few_pages: int = 3
    gone_pages_count: bool = True
    max_authorities: int | None = None


@dataclass(frozen=True, slots=True)
class Season:
    """The newest year that a scheduled run promises: how many letters of it, and of the year before, would stand."""

    day: date
    newest: int
    before: int


@dataclass(frozen=True, slots=True)
class Tally:
    """What a run found.

    ``authorities`` are those whose pages were read well, ``known`` the published letters that it might have withdrawn,
    ``captures`` the addresses that it asked for, and ``failed`` those of them that never gave a good answer, letters
    that turned out to be none not counted. ``pages`` counts the authorities' pages that it asked for;
    ``pages_unread`` says of each that was not read with its list, which and why, and ``pages_gone`` are those of which
    the site said that there is nothing. ``vanished`` says which authorities would lose several letters at once.
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
    blocked: int = 0
    season: Season | None = None
    pages: int = 0
    pages_unread: tuple[str, ...] = ()
    pages_gone: tuple[str, ...] = ()
    vanished: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Baseline:
    """The last published whole run, and the authorities whose pages it read well."""

    run_id: int
    authorities: frozenset[int]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``holds`` are the reasons to hold the run, ``notes`` are worth telling and hold nothing."""

    holds: tuple[str, ...]
    notes: tuple[str, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """All that the ledger keeps of it."""
        return self.holds + self.notes


def judge(tally: Tally, baseline: Baseline | None, thresholds: Thresholds) -> Verdict:
    """Measures a run against the thresholds, and a whole run also against the last one."""
    holds = [*_floor(tally, thresholds), *_pages(tally, thresholds), *_parts(tally, thresholds)]
    if not tally.whole:
        return Verdict(tuple(holds), ())
    if baseline is None:
        return Verdict(tuple(holds), ("There is no earlier whole run to measure this one against",))
    return Verdict((*holds, *_losses(tally, baseline, thresholds), *_missing_year(tally.season, thresholds)), ())


def _floor(tally: Tally, thresholds: Thresholds) -> Iterator[str]:
    # A crawler that finds nothing looks like success, so that no run may do with nothing.
    found, needed = len(tally.authorities), max(1, thresholds.min_authorities) if tally.whole else 1
    if found < needed:
        yield f"Too few authorities were found: {found}, where {needed} is the least"


def _losses(tally: Tally, baseline: Baseline, thresholds: Thresholds) -> Iterator[str]:
    known, lost = len(baseline.authorities), len(baseline.authorities - tally.authorities)
    allowed = thresholds.max_authorities_lost_share * known
    if lost > allowed:
        yield (
            f"Too many authorities of run {baseline.run_id} were not found again: {lost} of {known}, "
            f"at most {allowed:g} may be lost"
        )


def _parts(tally: Tally, thresholds: Thresholds) -> Iterator[str]:
    # One letter may always go, or a small archive could never see a withdrawal.
    withdrawable = max(1, thresholds.max_letters_withdrawn_share * tally.known)
    unreadable = max(thresholds.few, thresholds.max_unread_share * tally.versions)
    contradictable = max(thresholds.few, thresholds.max_contradictory_share * tally.versions)
    failable = max(thresholds.few, thresholds.max_failed_captures_share * tally.captures)
    blockable = max(thresholds.few, thresholds.max_blocked_share * tally.captures)
    if tally.withdrawn > withdrawable:
        yield (
            f"Too many letters would be withdrawn: {tally.withdrawn} of {tally.known}, at most {withdrawable:g} may be"
        )
    if tally.unread > unreadable:
        yield f"Too many new versions are unread: {tally.unread} of {tally.versions}, at most {unreadable:g} may be"
    if tally.contradictory > contradictable:
        yield (
            f"Too many new versions contradict themselves: {tally.contradictory} of {tally.versions}, "
            f"at most {contradictable:g} may"
        )
    if tally.failed > failable:
        yield f"Too many captures failed: {tally.failed} of {tally.captures}, at most {failable:g} may"
    if tally.blocked > blockable:
        yield f"Too many captures were barred: {tally.blocked} of {tally.captures}, at most {blockable:g} may be"


def _pages(tally: Tally, thresholds: Thresholds) -> Iterator[str]:
    """Pages of authorities are counted by themselves: letters are many, and would hide that a third of them is lost."""
    gone, guessed = (tally.pages_gone, 0) if thresholds.gone_pages_count else ((), len(tally.pages_gone))
    unread, pages = (*tally.pages_unread, *gone), tally.pages - guessed
    allowed = max(thresholds.few_pages, thresholds.max_pages_unread_share * pages)
    if len(unread) > allowed:
        yield (
            f"Too many pages of authorities were not read: {len(unread)} of {pages}, at most {allowed:g} may be: "
            f"{_first(unread)}"
        )
    if thresholds.max_authorities is not None and tally.pages >= thresholds.max_authorities:
        yield f"Too many authorities are named: {tally.pages} pages were asked for, and no more may be"
    # A person who asked for some authorities alone looks at each of them.
    if len(tally.vanished) > (thresholds.few if tally.whole else 0):
        yield f"Several letters of an authority would be withdrawn at once: {_first(tally.vanished)}"


def _first(told: Sequence[str]) -> str:
    more = [f"and {len(told) - _TOLD} more"] if len(told) > _TOLD else []
    return "; ".join([*told[:_TOLD], *more])


def _missing_year(season: Season | None, thresholds: Thresholds) -> Iterator[str]:
    if season is None or (season.day.month, season.day.day) < thresholds.year_due:
        return
    needed = thresholds.min_newest_share * season.before
    if season.newest < needed:
        yield (
            f"Letters of {season.day.year} are missing: there are {season.newest}, after {season.before} of the year "
            f"before at least {needed:g} are expected by {season.day}"
        )
