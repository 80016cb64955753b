"""Measure the archive at full size and at ten times that: time per letter, time per query, bytes, on both databases.

``python -m benchmarks.archive`` fills 400 authorities and 18 years, measures, and repeats this at ten times the size
with invented authorities, or at a hundred times with ``--times 100``. It takes minutes, at ten times half an hour.
``--record`` writes the query times of the first size to the place where the SQL guide finds them.
"""

from __future__ import annotations

import argparse
import csv
import io
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import astuple, dataclass, fields
from pathlib import Path

from sqlalchemy import Connection, func, select, text

from benchmarks import flat, invented, query_plans
from benchmarks.measured import seconds
from lgsco_store import upgrade
from lgsco_store.archive import Archive
from lgsco_store.contract import catalog, views
from lgsco_store.database.models import Document
from lgsco_store.database.session import Database, open_database
from lgsco_store.runs.ledger import Claim, Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import Trigger
from tests.store.servers import postgresql_server

FULL_SIZE = 400
# A further run stores this many more authorities, to measure the time per letter in a full archive.
_FURTHER = 20
_TIMES = 20
_SLOWEST = 3


@dataclass(frozen=True)
class Size:
    """The cost of an archive of one size: milliseconds per letter, and bytes."""

    stored: float
    published: float
    on_disk: int
    documents: int


def main(authorities: int = FULL_SIZE, times: int = 10) -> list[catalog.BenchmarkResult]:
    """Print the cost of archives of this many authorities, and of many times as many; return the first queries."""
    answers = []
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgresql_server())
        for name, addresses in {
            "SQLite": [f"sqlite:///{folder / size}.db" for size in ("first", "larger")],
            "PostgreSQL": [server.empty(), server.empty()],
        }.items():
            first = size_of(addresses[0], authorities, name)
            answers += questions(addresses[0], name)
            larger = size_of(addresses[1], authorities * times, name)
            stored, published = larger.stored / first.stored, larger.published / first.published
            print(f"{name}, {times} times as large: storing {stored:.2f}, publishing {published:.2f} times a letter")
            print(f"{name}, {times} times as large, the slowest about one authority: {slowest(addresses[1])}")
    return answers


def size_of(address: str, authorities: int, name: str) -> Size:
    """Fill an empty database with this many authorities, and measure it."""
    upgrade.upgrade(address)
    with open_database(address) as database:
        return measure(database, store(database, authorities), authorities, name)


def store(database: Database, authorities: int) -> Claim:
    """Store the evidence of one run over this many authorities, without publishing it."""
    claim = Ledger(database).claim(Trigger.CRAWL, invented.SITE, invented.READER)
    for number in range(authorities):
        invented.store(Archive(database), claim.run_id, number)
    return claim


def measure(database: Database, claim: Claim, authorities: int, name: str) -> Size:
    """Publish a run of this many authorities, store letters of a further one, and print the time per letter of both."""
    letters = authorities * len(invented.YEARS)
    published = _publish(database, claim) / letters
    stored = min(_store_further(database, authorities + turn * _FURTHER) for turn in range(3))
    with database.reader() as connection:
        documents = connection.execute(select(func.sum(Document.length))).scalar_one()
    size = Size(1000 * stored, 1000 * published, _on_disk(database), documents)
    print(
        f"{name}, {letters} letters: {size.stored:.2f} ms to store one, {size.published:.2f} ms to publish it; ", end=""
    )
    print(f"{size.on_disk / 2**20:.0f} MB on disk, the documents alone {size.documents / 2**20:.0f} MB", flush=True)
    return size


def _publish(database: Database, claim: Claim) -> float:
    archive = Archive(database)
    start = time.perf_counter()
    archive.publish(archive.plan(claim.run_id), claim)
    taken = time.perf_counter() - start
    if database.file is None:
        # The server does it by itself, within a minute.
        with database.writer() as connection:
            connection.execute(text("ANALYZE"))
    return taken


def _store_further(database: Database, first: int) -> float:
    """Return the seconds per letter of a run that is not published."""
    claim = Ledger(database).claim(Trigger.CRAWL, invented.SITE, invented.READER)
    start = time.perf_counter()
    for number in range(first, first + _FURTHER):
        invented.store(Archive(database), claim.run_id, number)
    taken = time.perf_counter() - start
    Ledger(database).fail(claim, [trouble("only measured")])
    return taken / _FURTHER / len(invented.YEARS)


def _on_disk(database: Database) -> int:
    if database.file:
        return database.file.stat().st_size
    with database.reader() as connection:
        return int(connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one())


def questions(address: str, name: str) -> list[catalog.BenchmarkResult]:
    """Measure how long each view takes to answer each question, a flat table of its rows too, and by which indexes."""
    with open_database(address) as database, database.engine.connect() as connection:
        return list(_questions(connection, name))


def _questions(connection: Connection, name: str) -> Iterator[catalog.BenchmarkResult]:
    for view in views.VIEWS:
        table = flat.make(connection, view)
        for question, query in catalog.questions(view).items():
            indexes = "; ".join(query_plans.indexes(connection, query))
            ours, theirs = (_milliseconds(connection, each) for each in (query, flat.same_question(query, view, table)))
            print(f"{name}, {view}, {question}: {ours:.1f} ms, {ours / theirs:.1f} times a flat table")
            yield catalog.BenchmarkResult(view, question, name, f"{ours:.1f}", f"{theirs:.2f}", indexes)


def slowest(address: str) -> str:
    """Return the views that take longest to answer a question about one authority, each with its milliseconds."""
    asked = {view: query for view in views.VIEWS if (query := catalog.questions(view).get("one authority"))}
    with open_database(address) as database, database.engine.connect() as connection:
        taken = {view: _milliseconds(connection, query) for view, query in asked.items()}
    first = sorted(taken, key=lambda view: -taken[view])[:_SLOWEST]
    return ", ".join(f"{view} {taken[view]:.1f} ms" for view in first)


def _milliseconds(connection: Connection, query: str) -> float:
    return 1000 * seconds(lambda: connection.execute(text(query)).all(), _TIMES)


def record(answers: list[catalog.BenchmarkResult]) -> None:
    """Write the query times to the place where the SQL guide finds them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([each.name for each in fields(catalog.BenchmarkResult)])
    writer.writerows(map(astuple, answers))
    Path("lgsco_store/data/measured.csv").write_text(out.getvalue(), encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.archive")
    parser.add_argument("--authorities", type=int, default=FULL_SIZE)
    parser.add_argument("--times", type=int, default=10)
    parser.add_argument("--record", action="store_true")
    given = parser.parse_args()
    found = main(given.authorities, given.times)
    if given.record:
        record(found)
