"""Records as an immutable list, and as frames of Arrow, pandas and polars."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from types import NoneType
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints, overload

from lgsco_store import extras
from lgsco_store.contract.html_table import html_table
from lgsco_store.evidence.digests import canonical_value

if TYPE_CHECKING:
    import pandas as pd  # type: ignore[import-untyped]
    import polars as pl
    import pyarrow as pa

R = TypeVar("R")


_SHOWN = 20
"""How many rows a notebook shows."""

_REPEATED = 256
"""How many different cells of a column are remembered while records are made."""


class Rows(Sequence[R]):
    """An immutable list of records, which can be converted to a frame.

    In a frame a value is a 64-bit float, as frames require; it shows the same digits as the letter. Times are in UTC
    with their zone; missing values are null.
    """

    def __init__(self, record: type[R], records: Iterable[R]) -> None:
        self._record = record
        self._records = tuple(records)

    def __len__(self) -> int:
        return len(self._records)

    @overload
    def __getitem__(self, at: int) -> R: ...
    @overload
    def __getitem__(self, at: slice) -> Rows[R]: ...
    def __getitem__(self, at: int | slice) -> R | Rows[R]:
        return Rows(self._record, self._records[at]) if isinstance(at, slice) else self._records[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Rows) and (self._record, self._records) == (other._record, other._records)

    def __hash__(self) -> int:
        return hash(self._records)

    def __repr__(self) -> str:
        return f"<{len(self)} rows of {self._record.__name__}>"

    def _repr_html_(self) -> str:
        """Return what a notebook shows: the first rows as a table."""
        names = [*_types(self._record)]
        shown = self._records[:_SHOWN]
        of = f" of {len(self)}" if len(self) > len(shown) else ""
        note = f"{len(shown)}{of} rows of {self._record.__name__}"
        return html_table(names, ([getattr(record, name) for name in names] for record in shown), note)

    def to_arrow(self) -> pa.Table:
        """Return the rows as an Arrow table, with a column for each field.

        Raises:
            ExtraMissingError: pyarrow is not installed.
        """
        return self._table(_library("pyarrow", "parquet"))

    def _table(self, arrow: Any) -> pa.Table:
        kinds = {name: _kind(held) for name, held in _types(self._record).items()}
        columns = [
            arrow.array(
                [cell if cell is None else kind.to_arrow(cell) for cell in self._cells(name)], kind.arrow(arrow)
            )
            for name, kind in kinds.items()
        ]
        table: pa.Table = arrow.Table.from_arrays(columns, names=list(kinds))
        return table

    def to_pandas(self) -> pd.DataFrame:
        """Return the rows as a pandas frame; whole numbers are ``Int64``, which may be null, and dates are midnights.

        Raises:
            ExtraMissingError: pandas or pyarrow is not installed.
        """
        pandas, arrow = _library("pandas", "pandas"), _library("pyarrow", "pandas")
        whole = {arrow.int64(): pandas.Int64Dtype()}
        return self._table(arrow).to_pandas(types_mapper=whole.get, date_as_object=False)

    def to_polars(self) -> pl.DataFrame:
        """Return the rows as a polars frame.

        Raises:
            ExtraMissingError: polars or pyarrow is not installed.
        """
        polars, arrow = _library("polars", "polars"), _library("pyarrow", "polars")
        frame: pl.DataFrame = polars.from_arrow(self._table(arrow))
        return frame

    def _cells(self, name: str) -> list[Any]:
        return [getattr(record, name) for record in self._records]


def from_view(record: type[R], rows: Iterable[Iterable[Any]]) -> Rows[R]:
    """Make records of a view's rows, whose columns are the record's fields in order."""
    kinds = (held if issubclass(held, Enum) else _KINDS[held].from_view for held in _types(record).values())
    # Neighbours repeat slugs, digests and times: one object for all of them saves most of the memory.
    readers = [lru_cache(_REPEATED)(kind) for kind in kinds]
    make: Callable[..., R] = record
    cells = ([cell if cell is None else read(cell) for read, cell in zip(readers, row, strict=True)] for row in rows)
    return Rows(record, (make(*each) for each in cells))


def _types(record: type[Any]) -> dict[str, type[Any]]:
    """Return the type of each field of a record other than None, by name, in order."""
    hints = get_type_hints(record)
    named = {field.name: get_args(hints[field.name]) or (hints[field.name],) for field in dataclasses.fields(record)}
    return {name: next(each for each in kinds if each is not NoneType) for name, kinds in named.items()}


def _kind(held: type[Any]) -> _Kind:
    """Return the storage of a type; the words of an enumeration are text."""
    return _KINDS[str if issubclass(held, Enum) else held]


def _moment(cell: str) -> datetime:
    return datetime.fromisoformat(cell).astimezone(UTC)


def _decimal(cell: float) -> Decimal:
    """Return the number with the digits that the letter prints: 40, not 40.0."""
    return Decimal(canonical_value(Decimal(repr(cell))) or 0)


def _same(cell: Any) -> Any:
    return cell


@dataclass(frozen=True, slots=True)
class _Kind:
    """How one type of field is converted from a view and to Arrow."""

    from_view: Callable[[Any], Any]
    arrow: Callable[[Any], pa.DataType]  # created by the library, which is imported when a frame is requested
    to_arrow: Callable[[Any], Any]


_KINDS = {
    str: _Kind(_same, lambda pa: pa.string(), str),
    int: _Kind(_same, lambda pa: pa.int64(), _same),
    bool: _Kind(bool, lambda pa: pa.bool_(), _same),
    float: _Kind(_same, lambda pa: pa.float64(), _same),
    Decimal: _Kind(_decimal, lambda pa: pa.float64(), float),
    date: _Kind(date.fromisoformat, lambda pa: pa.date32(), _same),
    datetime: _Kind(_moment, lambda pa: pa.timestamp("us", "UTC"), _same),
}


def _library(name: str, extra: str) -> Any:
    return extras.load(name, extra=extra, purpose=f"a frame of {name}")
