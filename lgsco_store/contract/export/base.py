"""The input of an export, and the interface of a format."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path

from sqlalchemy import Connection

from lgsco_store.contract.export import reference
from lgsco_store.contract.export.tables import Table, tables
from lgsco_store.database.progress import OnProgress


@dataclass(frozen=True)
class Selection:
    """The part of an archive to export: its state now or at an earlier time, or the captures of one run."""

    connection: Connection
    as_of: datetime | None = None
    run_id: int | None = None

    @cached_property
    def tables(self) -> Sequence[Table]:
        """Return the views to export, as of a time only those with a known past, and the tables that explain them."""
        return [*tables(self.connection, self.as_of), *reference.tables()]


@dataclass(frozen=True, slots=True)
class Format:
    """A file format, by the name that a user gives.

    ``write`` writes its files into a folder and returns them; it reports how many of how many ``unit`` are done.
    ``check`` raises ``ExtraMissingError`` if a required library is not installed, which comes with ``extra``. A format
    for tables is described by ``datapackage.json`` and may be written as of a time; any other contains captures, and
    may be limited to those of one run.
    """

    name: str
    write: Callable[[Selection, Path, OnProgress], Sequence[Path]]
    unit: str = "tables"
    extra: str | None = None
    check: Callable[[], object] = lambda: None
    has_tables: bool = True
