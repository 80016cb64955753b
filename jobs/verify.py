"""``lgsco verify``: is the archive still what it was?"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import click
from sqlalchemy import Connection, Row, select

from crawler.reading import READER_VERSION, checks
from crawler.reading.workers import ReadingPool
from jobs.plain import plainly
from jobs.progress import Progress
from lgsco_store import settings, verifying
from lgsco_store.archive import Archive
from lgsco_store.database import Database, open_database
from lgsco_store.digests import canonical, canonical_value, figures_sha256
from lgsco_store.models import FigureRow, ReadingIssue, ReadingRow
from lgsco_store.records import Figure, FigureState
from lgsco_store.settings import Settings


@click.command()
@click.option("--read", "again", is_flag=True, help="Also read letters and pages again and compare texts and figures.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@plainly
def verify(*, again: bool, as_json: bool) -> None:
    """Check that the archive is whole: documents by their hashes, references, ledger, figures, sums and history."""
    chosen = settings.load()
    found = []
    with open_database(chosen.database_url) as database:
        for line in _damage(database, chosen, again=again):
            found.append(line)
            if not as_json:
                click.echo(line)
    if as_json:
        click.echo(json.dumps({"whole": not found, "damage": found}, ensure_ascii=False))
    else:
        click.echo(f"{len(found)} damaged" if found else "the archive is whole")
    if found:
        click.echo(
            "lgsco: keep this archive as it is, and go back to a backup that `lgsco verify` finds whole", err=True
        )
    sys.exit(1 if found else 0)


def _damage(database: Database, chosen: Settings, *, again: bool) -> Iterator[str]:
    with database.reader() as connection, Progress("hashing", "documents") as progress:
        yield from verifying.damage(connection, progress.tell)
        yield from _sums(connection)
    if again:
        yield from _read_again(database, chosen)


def _sums(connection: Connection) -> Iterator[str]:
    """Contradictions between figures that no issue tells: the reader always tells them."""
    issues = select(ReadingIssue.reading_id, ReadingIssue.code, ReadingIssue.measure)
    told = {tuple(row) for row in connection.execute(issues)}
    by_reading: dict[int, list[Figure]] = {}
    ours = select(FigureRow).join(ReadingRow).where(ReadingRow.reader_version == READER_VERSION)
    for row in connection.execute(ours.order_by(FigureRow.reading_id, FigureRow.position)):
        by_reading.setdefault(row.reading_id, []).append(_figure(row))
    for reading_id, figures in by_reading.items():
        for issue in checks.contradictions(figures):
            if (reading_id, issue.code, issue.measure) not in told:
                yield f"reading row {reading_id}: no issue tells that {issue.message}"


def _figure(row: Row[Any]) -> Figure:
    # A rate is compared by the digits that the letter prints, which the database does not keep.
    value = None if row.value is None else Decimal(str(canonical_value(row.value)))
    return Figure(row.measure, row.category, value, row.unit, FigureState(row.state), row.page, None, row.text)


def _read_again(database: Database, chosen: Settings) -> Iterator[str]:
    """Reading is the same for ever: what today's reader took from a document, it must take again."""
    archive = Archive(database)
    query = select(ReadingRow.document_sha256, ReadingRow.text_sha256, ReadingRow.figures_sha256)
    with database.reader() as connection:
        rows = {row[0]: row for row in connection.execute(query.where(ReadingRow.reader_version == READER_VERSION))}
    documents = archive.already_read(READER_VERSION)
    pool = ReadingPool(workers=chosen.read_workers, seconds=chosen.read_seconds, memory_mb=chosen.read_memory_mb)
    with pool, Progress("reading", "documents") as progress:
        for document in progress.through(documents, len(documents)):
            sha256, text_sha256, figures = rows[document.sha256]
            reading = pool.submit(archive.document_body(sha256), document.page_url).result()
            if reading.text_sha256 != text_sha256:
                yield f"document {sha256}: its text has another digest than when it was read"
            if figures_sha256(map(canonical, reading.figures)) != figures:
                yield f"document {sha256}: its figures are others than when it was read"
