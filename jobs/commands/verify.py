"""``lgsco verify``: is the archive still what it was?"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

import click
from sqlalchemy import Connection, Row, select

from crawler.reading import READER_VERSION
from crawler.reading.pool import ReadingPool
from crawler.reading.validate import arithmetic
from jobs.terminal import echo
from jobs.terminal.errors import plainly
from jobs.terminal.progress import Progress
from lgsco_store import settings
from lgsco_store.archive import Archive
from lgsco_store.database.models import FigureRow, ReadingAttribute, ReadingIssue, ReadingRow
from lgsco_store.database.session import Database, open_database
from lgsco_store.evidence import readings
from lgsco_store.evidence.digests import canonical_value
from lgsco_store.integrity import verify as verifying
from lgsco_store.publications.registry import page_url
from lgsco_store.records import Figure, FigureState, Reading, ToRead
from lgsco_store.settings import Settings

# Figures come from the database so many at a time: all of them need not fit into memory.
_ROWS = 10_000


@click.command()
@click.option("--read", "again", is_flag=True, help="Also read letters and pages again and compare texts and figures.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@plainly
def verify(*, again: bool, as_json: bool) -> None:
    """Check that the archive is whole: documents by their hashes, references, ledger, figures, sums and history."""
    chosen = settings.load()
    found = []
    with open_database(chosen.database_url, read_only=True) as database:
        for line in _damage(database, chosen, again=again):
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
    ours = select(FigureRow).join(ReadingRow).where(ReadingRow.reader_version == READER_VERSION)
    rows = connection.execute(
        ours.order_by(FigureRow.reading_id, FigureRow.position).execution_options(yield_per=_ROWS)
    )
    for reading_id, figures in groupby(rows, attrgetter("reading_id")):
        for issue in arithmetic.contradictions([*map(_figure, figures)]):
            if (reading_id, issue.code, issue.measure) not in told:
                yield f"reading row {reading_id}: no issue tells that {issue.message}"


def _figure(row: Row[Any]) -> Figure:
    # A rate is compared by the digits that the letter prints, which the database does not keep.
    value = None if row.value is None else Decimal(str(canonical_value(row.value)))
    return Figure(row.measure, row.category, value, row.unit, FigureState(row.state), row.page, None, row.text)


def _read_again(database: Database, chosen: Settings) -> Iterator[str]:
    """Check that today's reader takes from a document what it took before: a reading never changes."""
    archive = Archive(database)
    documents = archive.already_read(READER_VERSION)
    pool = ReadingPool(workers=chosen.read_workers, seconds=chosen.read_seconds, memory_mb=chosen.read_memory_mb)
    with pool, Progress("reading", "documents") as progress:
        for document in progress.through(documents, len(documents)):
            reading = pool.submit(archive.document_body(document.sha256), page_url(document)).result()
            with database.reader() as connection:
                yield from _otherwise(connection, document, reading)


def _otherwise(connection: Connection, document: ToRead, reading: Reading) -> Iterator[str]:
    """Return what is stored of a reading, evidence included, and differs from what the document says.

    A reading that was broken off, then or now, says how much the machine could do, and nothing of the document.
    """
    if reading.broke_off:
        return
    of_document = (ReadingRow.document_sha256 == document.sha256, ReadingRow.kind == document.source)
    query = select(ReadingRow.__table__).where(*of_document, ReadingRow.reader_version == READER_VERSION)
    stored = connection.execute(query).one()
    yield from _differing("reading", stored, readings.reading_row(reading, document.source))
    yield from _other_attributes(connection, stored.id, readings.attributes_of(reading))
    for table, expected in readings.detail_rows(reading).items():
        query = select(table.__table__).where(table.reading_id == stored.id).order_by(table.position)
        rows = connection.execute(query).all()
        if len(rows) != len(expected):
            told = f"it has {len(rows)} {table.__tablename__} rows, its document {len(expected)}"
            yield f"reading row {stored.id}: {told}"
        for row, fields in zip(rows, expected, strict=False):
            yield from _differing(table.__tablename__, row, fields)


def _other_attributes(connection: Connection, reading_id: int, expected: Mapping[str, str]) -> Iterator[str]:
    query = select(ReadingAttribute.name, ReadingAttribute.value).where(ReadingAttribute.reading_id == reading_id)
    stored: dict[str, str] = dict(connection.execute(query).all())
    for name in sorted(stored.keys() | expected.keys()):
        if stored.get(name) != expected.get(name):
            yield f"reading row {reading_id}: its {name} is not what its document says: {stored.get(name)}"


def _differing(table: str, row: Row[Any], expected: Mapping[str, Any]) -> Iterator[str]:
    for column, value in expected.items():
        if getattr(row, column) != value:
            yield f"{table} row {row.id}: its {column} is not what its document says: {getattr(row, column)}"
