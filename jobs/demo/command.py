"""``lgsco demo``: the demonstration by its command."""

from __future__ import annotations

from pathlib import Path

import click

from jobs.demo import show
from jobs.terminal.arguments import Named
from jobs.terminal.errors import plainly


@click.command()
@click.option(
    "--file",
    "path",
    type=Named(dir_okay=False),
    default="lgsco-demo.db",
    show_default=True,
    help="The archive to make; an earlier one with that name is replaced.",
)
@plainly
def demo(path: Path) -> None:
    """Crawl the bundled copy of the site, three years one after the other, and show what changed."""
    show.run(path)
