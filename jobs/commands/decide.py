"""``lgsco publish`` and ``lgsco discard``: a person's decision about a held run, without fetching anything again."""

from __future__ import annotations

import getpass
import os

import click

from jobs.notify import outbox, run_summary
from jobs.terminal import echo
from jobs.terminal.arguments import run_number
from jobs.terminal.errors import plainly
from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.runs.endings import check_held
from lgsco_store.runs.ledger import Ledger
from lgsco_store.settings import load_settings


@click.command()
@click.argument("run", callback=run_number)
@plainly
def publish(run: int) -> None:
    """Publish the held run RUN as it is.

    This is refused if the run is not held, or if a later one was published.
    """
    settings = load_settings()
    outbox.check(settings)
    with open_database(settings.database_url) as database:
        with database.reader() as connection:
            check_held(connection, run)
        archive = Archive(database, retention=settings.retention)
        archive.publish(archive.plan(run), decided_by=_account())
        outbox.announce_if_possible(database, settings)
        with database.reader() as connection:
            summary = run_summary.summarise_run(connection, run)
    echo.line(summary.in_short)


@click.command()
@click.argument("run", callback=run_number)
@plainly
def discard(run: int) -> None:
    """Reject the held run RUN: none of it is shown, what it fetched is kept, and the crawl is due again."""
    settings = load_settings()
    outbox.check(settings)
    with open_database(settings.database_url) as database:
        Ledger(database).discard(run, _account())
        outbox.announce_if_possible(database, settings)
    click.echo(f"run {run} discarded: the same crawl is due again")


def _account() -> str:
    """Return the name of the account that decides; a container may have one without a name."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"user {os.getuid()}"
