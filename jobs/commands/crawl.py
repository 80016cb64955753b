"""``lgsco crawl`` and ``lgsco schedule``: a run by hand, and the runs that are due."""

from __future__ import annotations

import sys
import threading
from collections.abc import Mapping
from dataclasses import asdict, replace

import click

from crawler.run import exit_status
from crawler.run.scope import ScopeError
from jobs import scheduler
from jobs.monitor.run_lines import plain, run_line
from jobs.notify import outbox
from jobs.run.crawl_process import Ended, Request
from jobs.run.crawl_process import crawl as carry_out
from jobs.terminal import echo
from jobs.terminal.changes import others_in_short, run_changes
from jobs.terminal.errors import plainly
from lgsco_store.database.session import Database, open_database
from lgsco_store.settings import load_settings
from lgsco_store.terms import Spider, Trigger


@click.command()
@click.option(
    "--kind", type=click.Choice([each.value for each in Spider]), default=Spider.LETTERS.value, help="What to crawl."
)
@click.option("--authority", default="", metavar="SLUG[,SLUG]", help="Only these authorities.")
@click.option("--years", default="", metavar="2019-2024", help="Only letters of these years.")
@click.option("--from", "first", default="", metavar="DAY", help="Only decisions from this day on.")
@click.option("--to", "last", default="", metavar="DAY", help="Only decisions up to this day.")
@click.option("--weeks", default="", metavar="26", help="Only decisions from the last N weeks.")
@click.option("--new-site", is_flag=True, help="The site has moved: take it from another address than before.")
@click.option("--json", "as_json", is_flag=True, help="Print how the run ended as one JSON object.")
@plainly
def crawl(kind: str, *, new_site: bool, as_json: bool, **asked: str) -> None:
    """Do one run: fetch what is new, read it, judge it, and publish it or hold it.

    Nothing shows before the verdict. The next run uses what a killed one stored: it fetches no decision twice, requests
    the councils' pages again, and asks of each letter that it has only whether it has changed.
    """
    request = replace(_request(Spider(kind), asked), new_site=new_site)
    settings = load_settings()
    outbox.check(settings)
    with open_database(settings.database_url) as database:
        ended = carry_out(request, database, settings)
        outbox.announce_if_possible(database, settings)
        _report_end(ended, database, as_json=as_json)


def _request(spider: Spider, asked: Mapping[str, str]) -> Request:
    """Return what is asked for; refuse options of the other kind, which would be ignored.

    Raises:
        ScopeError: an option does not belong to the kind.
    """
    of_letters = {"--authority": asked["authority"], "--years": asked["years"]}
    of_decisions = {"--from": asked["first"], "--to": asked["last"], "--weeks": asked["weeks"]}
    others = of_letters if spider is Spider.DECISIONS else of_decisions
    wrong = [name for name, value in others.items() if value]
    if wrong:
        raise ScopeError(f"{wrong[0]} does not go with --kind {spider}: leave it out or correct the kind")
    window = {name.removeprefix("--"): value for name, value in of_decisions.items() if value}
    return Request(Trigger.CRAWL, asked["authority"], asked["years"], spider=spider, window=window)


@click.command()
@click.option("--once", is_flag=True, help="Do what is due, then exit; for cron.")
@plainly
def schedule(*, once: bool) -> None:
    """Run the crawls that the ledger says are due, in the foreground.

    What was missed while the machine was off is due at once; two schedulers make one run.
    """
    settings = load_settings()
    outbox.check(settings)
    with open_database(settings.database_url) as database:
        if not once:
            scheduler.serve(settings)
            return
        ended = scheduler.run_if_due(database, settings, threading.Event())
        outbox.announce_if_possible(database, settings)
        if ended is not None:
            _report_end(ended, database, as_json=False)


def _report_end(ended: Ended, database: Database, *, as_json: bool) -> None:
    """Print how a run ended, and exit with the status for it."""
    with database.reader() as connection:
        line = run_line(connection, ended.run_id)
        others = others_in_short(run_changes(connection, ended.run_id))
    if as_json:
        echo.as_json(plain(asdict(line)))
    else:
        beside = [f"{plural}: {sentence}" for plural, sentence in others.items()]
        echo.line("\n".join([str(line), *(f"  {each}" for each in (*beside, *line.reasons))]))
    sys.exit(exit_status.exit_status_for(ended.state))
