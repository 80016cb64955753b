"""``lgsco status``, ``lgsco runs`` and ``lgsco changes``: what a person, or a monitor, looks at."""

from __future__ import annotations

import sys
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import click

from jobs.monitor import prometheus as metrics
from jobs.monitor.overview import overview
from jobs.monitor.run_lines import RunLine, plain
from jobs.monitor.run_lines import runs as lines_of_runs
from jobs.terminal import changes as changed
from jobs.terminal import echo, tables
from jobs.terminal.arguments import Named, day
from jobs.terminal.errors import plainly
from lgsco_store.database.session import open_database
from lgsco_store.history import authorities
from lgsco_store.settings import load_settings
from lgsco_store.terms import Spider

_COUNTS = ("authorities", "letters", "published", "revised", "withdrawn")


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--prometheus", type=Named(dir_okay=False), help="Write a file for node_exporter.")
@plainly
def status(*, as_json: bool, prometheus: Path | None) -> None:
    """Show the last run, what is due next, coverage, and what needs a person.

    For a held run it lists the evidence by address: what you need to know to publish or to discard it.
    """
    settings = load_settings()
    with open_database(settings.database_url, read_only=True) as database:
        found = overview(database, settings, datetime.now(UTC))
    if prometheus is not None:
        metrics.write(metrics.metrics(found), prometheus)
    if as_json:
        echo.as_json(found.as_json())
    else:
        tables.say(found.as_text())
    sys.exit(1 if found.needs else 0)


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@plainly
def runs(*, as_json: bool) -> None:
    """List the runs of the ledger, newest first."""
    with open_database(load_settings().database_url, read_only=True) as database, database.reader() as connection:
        lines = lines_of_runs(connection)
    if as_json:
        for line in lines:
            echo.as_json(plain(asdict(line)))
        return
    if not lines:
        click.echo("no runs")
        return
    tables.show(("run", "kind", "by", "state", "began (UTC)", *_COUNTS, "why"), map(_run_row, lines))


def _run_row(line: RunLine) -> tuple[object, ...]:
    """Return a row of the table; its counts are of letters, so that a run of decisions has none."""
    counts = [getattr(line, name) if line.spider == Spider.LETTERS else None for name in _COUNTS]
    began = f"{line.started_at:%Y-%m-%d %H:%M}"
    return line.run_id, line.spider, line.trigger, line.state, began, *counts, "; ".join(map(str, line.reasons))


@click.command()
@click.option("--since", metavar="DAY", callback=day, help="Only changes from this day on (UTC).")
@click.option("--authority", default="", metavar="SLUG", help="Only changes of one authority, each in a line.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@plainly
def changes(since: datetime | None, authority: str, *, as_json: bool) -> None:
    """List what changed, with the old and new value of every figure.

    What a run published for the first time is summed up in one line for each year; --json and --authority list it.
    """
    with open_database(load_settings().database_url, read_only=True) as database, database.reader() as connection:
        lines = changed.changes_since(connection, since.date() if since else None)
        if authority:
            slugs = authorities.current_slugs(connection, authority)
            lines = [line for line in lines if line.authority_slug in slugs]
    if as_json:
        for line in lines:
            echo.as_json(changed.change_json(line))
    else:
        changed.show(lines, summed_up=not authority)
