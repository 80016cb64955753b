"""The ledger of runs: who crawls now, since when, and how every run ended.

One run at a time, across processes and machines. A claim is proved by its token, of which the
ledger holds the digest alone; every end of a run is written only
where the row still stands as its owner left it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, CursorResult, Row, and_, func, insert, or_, select, update

from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.models import Run
from lgsco_store.database.session import Database
from lgsco_store.errors import ArchiveError, OtherSiteError
from lgsco_store.evidence.digests import document_sha256
from lgsco_store.runs.counts import evidence_counts
from lgsco_store.runs.reasons import Reason, trouble
from lgsco_store.terms import RunState, Trigger

_CLOCKS_APART = timedelta(days=1)

Clock: TypeAlias = Callable[[], datetime]


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class AnotherRunIsOn(ArchiveError):  # noqa: N818 -- it says what is the case
    """Another run holds the claim; raised when a run is claimed."""


class ClaimLost(ArchiveError):  # noqa: N818 -- it says what is the case
    """The run is no longer this process's own: it was taken for dead, or has ended; raised on heartbeat and end."""


class RunTooLong(ArchiveError):  # noqa: N818 -- it says what is the case
    """The run has taken longer than any may; raised on its heartbeat."""


class RunStateError(ArchiveError):
    """A run is not in the state that a decision about it needs; raised when a held run is decided."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A running run and the proof that it is ours."""

    run_id: int
    token: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a run ends; ``counts`` are by the names of the run's columns."""

    state: RunState
    at: datetime
    reasons: Sequence[Reason] = ()
    counts: Mapping[str, int] = field(default_factory=dict)


class Ledger:
    """Claims runs and ends them.

    ``claim_expiry`` is how many seconds without heartbeat make a run count as dead, ``run_limit`` how many hours it
    may take at most, wherever it runs.
    """

    def __init__(
        self, database: Database, now: Clock = utc_now, claim_expiry: float = 120.0, run_limit: float = 24.0
    ) -> None:
        self._database = database
        self._now = now
        self._expiry = timedelta(seconds=claim_expiry)
        self._limit = timedelta(hours=run_limit)

    def claim(  # noqa: PLR0913 -- the facts of a run, each by its name
        self,
        trigger: Trigger,
        site_url: str,
        reader_version: str,
        authorities: Collection[str] = (),
        years: Collection[int] = (),
        *,
        newest: int | None = None,
        new_site: bool = False,
    ) -> Claim:
        """Begins a run, of the whole site unless slugs or years are given; a dead run before it becomes abandoned.

        ``newest`` is the last run that whoever decided upon this one knew of: of two who decide at one instant, the
        second is refused, even if the first was quick and is over. ``new_site`` says that the site has another address
        than the archive's runs so far.

        Raises:
            AnotherRunIsOn: a run is on that counts as alive, or one began after ``newest``.
            OtherSiteError: the archive holds another site, such as that of the demonstration.
        """
        at, token = self._now(), str(uuid.uuid4())
        row = {
            "trigger": trigger,
            "state": RunState.RUNNING,
            "token_sha256": document_sha256(token.encode()),
            "started_at": at,
            "heartbeat_at": at,
            "site_url": site_url,
            # Reading again says nothing about what stands on the site.
            "scope_authorities": [] if trigger is Trigger.REREAD else sorted(map(str.lower, authorities)) or None,
            "scope_years": sorted(years) or None,
            "reasons": [],
            "reader_version": reader_version,
        }
        with self._database.writer() as connection:
            lock(connection)
            self._expire(connection, at)
            _refuse_second(connection, newest)
            if not new_site and trigger is not Trigger.REREAD:
                _refuse_other_site(connection, site_url)
            run_id = connection.execute(insert(Run).values(row).returning(Run.id)).scalar_one()
        return Claim(run_id, token)

    def heartbeat(self, claim: Claim) -> None:
        """Says that the run is alive.

        Raises:
            ClaimLost: the run is no longer this process's own.
            RunTooLong: the run has taken longer than any may; it is still its process's own, to be ended.
        """
        at = self._now()
        with self._database.writer() as connection:
            beat = update(Run).where(*_owned(claim)).values(heartbeat_at=at)
            _one(connection.execute(beat), claim)
            started: datetime = connection.execute(select(Run.started_at).where(Run.id == claim.run_id)).scalar_one()
        if at - started > self._limit:
            raise RunTooLong(
                f"run {claim.run_id} took longer than the limit of {self._limit}: raise LGSCO_RUN_LIMIT if it was on"
            )

    def fail(self, claim: Claim, reasons: Sequence[Reason]) -> None:
        """Ends a run that could not be carried through; its captures stay.

        Raises:
            ClaimLost: the run is no longer this process's own.
        """
        with self._database.writer() as connection:
            end_own(connection, claim, Ending(RunState.FAILED, self._now(), reasons))

    def state(self, run_id: int) -> RunState:
        """How far a run came.

        Raises:
            RunStateError: there is no such run.
        """
        with self._database.reader() as connection:
            found = connection.execute(select(Run.state).where(Run.id == run_id)).scalar_one_or_none()
        if found is None:
            raise RunStateError(f"there is no run {run_id}: `lgsco runs` lists them")
        return RunState(found)

    def discard(self, run_id: int) -> None:
        """Ends a held run for good, without publishing it; its evidence stays.

        Raises:
            RunStateError: there is no such run, or it is not held.
        """
        with self._database.writer() as connection:
            end_held(connection, run_id, Ending(RunState.DISCARDED, self._now()))

    def _expire(self, connection: Connection, at: datetime) -> None:
        running = connection.execute(select(Run).where(Run.state == RunState.RUNNING)).one_or_none()
        if running is None:
            return
        reason = why_dead(running, at, self._expiry)
        if reason is None and at - running.started_at > self._limit + self._expiry:
            reason = f"It took longer than the limit of {self._limit} and did not end"
        if reason is None:
            raise AnotherRunIsOn(_whose(running))
        _end_running(connection, running.id, Run.id == running.id, Ending(RunState.ABANDONED, at, [trouble(reason)]))


def why_dead(running: Row[Any], now: datetime, expiry: timedelta) -> str | None:
    """Why a run that is on counts as dead; None where it counts as alive.

    The clocks of machines that crawl agree within the expiry of a claim, so that a time further ahead proves nothing.
    """
    silent = now - running.heartbeat_at
    if -silent > expiry:
        return f"Its last sign of life is dated {running.heartbeat_at:%Y-%m-%d %H:%M} UTC, which is yet to come"
    if silent > expiry:
        return f"It gave no sign of life for {silent.total_seconds():.0f} s and counts as dead"
    return None


def lies_ahead(now: datetime) -> ColumnElement[bool]:
    """Whether a run has a time that is yet to come: a clock was wrong, then or now, and it counts as not done.

    A clock that goes back by hours, as with a wrong time zone, is no reason to crawl again.
    """
    latest = now + _CLOCKS_APART
    return or_(Run.started_at > latest, Run.heartbeat_at > latest, Run.finished_at > latest)


def lock(connection: Connection) -> None:
    """Makes this transaction the only one that claims, ends or publishes runs; on SQLite every writer is alone."""
    dialect_of(connection).lock_runs(connection)


def end_own(connection: Connection, claim: Claim, ending: Ending) -> None:
    """Ends the running run of a claim.

    Raises:
        ClaimLost: the run is no longer the claim's own.
    """
    _one(_end_running(connection, claim.run_id, and_(*_owned(claim)), ending), claim)
    _supersede(connection, claim.run_id, ending)


def _end_running(connection: Connection, run_id: int, which: ColumnElement[bool], ending: Ending) -> CursorResult[Any]:
    counts = {**evidence_counts(connection, run_id), **ending.counts}
    values = {
        "state": ending.state,
        "finished_at": ending.at,
        "reasons": [each.as_json() for each in ending.reasons],
        **counts,
    }
    return connection.execute(update(Run).where(which).values(values))


def end_held(connection: Connection, run_id: int, ending: Ending) -> None:
    """Decides a held run; why it was held stays on record.

    Raises:
        RunStateError: there is no such run, or it is not held.
    """
    values = {"state": ending.state, "finished_at": ending.at, **ending.counts}
    held = (Run.id == run_id, Run.state == RunState.HELD)
    if connection.execute(update(Run).where(*held).values(values)).rowcount == 0:
        found = connection.execute(select(Run.state).where(Run.id == run_id)).scalar_one_or_none()
        told = f"run {run_id} is {found}, not held" if found else f"there is no run {run_id}"
        raise RunStateError(f"{told}: `lgsco runs` lists them")
    _supersede(connection, run_id, ending)


def _supersede(connection: Connection, run_id: int, ending: Ending) -> None:
    """Discards earlier held runs that nobody need decide any more.

    Those are all where this one was published, since publishing an older one would bring back what it replaced, and
    where it is held itself, those that asked for no more than it did. Reading again replaces nothing of the site's.
    """
    if ending.state not in {RunState.PUBLISHED, RunState.HELD}:
        return
    ours = connection.execute(select(Run).where(Run.id == run_id)).one()
    if ours.trigger == Trigger.REREAD:
        return
    for held in connection.execute(select(Run).where(Run.state == RunState.HELD, Run.id < run_id)).all():
        if ending.state is RunState.PUBLISHED or _covers(ours, held):
            reasons = [*held.reasons, Reason("superseded", {"run": run_id}).as_json()]
            values = {"state": RunState.DISCARDED, "finished_at": ending.at, "reasons": reasons}
            connection.execute(update(Run).where(Run.id == held.id).values(values))


def _covers(run: Row[Any], other: Row[Any]) -> bool:
    """Whether a run asked for everything that another one did."""
    scopes = ((run.scope_authorities, other.scope_authorities), (run.scope_years, other.scope_years))
    return all(ours is None or (theirs is not None and set(ours) >= set(theirs)) for ours, theirs in scopes)


def _refuse_second(connection: Connection, newest: int | None) -> None:
    found: int = connection.execute(select(func.coalesce(func.max(Run.id), 0))).scalar_one()
    if newest is not None and found != newest:
        raise AnotherRunIsOn(f"run {found} began since it was decided that a crawl is due; look again")


def last_of_site(connection: Connection) -> Row[Any] | None:
    """The last run that tells which site the archive holds; None where it holds none yet."""
    ended = select(Run).where(Run.state.in_([RunState.PUBLISHED, RunState.HELD]), Run.trigger != Trigger.REREAD)
    return connection.execute(ended.order_by(Run.id.desc()).limit(1)).one_or_none()


def _refuse_other_site(connection: Connection, site_url: str) -> None:
    """Two sites in one archive would withdraw each other's letters."""
    last = last_of_site(connection)
    if last is not None and last.site_url.lower() != site_url.lower():
        raise OtherSiteError(
            f"the archive holds the site {last.site_url}, not {site_url}: give each an archive of its own, "
            "or, where the site has moved, add --new-site (to scrapy: -a new_site=yes)"
        )


def _owned(claim: Claim) -> tuple[Any, ...]:
    proof = document_sha256(claim.token.encode())
    return Run.id == claim.run_id, Run.token_sha256 == proof, Run.state == RunState.RUNNING


def _one(result: CursorResult[Any], claim: Claim) -> None:
    if result.rowcount == 0:
        raise ClaimLost(
            f"run {claim.run_id} is no longer this process's own: it counts as dead, or has ended; `lgsco runs` tells"
        )


def _whose(run: Row[Any]) -> str:
    return (
        f"run {run.id} ({run.trigger}) is on since {run.started_at:%Y-%m-%d %H:%M} UTC, "
        f"last heard of at {run.heartbeat_at:%H:%M:%S}; wait for its end"
    )
