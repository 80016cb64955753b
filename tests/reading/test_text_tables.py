"""Tables in text as converters leave them: single spaces between cells, torn headings, labels over several lines."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest

from crawler.reading import read
from lgsco_store.records import Reading, ReadingStatus
from tests.reading.test_spoilt_letters import NORFOLK, TABLES, assert_nothing_wrong, values
from tests.reading.test_torn_frames import COVER

REPORT = """LOCAL AUTHORITY REPORT - Bath and North East Somerset Council For the period ending 31/03/2008
Complaints received by subject area Adult care services Benefits Children and family services Education Housing \
Other Planning & building control Public finance Transport and highways Total
01/04/07 - 31/03/08 2 0 0 4 3 7 15 1 3 35
2006/07 4 0 0 3 0 7 17 2 3 36
Decisions MI reps LS M reps NM reps No mal Omb disc Outside jurisdiction Premature complaints Total excl premature Total
01/04/07 - 31/03/08 3 4 0 0 9 11 3 4 30 34
2006/07 0 3 0 0 12 8 8 8 31 39
Response times No. of First Enquiries Avg no. of days to respond
01/04/07 - 31/03/08 14 32.6
2006/07 20 42.1
Types of authority Less than or equal to 28 days % 29 - 35 days % More than or equal to 36 days %
District Councils 56.4 24.6 19.1
"""
RECEIVED = "2 0 0 4 3 7 15 1 3 35"
DECIDED = "3 4 0 0 9 11 3 4 30 34"


def report(old: str = "", new: str = "") -> Reading:
    assert old in REPORT
    return read(f"{COVER}\f{REPORT.replace(old, new, 1) if old else REPORT}".encode())


def numbers(reading: Reading, measure: str) -> str:
    return " ".join(str(figure.value) for figure in reading.figures if figure.measure == measure)


def test_single_spaces_part_cells_where_labels_and_sums_prove_it() -> None:
    reading = report()
    assert numbers(reading, "complaints_received") == RECEIVED
    assert numbers(reading, "complaints_decided") == DECIDED
    assert numbers(reading, "first_enquiries") == "14"
    assert numbers(reading, "response_days_average") == "32.6"
    assert reading.status is ReadingStatus.COMPLETE


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2 0 0 4 3 7 15 1 3 35", "2 0 0 4 3 7 1 5 1 3 35"),
        ("2 0 0 4 3 7 15 1 3 35", "2 0 4 3 7 15 1 3 35"),
        ("2 0 0 4 3 7 15 1 3 35", "2 0 4 3 7 1 5 1 3 35"),
        ("Adult care services Benefits", "Adult Benefits"),
        ("Housing", "Homes"),
    ],
)
def test_what_they_do_not_prove_is_not_read(old: str, new: str) -> None:
    reading = report(old, new)
    assert {figure.value for figure in reading.figures if figure.measure == "complaints_received"} <= {None}
    assert numbers(reading, "complaints_decided") == DECIDED
    assert reading.status is ReadingStatus.PARTIAL


def test_a_label_may_be_that_of_another_year() -> None:
    assert values(report("Public finance", "Public Finance inc. Local Taxation")) == values(report())


def spaced(letter: str) -> str:
    """Return a letter with one space in place of each tab."""
    return letter.replace("\t", " ")


def test_the_tables_of_2016_may_be_parted_by_single_spaces() -> None:
    reading = read(spaced(NORFOLK).encode())
    assert values(reading) == TABLES
    assert reading.status is ReadingStatus.COMPLETE


def test_headings_may_stand_on_the_line_of_the_labels() -> None:
    letter = spaced(NORFOLK).replace("Decisions made\n", "Decisions made ", 1)
    assert values(read(letter.encode())) == TABLES


@pytest.mark.parametrize("space", ["\N{NO-BREAK SPACE}", "\N{THIN SPACE}", "\N{NARROW NO-BREAK SPACE}"])
def test_a_space_of_its_own_kind_parts_thousands(space: str) -> None:
    letter = NORFOLK.replace("1,200", f"1{space}200").replace("1,019", f"1{space}019")
    assert values(read(letter.encode())) == TABLES


@pytest.mark.parametrize("number", ["101", "102"])
def test_single_spaces_need_the_sum(number: str) -> None:
    reading = read(spaced(NORFOLK).replace("202 101 33% 1,019", f"202 {number} 33% 1,019").encode())
    upheld = next(figure for figure in reading.figures if figure.category == "upheld")
    assert upheld.value == (Decimal(101) if number == "101" else None)


@pytest.mark.parametrize(
    "over",
    [
        "Deci\tsions made\t\t\t",
        "Decisions made\t\t\t\tDetailed Inves\ttigations",
        "\t\t\t\tDetailed investigations carried out",
    ],
)
def test_what_stretches_over_labels_may_be_torn(over: str) -> None:
    lines = NORFOLK.splitlines(keepends=True)
    at = next(at for at, line in enumerate(lines) if line.startswith("Incomplete"))
    lines.insert(at, f"{over}\n")
    assert values(read("".join(lines).encode())) == TABLES


def laid_out() -> str:
    """Return the letter of 2016 with its tables in a converter's layout: each label over several lines."""
    rows = NORFOLK.split("\n")
    for at, row in enumerate(rows):
        if row.startswith(("Adult", "Incomplete")):
            labels, values = (cells.split("\t") for cells in rows[at : at + 2])
            deep = max(len(label.split()) for label in labels)
            lines = zip(*[[*label.split(), *[""] * (deep - len(label.split()))] for label in labels], strict=True)
            heads = "\n".join("".join(f"  {word:14}" for word in line).rstrip() for line in lines)
            rows[at : at + 2] = [heads, "".join(f"  {value:>9}     " for value in values).rstrip()]
    return "\n".join(rows)


def test_labels_over_several_lines_belong_to_the_numbers_under_them() -> None:
    reading = read(laid_out().encode())
    assert values(reading) == TABLES
    assert reading.status is ReadingStatus.COMPLETE
    assert {figure.bbox for figure in reading.figures} == {None}


def test_a_table_that_keeps_its_look_and_lost_a_word_gives_no_wrong_figure() -> None:
    letter = laid_out()
    begin = letter.index("Complaints and enquiries received\n")
    for word in re.finditer(r"\S+", letter[begin : letter.index("\nNotes")]):
        start, end = word.start() + begin, word.end() + begin
        assert_nothing_wrong("2016-norfolk", letter[:start] + " " * (end - start) + letter[end:])


HEAD = """\
22 July 2020
Mr Dicks
Chief Executive
Bromsgrove District Council
Dear Mr Dicks
Annual Review letter 2020
Yours sincerely,
Michael King
Local Government and Social Care Ombudsman
\f\
Bromsgrove District Council
For the period ending: 31/03/20

"""
CARDS = """\
Complaints upheld                      Compliance with                        Satisfactory remedies
                                       Ombudsman recommendations              provided by the authority

40% of complaints we investigated                                             In 50% of upheld cases we found
were upheld.                           In 100% of cases we were satisfied     the authority had provided a
                                       the authority had successfully         satisfactory remedy before the
This compares to an average of         implemented our recommendations.       complaint reached the
45% in similar authorities.                                                   Ombudsman.
                                       This compares to an average of
2                                      99% in similar authorities.            This compares to an average of
upheld decisions                                                              20% in similar authorities.

                                       Statistics are based on a total of 2   1
Statistics are based on a total of 5   compliance outcomes                    satisfactory remedy decisions
detailed investigations
"""


def test_cards_side_by_side_in_text_give_no_number_of_their_neighbours() -> None:
    reading = read((HEAD + CARDS).encode())
    found = {figure.measure: figure.value for figure in reading.figures if figure.value is not None}
    assert found.items() >= {"uphold_rate": 40, "investigations": 5, "compliance_outcomes": 2}.items()
    assert found.get("upheld_decisions") in {None, 2}
    assert found.get("satisfactory_remedy_decisions") in {None, 1}
    # The first label of a column, and the number of the next one below it.
    reading = read((HEAD + CARDS.replace("\n2    ", "\n31   ")).encode())
    found = {figure.measure: figure.value for figure in reading.figures if figure.value is not None}
    assert found.get("upheld_decisions") in {None, 31}
    assert found.get("satisfactory_remedy_decisions") in {None, 1}
