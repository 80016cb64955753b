"""The demonstration: the bundled site, three years one after the other, each crawled for real, and what changed."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from textwrap import fill

import click

from jobs.demo.server import Serving, serve
from jobs.report.facts import gather
from jobs.report.happenings import Happenings
from jobs.run.crawl_process import Request, crawl
from jobs.terminal import changes, tables
from lgsco_store import upgrade
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import ArchiveError, LgscoError
from lgsco_store.runs import past
from lgsco_store.settings import Settings, load_settings
from lgsco_store.terms import RunState, Trigger

YEARS = (2023, 2024, 2025)

# The copy has some fifteen councils, and a server on loopback needs no rest between requests.
_OF_THE_COPY = {"min_authorities": 10, "download_delay": 0.0, "autothrottle": False}

# Of a demonstration only what goes wrong is worth a line of the log.
_LOG_LEVEL = "WARNING"
_WIDTH = 100

QUERY = """\
SELECT authority_name, year, value, state
FROM figures
WHERE source = 'letter' AND measure = 'uphold_rate' AND year >= 2024
ORDER BY authority_name, year"""


class DemoError(LgscoError):
    """The demonstration did not go as it should; the archive that it made so far stays."""


def run(path: Path) -> None:
    """Make an archive at a path from the bundled site, and replace that of an earlier demonstration.

    Raises:
        DemoError: the path has something else, or a crawl was not published.
        ArchiveError: the file cannot be created there.
    """
    given = load_settings()
    _clear(path)
    address = f"sqlite:///{path}"
    upgrade.upgrade(address)
    with serve(YEARS[0]) as site, open_database(address) as database:
        settings = given.model_copy(update={"database_url": address, "site_url": site.url, **_OF_THE_COPY})
        click.echo("The letters are samples: five carry the Ombudsman's figures, the others are invented.")
        for year in YEARS:
            site.year = year
            _print_changes(f"The site as it stood in {year}", site, database, settings)
        _print_changes(f"The site of {YEARS[-1]} once more", site, database, settings)
    _show_query(path)


def _clear(path: Path) -> None:
    """Remove an earlier demonstration, and nothing else."""
    if not path.exists():
        return
    if not _is_demonstration(path):
        raise DemoError(f"{path} was not made by a demonstration: move it away, or name another with --file")
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        name.unlink(missing_ok=True)


def _is_demonstration(path: Path) -> bool:
    """Return whether demonstrations made everything in a file: every run, and no table but the archive's."""
    try:
        with open_database(f"sqlite:///{path}", read_only=True) as database, database.reader() as connection:
            triggers = past.triggers(connection)
            foreign = upgrade.foreign_tables(connection)
    except ArchiveError:
        return False
    return triggers <= {Trigger.DEMO} and not foreign


def _print_changes(title: str, site: Serving, database: Database, settings: Settings) -> None:
    before = len(site.log)
    ended = crawl(Request(Trigger.DEMO, log_level=_LOG_LEVEL), database, settings)
    if ended.state is not RunState.PUBLISHED:
        raise DemoError(
            f"run {ended.run_id} is {ended.state}: see `LGSCO_DATABASE_URL={settings.database_url} lgsco runs`"
        )
    with database.reader() as connection:
        lines = changes.run_changes(connection, ended.run_id)
        events = [event for event in Happenings(gather(connection)).events if event.run_id == ended.run_id]
    transferred = sum(each.content_type == "application/pdf" and each.sent > 0 for each in site.log[before:])
    click.echo(f"\n{title}: {changes.letters_in_short(lines)} (PDF files transferred: {transferred})")
    for what, sentence in {
        **changes.others_in_short(lines),
        "authorities": changes.authorities_in_short(lines),
    }.items():
        if sentence:
            click.echo(f"{what.capitalize()}: {sentence}")
    for event in events:
        click.echo(fill(f"{event.name}: {event.first_sentence}", _WIDTH, initial_indent="- ", subsequent_indent="  "))


def _show_query(path: Path) -> None:
    with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as connection:
        cursor = connection.execute(QUERY)
        tables.show([column[0] for column in cursor.description], cursor.fetchall(), "A query that anyone can repeat")
    click.echo(QUERY)
    click.echo(f"\nThe archive is {path}: open it with any SQLite tool, for example\n  sqlite3 -box {path} < query.sql")
