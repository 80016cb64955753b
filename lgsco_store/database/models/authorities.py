"""The register, and the authorities as the site names them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from lgsco_store.database.models.base import Base, one_of
from lgsco_store.terms import Spelling


class RegisterEntry(Base):
    """One authority of the package's register, including abolished ones."""

    __tablename__ = "register_entry"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    short_name: Mapped[str]
    gss_code: Mapped[str | None]
    type: Mapped[str]
    region: Mapped[str | None]
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]


class RegisterSuccession(Base):
    """One succession in the register."""

    __tablename__ = "register_succession"

    predecessor_code: Mapped[str] = mapped_column(ForeignKey("register_entry.code"), primary_key=True)
    successor_code: Mapped[str] = mapped_column(ForeignKey("register_entry.code"), primary_key=True)


class Authority(Base):
    """A body that receives letters: one row through every renaming.

    ``slug`` is the site's newest, in lower case; ``name`` is the register's official name, or the site's if the
    register has none. ``code`` and the columns after it are the register's, null if it does not know the name.
    """

    __tablename__ = "authority"
    __table_args__ = (
        UniqueConstraint("slug"),
        UniqueConstraint("code"),
        CheckConstraint("slug = lower(slug)", name="slug_lower"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str]
    site_slug: Mapped[str]
    name: Mapped[str]
    code: Mapped[str | None] = mapped_column(ForeignKey("register_entry.code"))
    gss_code: Mapped[str | None]
    type: Mapped[str | None]
    region: Mapped[str | None]
    start_date: Mapped[date | None]
    end_date: Mapped[date | None]


class AuthorityAlias(Base):
    """A spelling of an authority's slug or name on a page of a published run; ``run_id`` is the first such run."""

    __tablename__ = "authority_alias"
    __table_args__ = (UniqueConstraint("authority_id", "kind", "spelling"), one_of("kind", Spelling))

    id: Mapped[int] = mapped_column(primary_key=True)
    authority_id: Mapped[int] = mapped_column(ForeignKey("authority.id"))
    kind: Mapped[str]
    spelling: Mapped[str]
    run_id: Mapped[int] = mapped_column(ForeignKey("run.id"))


class AuthoritySuccession(Base):
    """The succession of one authority by another, from the site's merger notes or from the register."""

    __tablename__ = "authority_succession"
    __table_args__ = (CheckConstraint("predecessor_id <> successor_id", name="another"),)

    predecessor_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("authority.id"), primary_key=True)
