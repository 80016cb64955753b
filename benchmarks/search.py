"""Measure how fast decisions are stored, and how long a search takes, on both databases.

``python -m benchmarks.search`` does it with 60,000 invented decisions, which takes minutes; ``--decisions`` with fewer.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from contextlib import ExitStack
from datetime import date
from pathlib import Path

from sqlalchemy import text

from benchmarks import decisions, invented
from benchmarks.measured import seconds
from lgsco_store import upgrade
from lgsco_store.archive import Archive
from lgsco_store.contract.searching import Filters, search
from lgsco_store.database.session import Database, open_database
from lgsco_store.reference import register
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Spider, Trigger
from tests.store.servers import postgresql_server

FULL_SIZE = 60_000
_TIMES = 10
_MOST = 20

SEARCHES = {
    "two words": ("school transport", Filters()),
    "a phrase": ('"temporary flat"', Filters()),
    "a word of every text": ("council", Filters()),
    "a word of no text": ("zeppelin", Filters()),
    "a category and an outcome": ("school transport", Filters(category="Education", outcome="Upheld")),
    "a year": ("council", Filters(since=date(2023, 1, 1), until=date(2023, 12, 31))),
    "a council": ("council", Filters(authority="kent-county-council")),
    "a body": ("care", Filters(body="Invented Care 10 Limited")),
}


def main(count: int = FULL_SIZE) -> None:
    """Print the results of both databases."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        server = stack.enter_context(postgresql_server())
        for name, address in {"SQLite": f"sqlite:///{folder / 'search.db'}", "PostgreSQL": server.empty()}.items():
            upgrade.upgrade(address)
            with open_database(address) as database:
                fill(database, name, count)
                measure(database, name)


def fill(database: Database, name: str, count: int) -> None:
    """Store and publish decisions, and print how long it took."""
    archive = Archive(database)
    _add_councils(database, archive)
    claim = Ledger(database).claim(Trigger.CRAWL, decisions.SITE, decisions.READER, spider=Spider.DECISIONS)
    start = time.perf_counter()
    decisions.store(archive, claim.run_id, range(count))
    stored = time.perf_counter()
    archive.publish(archive.plan(claim.run_id), claim)
    published = time.perf_counter()
    print(
        f"{name}, {count} decisions: {count / (stored - start):.0f} stored a second, "
        f"{count / (published - stored):.0f} published a second",
        flush=True,
    )
    if database.file is None:
        # The server does it by itself, within a minute.
        with database.writer() as connection:
            connection.execute(text("ANALYZE"))


def _add_councils(database: Database, archive: Archive) -> None:
    """Store each authority of the register with a letter: only bodies with letters are known as authorities."""
    claim = Ledger(database).claim(Trigger.CRAWL, decisions.SITE, decisions.READER)
    for number in range(len(register.entries())):
        invented.store(archive, claim.run_id, number, range(2025, 2026))
    archive.publish(archive.plan(claim.run_id), claim)


def measure(database: Database, name: str) -> None:
    """Print how long each search takes."""
    for question, (words, filters) in SEARCHES.items():
        with database.reader() as connection:
            found = len(search(connection, words, filters, _MOST))
            taken = seconds(lambda words=words, filters=filters: search(connection, words, filters, _MOST), _TIMES)  # type: ignore[misc]
        print(f"{name}, {question}: {1000 * taken:.1f} ms for {found} of them", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.search")
    parser.add_argument("--decisions", type=int, default=FULL_SIZE)
    main(parser.parse_args().decisions)
