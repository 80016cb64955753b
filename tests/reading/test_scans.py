"""Scans with recognised text: a figure is read if the picture shows its digits too, or if a sum proves it."""

from __future__ import annotations

import io
import random
from dataclasses import replace
from decimal import Decimal

import pypdfium2
import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFont
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from crawler.reading import read
from crawler.reading.ink.marks import Mark
from crawler.reading.ink.numbers import confirm_numbers, misread_numbers
from lgsco_store.records import FigureState, Reading
from tests.reading.letterpress import (
    AREA_NAMES,
    HEIGHT,
    WIDTH,
    Measures,
    Sheet,
    Text,
    covering,
    measures_sheet,
    pdf,
    tables_sheet,
)

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


def scan(recognised: Sheet, *, dots: int = 200, picture: Sheet | None = None, year: int = 2020) -> bytes:
    """Make a letter whose second page is a grainy picture, at this resolution, with recognised text under it."""
    drawn = pypdfium2.PdfDocument(pdf([picture or sheet()]))[0].render(scale=dots / 72).to_pil().convert("L")
    grain = Image.frombytes("L", drawn.size, random.Random(1).randbytes(drawn.width * drawn.height))  # noqa: S311
    packed = io.BytesIO()
    Image.blend(drawn, grain, 0.15).save(packed, "JPEG", quality=70)
    target = io.BytesIO()
    drawing = Canvas(target, pagesize=(WIDTH, HEIGHT), invariant=1)
    _write(drawing, covering(year), mode=0)
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


def test_sums_prove_what_the_picture_shows_and_not_what_was_recognised() -> None:
    reading = read(scan(measures_sheet(replace(NUMBERS, uphold="60%", upheld="9"))))
    assert values(reading).items() <= PRINTED.items()
    assert {"uphold_rate", "upheld_decisions", "investigations"} <= set(values(reading))


def test_a_number_recognised_as_letters_stands_where_a_sum_proves_it() -> None:
    reading = read(scan(sheet("of 15", "of 1S")))
    assert values(reading)["investigations"] == PRINTED["investigations"]


def test_a_number_recognised_as_letters_is_no_figure_without_a_sum() -> None:
    reading = read(scan(sheet("of 43", "of 4B")))
    assert "compliance_outcomes" not in values(reading)


RECEIVED_2018 = ("3", "10", "8", "21", "6", "0", "14", "9", "5", "76")
DECIDED_2018 = ("1", "5", "11", "21", "4", "12", "75%", "54")


def scanned_tables(received: tuple[str, ...]) -> Reading:
    """Read a scan of the tables of 2018, with other words than numbers recognised in a row."""
    picture = tables_sheet(RECEIVED_2018, DECIDED_2018, ruled=False)
    return read(scan(tables_sheet(received, DECIDED_2018, ruled=False), picture=picture, year=2018))


def received(reading: Reading) -> dict[str | None, Decimal]:
    figures = (figure for figure in reading.figures if figure.measure == "complaints_received")
    return {figure.category: figure.value for figure in figures if figure.value is not None}


def test_a_row_of_a_scan_that_adds_up_has_the_numbers_of_its_picture() -> None:
    misread = ("3", "10", "a", "Zi", "6", "ie)", "14", "g", "5", "76")
    assert received(scanned_tables(misread)) == dict(zip(AREA_NAMES, map(Decimal, RECEIVED_2018), strict=True))


def test_a_row_of_a_scan_that_does_not_add_up_has_no_number_of_its_picture_alone() -> None:
    # The picture of the total is another number, so that nothing proves the others.
    shown = (*RECEIVED_2018[:-1], "79")
    picture = tables_sheet(shown, DECIDED_2018, ruled=False)
    misread = tables_sheet(("3", "10", "a", "Zi", "6", "ie)", "14", "g", "5", "79"), DECIDED_2018, ruled=False)
    found = received(read(scan(misread, picture=picture, year=2018)))
    assert not {"corporate_and_other_services", "education_and_childrens_services"} & set(found)
    assert not {"highways_and_transport", "planning_and_development"} & set(found)


def test_rules_recognised_between_the_numbers_of_a_row_are_no_values() -> None:
    whole = tables_sheet(RECEIVED_2018, DECIDED_2018, ruled=True)
    row = [text for text in whole.texts if text.text in RECEIVED_2018 and text.y == 187]
    rules = [replace(text, x=text.x - aside, text="|") for text in row for aside in (28, 15)]
    recognised = replace(whole, texts=[*whole.texts, *rules])
    reading = read(scan(recognised, picture=whole, year=2018))
    assert received(reading) == dict(zip(AREA_NAMES, map(Decimal, RECEIVED_2018), strict=True))


def with_bar(text: Text) -> list[Text]:
    """Return a text with a bar in the middle of the place of its lone 1, which is wider."""
    before, one, after = text.text.partition(" 1 ")
    if not one or not after.startswith("detailed"):
        return [text]
    left, wide = (stringWidth(part, text.font, text.size) for part in (f"{before} ", "1"))
    bar = replace(text, text="|", x=text.x + left + 0.15 * text.size)
    return [replace(text, text=before), bar, replace(text, text=after, x=text.x + left + 1.5 * wide)]


def test_a_one_recognised_as_a_rule_is_a_one_where_a_rate_proves_it() -> None:
    only = measures_sheet(Measures("100%", "1", "1", "98%", "43", "100%", "1"))
    recognised = replace(only, texts=[part for text in only.texts for part in with_bar(text)])
    states = {figure.measure: figure.state for figure in read(scan(recognised, picture=only)).figures}
    assert states["investigations"] is FigureState.PRINTED


def slant(level: Sheet) -> Sheet:
    """Let the lines of a page fall half a degree, each of its words level, as text recognition writes them."""
    texts = []
    for text in level.texts:
        x = text.x
        for word in text.text.split(" "):
            texts.append(replace(text, text=word, x=x, y=text.y + 0.009 * x))
            x += stringWidth(f"{word} ", text.font, text.size)
    return replace(level, texts=texts)


def test_a_page_that_was_scanned_at_a_slant_has_its_rows_whole() -> None:
    slanted = slant(tables_sheet(RECEIVED_2018, DECIDED_2018, ruled=False))
    reading = read(scan(slanted, picture=slanted, year=2018))
    assert received(reading) == dict(zip(AREA_NAMES, map(Decimal, RECEIVED_2018), strict=True))


def test_two_digits_that_touch_are_not_one() -> None:
    """The shape of a touching 48 is most like a 4, which recognition may have read."""
    joined = Image.new("L", (120, 60), 255)
    pen, font = ImageDraw.Draw(joined), ImageFont.load_default(30)
    pen.text((40, 15), "4", fill=0, font=font)
    pen.text((53.5, 15), "8", fill=0, font=font)
    mark = Mark(0, "4", 1, ImageChops.invert(joined).getbbox() or (0, 0, 0, 0), 10.0, 0)
    assert [is_shown for _, _, is_shown in confirm_numbers([[mark]], joined)] == [None]


def test_a_one_that_recognition_left_out_makes_the_digit_beside_it_doubtful() -> None:
    """Its distance is two fifths of its height, more than that between other digits."""
    shown = Image.new("L", (120, 60), 255)
    pen = ImageDraw.Draw(shown)
    pen.rectangle((38, 18, 41, 37), fill=0)
    pen.text((49, 8), "4", fill=0, font=ImageFont.load_default(30))
    mark = Mark(0, "4", 1, (49.0, 15.0, 66.0, 37.0), 10.0, 0)
    assert [is_shown for _, _, is_shown in confirm_numbers([[mark]], shown)] == [None]


def test_a_digit_that_recognition_left_out_makes_the_one_beside_it_doubtful() -> None:
    shown = Image.new("L", (120, 60), 255)
    pen = ImageDraw.Draw(shown)
    pen.rectangle((38, 18, 41, 37), fill=0)
    pen.text((49, 8), "4", fill=0, font=ImageFont.load_default(30))
    mark = Mark(0, "1", 1, (37.0, 18.0, 42.0, 38.0), 10.0, 0)
    assert [is_shown for _, _, is_shown in confirm_numbers([[mark]], shown)] == [None]


def test_a_digit_in_two_pieces_is_not_two_digits() -> None:
    """The 0 of a poor picture looks like a 1 and a 3, which the recognised number is not long enough for."""
    broken = Image.new("L", (120, 60), 255)
    pen = ImageDraw.Draw(broken)
    pen.arc((40, 15, 62, 45), 100, 260, fill=0, width=4)
    pen.arc((46, 15, 68, 45), -80, 80, fill=0, width=4)
    mark = Mark(0, "0", 1, (40.0, 15.0, 68.0, 45.0), 10.0, 0)
    assert list(misread_numbers([[mark]], broken)) == []
