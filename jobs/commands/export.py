"""``lgsco export``: the archive as files that other programs read."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import click
from sqlalchemy import Connection

from jobs.terminal import echo
from jobs.terminal.arguments import day, run_number
from jobs.terminal.errors import plainly
from jobs.terminal.progress import Progress
from lgsco_store import settings
from lgsco_store.contract.export import package, warc
from lgsco_store.database.session import open_database
from lgsco_store.errors import LgscoError


class ExportError(LgscoError):
    """The files cannot be written as asked; raised before anything or as soon as the folder says so."""


_WARC = "warc"
_WARC_NAME = "captures.warc.gz"


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--format",
    "formats",
    default=",".join(package.STANDARD),
    show_default=True,
    help="Which files: csv, parquet (extra parquet), sqlite, warc.",
)
@click.option(
    "--run", "run_id", metavar="RUN", callback=run_number, help="With the format warc: only the captures of this run."
)
@click.option("--as-of", metavar="DAY", callback=day, help="The archive as it stood at the end of this day (UTC).")
@click.option("--json", "as_json", is_flag=True, help="Print the files as one JSON object.")
@plainly
def export(folder: Path, formats: str, as_of: datetime | None, run_id: int | None, *, as_json: bool) -> None:
    """Write the views into DIR with a datapackage.json; the same archive gives the same bytes.

    With --as-of there are only the tables whose past is known: authorities, figures, figure_history, versions, changes
    and runs.
    """
    chosen = _formats(formats, run_id, as_of)
    end = datetime.combine(as_of.date() + timedelta(days=1), time(), UTC) - timedelta(microseconds=1) if as_of else None
    with open_database(settings.load().database_url, read_only=True) as database, database.reader() as connection:
        try:
            files = _write(connection, folder, chosen, run_id, end)
        except OSError as error:
            raise ExportError(
                f"{folder}: the files cannot be written: {error.strerror or error}; check its permissions and room"
            ) from None
    names = [str(path) for path in files]
    if as_json:
        echo.as_json({"files": names})
    else:
        click.echo(f"{len(files)} files in {folder}")


def _write(
    connection: Connection, folder: Path, chosen: Sequence[str], run_id: int | None, end: datetime | None
) -> list[Path]:
    tables = [word for word in chosen if word != _WARC]
    files: list[Path] = []
    if tables:
        with Progress("exporting", "tables") as progress:
            files += package.export(connection, folder, tables, end, progress.tell)
    if _WARC in chosen:
        folder.mkdir(parents=True, exist_ok=True)
        with Progress("writing", "captures") as progress:
            warc.write_warc(connection, folder / _WARC_NAME, run_id, progress.tell)
        files.append(folder / _WARC_NAME)
    return files


def _formats(text: str, run_id: int | None, as_of: datetime | None) -> list[str]:
    known = (*package.FORMATS, _WARC)
    chosen = text.split(",")
    unknown = [word for word in chosen if word not in known]
    if unknown:
        raise ExportError(f"--format: {unknown[0]!r} is no format: give some of {', '.join(known)}")
    if run_id is not None and chosen != [_WARC]:
        raise ExportError("--run: only the captures of a run can be told apart; give it with --format warc")
    if as_of is not None and _WARC in chosen:
        raise ExportError("--as-of: captures are written by run, not by day; leave warc out, or give --run")
    return chosen
