"""The ledger of runs: which run is active, since when, and how every run ended.

There is one run at a time, across processes and machines. A token proves a claim, and the ledger stores only its
digest; the end of a run is written only if the row is still as its owner left it.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, TypeAlias

from sqlalchemy import ColumnElement, Connection, CursorResult, Row, and_, func, insert, or_, select, update

from lgsco_store.database.dialects import dialect_of
from lgsco_store.database.models import Run
from lgsco_store.database.session import Database
from lgsco_store.errors import ArchiveError, OtherSiteError
from lgsco_store.evidence.digests import document_sha256
from lgsco_store.runs.endings import Ending, RunStateError, end_held, end_running, supersede
from lgsco_store.runs.reasons import Reason, trouble
from lgsco_store.terms import RunState, Spider, Trigger

CLOCKS_APART = timedelta(days=1)
"""A run dated further ahead than this is dated in the future."""

Clock: TypeAlias = Callable[[], datetime]


def utc_now() -> datetime:
    """Return the current time, in UTC."""
    return datetime.now(UTC)


class AnotherRunIsOn(ArchiveError):  # noqa: N818 -- it names a state
    """Another run has the claim; raised when a run is claimed."""


class ClaimLost(ArchiveError):  # noqa: N818 -- it names a state
    """The run no longer belongs to this process: it was presumed dead, or has ended; raised on heartbeat and end."""


class RunTooLong(ArchiveError):  # noqa: N818 -- it names a state
    """The run has exceeded the time limit; raised on its heartbeat."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A running run and the proof that it is ours."""

    run_id: int
    token: str


class Ledger:
    """Claims runs and ends them.

    ``claim_expiry`` is the number of seconds without a heartbeat after which a run counts as dead, ``run_limit`` its
    maximum duration in hours, on any machine.
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
        spider: Spider = Spider.LETTERS,
        newest: int | None = None,
        new_site: bool = False,
    ) -> Claim:
        """Begin a run, of the whole site unless slugs or years are given; a dead run before it becomes abandoned.

        ``spider`` is what it crawls; only one run is on, whatever it crawls. ``newest`` is the run ID that the caller
        last saw; the claim is refused if another run has started since, even if it was quick and is over. ``new_site``
        confirms that the site's address differs from that of the archive's runs so far.

        Raises:
            AnotherRunIsOn: a run is active, or one began after ``newest``.
            OtherSiteError: the archive belongs to another site, such as that of the demonstration.
        """
        at, token = self._now(), str(uuid.uuid4())
        row = {
            "trigger": trigger,
            "state": RunState.RUNNING,
            "spider": spider,
            "token_sha256": document_sha256(token.encode()),
            "started_at": at,
            "heartbeat_at": at,
            "site_url": site_url,
            "scope_authorities": _scope(trigger, spider, authorities),
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
        """Record that the run is alive.

        Raises:
            ClaimLost: the run no longer belongs to this process.
            RunTooLong: the run has exceeded the time limit; its process still has to end it.
        """
        at = self._now()
        with self._database.writer() as connection:
            beat = update(Run).where(*_owned(claim)).values(heartbeat_at=at)
            _one(connection.execute(beat), claim)
            started: datetime = connection.execute(select(Run.started_at).where(Run.id == claim.run_id)).scalar_one()
        if at - started > self._limit:
            raise RunTooLong(
                f"run {claim.run_id} took longer than the limit of {self._limit}: raise LGSCO_RUN_LIMIT if need be"
            )

    def fail(self, claim: Claim, reasons: Sequence[Reason]) -> None:
        """End a run that failed; its captures are kept.

        Raises:
            ClaimLost: the run no longer belongs to this process.
        """
        with self._database.writer() as connection:
            end_own(connection, claim, Ending(RunState.FAILED, self._now(), reasons))

    def state(self, run_id: int) -> RunState:
        """Return the state of a run.

        Raises:
            RunStateError: there is no such run.
        """
        with self._database.reader() as connection:
            found = connection.execute(select(Run.state).where(Run.id == run_id)).scalar_one_or_none()
        if found is None:
            raise RunStateError(f"there is no run {run_id}: `lgsco runs` lists them")
        return RunState(found)

    def discard(self, run_id: int, decided_by: str | None = None) -> None:
        """Discard a held run for good, without publishing it; its evidence is kept, and so is the person's name.

        Raises:
            RunStateError: there is no such run, or it is not held.
        """
        with self._database.writer() as connection:
            end_held(connection, run_id, Ending(RunState.DISCARDED, self._now(), decided_by=decided_by))

    def _expire(self, connection: Connection, at: datetime) -> None:
        running = connection.execute(select(Run).where(Run.state == RunState.RUNNING)).one_or_none()
        if running is None:
            return
        reason = why_dead(running, at, self._expiry)
        if reason is None and at - running.started_at > self._limit + self._expiry:
            reason = f"It took longer than the limit of {self._limit} and did not end"
        if reason is None:
            raise AnotherRunIsOn(_running_description(running))
        end_running(connection, running.id, Run.id == running.id, Ending(RunState.ABANDONED, at, [trouble(reason)]))


def why_dead(running: Row[Any], now: datetime, expiry: timedelta) -> str | None:
    """Return why an unfinished run counts as dead; None if it counts as alive.

    The clocks of crawling machines agree to within the expiry of a claim, so a time further in the future proves
    nothing.
    """
    silent = now - running.heartbeat_at
    if -silent > expiry:
        return f"Its last heartbeat is dated {running.heartbeat_at:%Y-%m-%d %H:%M} UTC, which is in the future"
    if silent > expiry:
        return f"It sent no heartbeat for {silent.total_seconds():.0f} s and counts as dead"
    return None


def is_in_future(now: datetime) -> ColumnElement[bool]:
    """Return the condition that a run has a time in the future: a clock is wrong, and the run counts as not done.

    A clock that goes back by a few hours, as with a wrong time zone, is no reason to crawl again. The end of a
    published run proves nothing: history only goes forward, so that it may follow that of a run whose clock was wrong.
    """
    latest = now + CLOCKS_APART
    ended = and_(Run.state != RunState.PUBLISHED, Run.finished_at > latest)
    return or_(Run.started_at > latest, Run.heartbeat_at > latest, ended)


def lock(connection: Connection) -> None:
    """Make this transaction the only one that claims, ends or publishes runs; SQLite has one writer anyway."""
    dialect_of(connection).lock_runs(connection)


def end_own(connection: Connection, claim: Claim, ending: Ending) -> None:
    """End the running run of a claim.

    Raises:
        ClaimLost: the run no longer belongs to the claim.
    """
    _one(end_running(connection, claim.run_id, and_(*_owned(claim)), ending), claim)
    supersede(connection, claim.run_id, ending)


def _scope(trigger: Trigger, spider: Spider, authorities: Collection[str]) -> list[str] | None:
    """Return the slugs that a run covers; None if all, and none if it says nothing about the lists of authorities."""
    if authorities:
        return sorted(map(str.lower, authorities))
    # Reading again says nothing about the contents of the site.
    return None if trigger is not Trigger.REREAD and spider.by_authority else []


def _refuse_second(connection: Connection, newest: int | None) -> None:
    found: int = connection.execute(select(func.coalesce(func.max(Run.id), 0))).scalar_one()
    if newest is not None and found != newest:
        raise AnotherRunIsOn(f"run {found} began since it was decided that a crawl is due; look again")


def last_of_site(connection: Connection) -> Row[Any] | None:
    """Return the last run that shows which site the archive belongs to; None if it has none yet."""
    ended = select(Run).where(Run.state.in_([RunState.PUBLISHED, RunState.HELD]), Run.trigger != Trigger.REREAD)
    return connection.execute(ended.order_by(Run.id.desc()).limit(1)).one_or_none()


def _refuse_other_site(connection: Connection, site_url: str) -> None:
    """Refuse a second site: two sites in one archive would withdraw each other's letters."""
    last = last_of_site(connection)
    if last is not None and last.site_url.lower() != site_url.lower():
        raise OtherSiteError(
            f"the archive holds the site {last.site_url}, not {site_url}: give each an archive of its own, "
            "or, if the site has moved, add --new-site (to scrapy: -a new_site=yes)"
        )


def _owned(claim: Claim) -> tuple[Any, ...]:
    proof = document_sha256(claim.token.encode())
    return Run.id == claim.run_id, Run.token_sha256 == proof, Run.state == RunState.RUNNING


def _one(result: CursorResult[Any], claim: Claim) -> None:
    if result.rowcount == 0:
        raise ClaimLost(
            f"run {claim.run_id} no longer belongs to this process: it counts as dead or has ended (see `lgsco runs`)"
        )


def _running_description(run: Row[Any]) -> str:
    return (
        f"run {run.id} ({run.trigger}) has been running since {run.started_at:%Y-%m-%d %H:%M} UTC, "
        f"last heard of at {run.heartbeat_at:%H:%M:%S}; wait for its end"
    )
