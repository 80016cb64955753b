"""The rows of a table: their authorities, which of them are sums, and which are only text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

from crawler.reading.findings import missing
from crawler.reading.input.spreadsheet.sheet import Sheet
from crawler.reading.kinds.data_table import labels
from crawler.reading.kinds.data_table.header import Header
from crawler.reading.kinds.data_table.names import authority, is_like_a_council
from crawler.reading.kinds.data_table.values import is_figure
from lgsco_store.records import Issue, Severity
from lgsco_store.reference.register import Entry, normalised_name


class RowKind(Enum):
    """What a row with figures is about."""

    BODY = auto()
    NATIONAL = auto()
    SUMMARY = auto()


@dataclass(frozen=True, slots=True)
class Row:
    """A row with figures, its place counted from 0; ``entry`` is the authority that the register knows by its name.

    ``is_short`` is true if it has fewer cells than the header: one may have been lost before its end.
    """

    at: int
    kind: RowKind
    subject: str
    entry: Entry | None
    is_short: bool

    @property
    def is_unknown(self) -> bool:
        """Return whether it looks like a council that the register does not know."""
        is_body = self.kind is RowKind.BODY and self.entry is None
        return is_body and is_like_a_council(self.subject)


def rows(sheet: Sheet, header: Header) -> tuple[list[Row], list[str], list[Issue]]:
    """Return the rows of a table that have figures, the texts of the others, and any issues."""
    found: list[Row] = []
    notes: list[str] = []
    issues: list[Issue] = []
    width = max(_width(sheet, row) for row in range(header.top, header.row + 1))
    for at in range(header.row + 1, header.end):
        name = labels.without_mark(sheet.cell(at, header.names).text)
        if at in header.repeated:
            continue
        if not _has_figures(sheet, at, header, name):
            notes += [" ".join(sheet.texts(at))] if any(sheet.texts(at)) else []
            issues += _blank(at, name)
        elif not any(map(str.isalpha, name)):
            message = f"Row {at + 1} has figures and no name of an authority, so it was not read; look at the file."
            issues.append(missing("row_unnamed", message))
        elif sheet.is_delimited and _width(sheet, at) > width:
            message = f"Row {at + 1}, {name!r}, has more cells than the header, so it was not read; look at the file."
            issues.append(missing("row_ragged", message))
        else:
            found.append(_row(at, name, is_short=sheet.is_delimited and len(sheet.rows[at]) < width))
    return found, notes, [*issues, *_unknown(found)]


def twice(found: Sequence[Row]) -> list[list[Row]]:
    """Return the rows of every body with more than one: they cannot all be right."""
    by_body: dict[str, list[Row]] = {}
    for row in found:
        if row.kind is RowKind.BODY:
            by_body.setdefault(row.entry.code if row.entry else normalised_name(row.subject), []).append(row)
    return [rows for rows in by_body.values() if len(rows) > 1]


def _has_figures(sheet: Sheet, at: int, header: Header, name: str) -> bool:
    """Return whether a row has figures; next to the name of an authority, any text should be a figure."""
    texts = [text for column in header.columns if (text := sheet.cell(at, column).text)]
    return any(map(is_figure, texts)) or (bool(texts) and authority(name) is not None)


def _row(at: int, name: str, *, is_short: bool) -> Row:
    if labels.is_summary(name):
        kind = RowKind.NATIONAL if labels.is_national(name) else RowKind.SUMMARY
        return Row(at, kind, name, None, is_short)
    return Row(at, RowKind.BODY, name, authority(name), is_short)


def _width(sheet: Sheet, row: int) -> int:
    """Return the number of cells up to the last text of a row."""
    return max((column for column, cell in enumerate(sheet.rows[row], 1) if cell.text), default=0)


def _blank(at: int, name: str) -> Iterator[Issue]:
    if authority(name) is not None:
        yield Issue("row_blank", Severity.INFO, f"Row {at + 1} names {name!r} and has no figures.")


def _unknown(found: Sequence[Row]) -> Iterator[Issue]:
    for row in found:
        if row.is_unknown:
            message = f"{row.subject!r} in row {row.at + 1} looks like a council, and the register does not know it."
            yield missing("authority_unknown", message)
