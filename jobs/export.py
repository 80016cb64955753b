"""``lgsco export``: the archive as files that other programs read."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from pathlib import Path

import click

from jobs.plain import plainly
from lgsco_store import exporting, settings
from lgsco_store.database import open_database
from lgsco_store.errors import LgscoError


class ExportError(LgscoError):
    """The files cannot be written as asked; raised before anything or as soon as the folder says so."""


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
@click.option(
    "--format", "formats", default=",".join(exporting.FORMATS), show_default=True, help="Which files to write."
)
@click.option(
    "--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The archive as it stood at the end of this day (UTC)."
)
@plainly
def export(folder: Path, formats: str, as_of: datetime | None) -> None:
    """Write the views into DIR with a datapackage.json; the same archive gives the same bytes.

    As of a day there are only the tables that can be told for it: authorities, figures, figure_history, versions,
    changes and runs.
    """
    chosen = formats.split(",")
    unknown = [word for word in chosen if word not in exporting.FORMATS]
    if unknown:
        raise ExportError(f"--format: {unknown[0]!r} is none of {', '.join(exporting.FORMATS)}")
    end = datetime.combine(as_of.date() + timedelta(days=1), time(), UTC) - timedelta(microseconds=1) if as_of else None
    with open_database(settings.load().database_url) as database, database.reader() as connection:
        try:
            files = exporting.export(connection, folder, chosen, end)
        except OSError as error:
            raise ExportError(f"{folder}: the files cannot be written: {error.strerror or error}") from None
    click.echo(f"{len(files)} files in {folder}")
