"""``lgsco browse``: the archive in a browser, read-only, with Datasette.

A SQLite archive is served as it is, so that a page shows what a crawl has just published. Datasette only reads SQLite:
for a PostgreSQL archive it serves a temporary export.
"""

from __future__ import annotations

import asyncio
import ipaddress
import signal
import socket
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
import rich
from sqlalchemy import inspect

from jobs.browse import configuration, own_hosts, pages
from jobs.terminal.errors import plainly
from jobs.terminal.progress import Progress
from lgsco_store import extras
from lgsco_store.contract.export.base import Selection
from lgsco_store.contract.export.sqlite_copy import SQLITE
from lgsco_store.database import fulltext
from lgsco_store.database.dialects.sqlite_files import is_immutable
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import LgscoError
from lgsco_store.settings import load_settings

_PORT = 8001


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

    Its home page explains what there is: example queries, and all views with their meaning, to filter, sort, facet and
    download as CSV or JSON. The number of a figure's page opens the letter on that page, as the archive keeps it.
    """
    _, uvicorn = (_load(name) for name in ("datasette.app", "uvicorn"))
    with open_database(load_settings().database_url, read_only=True) as database, _listening(host, port) as listener:
        if not _is_loopback(host):
            click.echo(f"lgsco: warning: whoever can reach {host} can read this archive and its ledger", err=True)
        with tempfile.TemporaryDirectory(prefix="lgsco-browse-") as name:
            copied, configured = (Path(name, each) for each in ("copied", "configured"))
            copied.mkdir()
            configured.mkdir()
            path, is_live = _file(database, copied)
            configuration.write(configured, _tables(database) if is_live else sorted(fulltext.TABLES))
            _add_pages(database)
            application = _application(path, configured, is_live=is_live)
            _serve(uvicorn, own_hosts.only(application, host), listener)


def _file(database: Database, folder: Path) -> tuple[Path, bool]:
    """Return the SQLite file to serve, and whether it is the archive itself or a copy made in ``folder``."""
    if path := database.file:
        if set(str(path)) & set("?#%"):
            raise BrowseError(f"{path}: Datasette cannot open a file with one of ?, # and % in its path: move it")
        return path, True
    click.echo("copying the archive's views, since Datasette reads SQLite: what follows is the archive as of now")
    try:
        with database.reader() as connection, Progress("copying", "tables") as progress:
            [copy] = SQLITE.write(Selection(connection), folder, progress.report)
    except OSError as error:
        raise BrowseError(
            f"{folder.parent}: the copy cannot be written: {error.strerror or error}; make room, or set TMPDIR to "
            "another folder"
        ) from None
    return copy, False


def _add_pages(database: Database) -> None:
    hookimpl, response = _load("datasette").hookimpl, _load("datasette.utils.asgi").Response
    _load("datasette.plugins").pm.register(pages.plugin(hookimpl, response, database), "lgsco")


def _application(path: Path, configured: Path, *, is_live: bool) -> Any:
    datasette = _load("datasette.app")
    # Datasette makes rich print every variable of every frame for each mistyped query.
    rich.reconfigure(quiet=True)
    site = datasette.Datasette([], config_dir=configured, template_dir=str(pages.TEMPLATES))
    site.remove_database("_memory")
    is_mutable = is_live and not is_immutable(path)
    site.add_database(datasette.Database(site, path=str(path), is_mutable=is_mutable), name=configuration.DATABASE)
    asyncio.run(site.invoke_startup())
    return site.app()


def _tables(database: Database) -> list[str]:
    """List the tables below the views, which may have contents that no published run has shown yet."""
    with database.reader() as connection:
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
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"


def _serve(uvicorn: Any, application: Any, listener: socket.socket) -> None:
    """Serve until a signal requests the end.

    In a thread of its own, since uvicorn in the main thread would handle the signals itself, and exit because of them.
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
