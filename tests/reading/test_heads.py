"""Heads and closes: persons, roles and authorities are separated, on one line or three; dates, titles and periods."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reading import read
from crawler.reading.layouts.period import Period, period
from crawler.reading.letter.addressees import find_addressees, main_addressee
from lgsco_store.records import Person, ReadingStatus

CHIEF = "Chief Executive"
OMBUDSMAN = "Michael King\nLocal Government and Social Care Ombudsman"


@pytest.mark.parametrize(
    ("lines", "dear", "persons", "authority"),
    [
        ("Kevin Dicks Chief Executive Redditch Borough Council", "Kevin Dicks", [("Kevin Dicks", CHIEF)],
         "Redditch Borough Council"),
        ("Mr Blake Managing Director Worcester City Council", "Mr Blake", [("Mr Blake", "Managing Director")],
         "Worcester City Council"),
        ("Mr Dicks|Chief Executive|Bromsgrove District Council", "Mr Dicks", [("Mr Dicks", CHIEF)],
         "Bromsgrove District Council"),
        ("Ms Victoria Lawson|Chief Executive|London Borough of Islington|Town Hall|Upper Street", "Ms Lawson",
         [("Ms Victoria Lawson", CHIEF)], "London Borough of Islington"),
        ("Kevin Dicks, Chief Executive|Redditch Borough Council", "Mr Dicks", [("Kevin Dicks", CHIEF)],
         "Redditch Borough Council"),
        ("Mr Head Interim Chief Executive City of Bradford Metropolitan District Council", "Mr Head",
         [("Mr Head", "Interim Chief Executive")], "City of Bradford Metropolitan District Council"),
        ("Mr Ash|Lead Commissioner|Ms Birch|Chief Executive|Slough Borough Council", "Ms Birch",
         [("Mr Ash", "Lead Commissioner"), ("Ms Birch", CHIEF)], "Slough Borough Council"),
        ("Mr Ash and Ms Birch|Joint Chief Executives|Slough Borough Council", "Mr Ash and Ms Birch",
         [("Mr Ash", None), ("Ms Birch", "Joint Chief Executives")], "Slough Borough Council"),
        ("Mr Kent Head of Paid Service Kent County Council", "Mr Kent", [("Mr Kent", "Head of Paid Service")],
         "Kent County Council"),
        ("Tom Wood Chief Executive of the Royal Borough of Kingston upon Thames", "Mr Wood",
         [("Tom Wood", CHIEF)], "Royal Borough of Kingston upon Thames"),
        ("Sir John Ware|Town Clerk and Chief Executive|City of London Corporation", "Sir John",
         [("Sir John Ware", "Town Clerk and Chief Executive")], "City of London Corporation"),
        ("Mr Ash|Chief Executive|CornwallCouncil", "Mr Ash", [("Mr Ash", CHIEF)], "CornwallCouncil"),
        ("Mrs Vale Commissioner Northmere City Council", "Mrs Vale", [("Mrs Vale", "Commissioner")],
         "Northmere City Council"),
        ("Mrs Vale|Commissioner|Northmere City Council|Civic Centre|Northmere", "Mrs Vale",
         [("Mrs Vale", "Commissioner")], "Northmere City Council"),
    ],
)  # fmt: skip
def test_a_head_comes_apart(lines: str, dear: str, persons: list[tuple[str, str | None]], authority: str) -> None:
    found = find_addressees(lines.split("|"), dear)
    assert found.authority == authority
    assert found.persons == tuple(Person(*person) for person in persons)


def test_the_addressee_is_the_one_of_the_salutation_else_the_first() -> None:
    persons = (Person("Mr Ash", "Commissioner"), Person("Ms Birch", CHIEF))
    assert main_addressee(persons, "Ms Birch") == persons[1]
    assert main_addressee(persons, "Mr Ash and Ms Birch") == persons[0]
    assert main_addressee(persons, "Chief Executive") == persons[0]
    assert main_addressee(persons, None) == persons[0]
    assert main_addressee((), "Ms Birch") == Person("Ms Birch", None)
    assert main_addressee((), None) is None


@pytest.mark.parametrize(
    ("statistics", "prose", "title", "expected", "codes"),
    [
        ("For the Period Ending: 31/03/2018", "", None, (2017, 2018), []),
        ("For the period ending: 31/03/20", "", None, (2019, 2020), []),
        ("for the period between 1 April 2019 to 31 March\n2020", "", None, (2019, 2020), []),
        ("Between 1 April 2024 to 31 March 2025, we dealt with 59 complaints", "", None, (2024, 2025), []),
        ("", "for the year ended 31 March 2018. In 2017-18 we", None, (2017, 2018), []),
        ("", "A review\nSection 1: Complaints about Kent County Council 2008/09\nof it", None, (2008, 2009), []),
        ("", "", "Annual Review letter 2023-24", (2023, 2024), []),
        ("", "", "Annual Letter 2006/07", (2006, 2007), []),
        ("", "", "Annual Review letter 1999-2000", (1999, 2000), []),
        ("For the period ending: 31/03/20", "year ending 31 March 2020", "Annual Review letter 2020", (2019, 2020), []),
        ("For the period ending: 31/03/20", "year ending 31 March 2021", None, (2020, 2021), ["period_differs"]),
        ("For the period ending: 31/02/20", "", "Annual Review letter", None, []),
    ],
)
def test_a_period_is_the_one_that_the_letter_names(
    statistics: str, prose: str, title: str | None, expected: tuple[int, int] | None, codes: list[str]
) -> None:
    found, issues = period(statistics, prose, title)
    assert found == (Period(date(expected[0], 4, 1), date(expected[1], 3, 31)) if expected else None)
    assert [issue.code for issue in issues] == codes


def letter(
    *,
    on: str = "22 July 2020",
    close: str = "Michael King\nLocal Government and Social Care Ombudsman",
    authority: str = "Bromsgrove District Council",
) -> bytes:
    text = f"""{on}
By email
Mr Dicks
Chief Executive
{authority}
Dear Mr Dicks
Annual Review letter 2020
Yours sincerely,
{close}
"""
    return text.encode()


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("22 July 2020", date(2020, 7, 22)),
        ("1st July 2020", date(2020, 7, 1)),
        ("1 st July 2020", date(2020, 7, 1)),
        ("July 2020", None),
        ("31 June 2020", None),
        ("22 Juli 2020", None),
    ],
)
def test_a_letter_date_is_a_whole_date(on: str, expected: date | None) -> None:
    assert read(letter(on=on)).letter_date == expected


def test_a_date_of_the_year_reported_on_is_none_of_the_letter() -> None:
    assert read(letter(on="THE OMBUDSMAN\n31 March 2020\n22 July 2020")).letter_date == date(2020, 7, 22)
    assert read(letter(on="31 March 2020")).letter_date == date(2020, 3, 31)


def test_a_head_without_a_salutation_ends_at_the_title() -> None:
    reading = read(letter().replace(b"Dear Mr Dicks\n", b""))
    assert (reading.letter_date, reading.authority) == (date(2020, 7, 22), "Bromsgrove District Council")
    assert reading.addressee == Person("Mr Dicks", "Chief Executive")


def test_a_name_without_its_spaces_is_written_out() -> None:
    assert read(letter(authority="BromsgroveDistrictCouncil")).authority == "Bromsgrove District Council"


@pytest.mark.parametrize(
    "close",
    [
        f"{OMBUDSMAN}\nChair, Commission for Local Administration in England",
        f"{OMBUDSMAN} Chair, Commission for Local Administration in England".replace("\n", " "),
    ],
)
def test_a_signatory_is_parted_from_the_role(close: str) -> None:
    reading = read(letter(close=close))
    assert reading.signatory == Person("Michael King", "Local Government and Social Care Ombudsman")
    assert reading.status is ReadingStatus.NO_STATISTICS


@pytest.mark.parametrize("role", ["Housing Ombudsman", "Chief Executive", "Public Services Ombudsman for Wales"])
def test_a_letter_with_another_signatory_is_rejected(role: str) -> None:
    assert read(letter(close=f"Jo Field\n{role}")).status is ReadingStatus.NOT_A_LETTER


def test_statistics_of_another_authority_are_an_error() -> None:
    report = "Local Authority Report: Redditch Borough Council\nFor the period ending: 31/03/2020\n"
    reading = read(letter() + report.encode())
    assert reading.authority == "Bromsgrove District Council"
    assert "authority_differs" in {issue.code for issue in reading.issues}


def test_the_name_above_the_period_of_the_statistics_says_whose_they_are() -> None:
    for name, differs in (("Redditch Borough Council", True), ("Bromsgrove District\nCouncil", False)):
        reading = read(letter() + f"{name}\nFor the period ending: 31/03/20\n".encode())
        assert ("authority_differs" in {issue.code for issue in reading.issues}) is differs


def test_a_review_names_its_authority_above_its_signature() -> None:
    review = (
        "Local Government Ombudsmen (LGOs)\nSection 1: Complaints about Redditch Borough Council 2008/09\n"
        "This annual review provides a summary of the complaints.\nAnne Seex\nLocal Government Ombudsman\nJune 2009\n"
        "Appendix 2: Local authority report for the period ending 31/03/2009\n"
    )
    reading = read(review.encode())
    assert (reading.authority, reading.year) == ("Redditch Borough Council", 2009)


def test_a_name_that_is_cut_off_is_not_another() -> None:
    reading = read(letter() + b"Local Authority Report: Bromsgrove Dist\n")
    assert "authority_differs" not in {issue.code for issue in reading.issues}


def test_a_logo_beside_the_addressee_hides_nobody() -> None:
    logo = letter().replace(b"Chief Executive\n", b"Chief Executive\nLocal Government & Social Care OMBUDSMAN\n")
    assert read(logo).addressee == Person("Mr Dicks", CHIEF)
    assert read(logo).authority == "Bromsgrove District Council"


def test_a_yearly_letter_under_another_title_is_still_a_letter() -> None:
    other = letter().replace(b"Annual Review letter 2020", b"Your year\nIn the year ending 31 March 2020 we saw much.")
    reading = read(other + b"Fault found: 12\n")
    assert reading.status is ReadingStatus.UNRECOGNISED
    assert (reading.year, reading.title) == (2020, None)


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("In the year ending 31 March 2020 we upheld 80% of complaints.", ReadingStatus.NOT_A_LETTER),
        ("My annual account of the year ending 31 March 2020 follows.", ReadingStatus.NO_STATISTICS),
        ("I write each year about our work, now of the year ended 31 March 2020.", ReadingStatus.NO_STATISTICS),
    ],
)
def test_a_letter_that_only_mentions_a_year_is_no_yearly_letter(sentence: str, status: ReadingStatus) -> None:
    other = letter().replace(b"Annual Review letter 2020", f"Complaint Handling Code\n{sentence}".encode())
    assert read(other).status is status


def test_a_letter_about_one_case_is_no_yearly_letter() -> None:
    case = letter().replace(b"Annual Review letter 2020", b"Complaint 19 001 234")
    assert read(case).status is ReadingStatus.NOT_A_LETTER
