"""Words of a line are split into cells, and labels into columns over their values, by the gaps on the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.input import column_geometry, geometry, pdfplumber_engine
from crawler.reading.input.document import Cell, Word
from crawler.reading.letter.identify import identify
from lgsco_store.records import Reading, ReadingStatus
from tests.reading.letterpress import (
    AREAS,
    BOLD,
    DECIDED,
    HEIGHT,
    OUTCOMES,
    RECEIVED,
    Measures,
    Sheet,
    Text,
    covering,
    measures_sheet,
    pdf,
    tables_sheet,
)
from tests.reading.test_drawn_letters import BROMSGROVE, printed

SIZE = 10.0


def row(*words: tuple[str, float], top: float = 100.0) -> list[Word]:
    """Make words on one line, each with the gap before it; letters are half as wide as they are high."""
    placed, right = [], 50.0
    for text, gap in words:
        x0, right = right + gap, right + gap + len(text) * SIZE / 2
        placed.append(Word(text, (x0, top, right, top + SIZE)))
    return placed


def cells(words: Sequence[Word]) -> list[str]:
    (line,) = geometry.lines(1, words)
    return [cell.text for cell in line.cells]


def test_a_gap_much_wider_than_the_others_of_its_line_parts_cells() -> None:
    words = row(("an", 0), ("average", 2.5), ("in", 2.5), ("similar", 2.5), ("satisfactory", 7), ("remedy", 2.5))
    assert cells(words) == ["an average in similar", "satisfactory remedy"]


def test_a_space_may_part_the_thousands_of_a_number_in_a_table() -> None:
    assert cells(row(("402", 0), ("1", 30), ("219", 2.5), ("8", 30))) == ["402", "1,219", "8"]
    assert cells(row(("402", 0), ("1", 30), ("21", 2.5), ("8", 30))) == ["402", "1 21", "8"]
    assert cells(row(("402", 0), ("1", 2.5), ("219", 2.5), ("8", 2.5))) == ["402 1 219 8"]


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", " "])
def test_a_table_with_spaces_in_its_thousands_is_read_whole(space: str, *, ruled: bool) -> None:
    received = ("402", "1", f"1{space}219", "1", "0", "1", "3", "1", "0", f"1{space}628")
    reading = read(pdf([covering(2018), tables_sheet(received, OUTCOMES, ruled=ruled)]))
    found = [figure.value for figure in reading.figures if figure.measure == "complaints_received"]
    assert found == [402, 1, 1219, 1, 0, 1, 3, 1, 0, 1628]
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize("ruled", [True, False])
@pytest.mark.parametrize(("up", "size"), [(3.2, 5.5), (4.5, 9)])
def test_marks_of_notes_in_cells_are_no_digits_wherever_they_are_written(
    up: float, size: float, *, ruled: bool
) -> None:
    sheet = tables_sheet(AREAS, OUTCOMES, ruled=ruled)
    marked = [text for text in sheet.texts if text.text in {"3", "7"}]
    sheet.texts += [Text(text.x + 5.2, text.y - up, mark, size) for text, mark in zip(marked, "12", strict=True)]
    reading = read(pdf([covering(2018), sheet]))
    found = [figure.value for figure in reading.figures if figure.measure == "complaints_received"]
    assert found == list(map(int, AREAS))
    assert reading.status is ReadingStatus.COMPLETE


def test_the_wider_gap_behind_a_sentence_parts_nothing() -> None:
    words = row(("per", 0), ("thousand", 2.5), ("or", 2.5), ("residents.", 2.5), ("The", 6), ("average", 2.5))
    assert cells(words) == ["per thousand or residents. The average"]


@pytest.mark.parametrize("gap", [2.5, 9.5, 12.0, 17.0])
def test_even_gaps_of_a_justified_line_part_nothing(gap: float) -> None:
    words = row(("please", 0), *((word, gap) for word in ("visit", "our", "website", "to", "read")))
    assert cells(words) == ["please visit our website to read"]


def test_even_gaps_between_numbers_part_them() -> None:
    assert cells(row(("12", 0), *((number, 12.0) for number in ("3", "4", "15", "6")))) == ["12", "3", "4", "15", "6"]


def test_a_line_that_steps_is_two_cells() -> None:
    words = row(("an", 0), ("average", 4), ("of", 4), ("40%", 4))
    lower = [
        Word(word.text, (box[0], box[1] + 0.8, box[2], box[3] + 0.8))
        for word, box in geometry.with_boxes(row(("upheld", 135)))
    ]
    assert cells([*words, *lower]) == ["an average of 40%", "upheld"]


# Where each label's words are: the left edge, the line, and the words; values are in the middle of each column.
COLUMNS = (("Advice", "Given"), ("Closed", "After", "Enquiries"), ("Not", "Upheld"), ("Upheld",), ("Total",))
PITCH = 60.0


def labels(*, across: float, scale: float, lean: float) -> list[list[Word]]:
    """Return the words of each label below one another, those of the shortest on the lowest line."""
    return [
        [
            Word(text, placed((PITCH * at, 40 - 11.0 * (len(texts) - number), len(text) * 4.5), across, scale, lean))
            for number, text in enumerate(texts)
        ]
        for at, texts in enumerate(COLUMNS)
    ]


def placed(
    place: tuple[float, float, float], across: float, scale: float, lean: float
) -> tuple[float, float, float, float]:
    """Return the box of a word, each column's slightly further down in a slanted table."""
    x, top, width = place
    top += lean * x
    return (across + scale * x, scale * top, across + scale * (x + width), scale * (top + SIZE))


@settings(max_examples=30, deadline=None)
@given(
    across=st.floats(0, 200),
    scale=st.floats(0.5, 3),
    lean=st.floats(-0.004, 0.004),
    right=st.floats(0, 30),
)
def test_labels_part_between_the_values_below_them(across: float, scale: float, lean: float, right: float) -> None:
    """Values are at the left, in the middle or at the right of their labels."""
    heads = labels(across=across, scale=scale, lean=lean)
    spanning = [
        Word(text, placed((PITCH * 1.2 + at * 46.5, -12, 44), across, scale, lean))
        for at, text in enumerate(("Detailed", "matters", "examined"))
    ]
    values = [
        Cell((Word(str(at), placed((PITCH * at + right, 55, 5), across, scale, lean)),)) for at in range(len(COLUMNS))
    ]
    lines = geometry.lines(1, [*(word for head in heads for word in head), *spanning])
    found = column_geometry.words_above(lines, values)
    assert [tuple(word.text for word in head) for head in found] == list(COLUMNS)


def test_a_paragraph_goes_on_over_the_page() -> None:
    first, second = measures_sheet(Measures()), Sheet()
    torn = [text for text in first.texts if text.text == "20% in similar authorities."]
    below = [text for text in first.texts if text.y > torn[0].y + 1 and text.x < 300]
    first.texts = [text for text in first.texts if text not in torn and text not in below]
    second.texts = [Text(140, 60, "20% in similar authorities.", 9.5)]
    reading = read(pdf([covering(2020), first, second]))
    assert "satisfactory_remedy_rate_average" not in printed(reading)
    second.texts = [Text(140, 60, "in similar authorities.", 9.5)]
    first.texts.append(Text(140, HEIGHT - 60, "This compares to an average of 20%", 9.5))
    first.texts = [text for text in first.texts if not (text.text.endswith("average of") and text.y > 480)]
    reading = read(pdf([covering(2020), first, second]))
    assert printed(reading)["satisfactory_remedy_rate_average"] == 20


IN_TWO_COLUMNS = (
    """\
Bromsgrove District Council
For the period ending: 31/03/20

Complaints upheld
40% of complaints we investigated were
upheld.
This compares to an average of 45% in
similar authorities.
2 upheld decisions
Statistics are based on a total of 5 detailed
investigations

Compliance with Ombudsman recommendations
In 100% of cases we were satisfied the
authority had successfully implemented our
recommendations.""",
    """\
This compares to an average of 99% in
similar authorities.
Statistics are based on a total of 2 compliance
outcomes

Satisfactory remedies provided by the authority
In 0% of upheld cases we found the authority
had provided a satisfactory remedy before the
complaint reached the Ombudsman.
This compares to an average of 20% in
similar authorities.
0 satisfactory remedy decisions
Statistics are based on a total of 5 detailed
investigations""",
)


def test_a_block_that_goes_on_in_the_next_column_loses_nothing_in_silence() -> None:
    sheet = Sheet()
    for at, column in enumerate(IN_TWO_COLUMNS):
        sheet.column(60 + 260 * at, 60, column.split("\n"))
    reading = read(pdf([covering(2020), sheet]))
    assert printed(reading).items() < BROMSGROVE.items()
    assert reading.status is ReadingStatus.PARTIAL


def test_a_stamp_on_every_page_is_no_figure() -> None:
    sheets = [covering(2020), measures_sheet(Measures())]
    for sheet in sheets:
        sheet.texts.append(Text(480, 24, "Agenda Item 8", 11, BOLD))
    reading = read(pdf(sheets))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE
    assert not [issue for issue in reading.issues if "Agenda" in issue.message]


def over_columns(*edges: tuple[float, float], values: Sequence[float]) -> list[str | None]:
    """Return the value of each head: heads by their two edges, values by their middles."""
    heads = [[Word("head", (left, 10, right, 20))] for left, right in edges]
    cells = [Cell((Word(str(at), (middle - 2, 30, middle + 2, 40)),)) for at, middle in enumerate(values)]
    return [found.text if found else None for found in column_geometry.values_below(heads, cells)]


def test_values_at_the_left_of_centred_heads_are_theirs() -> None:
    assert over_columns((217, 312), (379, 501), values=[195, 352]) == ["0", "1"]


def test_a_value_under_a_wide_head_is_that_heads_though_anothers_middle_is_nearer() -> None:
    assert over_columns((429, 450), (457, 510), values=[460]) == [None, "0"]


def test_values_under_the_next_heads_are_not_paired_in_order() -> None:
    assert over_columns((0, 40), (60, 100), (120, 160), values=[80, 140, 200]) == [None, "0", "1"]


def numbered(*feet: str) -> bytes:
    """Make the letter of 2020 with something at the foot of each page, above its margin."""
    sheets = [covering(2020), measures_sheet(Measures())]
    for sheet, foot in zip(sheets, feet, strict=True):
        sheet.texts.append(Text(290, 760, foot))
    return pdf(sheets)


@pytest.mark.parametrize("feet", [("1", "2"), ("1 of 2", "2 of 2"), ("3/4", "4/4"), ("11", "12")])
def test_numbers_that_count_the_pages_are_no_statistics(feet: tuple[str, str]) -> None:
    reading = read(numbered(*feet))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize("feet", [("1", "7"), ("", "31")])
def test_numbers_that_count_no_pages_are_reported(feet: tuple[str, str]) -> None:
    assert "unexplained_number" in {issue.code for issue in read(numbered(*feet)).issues}


@pytest.mark.parametrize("foot", ["Total 1,045", "Rate 5.05%", "Total 2,045 345 678"])
def test_the_rest_of_a_number_behind_a_comma_is_no_telephone_number(foot: str) -> None:
    assert "unexplained_number" in {issue.code for issue in read(numbered("", foot)).issues}


@pytest.mark.parametrize(
    "foot",
    [
        *("Telephone 0300 061 0614 \N{BULLET} {page}", "Ombudsman 0300 061 0614 {page}", "0300 061 0614   {page} / 2"),
        "53-55 Butts Road, Coventry CV1 3BH - 0300 061 0614 - {page}/2",
    ],
)
def test_telephone_numbers_and_addresses_at_the_foot_are_no_statistics(foot: str) -> None:
    reading = read(numbered(*(foot.format(page=page) for page in (1, 2))))
    assert printed(reading) == BROMSGROVE
    assert reading.status is ReadingStatus.COMPLETE


def test_a_number_beside_a_telephone_number_is_reported() -> None:
    assert "unexplained_number" in {issue.code for issue in read(numbered("", "0300 061 0614 31")).issues}


def test_rules_divide_labels_that_touch_where_only_the_second_engine_knows_the_letters() -> None:
    sheet = tables_sheet(AREAS, OUTCOMES)
    moved = [replace(text, x=text.x + 14) if text.text == "Environment" else text for text in sheet.texts]
    document = pdfplumber_engine.document(pdf([covering(2018), replace(sheet, texts=moved)]))
    letter = identify(document)
    assert letter is not None
    assert letter.layout is not None
    found = letter.layout.read(letter.statistics)
    assert len(found.figures) == len(AREAS) + len(OUTCOMES) + 2
    assert found.issues == ()


def blank_cell(aside: float) -> Reading:
    """Read a table without rules and with a blank cell, a value of which stands this far from below its label."""
    sheet = tables_sheet(("3", "10", "8", "21", "", "0", "14", "9", "5", "76"), OUTCOMES, ruled=False)
    texts = [replace(text, x=text.x - 12) if text.y == 187 else text for text in sheet.texts]
    texts = [replace(text, x=text.x + aside) if text.text == "21" else text for text in texts]
    return read(pdf([covering(2018), replace(sheet, texts=texts)]))


def test_a_blank_cell_takes_no_value_from_the_others_that_stand_below_their_labels() -> None:
    found = {f.category: f.value for f in blank_cell(0).figures if f.measure == "complaints_received"}
    # The value of the blank cell follows from the total.
    assert list(found.values()) == [3, 10, 8, 21, 6, 0, 14, 9, 5, 76]


def test_a_value_beside_its_label_makes_all_of_a_table_with_a_blank_cell_doubtful() -> None:
    reading = blank_cell(28)
    assert not [f for f in reading.figures if f.measure == "complaints_received" and f.value is not None]


def listed(*, cut: str = "") -> list[Sheet]:
    """Draw the tables of 2018 as lists, one of whose labels is cut: its second part is on the next page."""
    first, second = Sheet(), Sheet()
    first.column(45, 50, ["Local Authority Report: Bromsgrove District Council", "For the Period Ending: 31/03/2018"])
    sheet, y = first, 110
    for heading, labels, values in (
        ("Complaints and enquiries received", RECEIVED, AREAS), ("Decisions made", DECIDED, OUTCOMES),
    ):  # fmt: skip
        sheet.texts.append(Text(45, y, heading, 11, BOLD))
        for label, value in zip(labels, values, strict=True):
            y += 20
            start, _, end = label.replace("Devel|opment", "Development").replace("|", " ").partition(cut or "\0")
            sheet.texts.append(Text(60, y, f"{start}{cut if end else ''}", 9))
            if end:
                sheet, y = second, 60
                sheet.texts.append(Text(60, y, end.strip(), 9))
            sheet.texts.append(Text(400, y, value, 9))
        y += 40
    return [first, second]


@pytest.mark.parametrize("cut", ["", "Referred back for", "Not", "Closed After"])
def test_the_label_of_a_list_may_begin_on_the_page_before(cut: str) -> None:
    reading = read(pdf([covering(2018), *listed(cut=cut)]))
    found = [str(figure.value) for figure in reading.figures if figure.value is not None]
    assert found == [*AREAS, *(value.removesuffix("%") for value in OUTCOMES)]
