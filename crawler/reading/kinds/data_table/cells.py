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
            column: _figure(columns[column], _scaled(said, scales.get(column)), number, sheet.cell(row.at, column).text)
            for column, said in read[row].items()
        }
        found.append(RowFigures(row, own))
    return found, [*issues, *unclear]


def _row(sheet: Sheet, row: Row, columns: Mapping[int, Key]) -> tuple[dict[int, Value], list[Issue]]:
    found: dict[int, Value] = {}
    faults: list[str] = []
    for column, (measure, _) in columns.items():
        cell = sheet.cell(row.at, column)
        said = UNREADABLE if cell.fault else value(cell.text, measures()[measure].unit)
        if said is None:
            continue
        found[column] = said
        if said is UNREADABLE:
            why = cell.fault or f"is {cell.text!r}, which is no figure of its column"
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
            (said.number, _counts(columns, values))
            for values in read.values()
            if (said := values.get(column)) and said.bare and said.number is not None
        ]
        like = scales.get(percentages.get(rates.related(measure) or "", -1))
        scales[column] = rates.scale(measure, bare, like)
        if scales[column] is None:
            message = f"Nothing says whether the column of {measure} has percentages or fractions: none was taken."
            issues.append(missing("rate_unclear", message, measure))
    return scales, issues


def _counts(columns: Mapping[int, Key], values: _Values) -> dict[Key, Decimal]:
    return {columns[column]: said.number for column, said in values.items() if said.number is not None}


def _figure(to: Key, said: Value, number: int, text: str) -> Figure:
    measure, category = to
    return Figure(measure, category, said.number, measures()[measure].unit, said.state, number, None, text)


def _scaled(said: Value, scale: Scale | None) -> Value:
    """Return a value as a percentage if it is a rate; zero is the same in both notations."""
    if not said.bare or not said.number:
        return said
    if scale is None:
        return UNREADABLE
    return Value(said.state, said.number.scaleb(scale.value))
