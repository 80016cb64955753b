"""``lgsco notify``: print or send the notification about a run by hand, to check the addresses."""

from __future__ import annotations

import sys

import click

from jobs.notify import outbox, run_summary
from jobs.terminal import echo
from jobs.terminal.arguments import run_number
from jobs.terminal.errors import plainly
from lgsco_store.database.session import open_database
from lgsco_store.errors import LgscoError
from lgsco_store.settings import load_settings
from lgsco_store.terms import Event, RunState


class NobodyToCallError(LgscoError):
    """There is nobody to notify; raised when a notification is requested."""


@click.command()
@click.argument("run", callback=run_number)
@click.option("--dry-run", is_flag=True, help="Print the notification and send nothing.")
@plainly
def notify(run: int, *, dry_run: bool) -> None:
    """Send the notification about the run RUN to every address of LGSCO_NOTIFY_URLS."""
    settings = load_settings()
    with open_database(settings.database_url, read_only=True) as database, database.reader() as connection:
        summary = run_summary.summarise_run(connection, run)
    title, body = outbox.message(
        outbox.TROUBLE.get(RunState(summary.run.state), Event.DOUBTS if summary.errors else Event.CHANGES), summary
    )
    callers = outbox.Callers(settings.notify_urls.split())
    if dry_run:
        echo.line(f"{title}\n\n{body.rstrip()}")
    elif not callers:
        raise NobodyToCallError("LGSCO_NOTIFY_URLS is empty; --dry-run prints the message")
    else:
        sys.exit(0 if callers.send(title, body) else 1)
