"""A figure is read only if the picture of its page shows it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

import pytest

from crawler.reading import read
from lgsco_store.records import FigureState, Reading, ReadingStatus, Severity
from tests.attacks import Promise
from tests.reading.hostile import stream
from tests.reading.inked import AVERAGE, Page, letter, old_block, operators
from tests.reading.letterpress import Text, covering

LAST = {
    "satisfactory_remedy_rate": 0,
    "satisfactory_remedy_rate_average": 20,
    "satisfactory_remedy_decisions": 0,
    "satisfactory_remedy_base": 5,
}
REST = {
    "uphold_rate": 40,
    "uphold_rate_average": 45,
    "upheld_decisions": 2,
    "investigations": 5,
    "compliance_rate": 100,
    "compliance_rate_average": 99,
    "compliance_outcomes": 2,
}

# The last block, and the line with an average, as boxes of the file.
BLOCK = b"40 230 540 130 re f"
LINE = b"138 460 125 15 re f"
# The place of a block of the year before.
OLD_BLOCK = b"40 40 540 165 re f"
WHITE_FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << >>"
NO_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
LAYER = b"/OCProperties << /OCGs [10 0 R] /D << /OFF [10 0 R] >> >>"
GROUP = b"<< /Type /OCG /Name (Draft) >>"


def state(words: bytes) -> bytes:
    return b"/ExtGState << /G << %s >> >>" % words


def values(reading: Reading) -> dict[str, Decimal]:
    return {figure.measure: figure.value for figure in reading.figures if figure.value is not None}


def new_average(value: str, font: bytes = b"") -> bytes:
    return operators(Text(140, 378, AVERAGE.replace("99", value), 9.5), font)


def under_paper(old: bytes) -> bytes:
    """Draw an old block a little below the first one and a white page over it, on which the new texts are drawn."""
    return b"q 1 0 0 1 3 523 cm " + old + b" Q 1 g 0 0 595 842 re f 0 g @"


def painted_through(letters: bytes) -> bytes:
    """Paint a line in blue in the shapes of some letters."""
    return b"q 7 Tr " + letters + b" 0.1 0.2 0.5 rg " + LINE + b" Q"


HIDDEN = {
    "render mode 3": Page(b"3 Tr", b"0 Tr"),
    "clip alone": Page(b"q 7 Tr", b"Q"),
    "no opacity": Page(b"q /G gs", b"Q", resources=state(b"/ca 0")),
    "hardly any opacity": Page(b"q /G gs", b"Q", resources=state(b"/ca 0.03")),
    "soft mask": Page(
        b"q /G gs",
        b"Q",
        resources=state(b"/SMask << /Type /Mask /S /Luminosity /G 10 0 R >>"),
        objects=[
            NO_FONT,
            stream(b"0 g 0 0 595 842 re f", WHITE_FORM + b"/Group << /S /Transparency /CS /DeviceGray >>"),
        ],
    ),
    "white": Page(b"1 g", b"0 g"),
    "nearly white": Page(b"0.97 g", b"0 g"),
    "the colour of a band": Page(b"0.1 0.2 0.5 rg " + BLOCK + b" 0.1 0.2 0.52 rg", b"0 g"),
    "white outlines": Page(b"1 G 1 Tr", b"0 G 0 Tr"),
    "under a point": Page(b"q 0.04 0 0 0.04 300 300 cm", b"Q"),
    "under a point, on lines": Page(
        b"q 0.04 0 0 0.04 300 300 cm", b"Q",
        over=b"0.3 w " + b" ".join(b"300 %d m 330 %d l S" % (y, y) for y in range(308, 316)),
    ),
    "squeezed flat": Page(b"q 1 0 0 0.04 0 300 cm", b"Q"),
    "under a path": Page(over=b"1 g " + BLOCK),
    "under a form": Page(over=b"/X Do", resources=b"/XObject << /X 10 0 R >>", objects=[
        NO_FONT, stream(b"1 g " + BLOCK, WHITE_FORM)
    ]),
    "under an annotation": Page(entries=b"/Annots [10 0 R]", objects=[
        NO_FONT,
        b"<< /Type /Annot /Subtype /Square /F 4 /Rect [40 230 580 360] /AP << /N 11 0 R >> >>",
        stream(b"1 g 0 0 540 130 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 540 130]"),
    ]),
    "under blocks of text": Page(over=b"1 g " + BLOCK + b" 0 g " + new_average("99")),
    "clipped": Page(b"q 0 0 20 20 re W n", b"Q"),
    "off the page": Page(b"q 1 0 0 1 700 0 cm", b"Q"),
    "outside the crop box": Page(entries=b"/CropBox [0 365 595 842]"),
    "a layer that is off": Page(
        b"/OC /O BDC", b"EMC", resources=b"/Properties << /O 10 0 R >>", catalogue=LAYER, objects=[NO_FONT, GROUP],
    ),
}  # fmt: skip


@pytest.mark.attack(Promise.FIGURES, {f"Statistics that the page does not show: {how}": "no figure" for how in HIDDEN})
@pytest.mark.parametrize("page", HIDDEN.values(), ids=HIDDEN)
def test_a_block_that_the_page_does_not_show_gives_no_figure(page: Page) -> None:
    reading = read(letter(page))
    assert values(reading) == REST
    assert all(issue.severity is not Severity.ERROR for issue in reading.issues)


# Some of these ways, and more, hide a block of the year before that is left from a draft.
OLD = {
    how: replace(page, before=b"", after=b"", old=page.before.replace(BLOCK, OLD_BLOCK) + b" @ " + page.after)
    for how, page in HIDDEN.items()
    if how in {"clip alone", "the colour of a band", "soft mask", "under a point", "off the page"}
}
IN_A_FORM = b"/XObject << /X 10 0 R >> "
OLD_FORM = b"/Type /XObject /Subtype /Form /Resources << /Font << /P 7 0 R /B 8 0 R >> >> "
OLD |= {
    "clip alone, beside a line that is painted through a clip": Page(
        average=painted_through(new_average("99")), old=b"q 7 Tr @ Q",
    ),
    "a second clip without an area": Page(old=b"q 0 0 595 842 re W n 700 0 20 0 re W n @ Q"),
    "under a path": Page(old=b"@", over=b"1 g " + OLD_BLOCK),
    "below the crop box": Page(old=b"@", entries=b"/CropBox [0 210 595 842]"),
    "no opacity around a form": Page(
        old=b"q /G gs /X Do Q", resources=IN_A_FORM + state(b"/ca 0"),
        objects=[NO_FONT, stream(old_block(), OLD_FORM + b"/BBox [0 0 595 842]")],
    ),
    "lightened by white": Page(
        old=b"1 g " + OLD_BLOCK + b" 0 g q /G gs /X Do Q", resources=IN_A_FORM + state(b"/BM /Lighten"),
        objects=[NO_FONT, stream(old_block(), OLD_FORM + b"/BBox [0 0 595 842] /Group << /S /Transparency >>")],
    ),
    "cut off by the edge of a form": Page(
        old=b"/X Do", resources=IN_A_FORM,
        objects=[NO_FONT, stream(old_block(), OLD_FORM + b"/BBox [0 300 595 842]")],
    ),
    "an old print under white paper with the new one": Page(around=under_paper(old_block())),
    "the same with every text drawn twice": Page(around=under_paper(old_block() + b" " + old_block())),
    "a white pattern": Page(
        old=b"q /Pattern cs /W scn @ Q", resources=b"/Pattern << /W 10 0 R >>",
        objects=[NO_FONT, stream(
            b"1 g 0 0 8 8 re f",
            b"/Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 8 8] /XStep 8 /YStep 8"
            b" /Resources << >>",
        )],
    ),
    "a font whose glyphs draw nothing": Page(
        old=old_block(b"L"),
        objects=[
            (b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 1000 1000] /FontMatrix [.001 0 0 .001 0 0]"
            b" /CharProcs << /blank 10 0 R >> /Encoding << /Differences [32" + 95 * b" /blank" + b"] >>"
            b" /FirstChar 32 /LastChar 126 /Widths [" + 95 * b"600 " + b"] /Resources << >> /ToUnicode 11 0 R >>"),
            stream(b"600 0 d0"),
            stream(
                b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange"
                b" 1 beginbfrange <20> <7e> <0020> endbfrange endcmap"
            ),
        ],
    ),
    "a layer that is off, as all are that are not named": Page(
        old=b"/OC /O BDC @ EMC", resources=b"/Properties << /O 10 0 R >>",
        catalogue=b"/OCProperties << /OCGs [10 0 R] /D << /BaseState /OFF >> >>", objects=[NO_FONT, GROUP],
    ),
}  # fmt: skip


@pytest.mark.attack(Promise.FIGURES, {f"Old figures that the page does not show: {how}": "no figure" for how in OLD})
@pytest.mark.parametrize("page", OLD.values(), ids=OLD)
def test_an_old_block_that_the_page_does_not_show_takes_no_figure_from_the_block_that_it_shows(page: Page) -> None:
    reading = read(letter(page))
    assert values(reading) == REST | LAST
    assert reading.status is ReadingStatus.COMPLETE
    assert all(issue.severity is not Severity.ERROR for issue in reading.issues)


def test_a_hidden_period_does_not_change_the_year() -> None:
    reading = read(
        letter(
            Page(old=b"3 Tr " + operators(Text(60, 20, "for the period between 1 April 2018 to 31 March 2019", 9.5)))
        )
    )
    assert reading.year == 2020
    assert {issue.code for issue in reading.issues} == {"base_differs", "hidden_text"}


def test_hidden_words_between_those_of_a_title_leave_a_letter_a_letter() -> None:
    draft = [
        operators(replace(text, x=text.x + 25, text=re.sub(r"\w", "x", text.text))) for text in covering(2020).texts
    ]
    reading = read(letter(Page(first=b" 3 Tr " + b" ".join(draft))))
    assert reading.status is ReadingStatus.COMPLETE
    assert values(reading) == REST | LAST


def test_an_old_block_that_the_page_shows_contradicts_the_other() -> None:
    reading = read(letter(Page(old=b"@")))
    assert reading.status is ReadingStatus.PARTIAL
    assert "ambiguous" in {issue.code for issue in reading.issues}


SHOWN = {
    "as it stands": Page(),
    "grey": Page(b"0.6 g", b"0 g"),
    "red": Page(b"1 0 0 rg", b"0 g"),
    "white on a dark band": Page(b"0.1 0.2 0.5 rg " + BLOCK + b" 1 g", b"0 g"),
    "on a yellow band": Page(b"1 1 0 rg " + BLOCK + b" 0 g"),
    "half opaque": Page(b"q /G gs", b"Q", resources=state(b"/ca 0.5")),
    "multiplied": Page(b"q /G gs", b"Q", resources=state(b"/BM /Multiply")),
    "filled and outlined": Page(b"2 Tr 0.3 w", b"0 Tr"),
    "in outlines": Page(b"1 Tr 0.3 w", b"0 Tr"),
    "clipped by what holds it": Page(b"q 0 0 595 842 re W n", b"Q"),
    "a layer that is on": Page(
        b"/OC /O BDC", b"EMC", resources=b"/Properties << /O 10 0 R >>",
        catalogue=b"/OCProperties << /OCGs [10 0 R] /D << /ON [10 0 R] >> >>", objects=[NO_FONT, GROUP],
    ),
    "under a mark in yellow": Page(over=b"q /G gs 1 1 0 rg " + BLOCK + b" Q", resources=state(b"/BM /Multiply")),
    "under a frame": Page(over=b"0 G 40 230 540 130 re S"),
    "ringed with a pen": Page(entries=b"/Annots [10 0 R]", objects=[
        NO_FONT,
        (b"<< /Type /Annot /Subtype /Ink /F 4 /Rect [40 230 580 360] /InkList [[41 231 579 231 579 359]]"
        b" /AP << /N 11 0 R >> >>"),
        stream(b"1 0 0 RG 41 231 538 128 re S", b"/Type /XObject /Subtype /Form /BBox [40 230 580 360]"),
    ]),
    "under a link": Page(entries=b"/Annots [<< /Type /Annot /Subtype /Link /Rect [40 230 580 360] /Border [0 0 0] >>]"),
    "under what is hidden itself": Page(entries=b"/Annots [10 0 R]", objects=[
        NO_FONT,
        b"<< /Type /Annot /Subtype /Square /F 2 /Rect [40 230 580 360] /AP << /N 11 0 R >> >>",
        stream(b"1 g 0 0 540 130 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 540 130]"),
    ]),
    "turned": Page(entries=b"/Rotate 90", around=b"q 0 1 -1 0 800 0 cm @ Q"),
}  # fmt: skip


@pytest.mark.parametrize("page", SHOWN.values(), ids=SHOWN)
def test_a_block_that_the_page_shows_loses_nothing(page: Page) -> None:
    reading = read(letter(page))
    assert values(reading) == REST | LAST
    assert reading.status is ReadingStatus.COMPLETE


REPLACED = {
    "a white box with a new line on it": Page(over=b"1 g " + LINE + b" 0 g " + new_average("97")),
    "a digit under a white patch that touches the new ones": Page(
        average=operators(Text(139, 378, "1", 9.5)) + b" 1 g 138 462 6 11 re f 0 g " + new_average("97"),
    ),
    "a draft in a layer that is off": Page(
        average=b"/OC /O BDC " + new_average("91") + b" EMC " + new_average("97"),
        resources=b"/Properties << /O 10 0 R >>", catalogue=LAYER, objects=[NO_FONT, GROUP],
    ),
    "an annotation with a new line": Page(entries=b"/Annots [10 0 R]", objects=[
        NO_FONT,
        b"<< /Type /Annot /Subtype /FreeText /F 4 /Rect [138 460 263 475] /AP << /N 11 0 R >> >>",
        stream(
            b"1 g 138 460 125 15 re f 0 g " + new_average("97"),
            b"/Type /XObject /Subtype /Form /BBox [138 460 263 475] /Resources << /Font << /P 7 0 R >> >>",
        ),
    ]),
    "a form field": Page(average=b"", entries=b"/Annots [10 0 R]", objects=[
        NO_FONT,
        (b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (average) /V (97%) /F 4 /Rect [138 460 263 475]"
        b" /AP << /N 11 0 R >> >>"),
        stream(
            new_average("97"),
            b"/Type /XObject /Subtype /Form /BBox [138 460 263 475] /Resources << /Font << /P 7 0 R >> >>",
        ),
    ]),
}  # fmt: skip


@pytest.mark.parametrize("page", REPLACED.values(), ids=REPLACED)
def test_of_two_texts_on_one_place_the_one_that_is_seen_is_read(page: Page) -> None:
    reading = read(letter(page))
    assert values(reading) == REST | LAST | {"compliance_rate_average": 97}


def other_digit(page: bytes, mapped: bytes) -> list[bytes]:
    """Make a font whose letter map gives a different digit from the one that it draws."""
    table = b"begincmap 1 begincodespacerange <00> <ff> endcodespacerange 1 beginbfchar <%s> <00%s> endbfchar endcmap"
    return [
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 10 0 R >>",
        stream(table % (page, mapped)),
    ]


DOUBTFUL = {
    "a picture over it": Page(over=b"q 125 0 0 15 138 460 cm BI /W 4 /H 1 /BPC 8 /CS /G ID \x00\xff\x00\xff EI Q"),
    "a letter in outlines over it": Page(over=b"1 g " + LINE + b" 0 G 1 w 141 463 m 146 471 l S"),
    "a font that maps another digit": Page(
        average=operators(Text(140, 378, AVERAGE.replace("99", "97"), 9.5), b"L"),
        objects=other_digit(b"37", b"39"),
    ),
    "a clip in the shape of another digit": Page(
        average=painted_through(new_average("97", b"L")), objects=other_digit(b"37", b"39"),
    ),
    "a font that draws another digit": Page(average=operators(Text(140, 378, AVERAGE, 9.5), b"L"), objects=[
        (b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 10 0 R"
        b" /Encoding << /Differences [57 /six] >> >>"),
        other_digit(b"39", b"39")[1],
    ]),
    "digits in nearly the colour of the paper": Page(
        average=b"BT /P 9.5 Tf 1 0 0 1 140 464 Tm 0.97 g (99) Tj 0 g (% in similar authorities.) Tj ET",
    ),
    "a pen mark that crosses it out": Page(entries=b"/Annots [10 0 R]", objects=[
        NO_FONT,
        (b"<< /Type /Annot /Subtype /Ink /F 4 /Rect [138 462 152 474] /InkList [[139 464 151 472]]"
        b" /AP << /N 11 0 R >> >>"),
        stream(b"1 0 0 RG 1 w 139 464 m 151 472 l S", b"/Type /XObject /Subtype /Form /BBox [138 462 152 474]"),
    ]),
    "half of a digit under a box": Page(over=b"1 g 140 460 2.6 15 re f"),
    "text in another place's name": Page(
        average=b"/Span << /ActualText (99) >> BDC BT /P 9.5 Tf 1 0 0 1 140 464 Tm (97) Tj ET EMC "
        + operators(Text(150.6, 378, "% in similar authorities.", 9.5)),
    ),
}  # fmt: skip


@pytest.mark.parametrize("page", DOUBTFUL.values(), ids=DOUBTFUL)
def test_a_figure_over_which_the_page_shows_something_else_is_unreadable(page: Page) -> None:
    reading = read(letter(page))
    assert values(reading) == {
        measure: value for measure, value in (REST | LAST).items() if measure != "compliance_rate_average"
    }
    states = {figure.measure: figure.state for figure in reading.figures}
    assert states["compliance_rate_average"] is FigureState.UNREADABLE
    assert ("picture_differs", Severity.ERROR) in {(issue.code, issue.severity) for issue in reading.issues}
    assert reading.status is ReadingStatus.PARTIAL


def test_figures_that_are_uncertain_without_a_covered_sentence_are_not_said_to_differ_from_the_picture() -> None:
    stripes = b"q 245 0 0 40 136 293 cm BI /W 4 /H 1 /BPC 8 /CS /G ID \x00\xff\x00\xff EI Q"
    reading = read(letter(Page(over=stripes)))
    unread = {figure.measure for figure in reading.figures if figure.state is FigureState.UNREADABLE}
    assert unread == {"satisfactory_remedy_rate", "satisfactory_remedy_rate_average", "satisfactory_remedy_base"}
    assert [issue.measure for issue in reading.issues if issue.code == "picture_differs"] == [
        "satisfactory_remedy_rate"
    ]
