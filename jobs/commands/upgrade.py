"""``lgsco upgrade``: makes an archive, or brings it to this release."""

from __future__ import annotations

import click

from jobs.terminal.errors import plainly
from lgsco_store import settings
from lgsco_store import upgrade as migrate


@click.command()
@plainly
def upgrade() -> None:
    """Make the archive, or bring it to this release.

    All of it happens in one transaction, and may be repeated; there is no way back but a backup.
    """
    migrate.upgrade(settings.load().database_url)
    click.echo("the archive is of this release")
