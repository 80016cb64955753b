"""``lgsco export``: the archive as files that other programs read."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import click

from jobs.monitor.run_lines import run_line
from jobs.terminal import echo
from jobs.terminal.arguments import Named, day, run_number
from jobs.terminal.errors import plainly
from jobs.terminal.progress import Progress
from lgsco_store.contract.export.base import Format, Selection
from lgsco_store.contract.export.registry import FORMATS, STANDARD
from lgsco_store.contract.export.registry import export as write
from lgsco_store.database.progress import OnProgress
from lgsco_store.database.session import open_database
from lgsco_store.errors import LgscoError
from lgsco_store.runs.ledger import utc_now
from lgsco_store.settings import load_settings


class ExportError(LgscoError):
    """The files cannot be written as asked; those of an earlier export are unchanged."""


def _named(each: Format) -> str:
    return f"{each.name} (extra {each.extra})" if each.extra else each.name


@click.command()
@click.argument("folder", type=Named(file_okay=False), metavar="DIR")
@click.option(
    "--format",
    "formats",
    default=",".join(each.name for each in STANDARD),
    show_default=True,
    help=f"Which files: {', '.join(_named(each) for each in FORMATS.values())}.",
)
@click.option(
    "--run", "run_id", metavar="RUN", callback=run_number, help="With the format warc: only the captures of this run."
)
@click.option("--as-of", metavar="DAY", callback=day, help="The archive as it stood at the end of this day (UTC).")
@click.option("--json", "as_json", is_flag=True, help="Print the files as one JSON object.")
@plainly
def export(folder: Path, formats: str, as_of: datetime | None, run_id: int | None, *, as_json: bool) -> None:
    """Write the views into DIR with a datapackage.json; the same archive gives the same bytes.

    They replace the files that the datapackage.json of an earlier export lists; name all the formats that you want.
    Nothing else in DIR is removed.

    With --as-of there are only the tables whose past is known: authorities, figures, figure_history, versions, changes
    and runs.
    """
    chosen = _formats(formats, run_id, as_of)
    if as_of and as_of.date() > utc_now().date():
        raise ExportError(f"--as-of: {as_of:%Y-%m-%d} is in the future; give a day in the past or today")
    end = datetime.combine(as_of.date() + timedelta(days=1), time(), UTC) - timedelta(microseconds=1) if as_of else None
    with open_database(load_settings().database_url, read_only=True) as database, database.reader() as connection:
        if run_id is not None:
            run_line(connection, run_id)
        try:
            files = write(Selection(connection, end, run_id), folder, chosen, _progress)
        except OSError as error:
            raise ExportError(
                f"{folder}: the files cannot be written: {error.strerror or error}; check its permissions and "
                "room, and that no other export writes there"
            ) from None
    names = [str(path) for path in files]
    if as_json:
        echo.as_json({"files": names})
    else:
        click.echo(f"{echo.counted(len(files), 'file')} in {folder}")


@contextmanager
def _progress(chosen: Format) -> Iterator[OnProgress]:
    with Progress("exporting", chosen.unit) as progress:
        yield progress.report


def _formats(text: str, run_id: int | None, as_of: datetime | None) -> list[Format]:
    names = [*dict.fromkeys(text.split(","))]
    unknown = [name for name in names if name not in FORMATS]
    if unknown:
        raise ExportError(f"--format: {unknown[0]!r} is not a format: give some of {', '.join(FORMATS)}")
    chosen = [FORMATS[name] for name in names]
    of_captures = ", ".join(each.name for each in FORMATS.values() if not each.has_tables)
    if run_id is not None and any(each.has_tables for each in chosen):
        raise ExportError(f"--run selects captures only; give it with --format {of_captures}")
    if as_of is not None and not all(each.has_tables for each in chosen):
        raise ExportError(f"--as-of: captures are written by run, not by day; leave {of_captures} out, or give --run")
    return chosen
