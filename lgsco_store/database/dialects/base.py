"""The interface that the archive needs from either database."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import URL, Connection, Engine, Insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from lgsco_store.errors import ArchiveError

LACKING = "the archive lacks what its release has ({}); run `lgsco upgrade`, and `lgsco verify` after it"
BUSY = "another program keeps the archive locked; try again later"
DAMAGED = "the file is damaged; keep it as it is, and go back to a backup that `lgsco verify` finds whole"

Explanation = tuple[type[ArchiveError], str]
"""The error that a database fault becomes, and its explanation for a person."""


@dataclass(frozen=True, slots=True)
class Dependant:
    """One user's view, by its quoted name, with the statements that drop it and create it again."""

    name: str
    drop: str
    make: tuple[str, ...]
    worked: bool = True

    @property
    def trial(self) -> str:
        """Return a query that fails if the view does not work, and that reads no row."""
        return f"SELECT 1 FROM {self.name} LIMIT 0"  # noqa: S608 -- the name is quoted


@dataclass(frozen=True, slots=True)
class DroppedViews:
    """Users' views, in the order in which they can be created, and the grants on the archive's own views."""

    views: tuple[Dependant, ...] = ()
    on_own: tuple[str, ...] = ()


class Dialect(ABC):
    """One kind of database: its own SQL, its locks, its errors and its catalogue."""

    name: ClassVar[str]
    driver: ClassVar[str]
    """SQLAlchemy's name for the database with the archive's driver."""
    snapshot: ClassVar[Mapping[str, Any]]
    """Execution options for a transaction that only reads, and sees one state throughout."""
    plain_collation: ClassVar[str]
    """The suffix of a column in ``ORDER BY`` that sorts text by code point, not by language."""
    instant_type: ClassVar[TypeEngine[Any]]
    """The declared type of a column with the text of a time."""
    day_type: ClassVar[TypeEngine[Any]]
    """The declared type of a column with the text of a date."""
    whole_definitions: ClassVar[str]
    """A query for every part of the archive's schema: its kind, its name, its definition."""

    @abstractmethod
    def address_fault(self, url: URL) -> str | None:
        """Return what is wrong with an address of this kind of database."""

    @abstractmethod
    def make_engine(self, url: URL, *, create: bool, foreign_keys: bool, read_only: bool) -> Engine:
        """Make an engine that has not connected yet; ``engine.make_engine`` explains the arguments."""

    def reflecting_own_types(self) -> AbstractContextManager[None]:
        """Return a context in which reflection finds ``instant_type`` and ``day_type`` as they were declared."""
        return nullcontext()

    @abstractmethod
    def create_schema(self, connection: Connection, name: str | None = None) -> None:
        """Create a schema, by default that of the tables, if it is missing and the database has schemas."""

    @abstractmethod
    def tables_outside(self, connection: Connection) -> set[str]:
        """Return the tables in the database's default schema, if that is not the archive's own."""

    @abstractmethod
    def file(self, engine: Engine) -> Path | None:
        """Return the database's file; None if a server stores it."""

    @abstractmethod
    def explain(self, error: DBAPIError, url: URL) -> Explanation | None:
        """Explain an error that a person can fix; None for any other."""

    @abstractmethod
    def lock_runs(self, connection: Connection) -> None:
        """Make this transaction the only one that claims, ends or publishes runs."""

    @abstractmethod
    def lock_upgrades(self, connection: Connection) -> None:
        """Make this transaction the only one that upgrades the archive."""

    @abstractmethod
    def limit_waiting(self, connection: Connection, seconds: int) -> None:
        """Limit how long this transaction waits for a lock."""

    @abstractmethod
    def orphans(self, connection: Connection) -> list[str]:
        """Yield the table of every row with a broken reference, if the database does not refuse such rows itself."""

    @abstractmethod
    def file_damage(self, connection: Connection) -> Iterator[str]:
        """Yield the faults that the database itself finds in its file; a server has its own tools for that."""

    @abstractmethod
    def insert_once(self, table: type[DeclarativeBase]) -> Insert:
        """Return an ``INSERT`` that leaves an existing row with the same key unchanged."""

    @abstractmethod
    def instant_check(self, column: str) -> str:
        """Return the condition that a text column has a UTC time in the archive's fixed width, or null."""

    @abstractmethod
    def day_check(self, column: str) -> str:
        """Return the condition that a text column has a date, or null."""

    @abstractmethod
    def empty_schema(self, connection: Connection) -> AbstractContextManager[Connection]:
        """Return a temporary connection on which the archive's schema can be created a second time."""

    @abstractmethod
    def typed_view(self, schema: str, view: str) -> str | None:
        """Return the name of a view for users with the database's own types; None if views need none."""

    @abstractmethod
    def create_typed_view(self, connection: Connection, name: str, view: str, types: Mapping[str, str]) -> None:
        """Create a view of a view with the database's own types; ``types`` are words of the catalogue, by column."""

    @abstractmethod
    def comment(self, connection: Connection, view: str, meaning: str, columns: Mapping[str, str]) -> None:
        """Store the meaning of a view and its columns in the database, if it supports comments."""

    @abstractmethod
    def user_views(self, connection: Connection, own: Collection[str]) -> DroppedViews:
        """Find the users' views that an upgrade of the views ``own`` has to drop."""

    @abstractmethod
    def index_texts(self, connection: Connection, texts: Mapping[int, str]) -> None:
        """Add texts, by the IDs of their readings, to the index of words."""

    @abstractmethod
    def matches(self, phrases: Sequence[str]) -> tuple[str, dict[str, str]]:
        """Return a query for the IDs of the readings whose texts have all phrases, and its parameters."""

    @abstractmethod
    def index_damage(self, connection: Connection) -> Iterator[str]:
        """Yield what the index of words has more or less than the texts have; the archive can still be read."""
