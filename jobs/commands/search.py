"""``lgsco search``: decisions, reports and service improvements by their words."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from typing import Any

import click

from jobs.terminal import echo, tables
from jobs.terminal.arguments import check_days, day
from jobs.terminal.errors import plainly
from lgsco_store.contract import searching
from lgsco_store.contract.records import SearchResult
from lgsco_store.contract.searching import Filters
from lgsco_store.database.fulltext import excerpts, phrases
from lgsco_store.database.session import open_database
from lgsco_store.database.types import instant_text
from lgsco_store.records import Source
from lgsco_store.search.kinds import SEARCHED
from lgsco_store.settings import load_settings

_SHOWN, _MOST = 20, 100_000


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--authority", metavar="SLUG", help="Only about this authority.")
@click.option("--body", metavar="NAME", help="Only about this body, as printed, such as a care firm.")
@click.option("--kind", type=click.Choice([each.value for each in SEARCHED]), help="Only this kind of publication.")
@click.option("--category", metavar="NAME", help="Only this category of the site.")
@click.option("--outcome", metavar="NAME", help="Only this outcome, such as upheld.")
@click.option("--from", "since", callback=day, metavar="DAY", help="Only decisions from this day on.")
@click.option("--to", "until", callback=day, metavar="DAY", help="Only decisions up to this day.")
@click.option("--limit", type=click.IntRange(1, _MOST), default=_SHOWN, show_default=True, help="How many to show.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@plainly
def search(  # noqa: PLR0913 -- the options of a command
    words: tuple[str, ...],
    kind: str | None,
    since: datetime | None,
    until: datetime | None,
    limit: int,
    *,
    as_json: bool,
    **printed: str | None,
) -> None:
    """Find decisions, reports and service improvements that have all of the WORDS, the newest first.

    Words in double quotes must occur as they are: '"school transport"', with the quotes, finds no transport to a
    school. Case, accents and endings make no difference. What is searched is the body, the reference, the category,
    the summary and what was agreed or recommended, in the last version of each. Those that are no longer on the site
    are marked.
    """
    check_days(since, until)
    asked = " ".join(words)
    filters = Filters(
        source=Source(kind) if kind else None,
        since=since.date() if since else None,
        until=until.date() if until else None,
        **printed,
    )
    with open_database(load_settings().database_url, read_only=True) as database, database.reader() as connection:
        found = [*searching.search(connection, asked, filters, limit + 1)]
    if as_json:
        for each in found[:limit]:
            echo.as_json(_as_json(each))
    else:
        _show(found[:limit], asked, is_more=len(found) > limit)


def _as_json(found: SearchResult) -> dict[str, Any]:
    gone = instant_text(found.gone_at) if found.gone_at else None
    return {**asdict(found), "day": found.day and found.day.isoformat(), "gone_at": gone}


def _show(found: list[SearchResult], asked: str, *, is_more: bool) -> None:
    if not found:
        click.echo("nothing found")
        return
    parts = excerpts(phrases(asked), [each.text for each in found])
    heads = ("date", "reference", "about", "category", "outcome", "state", "words")
    tables.show(heads, [_row(each, part) for each, part in zip(found, parts, strict=True)])
    if is_more:
        click.echo(f"these are the newest {len(found)}; --limit shows more")


def _row(found: SearchResult, part: str) -> tuple[date | str | None, ...]:
    state = None if found.state == "published" else found.state
    return found.day, found.reference, found.body, found.category, found.outcome, state, " ".join(part.split())
