"""Scans with recognised text: a figure is read if the picture shows its digits too, or if a sum proves it."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from crawler.reading import read
from lgsco_store.records import FigureState, Reading
from tests.reading.letterpress import HEIGHT, WIDTH, Measures, Sheet, covering, measures_sheet, pdf

PRINTED = {
    "uphold_rate": 40,
    "uphold_rate_average": 45,
    "upheld_decisions": 6,
    "investigations": 15,
    "compliance_rate": 98,
    "compliance_rate_average": 99,
    "compliance_outcomes": 43,
    "satisfactory_remedy_rate": 17,
    "satisfactory_remedy_rate_average": 20,
    "satisfactory_remedy_decisions": 1,
    "satisfactory_remedy_base": 15,
}
NUMBERS = Measures("40%", "6", "15", "98%", "43", "17%", "1")


def sheet(old: str = "", new: str = "") -> Sheet:
    """Draw the statistics page, with other words in one place."""
    whole = measures_sheet(NUMBERS)
    texts = [replace(text, text=text.text.replace(old, new)) for text in whole.texts] if old else whole.texts
    return replace(whole, texts=texts)


def scan(recognised: Sheet, *, dots: int = 200) -> bytes:
    """Make a letter whose second page is a grainy picture, at this resolution, with recognised text under it."""
    picture = pypdfium2.PdfDocument(pdf([sheet()]))[0].render(scale=dots / 72).to_pil().convert("L")
    grain = Image.frombytes("L", picture.size, random.Random(1).randbytes(picture.width * picture.height))  # noqa: S311
    packed = io.BytesIO()
    Image.blend(picture, grain, 0.15).save(packed, "JPEG", quality=70)
    target = io.BytesIO()
    drawing = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1)
    _write(drawing, covering(2020), mode=0)
    drawing.showPage()
    drawing.drawImage(ImageReader(packed), 0, 0, WIDTH, HEIGHT)
    _write(drawing, recognised, mode=3)
    drawing.save()
    return target.getvalue()


def _write(drawing: Canvas, sheet: Sheet, *, mode: int) -> None:
    for text in sheet.texts:
        words = drawing.beginText(text.x, HEIGHT - text.y)
        words.setFont(text.font, text.size)
        words.setTextRenderMode(mode)
        words.textOut(text.text)
        drawing.drawText(words)


def values(reading: Reading) -> dict[str, Decimal]:
    return {figure.measure: figure.value for figure in reading.figures if figure.value is not None}


@pytest.mark.parametrize("dots", [150, 200])
def test_a_figure_of_a_scan_stands_where_its_picture_shows_it(dots: int) -> None:
    reading = read(scan(sheet(), dots=dots))
    assert values(reading) == PRINTED
    assert "recognised_text" in {issue.code for issue in reading.issues}


@pytest.mark.parametrize(
    ("shown", "recognised", "measure"),
    [
        ("45%", "46%", "uphold_rate_average"),
        ("99% in", "9% in", "compliance_rate_average"),
        ("of 43", "of 13", "compliance_outcomes"),
        ("of 43", "of 4", "compliance_outcomes"),
        ("of 43", "of 431", "compliance_outcomes"),
        ("20%", "2.0%", "satisfactory_remedy_rate_average"),
        ("20%", "26%", "satisfactory_remedy_rate_average"),
    ],
)
def test_a_figure_that_the_picture_shows_otherwise_is_unreadable(shown: str, recognised: str, measure: str) -> None:
    reading = read(scan(sheet(shown, recognised)))
    [figure] = [figure for figure in reading.figures if figure.measure == measure]
    assert figure.state is FigureState.UNREADABLE
    assert values(reading).items() <= PRINTED.items()


def test_sums_prove_nothing_that_the_picture_shows_otherwise() -> None:
    reading = read(scan(measures_sheet(replace(NUMBERS, uphold="60%", upheld="9"))))
    assert values(reading).items() <= PRINTED.items()
    states = {figure.measure: figure.state for figure in reading.figures}
    assert states["uphold_rate"] is states["upheld_decisions"] is FigureState.UNREADABLE
