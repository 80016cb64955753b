"""``lgsco read``: letters without an archive."""

from __future__ import annotations

import sys

import click

from crawler.reading import files, serialise
from crawler.reading.pool import ReadingPool
from jobs.terminal.errors import plainly
from lgsco_store.records import ReadingStatus
from lgsco_store.settings import load_settings

# What counts as read: a letter whose page of statistics is missing has nothing more to give.
_READ = frozenset({ReadingStatus.COMPLETE, ReadingStatus.NO_STATISTICS})


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="FILE...", type=click.Path())
@plainly
def read(paths: tuple[str, ...]) -> None:
    """Read letters and pages of the site without an archive, one JSON object a line."""
    settings = load_settings()
    unread = False
    with ReadingPool(
        workers=settings.read_workers, seconds=settings.read_seconds, memory_mb=settings.read_memory_mb
    ) as pool:
        for source, document in files.read_files(paths, pool):
            click.echo(serialise.json_line(source, document))
            unread |= document.reading.status not in _READ
    sys.exit(1 if unread else 0)
