"""Sheets with two pages side by side, as in committee papers."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from crawler.reading import read
from crawler.reading.input import sheets
from crawler.reading.input.document import Word
from tests.reading.golden import LETTERS, expectation, expected_figures, figures, shown
from tests.reading.letterpress import HEIGHT, WIDTH, Measures, Sheet, Text, covering, measures_sheet, pdf
from tests.reading.test_drawn_letters import BROMSGROVE, printed


def two_on_a_sheet(content: bytes) -> bytes:
    """Return the pages of a letter, two side by side on each landscape sheet."""
    pages = pypdfium2.PdfDocument(content)
    sheets = pypdfium2.PdfDocument(raw.FPDF_ImportNPagesToOne(pages.raw, HEIGHT, WIDTH, 2, 1))
    target = io.BytesIO()
    sheets.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "file",
    [LETTERS / "2019-kent.chromium.pdf", LETTERS / "2008-devon-report-tables.typst.pdf"],
    ids=lambda file: str(file.name),
)
def test_two_pages_on_a_sheet_are_read_one_after_the_other(file: Path) -> None:
    found = shown(read(two_on_a_sheet(file.read_bytes())))
    assert figures(found) == expected_figures(expectation(file))
    assert found["status"] == "complete"


def test_a_figure_of_the_right_page_is_at_the_right_of_the_sheet() -> None:
    reading = read(two_on_a_sheet(pdf([covering(2020), measures_sheet(Measures())])))
    assert printed(reading) == BROMSGROVE
    boxes = [figure.bbox for figure in reading.figures if figure.bbox]
    assert len(boxes) == len(reading.figures)
    assert min(box[0] for box in boxes) > HEIGHT / 2
    assert max(box[3] for box in boxes) < WIDTH


def test_a_number_in_the_middle_of_the_right_page_is_no_page_number() -> None:
    statistics = measures_sheet(Measures())
    strange = Sheet([*statistics.texts, Text(60, 400, "31")], statistics.rules, statistics.circles)
    codes = [issue.code for issue in read(two_on_a_sheet(pdf([covering(2020), strange]))).issues]
    assert "unexplained_number" in codes


def _typed(x: float, top: float, text: str) -> list[Word]:
    """Make the words of a typewritten line, each letter six points wide."""
    found = re.finditer(r"\S+", text)
    return [Word(one[0], (x + 6 * one.start(), top, x + 6 * one.end(), top + 10)) for one in found]


@pytest.mark.parametrize("thin", [False, True])
def test_only_typewritten_pages_may_have_hardly_a_margin_between_them(*, thin: bool) -> None:
    """The pages of a sheet 800 points wide are 12 points apart; in thin print an i is narrower than an m."""
    prose = "we found fault in each of these complaints and said so"
    words = [word for line in range(9) for x in (60, 396) for word in _typed(x, 50 + 12 * line, prose)]
    if thin:
        words = [Word(word.text.replace("of", "i"), word.box) for word in words]
    assert sheets.fold(words, 800, 560) == (None if thin else 390)
