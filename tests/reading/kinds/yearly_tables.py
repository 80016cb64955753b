"""Yearly tables in many forms, made from one specification of their contents, as are the expected figures."""

from __future__ import annotations

import csv
import io
import re
import zipfile
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.worksheet.worksheet import Worksheet

Row: TypeAlias = list[Any]
Expected: TypeAlias = dict[tuple[str, str, str | None], float | None]
"""The value by subject, measure and category; None if the table says that there is none."""

AREAS = {
    "adult_care_services": "Adult Care Services",
    "benefits_and_tax": "Benefits & Tax",
    "corporate_and_other_services": "Corporate & Other Services",
    "education_and_childrens_services": "Education & Children's Services",
    "environment_services": "Environment Services",
    "highways_and_transport": "Highways & Transport",
    "housing": "Housing",
    "planning_and_development": "Planning & Development",
    "other": "Other",
}
OUTCOMES = {
    "incomplete_or_invalid": "Invalid or Incomplete",
    "advice_given": "Advice Given",
    "referred_back_for_local_resolution": "Referred Back for Local Resolution",
    "closed_after_initial_enquiries": "Closed after Initial Enquiries",
    "not_upheld": "Not Upheld",
    "upheld": "Upheld",
}
NAMES = ["Kent County Council", "Leeds City Council", "London Borough of Brent", "Cotswold District Council"]
NAMES += ["Telford & Wrekin Council", "Isle of Wight Council", "Salveo Care Ltd"]
CODES = ["KEN", "LDS", "BEN", "COT", "TFW", "IOW"]
"""The register's codes of all of them but the care firm."""

RECEIVED = {
    "Kent County Council": [310, 4, 21, 1204, 9, 88, 3, 12, 5],
    "Leeds City Council": [44, 37, 29, 60, 41, 22, 51, 33, 0],
    "London Borough of Brent": [18, 40, 12, 25, 20, 31, 102, 9, 2],
    "Cotswold District Council": [0, 2, 1, 0, 3, 0, 4, 11, 0],
    "Telford & Wrekin Council": [11, 5, 3, 14, 6, 2, 8, 7, 1],
    "Isle of Wight Council": [9, 6, 2, 13, 4, 5, 3, 8, 0],
    "Salveo Care Ltd": [3, 0, 0, 0, 0, 0, 0, 0, 0],
}
DECIDED = {
    "Kent County Council": [19, 12, 604, 702, 33, 241],
    "Leeds City Council": [8, 9, 120, 101, 22, 57],
    "London Borough of Brent": [10, 4, 88, 97, 9, 51],
    "Cotswold District Council": [1, 0, 6, 11, 2, 1],
    "Telford & Wrekin Council": [2, 1, 17, 21, 5, 11],
    "Isle of Wight Council": [0, 3, 15, 18, 4, 8],
    "Salveo Care Ltd": [0, 0, 1, 2, 0, 0],
}


def total(counts: Iterable[int]) -> int:
    return sum(counts)


def rate(counts: Sequence[int]) -> float | None:
    """Return upheld / (upheld + not upheld), None if nothing was investigated."""
    not_upheld, upheld = counts[-2:]
    return upheld / (upheld + not_upheld) if upheld + not_upheld else None


def percent(share: float) -> int:
    return int(100 * share + 0.5)


def expected_received(names: Iterable[str] = NAMES) -> Expected:
    found: Expected = {}
    for name in names:
        counts = RECEIVED[name]
        found |= {(name, "complaints_received", area): count for area, count in zip(AREAS, counts, strict=True)}
        found[name, "complaints_received", "total"] = total(counts)
    return found


def expected_decided(names: Iterable[str] = NAMES, *, exact: bool = False) -> Expected:
    found: Expected = {}
    for name in names:
        counts = DECIDED[name]
        found |= {(name, "complaints_decided", outcome): count for outcome, count in zip(OUTCOMES, counts, strict=True)}
        found[name, "complaints_decided", "total"] = total(counts)
        share = rate(counts)
        found[name, "uphold_rate", None] = share if share is None else 100 * share if exact else percent(share)
    return found


def national(table: dict[str, list[int]]) -> list[int]:
    return [sum(column) for column in zip(*table.values(), strict=True)]


def received_rows() -> list[Row]:
    head = ["Authority Name", *AREAS.values(), "Total"]
    return [head, *([name, *RECEIVED[name], total(RECEIVED[name])] for name in NAMES)]


def decided_rows(written: Callable[[float | None], Any]) -> list[Row]:
    head = ["Authority Name", *OUTCOMES.values(), "Total", "Uphold Rate (%)"]
    return [head, *([name, *DECIDED[name], total(DECIDED[name]), written(rate(DECIDED[name]))] for name in NAMES)]


def as_text(share: float | None) -> str:
    return "n/a" if share is None else f"{percent(share)}%"


def as_number(share: float | None) -> Any:
    return "-" if share is None else percent(share)


def as_fraction(share: float | None) -> Any:
    return "n/a" if share is None else share


def as_csv(rows: Iterable[Row], *, delimiter: str = ",", encoding: str = "utf-8", end: str = "\n") -> bytes:
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode(encoding)


def fill(sheet: Worksheet, rows: Iterable[Row], *, top: int = 1, left: int = 1) -> None:
    """Write rows from a place on, counted from 1; None leaves a cell out."""
    for at, row in enumerate(rows, top):
        for column, text in enumerate(row, left):
            if text is not None:
                sheet.cell(at, column, text)


def workbook(title: str = "Sheet1") -> tuple[Workbook, Worksheet]:
    book = Workbook()
    book.active.title = title
    return book, book.active


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_xlsx(rows: Iterable[Row], *, title: str = "2024-25", shape: Callable[[Worksheet], None] | None = None) -> bytes:
    book, sheet = workbook(title)
    fill(sheet, rows)
    if shape:
        shape(sheet)
    return saved(book)


def raised(text: str, mark: str) -> CellRichText:
    """Return a text with a superscript footnote mark."""
    return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), mark))


TITLE = ["Complaints Decided 2024-25"]


def plain_csv() -> bytes:
    return as_csv([TITLE, *decided_rows(as_number)])


def bom_and_crlf() -> bytes:
    return as_csv([TITLE, [], *decided_rows(as_text)], encoding="utf-8-sig", end="\r\n")


def cp1252_semicolons() -> bytes:
    rows = [["Complaints decided \N{EN DASH} 2024\N{EN DASH}25"], *decided_rows(as_text)]
    rows[-1][-1] = "\N{EN DASH}"
    return as_csv(rows, delimiter=";", encoding="cp1252")


def tabs_in_utf16() -> bytes:
    return as_csv([TITLE, *decided_rows(as_text)], delimiter="\t", encoding="utf-16")


def declared_delimiter() -> bytes:
    return b"sep=|\r\n" + as_csv([TITLE, *decided_rows(as_text)], delimiter="|", end="\r\n")


def offset_with_notes() -> bytes:
    rows: list[Row] = [["", "", "Complaints Decided"], ["", "", "1 April 2024 to 31 March 2025"], [], []]
    rows += [["", "", *row] for row in decided_rows(as_text)]
    rows[6][2] += "*"
    rows[5][8] = f"{rows[5][8]} [1]"
    rows[4][8] += " (1)"
    rows += [[], ["", "", "* Figures for this council, revised, exclude 3 decisions"], ["", "", "[1] Provisional"]]
    return as_csv(rows)


def percent_format() -> bytes:
    def shape(sheet: Worksheet) -> None:
        for row in range(2, 9):
            sheet.cell(row, 9).number_format = "0%"

    return as_xlsx(decided_rows(as_fraction), shape=shape)


def bare_fractions() -> bytes:
    rows = decided_rows(lambda share: "n/a" if share is None else round(share, 2))
    return as_xlsx(rows)


def thousands_and_texts() -> bytes:
    rows = [[f"{cell:,}" if isinstance(cell, int) else cell for cell in row] for row in decided_rows(as_text)]
    return as_xlsx([["Year ending 31 March 2025"], [], *rows], title="Decided")


def reordered() -> bytes:
    rows = decided_rows(as_text)
    order = [8, 3, 0, 7, 6, 5, 1, 2, 4]
    return as_csv([TITLE, *([row[at] for at in order] for row in rows)])


def merged_head() -> bytes:
    """Make a title over all columns, a group over the last ones, and labels merged down two rows."""
    head, *body = decided_rows(as_text)
    book, sheet = workbook("Data")
    above = [*head[:5], "Detailed Investigations", None, *head[7:]]
    fill(sheet, [TITLE, above, [*[None] * 5, *head[5:7], None, None], *body])
    for area in ("A1:I1", "A2:A3", "B2:B3", "C2:C3", "D2:D3", "E2:E3", "F2:G2", "H2:H3", "I2:I3"):
        sheet.merge_cells(area)
    sheet["A11"] = "Source: the data of the year"
    sheet.merge_cells("A11:I11")
    return saved(book)


def merged_head_as_csv() -> bytes:
    """Make the same as CSV: a merged cell has its text in the first of its places."""
    head, *body = decided_rows(as_text)
    above = [*head[:5], "Detailed Investigations", "", *head[7:]]
    return as_csv([TITLE, above, [*[""] * 5, *head[5:7], "", ""], *body])


def divided_labels() -> bytes:
    """Divide each label over two rows of a text file: "Not" above "Upheld"."""
    head, *body = decided_rows(as_text)
    parts = [label.rpartition(" ") for label in head]
    return as_csv([TITLE, [], [first for first, _, _ in parts], [last for _, _, last in parts], *body])


def blank_rows_and_total() -> bytes:
    head, *body = decided_rows(as_text)
    sums = national(DECIDED)
    last = ["Total", *sums, sum(sums), as_text(rate(sums))]
    return as_xlsx([TITLE, head, ["Councils"], *body[:4], [], *body[4:6], ["Other bodies"], body[6], [], last])


def repeated_header() -> bytes:
    head, *body = decided_rows(as_text)
    return as_csv([TITLE, head, *body[:3], [], head, *body[3:]])


def raised_marks() -> bytes:
    rows = decided_rows(as_text)
    rows[1][6], rows[2][0] = raised(str(rows[1][6]), "2"), raised(rows[2][0], "1")
    rows[0][6] = raised(rows[0][6], "3")
    return as_xlsx(rows)


def formats_and_stray_cells() -> bytes:
    """Make numbers as decimals with formats, a formatted blank far away, a filter, frozen panes, and a picture."""

    def shape(sheet: Worksheet) -> None:
        for row in sheet.iter_rows(min_row=2, max_row=8, min_col=2, max_col=8):
            for cell in row:
                cell.value = float(cell.value)
                cell.number_format = '_-* #,##0_-;-* #,##0_-;_-* "-"??_-;_-@_-'
        sheet.cell(90, 40).number_format = "0.00"
        sheet.freeze_panes = "B2"
        sheet.auto_filter.ref = "A1:I8"

    return as_xlsx(decided_rows(as_text), shape=shape)


def formulas_with_results() -> bytes:
    """Make totals as formulas whose results are in the file, as spreadsheet programs save them."""
    content = io.BytesIO()
    plain = zipfile.ZipFile(io.BytesIO(as_xlsx([*decided_rows(as_text)])))
    with plain, zipfile.ZipFile(content, "w") as archive:
        for name in plain.namelist():
            part = plain.read(name).decode()
            archive.writestr(name, re.sub(r'(<c r="H(\d)"[^>]*>)(<v>\d+</v>)', r"\1<f>SUM(B\2:G\2)</f>\3", part))
    return content.getvalue()


def units_in_the_head() -> bytes:
    """Print the unit of every column in its head."""
    head, *body = decided_rows(as_number)
    return as_csv([[TITLE[0]], ["Name of body", *(f"{label} (number)" for label in head[1:-1]), head[-1]], *body])


def types_and_codes() -> bytes:
    """Describe each authority in columns that have no figures."""
    head, *body = decided_rows(as_text)
    described = [["County", row[0], "E10", *row[1:]] for row in body]
    return as_csv([[TITLE[0]], ["Type", head[0], "ONS code", *head[1:]], *described])


VARIANTS = {
    each.__name__: each
    for each in (
        *(plain_csv, bom_and_crlf, cp1252_semicolons, tabs_in_utf16, declared_delimiter, offset_with_notes),
        *(percent_format, bare_fractions, thousands_and_texts, reordered, merged_head, merged_head_as_csv),
        *(divided_labels, blank_rows_and_total, repeated_header, raised_marks, formats_and_stray_cells),
        *(formulas_with_results, units_in_the_head, types_and_codes),
    )
}
"""All of them have the same contents for every body: ``expected_decided()``."""
