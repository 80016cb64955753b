"""What the archive asks of a database, whichever of the two it is."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar

from sqlalchemy import URL, Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.sql.base import Executable

from lgsco_store.errors import ArchiveError

LACKING = "the archive lacks what its release has ({}); run `lgsco upgrade`, and `lgsco verify` after it"
BUSY = "another program keeps the archive locked; try again later"
DAMAGED = "the file is damaged; keep it as it is, and go back to a backup that `lgsco verify` finds whole"

Explanation = tuple[type[ArchiveError], str]
"""The error that a fault of a database becomes, and what it says to a person."""


@dataclass(frozen=True, slots=True)
class Dependant:
    """One view of a user, by its quoted name, and the statements that drop it and make it anew."""

    name: str
    drop: str
    make: tuple[str, ...]
    worked: bool = True

    @property
    def trial(self) -> str:
        """A query that fails if the view does not work, and reads no row."""
        return f"SELECT 1 FROM {self.name} LIMIT 0"  # noqa: S608 -- the name is quoted


@dataclass(frozen=True, slots=True)
class SetAside:
    """Views of users, in the order in which they can be made, and what was granted on the archive's own views."""

    views: tuple[Dependant, ...] = ()
    on_own: tuple[str, ...] = ()


class Dialect(ABC):
    """One kind of database: its own SQL, its locks, its errors and its catalogue."""

    name: ClassVar[str]
    driver: ClassVar[str]
    """The name by which SQLAlchemy knows the database with the archive's driver."""
    snapshot: ClassVar[Mapping[str, Any]]
    """Execution options by which a transaction only reads, and sees one state throughout."""
    plain_collation: ClassVar[str]
    """What follows a column in ``ORDER BY`` to sort text by its characters' numbers, not by a language."""
    whole_definitions: ClassVar[str]
    """A query for every part of the archive's schema: its kind, its name, its definition."""

    @abstractmethod
    def address_fault(self, url: URL) -> str | None:
        """Say what is wrong with an address of this kind of database."""

    @abstractmethod
    def make_engine(self, url: URL, *, create: bool, foreign_keys: bool, read_only: bool) -> Engine:
        """Make an engine that has not connected yet; ``engine.make_engine`` says what the arguments mean."""

    @abstractmethod
    def file(self, engine: Engine) -> Path | None:
        """Give the file that is the database; None if a server keeps it."""

    @abstractmethod
    def explain(self, error: DBAPIError, url: URL) -> Explanation | None:
        """Explain an error that a person can mend; None for any other."""

    @abstractmethod
    def lock_runs(self, connection: Connection) -> None:
        """Make this transaction the only one that claims, ends or publishes runs."""

    @abstractmethod
    def lock_upgrades(self, connection: Connection) -> None:
        """Make this transaction the only one that upgrades the archive."""

    @abstractmethod
    def limit_waiting(self, connection: Connection, seconds: int) -> None:
        """Bound how long this transaction waits for a lock."""

    @abstractmethod
    def orphans(self, connection: Connection) -> list[str]:
        """Give the table of every row that refers to nothing, where the database does not refuse such rows itself."""

    @abstractmethod
    def file_damage(self, connection: Connection) -> Iterator[str]:
        """Give what the database itself finds wrong with its file; a server has its own tools for that."""

    @abstractmethod
    def insert_once(self, table: type[DeclarativeBase]) -> Executable:
        """Give an ``INSERT`` that leaves a row of the same key as it is."""

    @abstractmethod
    def instant_check(self, column: str) -> str:
        """Give the condition that a text column holds a time in UTC, in the archive's one width, or null."""

    @abstractmethod
    def day_check(self, column: str) -> str:
        """Give the condition that a text column holds a date, or null."""

    @abstractmethod
    def empty_schema(self, connection: Connection) -> AbstractContextManager[Connection]:
        """Give a connection on which the archive's schema can be made a second time, and which keeps nothing of it."""

    @abstractmethod
    def comment(self, connection: Connection, view: str, meaning: str, columns: Mapping[str, str]) -> None:
        """Keep what a view and its columns mean in the database, where it has a place for that."""

    @abstractmethod
    def user_views(self, connection: Connection, own: Collection[str]) -> SetAside:
        """Find the views that users made and that an upgrade of the views ``own`` has to drop."""
