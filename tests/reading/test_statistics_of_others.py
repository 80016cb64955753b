"""Figures of another authority or year, and corrected ones, are never taken for the letter's own."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from crawler.reading import read
from lgsco_store.records import FigureState, Reading, ReadingStatus
from tests.reading.letterpress import (
    AREA_NAMES,
    AREAS,
    OUTCOMES,
    RECEIVED,
    Measures,
    Sheet,
    Text,
    covering,
    measures_sheet,
    pdf,
    table,
    tables_sheet,
)

OTHERS = ("9", "8", "7", "6", "5", "4", "3", "2", "1", "45")
JOINT = ("Mr Dicks", "Chief Executive", "Bromsgrove District Council and Redditch Borough Council")


def changed(sheet: Sheet, *words: tuple[str, str]) -> Sheet:
    """Replace words of a sheet, one pair after the other."""
    texts = list(sheet.texts)
    for old, new in words:
        texts = [replace(text, text=text.text.replace(old, new)) for text in texts]
    return replace(sheet, texts=texts)


def values(reading: Reading) -> dict[str, Decimal]:
    return {figure.category or figure.measure: figure.value for figure in reading.figures if figure.value is not None}


def codes(reading: Reading) -> set[str]:
    return {issue.code for issue in reading.issues}


OWN = measures_sheet(Measures())
REDDITCH = changed(
    measures_sheet(Measures("50%", "4", "8", "67%", "3", "25%", "1")), ("Bromsgrove District", "Redditch Borough")
)
YEAR_BEFORE = changed(measures_sheet(Measures(upheld="3")), ("2019", "2018"), ("2020", "2019"), ("/20", "/19"))


@pytest.mark.parametrize("sheets", [(OWN, REDDITCH), (REDDITCH, OWN), (YEAR_BEFORE, OWN), (OWN, YEAR_BEFORE)])
def test_only_the_page_of_the_letters_authority_and_year_is_read(sheets: tuple[Sheet, Sheet]) -> None:
    alone, reading = read(pdf([covering(2020), OWN])), read(pdf([covering(2020), *sheets]))
    assert values(reading) == values(alone)
    assert (reading.authority, reading.year) == ("Bromsgrove District Council", 2020)
    assert codes(reading) == codes(alone) | {"other_statistics"}


@pytest.mark.parametrize(("page", "code"), [(REDDITCH, "authority_differs"), (YEAR_BEFORE, "period_differs")])
def test_a_page_of_another_authority_or_year_gives_no_figure(page: Sheet, code: str) -> None:
    reading = read(pdf([covering(2020), page]))
    assert not values(reading)
    assert reading.year == 2020
    assert codes(reading) >= {"other_statistics", code}
    assert reading.status is ReadingStatus.PARTIAL


def test_a_letter_to_two_councils_is_neithers() -> None:
    reading = read(pdf([covering(2020, address=JOINT), REDDITCH, OWN]))
    assert not values(reading)
    assert reading.authority == JOINT[-1]


def test_a_name_inside_a_block_begins_no_other_statistics() -> None:
    """The last words of a name that is broken over lines may be the name of another council."""
    sheet = replace(OWN, texts=[*OWN.texts, Text(60, 200, "Somerset Council", 7)])
    assert values(read(pdf([covering(2020), sheet]))) == values(read(pdf([covering(2020), OWN])))


def _with_rows(names: tuple[str, str], rows: tuple[tuple[str, ...], tuple[str, ...]]) -> Reading:
    sheet = tables_sheet(AREAS, OUTCOMES, ruled=False)
    kept = [text for text in sheet.texts if not 115 < text.y < 225]
    sheet = replace(sheet, texts=kept)
    table(sheet, 115, ["|", *RECEIVED], [names[0], *rows[0]], ruled=False)
    second = Sheet()
    table(second, 129, ["|", *RECEIVED], [names[1], *rows[1]], ruled=False)
    sheet.texts += [text for text in second.texts if text.text in {names[1], *rows[1]} and text.y > 190]
    return read(pdf([covering(2018), sheet]))


@pytest.mark.parametrize(
    ("names", "rows"),
    [
        (("2016/17", "2017/18"), (OTHERS, AREAS)),
        (("2017/18", "2016/17"), (AREAS, OTHERS)),
    ],
)
def test_of_two_rows_that_of_the_letters_year_is_read(
    names: tuple[str, str], rows: tuple[tuple[str, ...], tuple[str, ...]]
) -> None:
    found = values(_with_rows(names, rows))
    expected = dict(zip(AREA_NAMES, map(Decimal, AREAS), strict=True))
    assert {name: found.get(name) for name in AREA_NAMES if name != "total"} == {
        name: value for name, value in expected.items() if name != "total"
    }


@pytest.mark.parametrize("rows", [(OTHERS, AREAS), (AREAS, OTHERS)])
def test_of_two_rows_of_unknown_names_none_is_read(rows: tuple[tuple[str, ...], tuple[str, ...]]) -> None:
    reading = _with_rows(("Similar", "Own"), rows)
    received = [figure for figure in reading.figures if figure.measure == "complaints_received"]
    assert {figure.state for figure in received} <= {FigureState.UNREADABLE}
    assert reading.status is ReadingStatus.PARTIAL


def test_notes_with_many_numbers_are_no_row_of_a_table() -> None:
    sheet = tables_sheet(AREAS, OUTCOMES, ruled=False)
    sheet.texts.append(Text(45, 205, "1 Two of 3 are shared. 2 In 2016: 15. 3 Of 12. 4 See page 5. 5 Of 9.", 7))
    found = values(read(pdf([covering(2018), sheet])))
    assert {name: found.get(name) for name in AREA_NAMES[:-1]} == {
        name: Decimal(value) for name, value in zip(AREA_NAMES[:-1], AREAS, strict=False)
    }


@pytest.mark.parametrize("words", ["Erratum: for 2 upheld decisions read 3.", "CORRIGENDA"])
def test_an_erratum_leaves_no_figure_as_it_is_printed(words: str) -> None:
    sheet = replace(OWN, texts=[*OWN.texts, Text(60, 700, words)])
    reading = read(pdf([covering(2020), sheet]))
    assert not values(reading)
    assert "erratum" in codes(reading)


@pytest.mark.parametrize("before", ["an average of", "In similar authorities,"])
def test_a_rate_of_others_in_the_words_of_the_own_is_not_the_own(before: str) -> None:
    rate = "40% of complaints we investigated"
    texts = [replace(text, x=60, text=f"{before} {rate}") if text.text == rate else text for text in OWN.texts]
    found = {figure.measure: figure for figure in read(pdf([covering(2020), replace(OWN, texts=texts)])).figures}
    assert found["uphold_rate"].state is not FigureState.PRINTED


def test_a_rate_that_is_torn_from_its_first_digits_is_not_taken_for_the_rest() -> None:
    letter = (
        "22 July 2022\nMr Dicks\nChief Executive\nBromsgrove District Council\nDear Mr Dicks\n"
        "Annual Review letter 2022\nYours sincerely,\nMichael King\nLocal Government and Social Care Ombudsman\n"
        "Complaints upheld\n5\n7% of complaints we investigated were upheld.\n4\nupheld decisions\n"
        "Statistics are based on a total of 7 detailed investigations\n"
    )
    [rate] = [figure for figure in read(letter.encode()).figures if figure.measure == "uphold_rate"]
    assert rate.state is FigureState.DERIVED
    assert rate.value == Decimal(57)


def test_cards_side_by_side_in_text_are_read_by_their_columns() -> None:
    left = [
        "Complaints upheld", "", "33% of complaints we investigated were", "upheld.", "2", "",
        "upheld decisions", "Statistics are based on a total of 6", "detailed investigations",
    ]  # fmt: skip
    right = [
        "Satisfactory remedies provided by the authority", "", "In 0% of upheld cases we found the authority had",
        "provided a satisfactory remedy before the", "complaint reached the Ombudsman.", "", "0",
        "satisfactory remedy decisions", "",
    ]  # fmt: skip
    head = (
        "22 July 2022\nMr Dicks\nChief Executive\nBromsgrove District Council\nDear Mr Dicks\n"
        "Annual Review letter 2022\nYours sincerely,\nMichael King\nLocal Government and Social Care Ombudsman\n\n"
    )
    columns = "".join(f"{one:58}{other}".rstrip() + "\n" for one, other in zip(left, right, strict=True))
    found = values(read((head + columns).encode()))
    assert found.get("upheld_decisions") in {None, 2}
    assert found.get("uphold_rate") == 33


def test_a_base_of_another_year_is_not_the_own() -> None:
    first = Sheet([text for text in OWN.texts if text.y < 300])
    assert any("5 detailed" in text.text for text in first.texts)
    rest = [text for text in OWN.texts if text not in first.texts]
    sheet = replace(OWN, texts=[*changed(first, ("2020", "2018"), ("2019", "2017")).texts, *rest])
    found = {figure.measure: figure for figure in read(pdf([covering(2020), sheet])).figures}
    assert "investigations" not in found or found["investigations"].state is not FigureState.PRINTED


def test_of_two_numbers_at_the_far_end_of_a_label_none_is_taken() -> None:
    texts = [text for text in OWN.texts if text.text not in {"2", "upheld decisions"}]
    texts += [Text(140, 205, "upheld decisions"), Text(400, 205, "2"), Text(500, 205, "7")]
    found = {figure.measure: figure for figure in read(pdf([covering(2020), replace(OWN, texts=texts)])).figures}
    assert "upheld_decisions" not in found or found["upheld_decisions"].state is not FigureState.PRINTED
