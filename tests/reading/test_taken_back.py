"""A letter that says itself that its figures do not count gives none; one that mentions such things gives all."""

from __future__ import annotations

from dataclasses import replace

import pytest

from crawler.reading import read
from lgsco_store.records import Reading, ReadingStatus
from tests.reading.letterpress import Measures, Sheet, Text, covering, measures_sheet, pdf

OWN = measures_sheet(Measures())
LETTER = covering(2020)


def _values(reading: Reading) -> list[object]:
    return [figure.value for figure in reading.figures if figure.value is not None]


def _with(sheet: Sheet, *texts: Text) -> Sheet:
    return replace(sheet, texts=[*sheet.texts, *texts])


def _assert_nothing_is_taken(content: bytes, code: str) -> None:
    reading = read(content)
    assert _values(reading) == []
    assert code in {issue.code for issue in reading.issues}
    assert reading.status is ReadingStatus.PARTIAL
    assert (reading.authority, reading.year) == ("Bromsgrove District Council", 2020)


TAKEN_BACK = [
    "DRAFT",
    "DRAFT - NOT FOR PUBLICATION",
    "Draft for comment",
    "Draft letter",
    "Version: draft",
    "Annual letter (withdrawn)",
    "SUPERSEDED - see the letter of 12 August 2020",
    "Superseded by the corrected letter of 12 August 2020",
    "Withdrawn on 1 August 2020",
    "SPECIMEN",
    "Provisional figures",
    "Please note: this letter was withdrawn on 1 August 2020. The figures are incorrect.",
    "This letter has since been replaced by that of 12 August.",
    "The letter of 12 August replaces this one.",
    "The statistics in the attached letter were wrong.",
    "Our letter to Bromsgrove District Council of 22 July contained errors.",
    "Please disregard this letter.",
    "This is still a draft of our letter.",
    "This letter is no longer valid.",
    "Please note that the uphold rate below is incorrect.",
    "Replaced by the letter of 12 August 2020",
    "A corrected letter was sent on 12 August 2020.",
    "Letter of 22 July (withdrawn on 12 August)",
    "DO NOT USE",
]
CORRECTED = [
    "Correction",
    "Correction notice",
    "Amendment to the annual review letter 2020",
    "The correct number of upheld decisions is 17.",
    "On page 2 the number of upheld decisions should be 17, not the number printed.",
    "Please note that for 2 upheld decisions you should read 17.",
]


@pytest.mark.parametrize(
    ("words", "code"), [*((each, "taken_back") for each in TAKEN_BACK), *((each, "erratum") for each in CORRECTED)]
)
def test_words_above_a_letter_take_its_figures_back(words: str, code: str) -> None:
    _assert_nothing_is_taken(pdf([_with(LETTER, Text(60, 30, words)), OWN]), code)


def test_a_mark_may_be_beside_the_letterhead() -> None:
    _assert_nothing_is_taken(pdf([_with(LETTER, Text(450, 60, "Draft 2", 12)), OWN]), "taken_back")


@pytest.mark.parametrize(
    "lines",
    [
        ("Correction to the annual review letter 2020", "Bromsgrove District Council", "The number should be 17."),
        ("Please note: this letter was", "withdrawn on 1 August 2020."),
    ],
)
def test_a_page_before_a_letter_takes_its_figures_back(lines: tuple[str, ...]) -> None:
    first = Sheet()
    first.column(60, 60, lines)
    reading = read(pdf([first, LETTER, OWN]))
    assert _values(reading) == []
    assert {"erratum", "taken_back"} & {issue.code for issue in reading.issues}


@pytest.mark.parametrize(
    "mark",
    [
        Text(120, 600, "DRAFT", 90, lean=45),
        Text(120, 600, "SUPERSEDED", 60, lean=30),
        Text(590, 500, "Withdrawn", 12, lean=90),
        Text(200, 780, "D R A F T", 30),
        Text(60, 790, "DRAFT", 8),
        Text(60, 790, "Draft", 8),
    ],
)
def test_a_mark_on_a_page_takes_its_figures_back(mark: Text) -> None:
    _assert_nothing_is_taken(pdf([LETTER, _with(OWN, mark)]), "taken_back")


def test_a_title_may_say_that_its_letter_is_a_draft() -> None:
    texts = [replace(text, text=text.text.replace("Annual Review", "Draft Annual Review")) for text in LETTER.texts]
    _assert_nothing_is_taken(pdf([replace(LETTER, texts=texts), OWN]), "taken_back")


@pytest.mark.parametrize(
    ("at", "words"),
    [
        (30, "This letter replaces our letter of 20 July 2020."),
        (30, "This letter replaces our letter of 20 July 2020, which was withdrawn."),
        (30, "Our letter of 20 July contained errors. This letter supersedes it."),
        (30, "Correction: this letter replaces the one of 20 July."),
        (30, "Corrected letter"),
        (30, "Corrected version: our letter of 20 July was wrong."),
        (30, "Reissued annual review letter 2020"),
        (30, "Our letter of 20 July 2020 has been replaced by this letter."),
        (30, "Your council has been superseded by Somerset Council."),
        (30, "Our previous letter was withdrawn."),
        (30, "This letter is not a draft."),
        (30, "This letter goes on our website, so tell us soon if anything in it is factually wrong."),
        (30, "This letter goes on our website; what is wrong in it was explained to you."),
        (30, "Letter on a re-draft"),
        (30, "Draft Minutes of the Cabinet"),
        (285, "We sent a draft decision to you in three cases, and we withdrew"),
        (285, "two reports. Your officers corrected one error. A draft"),
        (285, "decision should be answered in 20 days, and figures in it were wrong"),
        (285, "Some of these statistics have been superseded by our new ones."),
        (285, "draft annual review letter that we sent to you in June"),
        (285, "Withdrawn"),
    ],
)
def test_a_letter_that_speaks_of_such_things_keeps_its_figures(at: float, words: str) -> None:
    alone, reading = read(pdf([LETTER, OWN])), read(pdf([_with(LETTER, Text(60, at, words)), OWN]))
    assert _values(reading) == _values(alone) != []
    assert reading.issues == alone.issues
    assert reading.status is ReadingStatus.COMPLETE


def test_a_text_says_it_above_its_salutation_too() -> None:
    letter = (
        "22 July 2020\nMr Dicks\nChief Executive\nBromsgrove District Council\nDear Mr Dicks\n"
        "Annual Review letter 2020\nYours sincerely,\nMichael King\nLocal Government and Social Care Ombudsman\n"
        "Complaints upheld\n57% of complaints we investigated were upheld.\n4\nupheld decisions\n"
        "Statistics are based on a total of 7 detailed investigations\n"
    )
    assert len(_values(read(letter.encode()))) == 3
    _assert_nothing_is_taken(f"DRAFT - NOT FOR PUBLICATION\n{letter}".encode(), "taken_back")
