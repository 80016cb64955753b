"""The command ``lgsco``: what a person types, and cron and systemd run."""

from __future__ import annotations

import json
import logging
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path

import click

from crawler import exits, logs
from crawler.reading import files, report
from crawler.reading.workers import ReadingPool
from jobs import browse, calls, changed, decide, diff, export, metrics, notify, reread, tables, verify
from jobs import schedule as scheduler
from jobs.crawl import Ended, Request, crawl
from jobs.demo import show as demonstration
from jobs.overview import overview, runs
from jobs.plain import plainly
from lgsco_store import migrate, settings
from lgsco_store.database import Database, open_database
from lgsco_store.records import ReadingStatus
from lgsco_store.terms import Trigger

# What counts as read: a letter whose page of statistics is missing has nothing more to give.
_READ = frozenset({ReadingStatus.COMPLETE, ReadingStatus.NO_STATISTICS})


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="lgsco-archive")
def main() -> None:
    """The archive of the annual review letters of the Local Government and Social Care Ombudsman.

    Settings are read from the environment, or from .env, by names that begin with LGSCO_. Whatever could not start
    (a wrong option or setting, a database that is not there or of another release) exits with 2.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    logs.as_json_lines()
    logs.quieten()
    for warning in settings.unknown_names():
        click.echo(f"lgsco: {warning}", err=True)


@main.command()
@click.option(
    "--file",
    "path",
    type=click.Path(dir_okay=False, path_type=Path),
    default="lgsco-demo.db",
    show_default=True,
    help="The archive to make; an earlier one of that name is replaced.",
)
@plainly
def demo(path: Path) -> None:
    """Crawl the bundled copy of the site, three years one after the other, and show what changed."""
    demonstration.run(path)


@main.command("crawl")
@click.option("--authority", default="", metavar="SLUG[,SLUG]", help="Only these authorities.")
@click.option("--years", default="", metavar="2019-2024", help="Only letters of these years.")
@plainly
def crawl_command(authority: str, years: str) -> None:
    """Do one run. Exits with 0 published, 3 held, 4 failed, 5 another run is on."""
    chosen = settings.load()
    calls.check(chosen)
    with open_database(chosen.database_url) as database:
        ended = crawl(Request(Trigger.CRAWL, authority, years), database, chosen)
        calls.announce(database, chosen)
        _tell(ended, database)


@main.command()
@click.option("--once", is_flag=True, help="Do what is due and end, for cron.")
@plainly
def schedule(*, once: bool) -> None:
    """Run the crawls that the ledger says are due; exits as crawl does."""
    chosen = settings.load()
    calls.check(chosen)
    with open_database(chosen.database_url) as database:
        if not once:
            scheduler.serve(chosen)
            return
        ended = scheduler.run_if_due(database, chosen, threading.Event())
        calls.announce(database, chosen)
        if ended is not None:
            _tell(ended, database)


def _tell(ended: Ended, database: Database) -> None:
    """Says how a run ended, and exits accordingly."""
    with database.reader() as connection:
        line = next(line for line in runs(connection) if line.run_id == ended.run_id)
    click.echo(line)
    for reason in line.reasons:
        click.echo(f"  {reason}")
    sys.exit(exits.of_state(ended.state))


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@click.option("--prometheus", type=click.Path(dir_okay=False, path_type=Path), help="Write a file for node_exporter.")
@plainly
def status(*, as_json: bool, prometheus: Path | None) -> None:
    """Tell the last run, what is due next, coverage, and what needs a person. Exits with 1 where something does."""
    chosen = settings.load()
    with open_database(chosen.database_url) as database:
        found = overview(database, chosen, datetime.now(UTC))
    if prometheus is not None:
        metrics.write(metrics.of(found), prometheus)
    click.echo(json.dumps(found.as_json()) if as_json else found.as_text())
    sys.exit(1 if found.needs else 0)


@main.command("runs")
@plainly
def runs_command() -> None:
    """List the runs of the ledger, the newest first."""
    with open_database(settings.load().database_url) as database, database.reader() as connection:
        lines = runs(connection)
    heads = ("run", "by", "state", "began (UTC)", "authorities", "letters", "published", "revised", "withdrawn", "why")
    tables.show(
        heads,
        [
            (
                line.run_id,
                line.trigger,
                line.state,
                f"{line.started_at:%Y-%m-%d %H:%M}",
                line.authorities,
                line.letters,
                line.published,
                line.revised,
                line.withdrawn,
                "; ".join(line.reasons),
            )
            for line in lines
        ],
    )


@main.command()
@click.option("--since", type=click.DateTime(["%Y-%m-%d"]), help="Only changes from this day on (UTC).")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@plainly
def changes(since: datetime | None, *, as_json: bool) -> None:
    """List what changed, with the old and the new value of every figure."""
    with open_database(settings.load().database_url) as database, database.reader() as connection:
        lines = changed.since(connection, since.date() if since else None)
    if as_json:
        for line in lines:
            click.echo(json.dumps(line.as_json(), ensure_ascii=False))
    else:
        changed.show(lines)


@main.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@plainly
def read(paths: tuple[str, ...]) -> None:
    """Read letters (PDF or text) without an archive, one JSON object a line. Exits with 1 where one was not read."""
    chosen = settings.load()
    unread = False
    with ReadingPool(workers=chosen.read_workers, seconds=chosen.read_seconds, memory_mb=chosen.read_memory_mb) as pool:
        for source, reading in files.read_files(paths, pool):
            click.echo(report.json_line(source, reading))
            unread |= reading.status not in _READ
    sys.exit(1 if unread else 0)


@main.command()
@plainly
def upgrade() -> None:
    """Bring the database to this release; makes it where there is none."""
    migrate.upgrade(settings.load().database_url)
    click.echo("the archive is of this release")


main.add_command(decide.publish)
main.add_command(decide.discard)
main.add_command(notify.notify)
main.add_command(reread.reread)
main.add_command(verify.verify)
main.add_command(export.export)
main.add_command(diff.diff)
main.add_command(browse.browse)
