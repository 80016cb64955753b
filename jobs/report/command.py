"""``lgsco report``: reads the archive, writes the pages, and shows progress."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

import click

from jobs.report import folder
from jobs.report.facts import gather
from jobs.report.site import Site
from jobs.terminal import echo
from jobs.terminal.arguments import Named
from jobs.terminal.errors import plainly
from jobs.terminal.progress import Progress
from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.settings import load_settings


def _address(context: click.Context, parameter: click.Parameter, value: str) -> str:
    """Parse a web address, and add a slash at its end."""
    if value and not _is_of_folder(value):
        raise click.BadParameter(
            f"{value} is not the address of a folder, such as https://example.org/letters/", context, parameter
        )
    return value if not value or value.endswith("/") else f"{value}/"


def _is_of_folder(address: str) -> bool:
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and not parts.query and not parts.fragment


@click.command()
@click.argument("place", type=Named(file_okay=False), metavar="DIR")
@click.option("--letters", is_flag=True, help="Also write every version of every letter into the folder.")
@click.option(
    "--base-url",
    metavar="URL",
    callback=_address,
    default="",
    help="Address that DIR will have on the web, for the feed, canonical links and a sitemap.",
)
@plainly
def report(place: Path, *, letters: bool, base_url: str) -> None:
    """Write the archive as web pages into DIR, for any browser, without a server or a network.

    The new report replaces an earlier one as a whole; the same archive gives the same bytes. A folder with anything
    else in it is refused with exit status 2. Without --letters, figures link to the letters on the Ombudsman's site.
    """
    folder.check(place)
    with (
        Progress("writing", "files") as progress,
        open_database(load_settings().database_url, read_only=True) as database,
    ):
        with database.reader() as connection:
            facts = gather(connection)
        site = Site(facts, Archive(database).document_body if letters else None, base_url)
        count = folder.write(place, progress.through(site.files(), len(site)))
    click.echo(f"{echo.counted(count, 'file')} in {place}: open {place / 'index.html'}")
