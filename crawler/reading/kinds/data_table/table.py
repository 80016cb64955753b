"""Read a file of yearly tables: sheets, headers, rows, figures, and their proofs."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from crawler.reading.findings import missing
from crawler.reading.input import pdfium
from crawler.reading.input.document import UnreadableError
from crawler.reading.input.spreadsheet import delimited
from crawler.reading.input.spreadsheet.opening import is_workbook, open_sheets
from crawler.reading.input.spreadsheet.sheet import Sheet, coordinate
from crawler.reading.kinds.data_table import cells, proofs, scope, titles
from crawler.reading.kinds.data_table.header import Header, headers, unknown_header
from crawler.reading.kinds.data_table.proofs import RowFigures
from crawler.reading.kinds.data_table.rows import Row, rows
from crawler.reading.version import READER_VERSION
from lgsco_store.publications.readings import DataTableReading, Table
from lgsco_store.records import Figure, FigureState, Issue, Reading, ReadingStatus, Severity, Subject

# A text with a table of every authority has some 40,000 bytes.
_MOST_TEXT = 4 * 2**20
# The codes of issues that prevent a row from being read.
_LOST_ROWS = frozenset({"row_unnamed", "row_ragged", "rows_of_another"})
# The number of unknown councils that any table may have.
_FEW_UNKNOWN = 3


def is_one(content: bytes) -> bool:
    """Return whether bytes are a workbook, or text with a row of headings for authorities and several others."""
    if is_workbook(content):
        return True
    if pdfium.is_pdf(content) or len(content) > _MOST_TEXT:
        return False
    try:
        text = delimited.decode(content)
    except UnreadableError:
        return False
    return unknown_header(delimited.loose_sheet(text)) is not None


def read_data_table(content: bytes) -> DataTableReading:
    """Read every table of a file; problems become issues of the reading."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        sheets, hidden = open_sheets(content)
    except UnreadableError as error:
        return DataTableReading(sha256, ReadingStatus.UNREADABLE, READER_VERSION, issues=(error.issue,))
    tables: list[Table] = []
    issues = [
        Issue("sheet_hidden", Severity.INFO, f"The sheet {name!r} is hidden: it was not read.") for name in hidden
    ]
    is_whole = True
    for number, sheet in enumerate(sheets, 1):
        for table, found in _tables(sheet, number):
            tables += [table] if table else []
            issues += [_located(issue, sheet) for issue in found]
            is_whole &= table is not None and _is_whole(table, found)
    if not tables and is_whole:
        issues += [_located(_no_header(sheet), sheet) for sheet in sheets]
    issues += _twice(tables)
    status = ReadingStatus.COMPLETE if is_whole else ReadingStatus.PARTIAL
    status = status if tables else ReadingStatus.UNRECOGNISED
    return DataTableReading(sha256, status, READER_VERSION, tuple(tables), tuple(issues))


def read_table(content: bytes) -> Reading:
    """Read a file as the archive keeps it: the figures of its latest year in one reading, and none of another."""
    found = read_data_table(content)
    ends = max((table.year for table in found.tables if table.year), default=None)
    tables = [table for table in found.tables if table.year == ends]
    is_whole = len(tables) == len(found.tables)
    texts = [text for table in tables for text in (table.title or "", *table.notes)]
    texts += [f"{figure.subject and figure.subject.name} {figure.text}" for table in tables for figure in table.figures]
    return Reading(
        found.sha256,
        found.status if is_whole else ReadingStatus.PARTIAL,
        found.reader_version,
        layout=_layout(tables),
        year=ends,
        period_start=date(ends - 1, 4, 1) if ends else None,
        period_end=date(ends, 3, 31) if ends else None,
        title=next((table.title for table in tables), None),
        figures=tuple(figure for table in tables for figure in table.figures),
        issues=found.issues if is_whole else (*found.issues, _years_several(found.tables, ends)),
        text_sha256=hashlib.sha256("\n".join(texts).encode()).hexdigest() if tables else None,
    )


def _layout(tables: Sequence[Table]) -> str | None:
    """Return what a file counts; one without any council of the register never takes the place of that of councils."""
    counts = "+".join(sorted({table.kind for table in tables}))
    subjects = [figure.subject for table in tables for figure in table.figures if figure.subject]
    is_of_others = bool(subjects) and not any(subject.code for subject in subjects)
    return (f"{counts}_of_other_bodies" if is_of_others else counts) or None


def _years_several(tables: Sequence[Table], ends: int | None) -> Issue:
    others = [f"{table.kind} of {table.year or 'no certain year'}" for table in tables if table.year != ends]
    message = f"The file is kept under {ends}, its latest year; left out of it: {', '.join(dict.fromkeys(others))}."
    return missing("years_several", message)


def _tables(sheet: Sheet, number: int) -> Iterator[tuple[Table | None, list[Issue]]]:
    """Yield each table of a sheet with its issues; None for a refused one."""
    above = 0
    for header in headers(sheet):
        table, issues = _table(sheet, number, header, above)
        yield table, issues
        above = header.row + 1


def _table(sheet: Sheet, number: int, header: Header, above: int) -> tuple[Table | None, list[Issue]]:
    if header.issues:
        return None, list(header.issues)
    texts = titles.above(sheet, header.top, above)
    if issue := scope.unusual([*texts, sheet.name or ""], header.columns.values(), header.kind):
        return None, [issue]
    header, other = _cut(sheet, header, texts)
    found, notes, row_issues = rows(sheet, header)
    read, cell_issues = cells.figures(sheet, number, header.columns, found)
    columns = frozenset(header.columns.values())
    if refusal := _refusal(found, header, is_misread=proofs.is_misread(read, columns)):
        return None, [refusal]
    kept = [each for each in read if not each.row.is_short or proofs.is_proved(each)]
    row_issues += [*other, *(_short(each.row) for each in read if each not in kept)]
    is_whole = _LOST_ROWS.isdisjoint(issue.code for issue in row_issues)
    ends, year_issues = titles.year(texts, sheet, is_first=not above)
    table = Table(
        kind=header.kind,
        sheet=sheet.name,
        header_row=header.row + 1,
        title="\n".join(texts) or None,
        year=ends,
        figures=tuple(figure for each in kept for figure in _figures(each)),
        notes=tuple(notes),
    )
    contradictions = proofs.contradictions(kept, columns, is_whole=is_whole)
    return table, [*year_issues, *row_issues, *cell_issues, *contradictions]


def _cut(sheet: Sheet, header: Header, texts: Sequence[str]) -> tuple[Header, list[Issue]]:
    """Return a header without the rows that belong to other figures, and an issue for those."""
    rows_below = range(header.row + 1, header.end)
    end, issue = titles.cut(sheet, rows_below, header.columns, titles.years_of(sheet, texts))
    return replace(header, end=end), [issue] if issue else []


def _refusal(found: Sequence[Row], header: Header, *, is_misread: bool) -> Issue | None:
    """Return why the rows of a table show that its labels are wrong; None if they do not."""
    if is_misread:
        message = (
            f"Most rows below row {header.row + 1} contradict their own totals, so the table was not read: its columns"
            " are not what their labels say; look at the file."
        )
        return missing("table_contradicts", message)
    known, unknown = sum(row.entry is not None for row in found), sum(row.is_unknown for row in found)
    if unknown <= max(known, _FEW_UNKNOWN):
        return None
    first = next(row.subject for row in found if row.is_unknown)
    message = f"Most councils of the table are not known, such as {first!r}: another ombudsman's was not read."
    return missing("authorities_unknown", message)


def _figures(each: RowFigures) -> Iterator[Figure]:
    row = each.row
    for column, figure in each.figures.items():
        code = row.entry.code if row.entry else None
        yield replace(figure, subject=Subject(row.subject, code, coordinate(row.at, column)))


def _short(row: Row) -> Issue:
    message = (
        f"Row {row.at + 1}, {row.subject!r}, has fewer cells than the header, and no total proves which column each"
        " belongs to, so it was not read; look at the file."
    )
    return missing("row_ragged", message)


def _is_whole(table: Table, issues: Sequence[Issue]) -> bool:
    lost = any(figure.state is FigureState.UNREADABLE for figure in table.figures)
    return not lost and _LOST_ROWS.isdisjoint(issue.code for issue in issues)


def _no_header(sheet: Sheet) -> Issue:
    message = "No row heads a column of authorities and four others that are known"
    row = unknown_header(sheet)
    if row is None:
        return missing("header_missing", f"{message}; look at the file.")
    return missing(
        "header_missing", f"{message}; row {row + 1} has {', '.join(map(repr, sheet.texts(row)))}; report it."
    )


def _located(issue: Issue, sheet: Sheet) -> Issue:
    return replace(issue, message=f"Sheet {sheet.name!r}: {issue.message}") if sheet.name else issue


def _twice(tables: Sequence[Table]) -> Iterator[Issue]:
    """Yield an error for each further table of a kind and year about a body of the first."""
    seen: dict[tuple[str, int | None], set[str]] = {}
    for table in tables:
        subjects = [figure.subject for figure in table.figures if figure.subject]
        bodies = {subject.code or subject.name for subject in subjects}
        known = seen.setdefault((table.kind, table.year), set())
        if known & bodies:
            message = f"Several tables of {table.kind} are about the same year and bodies; look at the file."
            yield Issue("table_twice", Severity.ERROR, message)
        known |= bodies
