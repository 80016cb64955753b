"""``lgsco upgrade``: creates an archive, or upgrades it to this release."""

from __future__ import annotations

import click

from jobs.terminal.errors import plainly
from lgsco_store import upgrade as migrate
from lgsco_store.settings import load_settings


@click.command()
@plainly
def upgrade() -> None:
    """Make the archive, or bring it to this release.

    It is one transaction, and may be repeated; the only way back is a backup.
    """
    migrate.upgrade(load_settings().database_url)
    click.echo("the archive is of this release")
