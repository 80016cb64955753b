"""``lgsco verify``: is the archive still what it was?"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click
from sqlalchemy import Connection

from crawler.reading import READER_VERSION
from crawler.reading.pool import ReadingPool
from crawler.reading.validate import arithmetic
from jobs.terminal import echo
from jobs.terminal.errors import plainly
from jobs.terminal.progress import Progress
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.integrity import readings
from lgsco_store.integrity import verify as verifying
from lgsco_store.settings import Settings, load_settings


@click.command()
@click.option("--read", "again", is_flag=True, help="Also read letters and pages again and compare texts and figures.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@plainly
def verify(*, again: bool, as_json: bool) -> None:
    """Check that the archive is whole: documents by their hashes, references, ledger, figures, sums and history."""
    settings = load_settings()
    found = []
    with open_database(settings.database_url, read_only=True) as database:
        for line in _damage(database, settings, again=again):
            found.append(line)
            if not as_json:
                echo.line(line)
    if as_json:
        echo.as_json({"whole": not found, "damage": found})
    else:
        click.echo(f"{len(found)} damaged" if found else "the archive is whole")
    if found:
        click.echo(
            "lgsco: keep this archive as it is, and go back to a backup that `lgsco verify` finds whole", err=True
        )
    sys.exit(1 if found else 0)


def _damage(database: Database, settings: Settings, *, again: bool) -> Iterator[str]:
    with database.reader() as connection, Progress("hashing", "documents") as progress:
        yield from verifying.damage(connection, progress.report)
        yield from _sums(connection)
    if again:
        yield from _read_again(database, settings)


def _sums(connection: Connection) -> Iterator[str]:
    """Yield contradictions between figures without an issue: the reader always reports them."""
    reported = readings.issues_by_reading(connection)
    for reading_id, figures in readings.figures_by_reading(connection, READER_VERSION):
        for issue in arithmetic.contradictions(figures):
            if (reading_id, issue.code, issue.measure) not in reported:
                yield f"reading row {reading_id}: it lacks the issue: {issue.message}"


def _read_again(database: Database, settings: Settings) -> Iterator[str]:
    """Check that today's reader takes from a document what it took before: a reading never changes."""
    archive = Archive(database)
    documents = archive.already_read(READER_VERSION)
    pool = ReadingPool(workers=settings.read_workers, seconds=settings.read_seconds, memory_mb=settings.read_memory_mb)
    with pool, Progress("reading", "documents") as progress:
        for document in progress.through(documents, len(documents)):
            reading = pool.submit(archive.document_body(document.sha256), document.source, document.url).result()
            with database.reader() as connection:
                yield from readings.differences(connection, document, reading)
