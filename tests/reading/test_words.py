"""Characters become words by baseline, size and gaps, whatever font and producer say about letters and spaces."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from crawler.reading import read
from crawler.reading.input import pdfium_words, upright, words
from crawler.reading.input.characters import Characters
from crawler.reading.input.meanings import BREAK, meant
from crawler.reading.page_text import PageText
from lgsco_store.records import ReadingStatus
from tests.reading.hostile import one_page, stream
from tests.reading.letterpress import HEIGHT, covering

SIZE = 10.0


def line(text: str, gaps: Sequence[float] | None = None, *, x: float = 50.0, top: float = 100.0) -> Characters:
    """Make letters five points wide, with these gaps between them."""
    x0, x1 = [], []
    for at, _ in enumerate(text):
        x0.append(x)
        x1.append(x + 5)
        x += 5 + (gaps[at] if gaps and at < len(gaps) else 0.0)
    return Characters(text, x0, x1, [(top, top + SIZE)] * len(text))


def beside(*parts: Characters) -> Characters:
    """Join several pieces in the order in which a producer emits them."""
    sides = [[one for part in parts for one in getattr(part, name)] for name in ("x0", "x1", "rows")]
    return Characters("".join(part.text for part in parts), *sides)


def piece(text: str, x: float, *, top: float = 100.0, size: float = SIZE) -> Characters:
    """Make letters half as wide as they are high, from a place on."""
    x0 = [x + size / 2 * at for at in range(len(text))]
    return Characters(text, x0, [left + size / 2 for left in x0], [(top, top + size)] * len(text))


def texts(found: Characters) -> list[str]:
    return [word.text for word in words.join_characters(found)]


def test_words_part_at_gaps_where_no_space_was_written() -> None:
    gaps = [0.0] * 18
    gaps[1] = gaps[2] = gaps[10] = 2.2
    assert texts(line("of5detailedletters1", gaps)) == ["of", "5", "detailed", "letters1"]


def test_letters_of_a_spaced_heading_are_one_word() -> None:
    assert texts(line("COMPLAINTS", [3.0] * 9)) == ["COMPLAINTS"]


@settings(max_examples=30, deadline=None)
@given(spacing=st.floats(0, 4), word=st.sampled_from(["complaints", "upheld", "received"]))
def test_even_gaps_part_no_word(spacing: float, word: str) -> None:
    assert texts(line(word, [spacing] * len(word))) == [word]


@settings(max_examples=50, deadline=None)
@given(
    gaps=st.lists(st.floats(0, 6), min_size=8, max_size=8),
    scale=st.floats(0.5, 4),
    across=st.floats(-50, 500),
    down=st.floats(-50, 700),
)
def test_words_are_the_same_wherever_and_however_large_they_are_drawn(
    gaps: list[float], scale: float, across: float, down: float
) -> None:
    one = line("upheld 12", gaps)
    other = Characters(
        one.text,
        [scale * edge + across for edge in one.x0],
        [scale * edge + across for edge in one.x1],
        [(scale * top + down, scale * bottom + down) for top, bottom in one.rows],
    )
    near = [gap for gap in gaps for limit in (1.4, 6.4) if abs(gap - limit) < 0.01]
    assert near or texts(one) == texts(other)


def test_letters_of_a_ligature_share_its_place() -> None:
    found = beside(piece("s", 50), piece("t", 55), piece("t", 55), piece("a", 60))
    assert texts(found) == ["stta"]


def test_a_tail_under_the_next_letters_parts_no_word() -> None:
    tail = Characters("Q", [50.0], [62.0], [(100.0, 110.0)])
    assert texts(beside(tail, piece("uill", 55))) == ["Quill"]


def test_a_break_that_an_engine_believes_in_parts_no_touching_letters() -> None:
    assert texts(beside(piece("4", 50), piece(BREAK, 55), piece("0%", 55))) == ["40%"]
    assert texts(beside(piece("4", 50), piece(BREAK, 55), piece("0%", 57))) == ["4", "0%"]


def test_text_that_is_drawn_again_a_little_aside_is_one_text() -> None:
    assert texts(beside(piece("12 cases", 50), piece(BREAK, 90), piece("12 cases", 50.4))) == ["12", "cases"]
    letters = [
        part for at, letter in enumerate("2013") for part in (piece(letter, 50 + 5 * at), piece(letter, 50.3 + 5 * at))
    ]
    assert texts(beside(*letters)) == ["2013"]


def test_a_digit_written_over_another_is_not_the_next_one() -> None:
    assert texts(beside(piece("3", 50), piece("5", 51))) == ["3", "5"]


def test_the_same_digit_twice_is_two_digits() -> None:
    assert texts(piece("1122", 50)) == ["1122"]


@pytest.mark.parametrize("text", ["2", "20", "20%", "decisions"])
@pytest.mark.parametrize(
    ("size", "raised"),
    [pytest.param(6, 0.33, id="superscript"), pytest.param(8, 0.15, id="little"), pytest.param(10, 0.2, id="as large")],
)
def test_a_raised_mark_is_no_digit_of_the_number_before_it(text: str, size: float, raised: float) -> None:
    # Boxes reach equally far below their baselines, as shares of their height.
    top = 100 - raised * SIZE + 0.78 * (SIZE - size)
    found = beside(piece(text, 50), piece("1", 50 + 5 * len(text), top=top, size=size))
    assert texts(found) == [text]


def test_a_word_is_as_wide_as_with_its_raised_mark() -> None:
    """Otherwise the rest of the line would be as far away as another column."""
    [word] = words.join_characters(beside(piece("99%", 50), piece("2", 65, top=101, size=6)))
    assert word.text == "99%"
    assert word.box == (50.0, 100.0, 68.0, 110.0)


def test_a_raised_mark_in_front_is_no_digit_of_the_number_behind_it() -> None:
    assert texts(beside(piece("2", 47, top=101, size=6), piece("15", 50))) == ["15"]


@pytest.mark.parametrize("mark", ["4,5", "\N{ASTERISK OPERATOR}"])
def test_two_raised_marks_and_a_raised_asterisk_are_no_part_of_the_number_before_them(mark: str) -> None:
    assert texts(beside(piece("27", 50), piece(mark, 60, top=99, size=7))) == ["27"]


@pytest.mark.parametrize(
    ("drawn", "number"),
    [
        ("2\N{NARROW NO-BREAK SPACE}636", "2,636"),
        ("1\N{THIN SPACE}045\N{THIN SPACE}377", "1,045,377"),
        ("15\N{MIDDLE DOT}8", "15.8"),
        ("12\N{THIN SPACE}34", "12 34"),
        ("2\N{NO-BREAK SPACE}636", "2 636"),
        ("\N{MIDDLE DOT}8", "\N{MIDDLE DOT}8"),
    ],
)
def test_thin_spaces_group_digits_and_a_raised_dot_is_a_point(drawn: str, number: str) -> None:
    assert meant(drawn) == number


@pytest.mark.parametrize("leader", ["......", ". . . . . ", " ....... "])
def test_dots_lead_from_a_label_to_its_value_and_are_no_part_of_either(leader: str) -> None:
    assert texts(piece(f"Other{leader}4", 50)) == ["Other", "4"]


@pytest.mark.parametrize("top", [100.9, 99.1, 102.5])
def test_digits_that_are_not_level_are_not_one_number(top: float) -> None:
    assert texts(beside(piece("2", 50), piece("1", 55, top=top))) == ["2", "1"]


def test_a_sign_that_is_smaller_than_its_number_is_lost_to_neither() -> None:
    found = texts(beside(piece("40", 50, size=20), piece("%", 70, top=102, size=10)))
    assert "".join(found) == "40%"


def drawn(draw: str, *, font: str = "Helvetica") -> list[str]:
    """Return the words of a page drawn with raw operators."""
    target = io.BytesIO()
    canvas = Canvas(target, pageCompression=0)
    canvas.setFont(font, 10)
    canvas._code.append(draw)
    canvas.save()
    page = pypdfium2.PdfDocument(target.getvalue())[0]
    found, _, _ = upright.read(pdfium_words.read(PageText(page)), page.get_bbox())
    return [word.text for word in found]


@pytest.mark.parametrize(
    "operators",
    [
        pytest.param("(40% were upheld) Tj", id="one string"),
        pytest.param("[(40) 10 (%) -250 (were) -250 (up) 5 (held)] TJ", id="gaps for spaces"),
        pytest.param("1.2 Tc (40% were upheld) Tj", id="spaced letters with spaces"),
        pytest.param("30 Tw (40% were upheld) Tj", id="wide spaces"),
        pytest.param("50 Tz (40% were upheld) Tj", id="narrow letters"),
        pytest.param("(40% were up) Tj (held) Tj", id="two strings"),
        pytest.param("2 Tr 0.3 w (40% were upheld) Tj", id="outlined letters"),
    ],
)
def test_operators_that_draw_the_same_words_give_the_same_words(operators: str) -> None:
    assert drawn(f"BT 1 0 0 1 72 700 Tm /F1 10 Tf {operators} ET") == ["40%", "were", "upheld"]


def test_text_in_other_units_has_the_size_in_which_it_is_shown() -> None:
    assert drawn("q 0.1 0 0 0.1 0 0 cm BT 1 0 0 1 720 7000 Tm /F1 100 Tf (40% were upheld) Tj ET Q") == [
        "40%",
        "were",
        "upheld",
    ]


def test_a_small_raised_percent_sign_belongs_to_its_number() -> None:
    small = "/F1 6 Tf 1 0 0 1 {x} 705 Tm (%) Tj"
    assert drawn(f"BT 1 0 0 1 72 700 Tm /F1 10 Tf (40) Tj {small.format(x=83.2)} ET") == ["40%"]
    assert drawn(f"BT 1 0 0 1 72 700 Tm /F1 10 Tf (40) Tj {small.format(x=90)} ET") == ["40", "%"]


def mapped_by_names(*, before: str = "", after: str = "") -> bytes:
    """Make a letter whose codes are in an order of its own, so that only its glyph names identify the letters.

    The operators stand around the line of its title.
    """
    sheet = covering(2020)
    used = sorted({letter for text in sheet.texts for letter in text.text} - {" "})
    names = [f"uni{ord(letter):04X}" for letter in used]
    codes = {letter: 40 + at for at, letter in enumerate(used)} | {" ": 33}
    shown = {text: bytes(codes[letter] for letter in text.text).hex() for text in sheet.texts}
    lines = [
        f"BT /F {text.size} Tf 1 0 0 1 {text.x} {HEIGHT - text.y} Tm <{shown[text]}> Tj ET" for text in sheet.texts
    ]
    title = next(at for at, text in enumerate(sheet.texts) if text.text.startswith("Annual Review"))
    lines[title] = f"{before}{lines[title]}{after}"
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 0 0] /FontMatrix [0.001 0 0 0.001 0 0] /Resources << >>"
        f" /FirstChar 33 /LastChar {39 + len(used)} /Widths [{' '.join(['500'] * (7 + len(used)))}]"
        f" /Encoding << /Type /Encoding /Differences [33 /space 40 {' '.join('/' + name for name in names)}] >>"
        f" /CharProcs << /space 6 0 R {' '.join(f'/{name} 6 0 R' for name in names)} >> >>"
    )
    glyph = b"500 0 0 0 450 700 d1 50 0 400 700 re f"
    return one_page("\n".join(lines).encode(), b"/Font << /F 5 0 R >>", font.encode(), stream(glyph))


def test_a_font_that_one_engine_cannot_map_is_shown_to_the_other() -> None:
    reading = read(mapped_by_names())
    assert reading.status is ReadingStatus.NO_STATISTICS
    assert reading.authority == "Bromsgrove District Council"
    assert reading.title == "Annual Review letter 2020"


def test_the_other_engine_is_not_asked_about_a_page_that_hides_some_of_its_text() -> None:
    reading = read(mapped_by_names(before="q 0 0 9 9 re W n ", after=" Q"))
    assert reading.status is ReadingStatus.UNREADABLE
    assert [issue.code for issue in reading.issues] == ["unmapped_text"]
