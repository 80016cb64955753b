"""The words above and between the rows of tables: whose figures follow them, and of which year."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from crawler.reading.findings import missing
from crawler.reading.input.spreadsheet.sheet import Sheet
from crawler.reading.kinds.data_table import period, scope
from crawler.reading.kinds.data_table.values import is_figure
from lgsco_store.records import Issue

# Rows above a table with this many numbers belong to the table before it.
_NUMBERS_OF_A_ROW = 2
_YEAR = re.compile(r"(?:19|20)\d\d")
_OF_A_TABLE = re.compile(
    r"\b(?:complaints?|enquir\w+|decisions?|decided|received|remed\w+|compliance)\b", re.IGNORECASE
)


def has_figures(texts: Iterable[str]) -> bool:
    """Return whether the texts of a row have several numbers that are no years."""
    return sum(text.replace(",", "").isdigit() and not _YEAR.fullmatch(text) for text in texts) >= _NUMBERS_OF_A_ROW


def above(sheet: Sheet, top: int, floor: int) -> list[str]:
    """Return the texts above a header, up to the figures of another table and no higher than a row."""
    found: list[str] = []
    for row in range(top - 1, floor - 1, -1):
        texts = list(sheet.texts(row))
        if has_figures(texts):
            break
        found = [*dict.fromkeys(texts), *found]
    return found


def years_of(sheet: Sheet, texts: Sequence[str]) -> frozenset[int]:
    """Return the ends of all years that the words above a table, or the name of its sheet, name."""
    return frozenset(each for text in (*texts, sheet.name or "") for each in period.years(text))


def is_of_others(text: str, known: Collection[int]) -> bool:
    """Return whether a text between the rows of a table says that those below it have other figures.

    ``known`` are the years that the table itself names.
    """
    if scope.is_remark(text):
        return False
    return scope.heading(text) is not None or bool(known and set(period.years(text)) - set(known))


def year(texts: Sequence[str], sheet: Sheet, *, is_first: bool) -> tuple[int | None, list[Issue]]:
    """Return the year of a table, or why none is certain.

    The texts above a further table of a sheet may be notes of the one before it: one that names a year must be a title.
    """
    if is_first:
        return period.year(texts, sheet.name)
    naming = [text for text in texts if not scope.is_remark(text)]
    for text in naming:
        if any(period.years(text)) and not _OF_A_TABLE.search(text) and any(map(str.isalpha, text)):
            message = f"It is not clear whether the year in {text!r} is that of the table below it: none was taken."
            return None, [missing("year_unclear", message)]
    return period.year(naming, None if any(map(any, map(period.years, naming))) else sheet.name)


def cut(sheet: Sheet, rows: range, columns: Collection[int], known: Collection[int]) -> tuple[int, Issue | None]:
    """Return the end of the rows that belong to a table, and an issue if others follow under a heading of their own."""
    heading: int | None = None
    for row in rows:
        if heading is not None and any(is_figure(sheet.cell(row, column).text) for column in columns):
            text = next(sheet.texts(heading))
            message = (
                f"Row {heading + 1} is the heading {text!r}: the rows from there on are not those of the table above,"
                " and have no header of their own, so they were not read; look at the file."
            )
            return heading, missing("rows_of_another", message)
        texts = set(sheet.texts(row))
        if len(texts) == 1 and is_of_others(texts.pop(), known):
            heading = row if heading is None else heading
    return rows.stop, None
