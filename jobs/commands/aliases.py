"""``lgsco aliases``: the slugs and names by which the archive recognises an authority, and how to remove one."""

from __future__ import annotations

from dataclasses import astuple

import click

from jobs.terminal import echo, tables
from jobs.terminal.arguments import alias_number
from jobs.terminal.errors import plainly
from lgsco_store.database.session import open_database
from lgsco_store.history.aliases import find_aliases, remove_alias
from lgsco_store.settings import load_settings


@click.command()
@click.argument("slug", required=False)
@click.option("--remove", "alias", metavar="ALIAS", callback=alias_number, help="Forget the alias of this number.")
@plainly
def aliases(slug: str | None, alias: int | None) -> None:
    """List the slugs and names that identify authorities, or those of the authority SLUG.

    An alias that belongs to another authority, from a page that was mixed up, blocks that authority until it is
    removed.
    """
    if slug is not None and alias is not None:
        raise click.BadParameter("--remove takes none: an alias is removed by its number alone", param_hint="'SLUG'")
    address = load_settings().database_url
    if alias is not None:
        with open_database(address) as database, database.writer() as connection:
            removed = remove_alias(connection, alias)
        echo.line(f"alias {alias} removed: the {removed.kind} {removed.spelling!r} of {removed.authority_slug}")
        return
    with open_database(address, read_only=True) as database, database.reader() as connection:
        found = [astuple(each) for each in find_aliases(connection, slug)]
    tables.show(("alias", "authority", "kind", "spelling", "first seen by run"), found)
