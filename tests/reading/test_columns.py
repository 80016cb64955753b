"""Blocks side by side, such as cards: each figure belongs to the heading of its own card."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from reportlab.pdfbase.pdfmetrics import stringWidth

from crawler.reading import read
from lgsco_store.records import ReadingStatus
from tests.reading.letterpress import BOLD, PERIOD, Sheet, Text, covering, pdf
from tests.reading.test_drawn_letters import printed

# Heading, rate, sentence, average, count with its label, and base; a bar ends a line in a narrow card.
CARDS = (
    (
        "Complaints upheld",
        (
            "63% of complaints we|investigated were upheld.",
            "67%",
            ("12", "upheld decisions"),
            "19 detailed|investigations",
        ),
    ),
    (
        "Compliance with Ombudsman|recommendations",
        (
            "In 90% of cases we were satisfied|the authority had successfully|implemented our recommendations.",
            "99%",
            None,
            "10 compliance|outcomes",
        ),
    ),
    (
        "Satisfactory remedies|provided by the authority",
        (
            (
                "In 25% of upheld cases we found|the authority had provided a"
                "|satisfactory remedy before the|complaint reached the Ombudsman."
            ),
            "13%",
            ("3", "satisfactory remedy decisions"),
            "12 upheld|decisions",
        ),
    ),
)
FIGURES = {
    "uphold_rate": 63,
    "uphold_rate_average": 67,
    "upheld_decisions": 12,
    "investigations": 19,
    "compliance_rate": 90,
    "compliance_rate_average": 99,
    "compliance_outcomes": 10,
    "satisfactory_remedy_rate": 25,
    "satisfactory_remedy_rate_average": 13,
    "satisfactory_remedy_decisions": 3,
    "satisfactory_remedy_base": 12,
}


def card(sheet: Sheet, x: float, y: float, number: int) -> None:
    """Draw one card with its upper left corner at a place; it is 155 points wide."""
    heading, (sentence, average, count, base) = CARDS[number]
    lines = heading.split("|")
    sheet.texts += [Text(x, y + 15 * at, line, 11, BOLD) for at, line in enumerate(lines)]
    y += 15 * len(lines) + 5
    body = [*sentence.split("|"), "This compares to an average of", f"{average} in similar authorities."]
    sheet.column(x, y, body, size=9, leading=11)
    y += 11 * len(body) + 20
    if count:
        sheet.texts += [Text(x, y, count[0], 20, BOLD), Text(x + 35, y, count[1], 9)]
    based = ["Statistics are based on a total of", *base.split("|"), *PERIOD.replace(" to ", "|to ").split("|")]
    sheet.column(x, y + 20, based, size=8, leading=10)


def justified(text: Text, width: float, *, prose: bool = False) -> list[Text]:
    """Return the words of a heading, or of a line of prose, stretched to the width of its card; other texts stay."""
    is_prose = prose and stringWidth(text.text, text.font, text.size) > width / 2 and not text.text.endswith(".")
    parts = text.text.split() if text.font == BOLD or is_prose else []
    if len(parts) <= 1:
        return [text]
    sizes = [stringWidth(part, text.font, text.size) for part in parts]
    gap = (width - sum(sizes)) / (len(parts) - 1)
    lefts = [text.x + sum(sizes[:at]) + gap * at for at in range(len(parts))]
    return [replace(text, x=left, text=part) for left, part in zip(lefts, parts, strict=True)]


def cards(places: Sequence[tuple[float, float]]) -> Sheet:
    sheet = Sheet()
    sheet.column(40, 50, ["Bromsgrove District Council", "For the period ending: 31/03/20"])
    for number, (x, y) in enumerate(places):
        card(sheet, x, y, number)
    return sheet


@pytest.mark.parametrize(
    "places",
    [
        pytest.param([(40, 110), (213, 110), (386, 110)], id="three columns"),
        pytest.param([(386, 110), (40, 110), (213, 110)], id="three columns, in another order"),
        pytest.param([(40, 110), (300, 110), (40, 400)], id="two columns, the third below"),
        pytest.param([(40, 110), (300, 110), (300, 400)], id="two columns, the third below the second"),
        pytest.param([(40, 110), (300, 150), (40, 300)], id="two columns that are not level"),
        pytest.param([(40, 110), (213, 123), (386, 131)], id="three columns that are not level"),
        pytest.param([(40, 110), (40, 330), (40, 550)], id="one column"),
    ],
)
@pytest.mark.parametrize("shuffle", [None, 1])
def test_a_figure_belongs_to_its_own_card(places: Sequence[tuple[float, float]], shuffle: int | None) -> None:
    reading = read(pdf([covering(2020), cards(places)], shuffle=shuffle))
    assert printed(reading) == FIGURES
    assert reading.status is ReadingStatus.COMPLETE


def test_the_words_of_a_justified_heading_may_be_further_apart_than_two_cards() -> None:
    sheet = cards([(30, 110), (215, 110), (400, 110)])
    sheet.texts = [part for text in sheet.texts for part in justified(text, 175)]
    reading = read(pdf([covering(2020), sheet]))
    assert printed(reading) == FIGURES
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize("width", [165, 172])
def test_the_lines_of_a_justified_card_may_be_further_apart_than_two_cards(width: float) -> None:
    sheet = cards([(30, 110), (215, 110), (400, 110)])
    sheet.texts = [part for text in sheet.texts for part in justified(text, width, prose=True)]
    reading = read(pdf([covering(2020), sheet]))
    assert printed(reading) == FIGURES
    assert reading.status is ReadingStatus.COMPLETE


def test_text_across_all_columns_belongs_to_none() -> None:
    sheet = cards([(40, 110), (213, 110), (386, 110)])
    across = "This compares to an average of 42% in similar authorities, as the whole page says again below its cards."
    sheet.texts.append(Text(40, 420, across, 10))
    reading = read(pdf([covering(2020), sheet]))
    assert 42 not in printed(reading).values()


def broken_off(*gone: str) -> Sheet:
    """Draw cards of which some lack their averages, and the average of the last at the top of the next column."""
    sheet = cards([(40, 110), (40, 330), (40, 550)])
    lines = [text for average in gone for text in average_lines(sheet, average)]
    sheet.texts = [text for text in sheet.texts if text not in lines]
    sheet.texts += [replace(text, x=300, y=60 + 11 * at) for at, text in enumerate(lines[-2:])]
    return sheet


def average_lines(sheet: Sheet, average: str) -> list[Text]:
    at = next(at for at, text in enumerate(sheet.texts) if text.text.startswith(f"{average} in similar"))
    return sheet.texts[at - 1 : at + 1]


def test_an_average_at_the_top_of_the_next_column_belongs_to_the_one_block_without() -> None:
    reading = read(pdf([covering(2020), broken_off("13%")]))
    assert printed(reading) == FIGURES
    assert reading.status is ReadingStatus.COMPLETE


def test_an_average_outside_two_blocks_without_belongs_to_neither() -> None:
    found = printed(read(pdf([covering(2020), broken_off("99%", "13%")])))
    assert found == {name: FIGURES[name] for name in found}
    assert not {"compliance_rate_average", "satisfactory_remedy_rate_average"} & set(found)
