"""The demonstration: the bundled site, three years one after the other, each crawled for real, and what changed."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from textwrap import fill
from urllib.parse import quote

import click
from sqlalchemy import Connection, create_engine, inspect, text
from sqlalchemy.exc import DatabaseError

from jobs.demo import cases, content, pages
from jobs.demo.server import Serving, serve
from jobs.report.facts import gather
from jobs.report.happenings import Happenings
from jobs.run.crawl_process import Request, crawl
from jobs.terminal import changes, tables
from lgsco_store import upgrade
from lgsco_store.contract.records import Change
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import ArchiveError, LgscoError, OtherReleaseError
from lgsco_store.publications.registry import kind_of
from lgsco_store.runs import past
from lgsco_store.runs.season import local_day
from lgsco_store.settings import Settings, load_settings
from lgsco_store.terms import RunState, Spider, Trigger

YEARS = (2023, 2024, 2025)

# The copy has some fifteen councils, and a server on loopback needs no rest between requests.
_OF_THE_COPY = {
    "min_authorities": 10,
    "download_delay": 0.0,
    "autothrottle": False,
    "data_tables_path": pages.TABLES,
}

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
        settings = given.model_copy(update={"database_url": address, "site_url": site.url, **of_the_copy()})
        click.echo("The letters are samples: five carry the Ombudsman's figures, the others are invented.")
        click.echo("So are the decisions, reports, improvements and tables beside them.")
        for year in YEARS:
            site.year = year
            _print_changes(f"The site as it stood in {year}", site, database, settings)
        _print_changes(f"The site of {YEARS[-1]} once more", site, database, settings)
    _show_query(path)


def of_the_copy() -> dict[str, object]:
    """Return the settings for the copy, which stands still: the years until a statement expires grow instead."""
    today, first = local_day(datetime.now(UTC)), cases.EXPIRED_FROM
    years = today.year - first.year - ((today.month, today.day) < (first.month, first.day))
    return {**_OF_THE_COPY, "retention_statements": years}


def window(year: int) -> dict[str, str]:
    """Return the decision dates that a crawl of the site of a year asks for."""
    first = cases.EXPIRED_FROM if year < YEARS[-1] else min(each.day for each in cases.decisions(year))
    return {"from": first.isoformat(), "to": content.COPIED[year].date().isoformat()}


def _clear(path: Path) -> None:
    """Remove an earlier demonstration, and nothing else."""
    if not path.exists():
        return
    try:
        is_own = _is_demonstration(path)
    except OtherReleaseError:
        raise DemoError(
            f"{path} is of another release, which does not tell whether a demonstration made it: move it away, or name "
            "another with --file"
        ) from None
    if not is_own:
        raise DemoError(f"{path} was not made by a demonstration: move it away, or name another with --file")
    for name in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        try:
            name.unlink(missing_ok=True)
        except OSError as error:
            raise DemoError(
                f"{name} cannot be replaced: {error.strerror}; check its folder, or name another with --file"
            ) from None


def _is_demonstration(path: Path) -> bool:
    """Return whether demonstrations made everything in a file: every run, and no table but the archive's.

    Raises:
        OtherReleaseError: it is an archive of another release.
        DemoError: a demonstration is still making it.
    """
    try:
        with open_database(f"sqlite:///{path}", read_only=True) as database, database.reader() as connection:
            triggers = past.triggers(connection)
            expiry = timedelta(seconds=load_settings().claim_expiry)
            is_active = past.in_progress(connection, datetime.now(UTC), expiry)
            foreign = upgrade.foreign_tables(connection)
    except OtherReleaseError:
        raise
    except ArchiveError:
        return _is_empty(path)
    if is_active and triggers <= {Trigger.DEMO}:
        raise DemoError(f"{path}: another demonstration is making it: wait for its end, or name another with --file")
    return triggers <= {Trigger.DEMO} and not foreign


def _is_empty(path: Path) -> bool:
    """Return whether a file is a database without tables, which a demonstration without room leaves."""
    place = f"file:{quote(str(path))}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(place, uri=True))
    try:
        return not inspect(engine).get_table_names()
    except DatabaseError:
        return False
    finally:
        engine.dispose()


def _print_changes(title: str, site: Serving, database: Database, settings: Settings) -> None:
    before = len(site.log)
    letters = _crawl(Request(Trigger.DEMO, log_level=_LOG_LEVEL), database, settings)
    of_decisions = Request(Trigger.DEMO, log_level=_LOG_LEVEL, spider=Spider.DECISIONS, window=window(site.year))
    decisions = _crawl(of_decisions, database, settings)
    with database.reader() as connection:
        lines = [line for run in (letters, decisions) for line in changes.run_changes(connection, run)]
        of_tables = [*_tables(connection, letters)]
        events = [event for event in Happenings(gather(connection)).events if event.run_id == letters]
    transferred = sum(each.content_type == "application/pdf" and each.sent > 0 for each in site.log[before:])
    click.echo(f"\n{title}: {changes.letters_in_short(lines)} (PDF files transferred: {transferred})")
    for what, sentence in {
        **changes.others_in_short(lines),
        "authorities": changes.authorities_in_short(lines),
    }.items():
        if sentence:
            click.echo(f"{what.capitalize()}: {sentence}")
    for sentence in (*(f"{each.name}: {each.first_sentence}" for each in events), *_others(lines), *of_tables):
        click.echo(fill(sentence, _WIDTH, initial_indent="- ", subsequent_indent="  "))


def _crawl(request: Request, database: Database, settings: Settings) -> int:
    """Do a run and return its number.

    Raises:
        DemoError: it was not published.
        KeyboardInterrupt: a person ended it.
    """
    ended = crawl(request, database, settings)
    if ended.interrupt is not None:
        raise ended.interrupt
    if ended.state is not RunState.PUBLISHED:
        raise DemoError(
            f"run {ended.run_id} {ended.state}: see `LGSCO_DATABASE_URL={settings.database_url} lgsco runs`"
        )
    return ended.run_id


def _others(lines: Iterable[Change]) -> Iterator[str]:
    """Yield what happened to known decisions and service improvements, a sentence each."""
    for line in lines:
        if line.reference is None or line.source is None or line.kind in changes.FIRST:
            continue
        name = content.councils()[str(line.authority_slug)].official_name
        label, field = kind_of(line.source).label, (line.field or "").replace("_", " ")
        if line.field == "text":
            yield f"{name}: {label} {line.kind} to “{line.new_value}”"
        else:
            yield f"{name}: {label} {line.reference} {line.kind}" + (f", {field} {line.new_value}." if field else ".")


def _tables(connection: Connection, run_id: int) -> Iterator[str]:
    """Yield what changed in yearly tables, a sentence for each of them."""
    query = text(
        "SELECT table_name, year, kind, COUNT(measure) AS figures FROM table_changes WHERE run_id = :run_id "
        "GROUP BY table_name, year, kind ORDER BY table_name, year, kind"
    )
    for row in connection.execute(query, {"run_id": run_id}):
        name = row.table_name.replace("_", " ")
        figures = f", {row.figures} figures" if row.figures else ""
        yield f"Table of {name} in {row.year - 1}-{row.year % 100:02}: {row.kind}{figures}."


def _show_query(path: Path) -> None:
    with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as connection:
        cursor = connection.execute(QUERY)
        tables.show([column[0] for column in cursor.description], cursor.fetchall(), "A query that anyone can repeat")
    click.echo(QUERY)
    click.echo(f"\nThe archive is {path}: open it with any SQLite tool, for example\n  sqlite3 -box {path} < query.sql")
