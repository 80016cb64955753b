"""The tables of the letters before 2014: complaints by subject, decisions by outcome, and response times.

They have one row per year, and only the row of the letter's own year has its figures; from 2009 on complaints are also
counted by type of enquiry, with a row for the total. A district has fewer columns. National tables by type of authority
are below or beside them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from crawler.reading.findings import (
    Evidence,
    Extraction,
    Findings,
    Key,
    key,
    missing,
    not_applicable,
    printed,
    unreadable,
)
from crawler.reading.input.document import Line, union
from crawler.reading.layouts import column_tables
from crawler.reading.layouts.named_rows import Row, rows_of
from crawler.reading.layouts.orders import is_renamed, is_whole
from crawler.reading.layouts.row_labels import Labelled
from crawler.reading.layouts.row_tables import Table
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.layouts.yearly_rows import odd_columns, own_row
from crawler.reading.numbers import number
from crawler.reading.squeezed_text import squeezed
from crawler.reading.validate.column_totals import sums
from lgsco_store.records import Figure, Issue, Severity
from lgsco_store.reference.vocabulary import measures, parts

LAST_YEAR = 2013
RECEIVED, DECIDED, RESPONSE = "complaints_received", "complaints_decided", "response_days_average"

_AUTHORITY_TYPE = re.compile(
    r"[^\d]*\b(?:District|Borough|Unitary|Metropolitan|County|National Parks?|London)\b[^\d]*|All(?: authorities)?",
    re.IGNORECASE,
)
_NO_AVERAGE = frozenset({"-", "\N{EN DASH}", "n/a"})
# A line left over from a table: a few words, and a number at its end or alone.
_LONE = re.compile(r"(?:\S+\s+){0,8}[\d.,]*\d%?")
_DATED = re.compile(r"\d\s?/\s?\d|page \d+|(?:19|20)\d\d$|https?:|www\.", re.IGNORECASE)
_TWO = 2
# In a table with one renamed column the others are certain. Two unknown columns may be one that was torn, and values
# torn beside it shift all others.
_MOST_RENAMED = 1


def _labels(measure: str) -> dict[str, Key]:
    known = (part for part in parts(measure).values() if part.first_year <= LAST_YEAR)
    return {squeezed(part.label): (measure, part.category) for part in known}


# The longer labels of some years.
_LONG = {
    "Reports: maladministration and injustice": "maladministration_injustice_reports",
    "Local settlements (no report)": "local_settlements",
    "Reports: maladministration no injustice": "maladministration_reports",
    "Reports: no maladministration": "no_maladministration_reports",
    "No maladministration (no report)": "no_maladministration",
    "Ombudsman's discretion (no report)": "ombudsmans_discretion",
}

LABELS: Mapping[str, Mapping[str, Key]] = {
    RECEIVED: _labels(RECEIVED) | {squeezed("Public Finance inc. Local Taxation"): (RECEIVED, "public_finance")},
    DECIDED: _labels(DECIDED) | {squeezed(label): (DECIDED, category) for label, category in _LONG.items()},
    RESPONSE: {
        "no.offirstenquiries": ("first_enquiries", None),
        "nooffirstenquiries": ("first_enquiries", None),
        "avgno.ofdaystorespond": (RESPONSE, None),
        "avgnoofdaystorespond": (RESPONSE, None),
    },
}


# The years of the letters that have each category.
_YEARS: Mapping[Key, tuple[int, int]] = {
    (measure, name): (part.first_year, part.last_year)
    for measure in measures()
    for name, part in parts(measure).items()
}


def has_tables(statistics: Statistics) -> bool:
    """Return whether labels of these tables are above rows of numbers."""
    return any(_known(table, row) for table in statistics.named_tables for row in table.rows[:1])


def read(statistics: Statistics, *, but: frozenset[str] = frozenset(), prose: bool = False) -> Findings:
    """Extract the row of the letter's own year from each table; tables of the measures in ``but`` are left out.

    If there are tables in ``prose``, only rows of numbers under labels count as tables.
    """
    taken, year = Extraction(), statistics.year
    for table in statistics.named_tables:
        _take(taken, table, year, but)
    if prose:
        taken.issues.append(PROSE)
    else:
        taken.issues += _unexplained(statistics.lines)
    return replace(taken.findings(), figures=_single(taken))


PROSE = Issue(
    "prose_left_alone",
    Severity.INFO,
    "Its prose also counts complaints, mixed with those of other years; only its tables were read.",
)


def _take(taken: Extraction, table: Table, year: int | None, but: frozenset[str]) -> None:
    row = own_row(table, year)
    known = _known(table, row or table.rows[0])
    if known is None:
        taken.issues += _unknown(table)
        return
    kind, columns = known
    if kind in but:
        return
    if row is None:
        taken.issues.append(missing("year_missing", f"A table has no row for the letter's own year {year}.", kind))
        return
    _take_row(taken, kind, columns, row)
    taken.issues += _contradictions(kind, columns, row, table)


def _take_row(taken: Extraction, kind: str, columns: Sequence[Labelled], row: Row) -> None:
    labels = LABELS[kind]
    times = Counter(column.label for column in columns)
    strange = [column for column in columns if column.label not in labels or times[column.label] > 1]
    for column in strange:
        message = f'The table has a column "{column.words}", which is unknown.'
        taken.issues.append(missing("unknown_label", message, kind))
    own = [column for column in columns if column not in strange]
    is_torn = len(strange) > _MOST_RENAMED or (not strange and _lacks_labels(kind, columns))
    torn = set(times) if is_torn else _torn([column.label for column in own], labels)
    taken.figures += [
        _figure(labels[column.label], replace(column, value=None) if column.label in torn else column, row)
        for column in own
    ]
    if kind in taken.whole or not _is_trusted(columns, labels, row, exact=not strange and not torn):
        taken.doubted |= {labels[column.label] for column in own}
    if not strange and not torn:
        taken.whole.add(kind)


def _lacks_labels(kind: str, columns: Sequence[Labelled]) -> bool:
    """Return whether a table in text lacks a label of decisions, all of which a letter of any authority prints."""
    is_text = all(column.head[0].box is None for column in columns)
    return kind == DECIDED and is_text and not is_whole([column.label for column in columns])


def _torn(found: Sequence[str], labels: Mapping[str, Key]) -> set[str]:
    """Return the labels that may be remains of others, undetected by sums: all, if they are not those of one year."""
    years = [_YEARS[labels[label]] for label in found if labels[label] in _YEARS]
    if years and max(first for first, _ in years) > min(last for _, last in years):
        return set(found)
    return column_tables.torn_endings(found, labels)


def _contradictions(kind: str, columns: Sequence[Labelled], row: Row, table: Table) -> Iterator[Issue]:
    """Report the columns that do not add up to their totals, where most do: two faults may cancel in a row."""
    odd = odd_columns(row, table) if not row.year and len(table.rows) > _TWO else None
    if odd and 2 * len(odd) < len(row.values):
        for value in (row.values[at] for at in odd):
            words = next((column.words for column in columns if column.value is value), "?")
            message = f'The rows of the column "{words}" do not add up to its total {value.text}.'
            yield Issue("contradiction", Severity.ERROR, message, kind)


def _known(table: Table, row: Row) -> tuple[str, tuple[Labelled, ...]] | None:
    """Return what a table counts, with its columns: at least two of its labels cover all or most of the table."""
    best: tuple[str, tuple[Labelled, ...]] | None = None
    most = _TWO - 1
    for kind, labels in LABELS.items():
        columns = table.columns(row, labels) or ()
        count = sum(column.label in labels for column in columns)
        if count > most:
            best, most = (kind, columns), count
        if count == len(columns) >= _TWO:
            break
    return best


def _is_trusted(columns: Sequence[Labelled], labels: Mapping[str, Key], row: Row, *, exact: bool) -> bool:
    """Return whether values can be matched to their labels: all labels known and all cells filled, or the sums hold.

    If single spaces separate values, the sums must hold for every table that has a total. In text an unknown column
    must be a renamed one.
    """
    values = {labels.get(c.label, ("", c.words)): _value(c, labels) for c in columns}
    is_filled = all(column.value for column in columns)
    is_text = all(column.head[0].box is None for column in columns)
    known = {key: value for key, value in values.items() if value is not None}
    totals = sums(known)
    is_apart = not (is_text and _share_cells(row)) or (len(row.line.cells) == 1 and not totals)
    is_possible = len(known) == len(columns) or all(
        known[total] >= sum(known[part] for part in parts) for total, parts in totals
    )
    if exact and (is_filled or is_text) and is_apart and is_possible:
        return True
    found = [column.label for column in columns]
    strange = [label for label in found if label not in labels]
    return (
        is_filled
        and len(known) == len(columns)
        and bool(totals)
        and (not is_text or not strange or is_renamed(found, strange))
        and all(known[total] == sum(known[part] for part in parts) for total, parts in totals)
    )


def _value(column: Labelled, labels: Mapping[str, Key]) -> Decimal | None:
    """Return the value of a column; a count is a whole number."""
    value = number(column.value.text) if column.value else None
    is_average = labels.get(column.label, ("", None))[0] == RESPONSE
    return value if value is None or is_average or value == value.to_integral_value() else None


def _share_cells(row: Row) -> bool:
    """Return whether a cell of text has two values of a row: one may have strayed, which shifts all others."""
    own = {id(word) for value in row.values for word in value.words}
    return any(sum(id(word) in own for word in cell.words) > 1 for cell in row.line.cells)


def _figure(to: Key, column: Labelled, row: Row) -> Figure:
    measure, category = to
    cell = column.value
    if cell is None:
        at = Evidence(row.line.page, union(part.box for part in row.line.cells), f"{row.name} {column.words}".strip())
        return unreadable(measure, at, category)
    at = Evidence(row.line.page, cell.box, f"{row.name} {column.words} {cell.text}".strip())
    value = _value(column, {column.label: to})
    if value is not None:
        return printed(measure, value, at, category)
    if measure == RESPONSE and cell.text.casefold() in _NO_AVERAGE:
        return not_applicable(measure, at, category)
    return unreadable(measure, at, category)


def _unknown(table: Table) -> Iterator[Issue]:
    """Report every unknown number, except a national table by type of authority, which has no figures of the letter."""
    for row in table.rows:
        if not _AUTHORITY_TYPE.fullmatch(row.name):
            yield missing("unexplained_number", f"Numbers are not explained by any known statistic: {row.text}")


def _unexplained(lines: Sequence[Line]) -> Iterator[Issue]:
    """Report lines outside every table that end with a number alone, as a torn row does."""
    for line in lines:
        if not any(True for _ in rows_of(line)) and _LONE.fullmatch(line.text) and not _DATED.search(line.text):
            yield missing("unexplained_number", f"A number is not explained by any known statistic: {line.text}")


def _single(taken: Extraction) -> tuple[Figure, ...]:
    """Keep one figure per measure and category: if two tables print different values, neither is accepted."""
    found: dict[Key, list[Figure]] = {}
    for figure in taken.figures:
        found.setdefault(key(figure), []).append(figure)
    for several in found.values():
        if len({(figure.value, figure.state) for figure in several}) > 1:
            at = several[0]
            taken.issues.append(missing("ambiguous", "Two tables print it, with different values.", at.measure))
            several[0] = unreadable(at.measure, Evidence(at.page, at.bbox, at.text), at.category)
    return tuple(several[0] for several in found.values())
