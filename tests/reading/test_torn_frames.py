"""Heads, titles and closes as producers tear them, and signatories: letters are recognised, and only letters."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reading import read
from crawler.reading.letter.addressees import find_addressees
from crawler.reading.letter.authority_names import resolve_name
from lgsco_store.records import Person, Reading, ReadingStatus
from tests.reading.letterpress import Measures, Sheet, covering, measures_sheet, pdf
from tests.reading.test_spoilt_letters import KENT

OMBUDSMAN = "Local Government and Social Care Ombudsman"
OWN = (
    "This is our summary of the complaints made to the Local Government and Social Care Ombudsman about your authority."
)
LETTER = f"""22 July 2020
By email
Mr Dicks
Chief Executive
Bromsgrove District Council
Dear Mr Dicks
Annual Review letter 2020
{OWN}
Yours sincerely,
Michael King
{OMBUDSMAN}
"""
COVER = """The Local Government Ombudsman's
Annual Letter
Bath and North East Somerset
Council
for the year ended
31 March 2008
Annual Letter 2007/08 - Introduction
We had 35 complaints in the year, and 12 of them were about one road.
"""
REVIEW = """Local Government Ombudsmen (LGOs) look into complaints about councils.
Section 1: Complaints about Leeds City Council 2008/09
Two appendices belong to this review: figures for 2008/09, and a note on how to read them.
We had 275 complaints, against 343 a year before; four were about trees, and 84 about housing.
Section 2: Changes at the LGO
From 1 April 2008 one team took all the calls: 2,000 a month.
"""


def torn(old: str, new: str, letter: str = LETTER) -> Reading:
    assert old in letter
    return read(letter.replace(old, new).encode())


def codes(reading: Reading) -> list[str]:
    return [issue.code for issue in reading.issues]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Annual Review letter 2020", "Annual Rev iew let\N{SOFT HYPHEN}ter 2020"),
        ("Annual Review letter 2020", "Annual Review le\N{REPLACEMENT CHARACTER}er 2020"),
        ("Yours sincerely,", "Yours sin cerely,"),
        ("Yours sincerely,", "Yours\N{RIGHT SINGLE QUOTATION MARK}sincerely,"),
        ("Yours sincerely,\n", ""),
        ("Yours sincerely,", "~ ~ ~"),
        (OMBUDSMAN + "\n", "Local Government and\nSocial Care Ombudsman\n"),
        (OMBUDSMAN + "\n", "Local Govern\N{HYPHEN}ment and Social Care Ombuds man\n"),
        ("Michael King\nLocal", "Michael King Local"),
        ("22 July 2020", "Date: Wednesday, 22nd July 2020"),
    ],
)
def test_a_letter_with_a_torn_frame_is_still_one(old: str, new: str) -> None:
    reading = torn(old, new)
    assert reading.status is ReadingStatus.NO_STATISTICS
    assert (reading.authority, reading.year) == ("Bromsgrove District Council", 2020)
    assert reading.signatory is not None
    assert reading.signatory.name == "Michael King"
    assert reading.letter_date == date(2020, 7, 22)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f"Michael King\n{OMBUDSMAN}", "Jo Field\nChief Executive"),
        (f"Michael King\n{OMBUDSMAN}", "Councillor Jo Field\nLeader of the Council"),
        (f"Michael King\n{OMBUDSMAN}", "Jo Field\nPublic Services Ombudsman for Wales"),
        (f"{OWN}\nYours sincerely,\nMichael King\n{OMBUDSMAN}\n", "We thank you for your letter of July.\n"),
    ],
)
def test_what_another_sends_is_no_letter(old: str, new: str) -> None:
    assert torn(old, new).status is ReadingStatus.NOT_A_LETTER


def test_a_letter_whose_title_is_gone_is_known_by_its_statistics() -> None:
    reading = torn("Annual Review letter 2019", "~", KENT)
    assert (reading.status, reading.title) == (ReadingStatus.COMPLETE, None)


def test_a_cover_names_the_authority_and_the_year() -> None:
    reading = read(COVER.encode())
    assert (reading.authority, reading.year) == ("Bath and North East Somerset Council", 2008)
    assert (reading.status, reading.layout) == (ReadingStatus.NO_STATISTICS, "report_tables")
    assert (reading.title, reading.addressee, reading.signatory) == ("Annual Letter 2007/08", None, None)


def test_a_review_without_its_appendices_has_no_statistics() -> None:
    reading = read(REVIEW.encode())
    assert (reading.status, reading.layout) == (ReadingStatus.NO_STATISTICS, "annual_review")
    assert (reading.authority, reading.year, reading.figures) == ("Leeds City Council", 2009, ())


@pytest.mark.parametrize(
    ("lines", "authority"),
    [
        (["Ms S Ireland", "Chief Executive", "Royal Borough of", "Kingston upon Thames"],
         "Royal Borough of Kingston upon Thames"),
        (["Mr M Jackson", "Chief Executive", "Bristol City", "Council"], "Bristol City Council"),
        (["Ms L Gore", "Chief Executive", "Borough Council of King's", "Lynn & West Norfolk"],
         "Borough Council of King's Lynn & West Norfolk"),
        (["Mr A Ash", "Chief Executive", "Cheshire West and", "Chester Council", "Chester"],
         "Cheshire West and Chester Council"),
        (["Mr A Ash", "Chief Executive", "Leeds City Council", "Leeds"], "Leeds City Council"),
    ],
)  # fmt: skip
def test_a_name_may_take_several_lines(lines: list[str], authority: str) -> None:
    found = find_addressees(lines, None)
    assert found.authority == authority
    assert found.persons == (Person(lines[0], "Chief Executive"),)


def test_a_month_in_a_head_is_no_role() -> None:
    head = "Mr Dicks\nJuly 2020\nMr Dicks\nChief Executive\nBromsgrove District Council\nDX 712100\n"
    reading = torn("22 July 2020\nBy email\nMr Dicks\nChief Executive\nBromsgrove District Council\n", head)
    assert reading.addressee == Person("Mr Dicks", "Chief Executive")
    assert reading.letter_date is None


@pytest.mark.parametrize(
    "report",
    [
        "LOCAL AUTHORITY REPORT - Bromsgrove District Council For the\nperiod ending 31/03/2020",
        "Local Authority Report: Bromsgrove\nDistrict Council\nFor the Period Ending: 31/03/2020",
        "LOCAL AUTHORITY REPORT - Bromsgrove DC For the period ending 31/03/2020",
        "LOCAL AUTHORITY REPORT - Broms Dist\nFor the period ending 31/03/2020",
        "Adjusted for Bromsgrove District Council's population, this is 1.2 upheld decisions per 100,000 residents.",
        "Adjusted for 7% of the rest's population, this is 1.2 upheld decisions per 100,000 residents.",
    ],
)
def test_a_name_that_is_broken_shortened_or_followed_by_more_is_no_other(report: str) -> None:
    reading = read(f"{LETTER}\f{report}\n".encode())
    assert {"authority_differs", "authority_unknown"}.isdisjoint(codes(reading))
    assert reading.authority == "Bromsgrove District Council"


@pytest.mark.parametrize(
    ("name", "official"),
    [
        ("King's Lynn & W Nor", "Borough Council of Kings Lynn and West Norfolk"),
        ("Bath & N E Somerset", "Bath and North East Somerset Council"),
        ("West S", None),
        ("Sal", None),
    ],
)
def test_a_shortened_name_is_the_only_one_that_it_can_mean(name: str, official: str | None) -> None:
    entry = resolve_name(name)
    assert (entry.official_name if entry else None) == official


def test_prose_with_numbers_is_no_layout_that_is_not_known() -> None:
    prose = "Last year we had 275 complaints, a fifth fewer than in the year before, when we had as many as\n(343).\n"
    assert read((COVER + prose).encode()).status is ReadingStatus.NO_STATISTICS
    assert read(f"{COVER}{prose}Complaints closed: 81\n".encode()).status is ReadingStatus.UNRECOGNISED


def test_a_letter_in_two_columns_has_its_head_and_its_signature_apart() -> None:
    sheet = Sheet()
    head = ["Mr Dicks", "Interim Chief Executive", "Bromsgrove District Council", "Dear Mr Dicks"]
    sheet.column(60, 60, [*head, "Annual Review letter 2020", OWN[:60], OWN[60:]], leading=20)
    sheet.column(360, 60, ["Our words end here.", "Yours sincerely", "Michael King", OMBUDSMAN], leading=20)
    reading = read(pdf([sheet]))
    assert reading.addressee == Person("Mr Dicks", "Interim Chief Executive")
    assert reading.signatory == Person("Michael King", OMBUDSMAN)


MEASURED = [covering(2020), measures_sheet(Measures())]


def test_a_second_letter_in_the_file_is_left_out_and_reported() -> None:
    first, second = (
        [covering(2020), measures_sheet(Measures())],
        [covering(2020), measures_sheet(Measures(uphold="72%", upheld="13", base="18"))],
    )
    alone, both = read(pdf(first)), read(pdf([*first, *second]))
    assert [(figure.measure, figure.value) for figure in both.figures] == [
        (figure.measure, figure.value) for figure in alone.figures
    ]
    assert both.status is ReadingStatus.COMPLETE
    assert [issue.message for issue in both.issues if issue.code == "another_letter"] == [
        "Another letter begins on page 3 of the file; its figures were left out. Look at it."
    ]


def test_a_letter_behind_a_covering_letter_is_read() -> None:
    reading = read(pdf([covering(2020), covering(2020), measures_sheet(Measures())]))
    assert reading.status is ReadingStatus.COMPLETE
    assert len(reading.figures) == 11


def test_statistics_may_be_bound_before_the_letter() -> None:
    behind, before = (read(pdf(sheets)) for sheets in (MEASURED, MEASURED[::-1]))
    assert [(figure.measure, figure.value) for figure in before.figures] == [
        (figure.measure, figure.value) for figure in behind.figures
    ]
    assert (before.status, before.authority, before.letter_date) == (
        ReadingStatus.COMPLETE,
        behind.authority,
        behind.letter_date,
    )


def test_a_title_keeps_its_words_if_the_page_shows_another_year_than_its_text() -> None:
    letter = LETTER.replace(OWN, "This letter has our statistics.").replace(
        "letter 2020", "letter 20\N{REPLACEMENT CHARACTER}0"
    )
    reading = read(letter.encode())
    assert reading.title == "Annual Review letter"
    assert reading.status is not ReadingStatus.NOT_A_LETTER
    assert read(letter.replace("Annual Review letter", "Minutes of").encode()).status is ReadingStatus.NOT_A_LETTER
