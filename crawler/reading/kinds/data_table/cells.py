"""The cells of a table's rows as figures; an unreliable cell has no value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from crawler.reading.findings import Key, missing
from crawler.reading.input.spreadsheet.sheet import Sheet, coordinate
from crawler.reading.kinds.data_table import rates
from crawler.reading.kinds.data_table.proofs import RowFigures
from crawler.reading.kinds.data_table.rates import Scale
from crawler.reading.kinds.data_table.rows import Row, twice
from crawler.reading.kinds.data_table.values import UNREADABLE, Value, value
from lgsco_store.records import Figure, Issue, Severity
from lgsco_store.reference.vocabulary import measures

_Values = Mapping[int, Value]
"""The contents of a row, by column; blank cells are left out."""


def figures(
    sheet: Sheet, number: int, columns: Mapping[int, Key], rows: Sequence[Row]
) -> tuple[list[RowFigures], list[Issue]]:
    """Return the figures of each row, and an issue for every cell without a value; ``number`` is that of the sheet."""
    issues: list[Issue] = []
    read: dict[Row, _Values] = {}
    for row in rows:
        read[row], faults = _row(sheet, row, columns)
        issues += faults
    for several in twice(rows):
        places = ", ".join(str(row.at + 1) for row in several)
        message = f"{several[0].subject} has several rows ({places}): none of their figures was taken."
        issues.append(Issue("body_twice", Severity.ERROR, message))
        read |= {row: dict.fromkeys(read[row], UNREADABLE) for row in several}
    scales, unclear = _scales(columns, read)
    found = []
    for row in rows:
        own = {
            column: _figure(columns[column], _scaled(printed, scales.get(column)), number, cell.text)
            for column, printed in read[row].items()
            for cell in [sheet.cell(row.at, column)]
        }
        found.append(RowFigures(row, own))
    return found, [*issues, *unclear]


def _row(sheet: Sheet, row: Row, columns: Mapping[int, Key]) -> tuple[dict[int, Value], list[Issue]]:
    found: dict[int, Value] = {}
    faults: list[str] = []
    for column, (measure, _) in columns.items():
        cell = sheet.cell(row.at, column)
        printed = UNREADABLE if cell.fault else value(cell.text, measures()[measure].unit)
        if printed is None:
            continue
        found[column] = printed
        if printed is UNREADABLE:
            why = cell.fault or f"is {cell.text!r}, which is not a figure of its column"
            faults.append(f"{coordinate(row.at, column)} {why}")
    if not faults:
        return found, []
    message = f"{row.subject}: {'; '.join(faults)}. No value was taken."
    return found, [missing("figure_unreadable", message)]


def _scales(columns: Mapping[int, Key], read: Mapping[Row, _Values]) -> tuple[dict[int, Scale | None], list[Issue]]:
    """Return how each column of rates is written, and an issue for each column for which this is unclear."""
    percentages = {measure: column for column, (measure, _) in columns.items() if measures()[measure].unit == "percent"}
    scales: dict[int, Scale | None] = {}
    issues = []
    for measure, column in sorted(percentages.items(), key=lambda each: rates.related(each[0]) is not None):
        bare = [
            (printed.number, _counts(columns, values))
            for values in read.values()
            if (printed := values.get(column)) and printed.bare and printed.number is not None
        ]
        like = scales.get(percentages.get(rates.related(measure) or "", -1))
        scales[column] = rates.scale(measure, bare, like)
        if scales[column] is None:
            message = f"Nothing says whether the column of {measure} has percentages or fractions: none was taken."
            issues.append(missing("rate_unclear", message, measure))
    return scales, issues


def _counts(columns: Mapping[int, Key], values: _Values) -> dict[Key, Decimal]:
    return {columns[column]: printed.number for column, printed in values.items() if printed.number is not None}


def _figure(key: Key, printed: Value, number: int, text: str) -> Figure:
    measure, category = key
    return Figure(measure, category, printed.number, measures()[measure].unit, printed.state, number, None, text)


def _scaled(printed: Value, scale: Scale | None) -> Value:
    """Return a value as a percentage if it is a rate; zero is the same in both notations."""
    if not printed.bare or not printed.number:
        return printed
    if scale is None:
        return UNREADABLE
    return Value(printed.state, printed.number.scaleb(scale.value))
