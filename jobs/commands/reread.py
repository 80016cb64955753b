"""``lgsco reread``: reads every letter and page with the current reader, and shows the differences.

Each reading is stored at once, so that an interrupted call continues where it stopped.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, suppress
from typing import Any, Protocol

import click

from crawler.reading import READER_VERSION
from crawler.reading.pool import Limits, ReadingPool
from crawler.run import claim as handover
from jobs.terminal import echo, tables
from jobs.terminal.errors import plainly
from jobs.terminal.progress import Progress
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import LgscoError
from lgsco_store.extras import ExtraMissingError
from lgsco_store.history.reread import RereadPlan
from lgsco_store.publications.registry import kind_of
from lgsco_store.records import Reading, Source, ToRead
from lgsco_store.reference.vocabulary import ALL
from lgsco_store.runs.ledger import Ledger
from lgsco_store.settings import Settings, load_settings
from lgsco_store.terms import Trigger

# Documents wait in memory for a worker, so only few of them are fetched ahead.
_AHEAD_A_WORKER = 2


class Pending(Protocol):
    """A document that is being read."""

    def result(self) -> Reading:
        """Wait for the reading."""


class Readers(Protocol):
    """Any reader of documents that reads several at a time."""

    @property
    def workers(self) -> int:
        """Return how many documents are read at a time."""

    def submit(self, content: bytes, source: Source = Source.LETTER, url: str = "") -> Pending:
        """Queue one document."""


@click.command()
@click.option("--dry-run", is_flag=True, help="Print what would change, and change nothing.")
@click.option("--workers", type=click.IntRange(1, 64), help="Reading processes, instead of LGSCO_READ_WORKERS.")
@click.option("--dask", "cluster", metavar="ADDRESS", help="Read on the Dask cluster whose scheduler has this address.")
@click.option("--json", "as_json", is_flag=True, help="Print what it reads differently as one JSON object.")
@plainly
def reread(*, dry_run: bool, workers: int | None, cluster: str | None, as_json: bool) -> None:
    """Read every letter and page that the current reader has not read, and show what it reads differently.

    The older readings are kept. What the current reader would lose or move is left as it was, and becomes an issue.
    """
    if workers and cluster:
        raise click.BadParameter("it is for reading here, and --dask for a cluster: give one", param_hint="'--workers'")
    settings = load_settings()
    with open_database(settings.database_url) as database:
        archive = Archive(database)
        with _readers(settings, workers, cluster) as readers:
            fresh = _read(archive, readers, keep=dry_run)
        plan = archive.plan_reread(READER_VERSION, fresh)
        if not dry_run and (plan.corrections or plan.withheld):
            plan = _apply(database, archive, settings)
    if as_json:
        echo.as_json(_as_json(plan, dry_run=dry_run))
    else:
        _print_plan(plan, dry_run=dry_run)


def _readers(settings: Settings, workers: int | None, cluster: str | None) -> AbstractContextManager[Readers]:
    """Yield processes of this machine, or the workers of a cluster."""
    limits = Limits(settings.read_seconds, settings.read_memory_mb)
    if cluster is None:
        return ReadingPool(workers=workers or settings.read_workers, seconds=limits.seconds, memory_mb=limits.memory_mb)
    try:
        from jobs.run.dask_cluster import connect  # noqa: PLC0415 -- an extra, which most do without
    except ModuleNotFoundError:
        raise ExtraMissingError("--dask", "dask") from None
    return connect(cluster, limits)


def _read(archive: Archive, readers: Readers, *, keep: bool) -> dict[tuple[Source, str], Reading]:
    """Read what has not been read; return the readings if they are to be kept, and store them otherwise."""
    documents = archive.unread(READER_VERSION)
    kept: dict[tuple[Source, str], Reading] = {}
    broken_off: list[Reading] = []
    with Progress("reading", "documents") as progress:
        for document, reading in progress.through(_readings(archive, readers, documents), len(documents)):
            if reading.broke_off:
                broken_off.append(reading)
            elif keep:
                kept[document.source, document.sha256] = reading
            else:
                archive.store_reading(reading, document.source)
    if documents:
        click.echo(f"read {len(documents) - len(broken_off)} of {len(documents)} documents", err=True)
    for reading in broken_off:
        reasons = "; ".join(issue.message for issue in reading.issues)
        echo.line(f"not read, to be retried by the next call: document {reading.sha256}: {reasons}", err=True)
    return kept


def _readings(archive: Archive, readers: Readers, documents: Sequence[ToRead]) -> Iterator[tuple[ToRead, Reading]]:
    waiting: deque[tuple[ToRead, Pending]] = deque()
    for each in documents:
        waiting.append((each, readers.submit(archive.document_body(each.sha256), each.source, each.url)))
        if len(waiting) > _AHEAD_A_WORKER * readers.workers:
            first, pending = waiting.popleft()
            yield first, pending.result()
    for each, pending in waiting:
        yield each, pending.result()


def _apply(database: Database, archive: Archive, settings: Settings) -> RereadPlan:
    """Publish in a run of its own, planned again inside it, so that nothing can be published in between."""
    ledger = Ledger(database, claim_expiry=settings.claim_expiry)
    claim = ledger.claim(Trigger.REREAD, settings.site_url, READER_VERSION)
    try:
        return archive.reread(claim, READER_VERSION)
    except BaseException as error:
        # It shows nothing, and a run left open would refuse every other until it counts as dead.
        with suppress(LgscoError):
            handover.settle(ledger, claim, f"reading again was broken off: {str(error) or type(error).__name__}")
        raise


def _as_json(plan: RereadPlan, *, dry_run: bool) -> dict[str, Any]:
    """Render the plan for programs: changes with the column names of the view ``changes``."""
    return {
        "reader_version": READER_VERSION,
        "dry_run": dry_run,
        "read_again": len(plan.corrections),
        "changes": [
            {
                "authority_slug": each.letter.slug,
                "year": each.letter.year,
                "source": each.letter.source,
                "field": row.field,
                "measure": row.measure,
                "category": row.category or (ALL if row.measure else None),
                "old_value": row.old,
                "new_value": row.new,
            }
            for each in plan.changed
            for row in each.changes
        ],
        "needs": [f"{each.authority_slug} {each.year}: {each.message}" for each in plan.withheld],
    }


def _print_plan(plan: RereadPlan, *, dry_run: bool) -> None:
    if not dry_run and not (plan.corrections or plan.withheld):
        click.echo(f"every letter and page is shown as reader {READER_VERSION} reads it")
        return
    rows = [
        (
            each.letter.slug,
            f"{each.letter.year}{kind_of(each.letter.source).mark}",
            " / ".join(filter(None, (row.measure, row.category, row.field))),
            row.old,
            row.new,
        )
        for each in plan.changed
        for row in each.changes
    ]
    if rows:
        tables.show(("authority", "year", "what", "old", "new"), rows)
    again = f"{len(plan.corrections)} letters and pages read again by reader {READER_VERSION}"
    click.echo(f"{again}, {len(plan.changed)} {'would change' if dry_run else 'changed'}")
    for finding in plan.withheld:
        echo.line(f"needs a person: {finding.authority_slug} {finding.year}: {finding.message}")
    if dry_run:
        click.echo("nothing was changed")
