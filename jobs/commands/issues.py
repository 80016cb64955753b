"""``lgsco issues``: what a person should know of the archive, and what they have looked at."""

from __future__ import annotations

from collections.abc import Iterable

import click

from jobs.monitor.issues import all_issues, issue_json, key_of
from jobs.terminal import echo, tables
from jobs.terminal.errors import plainly
from lgsco_store.contract.records import Issue
from lgsco_store.database.session import open_database
from lgsco_store.errors import LgscoError
from lgsco_store.history import authorities
from lgsco_store.records import Severity
from lgsco_store.runs.accepted_issues import accept, accepted_keys
from lgsco_store.runs.ledger import utc_now
from lgsco_store.settings import load_settings


class UnknownIssueError(LgscoError):
    """No issue has this key; raised when one is to be accepted."""


@click.command()
@click.option("--severity", type=click.Choice([each.value for each in Severity]), help="Only issues of this severity.")
@click.option("--authority", metavar="SLUG", help="Only issues about this authority.")
@click.option("--accept", "keys", multiple=True, metavar="KEY", help="Record that a person has looked at this issue.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line.")
@plainly
def issues(severity: str | None, authority: str | None, keys: tuple[str, ...], *, as_json: bool) -> None:
    """List the open issues, errors first.

    Once a person has accepted an error, `lgsco status` no longer reports it, unless it changes.
    """
    address = load_settings().database_url
    if keys:
        _accept(address, keys)
        return
    with open_database(address, read_only=True) as database, database.reader() as connection:
        about = None if authority is None else authorities.current_slugs(connection, authority)
        accepted = accepted_keys(connection)
        found = [each for each in all_issues(connection) if _is_wanted(each, severity, about)]
    if as_json:
        for each in found:
            echo.as_json(issue_json(each, accepted))
    else:
        _show(found, accepted)


def _is_wanted(issue: Issue, severity: str | None, about: set[str] | None) -> bool:
    return severity in {None, issue.severity} and (about is None or issue.authority_slug in about)


def _show(found: Iterable[Issue], accepted: set[str]) -> None:
    heads = ("key", "severity", "authority", "year", "source", "code", "measure", "message", "accepted")
    rows = [
        (
            key_of(each),
            each.severity,
            each.authority_slug,
            each.year,
            each.source,
            each.code,
            each.measure,
            each.message,
            "yes" if key_of(each) in accepted else None,
        )
        for each in found
    ]
    if rows:
        tables.show(heads, rows)
    else:
        click.echo("no issues")


def _accept(address: str, keys: Iterable[str]) -> None:
    with open_database(address) as database, database.writer() as connection:
        known = {key_of(each) for each in all_issues(connection)}
        for key in keys:
            if key not in known:
                raise UnknownIssueError(f"no issue has the key {key!r}: `lgsco issues` lists them")
        accept(connection, keys, utc_now())
    click.echo(f"accepted: {', '.join(dict.fromkeys(keys))}")
