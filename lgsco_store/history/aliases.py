"""The spellings by which authorities are recognised, for people to look at and to correct."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from lgsco_store.database.models import Authority, AuthorityAlias
from lgsco_store.errors import AliasError
from lgsco_store.history import authorities
from lgsco_store.terms import Spelling


@dataclass(frozen=True, slots=True)
class Alias:
    """A spelling by which an authority is recognised, and the run that saw it first."""

    alias_id: int
    authority_slug: str
    kind: str
    spelling: str
    run_id: int


_COLUMNS = (AuthorityAlias.id, Authority.slug, AuthorityAlias.kind, AuthorityAlias.spelling, AuthorityAlias.run_id)


def find_aliases(connection: Connection, slug: str | None = None) -> list[Alias]:
    """Return every alias, or those of one authority, sorted by authority and kind.

    Raises:
        UnknownWordError: the archive knows no such authority.
    """
    query = select(*_COLUMNS).join(Authority).order_by(Authority.slug, AuthorityAlias.kind, AuthorityAlias.id)
    if slug is not None:
        query = query.where(Authority.id.in_(authorities.named(connection, slug)))
    return [Alias(*row) for row in connection.execute(query)]


def remove_alias(connection: Connection, alias_id: int) -> Alias:
    """Remove and return a spelling that belongs to another authority: it no longer identifies this one's pages.

    Raises:
        AliasError: there is no such spelling, or it is the only slug that the authority has.
    """
    wanted = AuthorityAlias.id == alias_id
    found = connection.execute(select(AuthorityAlias.authority_id, *_COLUMNS).join(Authority).where(wanted)).first()
    if found is None:
        raise AliasError(f"there is no alias {alias_id}: `lgsco aliases` lists them")
    authority_id, alias = found.authority_id, Alias(*found[1:])
    connection.execute(delete(AuthorityAlias).where(wanted))
    slugs = select(AuthorityAlias.spelling).where(
        AuthorityAlias.authority_id == authority_id, AuthorityAlias.kind == Spelling.SLUG
    )
    left = connection.execute(slugs.order_by(AuthorityAlias.id.desc())).scalars().all()
    if not left:
        raise AliasError(
            f"alias {alias_id} is the only slug of its authority: keep it until a published run has seen another"
        )
    of_slug = (Authority.id == authority_id, Authority.slug == alias.spelling.lower())
    connection.execute(update(Authority).where(*of_slug).values(slug=left[0].lower(), site_slug=left[0]))
    return alias
