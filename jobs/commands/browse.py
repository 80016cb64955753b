"""``lgsco browse``: the archive in a browser, by Datasette, with nothing that writes.

A SQLite archive is served as it is, so that a page shows what a crawl has just published. Datasette reads SQLite alone:
of a PostgreSQL archive it serves an export, made for the purpose and gone at the end.
"""

from __future__ import annotations

import asyncio
import ipaddress
import os
import re
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy import Connection, inspect

from jobs.commands import own_hosts
from jobs.terminal.errors import plainly
from jobs.terminal.progress import Progress
from lgsco_store import extras, settings
from lgsco_store.contract.catalog import Column, columns, examples, meaning
from lgsco_store.contract.export import package
from lgsco_store.contract.views import VIEWS
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import LgscoError

_NAME = "archive"
_PORT = 8001

# Questions over all figures of all years take longer than Datasette allows by itself. Its own suggestions of facets ask
# one more question for each column, which a wide view answers in seconds.
_SETTINGS = {
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "suggest_facets": False,
    "allow_download": False,
}

# What people pick from first; each has few enough values to list.
_FACETS = {
    "authorities": ["type", "region"],
    "authority_lineage": ["relation"],
    "letters": ["year", "authority_type", "region", "status", "layout"],
    "figures": ["year", "measure", "category", "authority_type", "source", "state"],
    "figure_history": ["year", "measure", "category", "authority_type", "source", "state"],
    "versions": ["year", "source", "run_id"],
    "changes": ["kind", "cause", "year", "measure", "run_id"],
    "runs": ["state", "trigger"],
    "coverage": ["year", "state"],
    "issues": ["severity", "code", "year"],
    "discrepancies": ["year", "measure"],
    "complaints_received": ["year", "authority_type"],
    "complaints_decided": ["year", "authority_type"],
    "headline_figures": ["year", "authority_type"],
}


class BrowseError(LgscoError):
    """The archive cannot be served as asked; raised before anything is."""


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=_PORT, show_default=True, help="The port; 0 takes a free one."
)
@plainly
def browse(host: str, port: int) -> None:
    """Serve the archive to a browser, read-only, until Ctrl-C.

    It shows the example queries and all views with their meaning, to filter, sort, facet and download as CSV or JSON.
    """
    datasette, uvicorn = (_load(name) for name in ("datasette.app", "uvicorn"))
    with open_database(settings.load().database_url, read_only=True) as database, _listening(host, port) as listener:
        if not _is_loopback(host):
            click.echo(f"lgsco: warning: whoever can reach {host} can read this archive and its ledger", err=True)
        with _file(database) as (path, is_live):
            application = _application(datasette, database, path, is_live=is_live)
            _serve(uvicorn, own_hosts.only(application, host), listener)


def metadata(hidden: list[str]) -> dict[str, Any]:
    """Describe the archive to Datasette: titles, meanings with their units, facets, and the example queries."""
    tables = {name: _of_view(name) for name in VIEWS} | {name: {"hidden": True} for name in hidden}
    queries = {
        _slug(each.question): {"title": each.question, "sql": each.query, "description": "An example query"}
        for each in examples()
    }
    return {
        "title": "Annual review letters of the Local Government and Social Care Ombudsman",
        "description": "Read-only. The views are what to query; the columns of each say what they mean.",
        "source": "Local Government and Social Care Ombudsman",
        "source_url": "https://www.lgo.org.uk/copyright",
        "databases": {_NAME: {"tables": tables, "queries": queries}},
    }


def _of_view(name: str) -> dict[str, Any]:
    told = columns(name)
    return {
        "title": name.replace("_", " ").capitalize(),
        "description": f"{meaning(name)}.",
        "columns": {column.name: _meaning(column) for column in told},
        "facets": _FACETS[name],
    }


def _meaning(column: Column) -> str:
    return f"{column.meaning} ({column.unit})" if column.unit else column.meaning


def _slug(question: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", question.lower()))


@contextmanager
def _file(database: Database) -> Iterator[tuple[Path, bool]]:
    """Yield the SQLite file to serve, and whether it is the archive itself."""
    if path := database.file:
        if set(str(path)) & set("?#%"):
            raise BrowseError(f"{path}: Datasette cannot open a file with one of ?, # and % in its path: move it")
        yield path, True
        return
    with tempfile.TemporaryDirectory(prefix="lgsco-browse-") as folder:
        click.echo("copying the archive's views, since Datasette reads SQLite: what follows is the archive as of now")
        with database.reader() as connection, Progress("copying", "tables") as progress:
            package.export(connection, Path(folder), ["sqlite"], written=progress.tell)
        yield Path(folder) / package.SQLITE_NAME, False


def _application(datasette: Any, database: Database, path: Path, *, is_live: bool) -> Any:
    with database.reader() as connection:
        hidden = _tables(connection) if is_live else []
    # With rich at hand it prints every variable of every frame for each query that a user mistypes.
    _load("datasette.handle_exception").rich = None
    site = datasette.Datasette([], metadata=metadata(hidden), settings=_SETTINGS)
    site.remove_database("_memory")
    # A copy that may not be written is read as one that nobody changes.
    is_mutable = is_live and os.access(path.parent, os.W_OK)
    site.add_database(datasette.Database(site, path=str(path), is_mutable=is_mutable), name=_NAME)
    asyncio.run(site.invoke_startup())
    return site.app()


def _tables(connection: Connection) -> list[str]:
    """List the tables below the views, which may hold what no published run has shown yet."""
    return inspect(connection).get_table_names()


@contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        listener = socket.create_server((host, port), family=family)
    except OSError as error:
        raise BrowseError(
            f"cannot listen on port {port} of {host}: {error.strerror}; --port 0 takes a free port"
        ) from None
    with listener:
        yield listener


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _url(listener: socket.socket) -> str:
    host, port, *_ = listener.getsockname()
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/{_NAME}"


def _serve(uvicorn: Any, application: Any, listener: socket.socket) -> None:
    """Serve until a signal asks for the end.

    In a thread of its own, since uvicorn in the main one takes the signals over and ends by them.
    """
    config = uvicorn.Config(
        application, lifespan="on", log_config=None, log_level="warning", timeout_graceful_shutdown=2
    )
    server = uvicorn.Server(config)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: setattr(server, "should_exit", True))
    serving = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
    click.echo(f"the archive is at {_url(listener)} until Ctrl-C")
    serving.start()
    serving.join()


def _load(library: str) -> Any:
    return extras.load(library, extra="browse", purpose="browsing")
