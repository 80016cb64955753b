"""Pages that are sideways, upside down or slanted are read in the direction of most of their text."""

from __future__ import annotations

import io
import math

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.input.frame import Frame
from lgsco_store.records import ReadingStatus
from tests.reading.letterpress import (
    AREA_NAMES,
    AREAS,
    DECIDED,
    HEIGHT,
    OUTCOME_NAMES,
    OUTCOMES,
    RECEIVED,
    WIDTH,
    Measures,
    Text,
    covering,
    measures_sheet,
    pdf,
    tables_sheet,
)
from tests.reading.test_drawn_letters import BROMSGROVE, printed

SHEETS = [covering(2020), measures_sheet(Measures())]


def shown_turned(content: bytes, degrees: int) -> bytes:
    """Return the same file with every page shown rotated clockwise."""
    document, target = pypdfium2.PdfDocument(content), io.BytesIO()
    for page in document:
        page.set_rotation(degrees)
    document.save(target)
    return target.getvalue()


@pytest.mark.parametrize("degrees", [90, 180, 270])
def test_a_page_that_is_shown_on_its_side_is_read_all_the_same(degrees: int) -> None:
    reading = read(shown_turned(pdf(SHEETS), degrees))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize("degrees", [0, 180, 270])
def test_text_that_is_drawn_on_its_side_is_read_all_the_same(degrees: int) -> None:
    reading = read(shown_turned(pdf(SHEETS, turned=True), degrees))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE


def test_text_that_is_drawn_upside_down_is_read_all_the_same() -> None:
    assert printed(read(pdf(SHEETS, lean=180))) == BROMSGROVE


@settings(max_examples=8, deadline=None)
@given(lean=st.floats(-3, 3))
def test_a_page_that_lies_askew_is_read_all_the_same(lean: float) -> None:
    reading = read(pdf(SHEETS, lean=lean))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize("lean", [-2.5, -0.7, 0.5, 1.5])
def test_tables_that_lie_askew_are_read_all_the_same(lean: float) -> None:
    reading = read(pdf([covering(2018), tables_sheet(AREAS, OUTCOMES)], lean=lean))
    received = {f.category: f.value for f in reading.figures if f.measure == "complaints_received"}
    assert received == dict(zip(AREA_NAMES, map(int, AREAS), strict=True))
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize(("lean", "shown"), [(0, 90), (180, 0), (0, 180), (1.5, 0)])
def test_a_figure_says_where_it_stands_on_the_page_as_it_is_shown(lean: float, shown: int) -> None:
    reading = read(shown_turned(pdf(SHEETS, lean=lean), shown))
    rate = next(figure for figure in reading.figures if figure.measure == "uphold_rate")
    # The first word of the sentence is drawn at 140 from the left, on a baseline at 140 from the top.
    x, y = on_page(140, 140, lean)
    x, y = {0: (x, y), 90: (HEIGHT - y, x), 180: (WIDTH - x, HEIGHT - y)}[shown]
    assert rate.bbox is not None
    x0, top, x1, bottom = rate.bbox
    assert x0 - 3 <= x <= x1 + 3
    assert top - 3 <= y <= bottom + 3
    wide, high = (x1 - x0, bottom - top) if shown % 180 == 0 else (bottom - top, x1 - x0)
    assert 80 < wide < 200
    assert 18 < high < 32


def on_page(x: float, y: float, lean: float) -> tuple[float, float]:
    """Return where a point of a sheet is on a page that is slanted around its middle."""
    angle = -math.radians(lean)
    across, down = x - WIDTH / 2, y - HEIGHT / 2
    return (
        WIDTH / 2 + across * math.cos(angle) - down * math.sin(angle),
        HEIGHT / 2 + across * math.sin(angle) + down * math.cos(angle),
    )


def test_a_stamp_up_the_margin_disturbs_no_line() -> None:
    sheet = measures_sheet(Measures())
    sheet.texts.append(Text(30, 700, "Agenda item 7, supplementary papers, page 212 of 388", 9, lean=90))
    reading = read(pdf([covering(2020), sheet]))
    assert printed(reading) == BROMSGROVE


@settings(max_examples=50, deadline=None)
@given(
    turn=st.sampled_from([0, 90, 180, 270]),
    skew=st.floats(-0.1, 0.1),
    x=st.floats(-1000, 1000),
    y=st.floats(-1000, 1000),
)
def test_a_frame_gives_back_the_point_that_it_was_given(turn: int, skew: float, x: float, y: float) -> None:
    frame = Frame(turn, (10.0, 20.0, 605.0, 862.0), skew)
    assert frame.filed(*frame.seen(x, y)) == pytest.approx((x, y), abs=1e-6)
    assert frame.seen(*frame.filed(x, y)) == pytest.approx((x, y), abs=1e-6)


@pytest.mark.parametrize(
    ("lean", "aside", "ruled"), [(90, -4, True), (90, 8, False), (-90, 6, True), (-90, -10, False)]
)
def test_labels_may_run_up_or_down_over_the_numbers_of_their_columns(lean: float, aside: float, *, ruled: bool) -> None:
    sheet = tables_sheet(AREAS, OUTCOMES, ruled=ruled)
    for top, labels, values in ((115, RECEIVED, AREAS), (240, DECIDED, OUTCOMES)):
        sheet.texts = [text for text in sheet.texts if not top + 20 < text.y < top + 80]
        sheet.rules = [rule for rule in sheet.rules if not top < rule[1] < top + 81]
        step = (WIDTH - 90) / len(labels)
        for at, (label, value) in enumerate(zip(labels, values, strict=True)):
            x = 45 + step * (at + 0.5)
            words = label.replace("|", " ").replace("Devel opment", "Development").split(" ", 2)
            rows = [" ".join(words[:2]), *words[2:]]
            for row, part in enumerate(rows):
                place = (x + aside + 8 * row, top + 78) if lean > 0 else (x + aside - 8 * row, top + 5)
                sheet.texts.append(Text(*place, part, 6, lean=lean))
            sheet.texts.append(Text(x - 4, top + 95, value, 9))
            if ruled:
                sheet.rules += [(x - step / 2, top - 2, x - step / 2, top + 100)]
    reading = read(pdf([covering(2018), sheet]))
    received = {f.category: f.value for f in reading.figures if f.measure == "complaints_received"}
    assert received == dict(zip(AREA_NAMES, map(int, AREAS), strict=True))
    decided = {f.category: f.value for f in reading.figures if f.measure == "complaints_decided"}
    assert decided == dict(zip((*OUTCOME_NAMES, "total"), (1, 1, 4, 1, 0, 1, 8), strict=True))
    assert reading.status is ReadingStatus.COMPLETE
