"""Rules for the figures of a table: within each row, and down each column to the national row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from crawler.reading.findings import Key, describe_key, key, values
from crawler.reading.kinds.data_table.rows import Row, RowKind
from crawler.reading.validate import arithmetic
from lgsco_store.records import Figure, FigureState, Issue, Severity

# If at least this many rows, and this share of those with sums, contradict their own sums, the labels of the table are
# doubted rather than its rows.
_LEAST_WRONG, _SHARE_WRONG = 3, 0.5
_ADD_UP = ("complaints_received", "complaints_decided")


@dataclass(frozen=True, slots=True)
class RowFigures:
    """A row with its figures by column, counted from 0, in the order of the header."""

    row: Row
    figures: Mapping[int, Figure]


def contradictions(rows: Sequence[RowFigures], columns: Collection[Key], *, is_whole: bool) -> list[Issue]:
    """Return an error for each row whose figures contradict each other, and for each column that does not add up.

    Columns can only be checked if every row was read: ``is_whole``.
    """
    in_rows = [issue for each in rows for issue in _in_row(each, columns)]
    return [*in_rows, *(_in_columns(rows, columns) if is_whole else ())]


def is_proved(each: RowFigures) -> bool:
    """Return whether the total of a row confirms that all of its figures belong to their columns."""
    totals = {(measure, "total") for measure in _ADD_UP}
    return bool(totals & arithmetic.proved(each.figures.values()))


def is_misread(rows: Sequence[RowFigures], columns: Collection[Key]) -> bool:
    """Return whether so many rows contradict themselves that the labels must be wrong."""
    wrong = sum(bool(_in_row(each, columns)) for each in rows)
    right = sum(bool(arithmetic.proved(each.figures.values())) for each in rows)
    return wrong >= _LEAST_WRONG and wrong > _SHARE_WRONG * (wrong + right)


def _in_row(each: RowFigures, columns: Collection[Key]) -> list[Issue]:
    if each.row.kind is RowKind.SUMMARY:
        return []
    found = [*arithmetic.contradictions(each.figures.values()), *_hidden_in_blanks(each.figures.values(), columns)]
    where = f"{each.row.subject}, row {each.row.at + 1}"
    return [Issue(issue.code, issue.severity, f"{where}: {issue.message}", issue.measure) for issue in found]


def _hidden_in_blanks(figures: Collection[Figure], columns: Collection[Key]) -> Iterator[Issue]:
    """Yield an error for each total that differs from the sum of the printed cells, if some cells have no value."""
    known = values(figures)
    lost = {key(figure) for figure in figures if figure.state is FigureState.UNREADABLE}
    for measure in _ADD_UP:
        parts = [part for part in arithmetic.parts_of(measure) if part in columns]
        total = known.get((measure, "total"))
        if total is None or lost.intersection(parts) or all(part in known for part in parts):
            continue
        found = sum((known.get(part, Decimal()) for part in parts), Decimal())
        if found != total:
            words = f"what is printed adds up to {describe_key((measure, 'total'))} {total}"
            message = f"It does not hold that {words}: it is {found}."
            yield Issue("contradiction", Severity.ERROR, message, measure)


def _in_columns(rows: Sequence[RowFigures], columns: Collection[Key]) -> Iterator[Issue]:
    for at, each in enumerate(rows):
        if each.row.kind is not RowKind.NATIONAL:
            continue
        for column, total in values(each.figures.values()).items():
            sums = _sums(rows, at, column) if column in columns else None
            if sums and total not in sums:
                message = (
                    f"{each.row.subject}, row {each.row.at + 1}: it does not hold that the rows add up to"
                    f" {describe_key(column)} {total}: they are {sums[0]}."
                )
                yield Issue("column_differs", Severity.ERROR, message, column[0])


def _sums(rows: Sequence[RowFigures], at: int, column: Key) -> list[Decimal] | None:
    """Return the possible parts of a national row: all rows, those above, those since the last one of its kind.

    None if the column is not a count, or one of its cells could not be read.
    """
    starts = [row for row in range(at) if rows[row].row.kind is RowKind.NATIONAL]
    sums = []
    for part in (rows, rows[:at], rows[starts[-1] if starts else 0 : at]):
        figures = [figure for each in part if each.row.kind is RowKind.BODY for figure in each.figures.values()]
        own = [figure for figure in figures if key(figure) == column]
        if any(figure.state is FigureState.UNREADABLE or figure.unit != "count" for figure in own):
            return None
        sums.append(sum((figure.value for figure in own if figure.value is not None), Decimal()))
    return sums
