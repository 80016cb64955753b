"""Text letters with words and lines dropped, doubled, moved or torn: no figure results that was not printed.

The expected contents of a letter come from its golden file, and never from the reader's own output.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.findings import Key, key
from lgsco_store.records import Severity
from tests.attacks import Promise
from tests.reading.test_spoilt_letters import BEGIN, NAMES, PRINTED, SOUND


def wrong(name: str, letter: str) -> dict[Key, Decimal]:
    """Return the figures that the undamaged letter does not print, unless an error says that figures may be wrong."""
    reading = read(letter.encode())
    if any(issue.severity is Severity.ERROR for issue in reading.issues):
        return {}
    found = {key(figure): figure.value for figure in reading.figures if figure.value is not None}
    return {one: value for one, value in found.items() if PRINTED[name].get(one) != value}


UNITS = {"word": r"(?<=\s)(?=\S)", "cell": r"(?<=[\t\n])", "line": r"(?<=\n)", "page": r"(?<=\f)"}


@dataclass(frozen=True)
class Mutation:
    """The change of one word, cell, line or page of the statistics; places wrap around."""

    kind: str
    at: int
    to: int
    space: str

    def done(self, text: str) -> str:
        unit, _, deed = self.kind.partition(" ")
        parts = re.split(UNITS[unit], text)
        at = self.at % len(parts)
        part = parts[at]
        stray = [*self._strayed(text, len("".join(parts[:at]))), part]
        parts[at : at + 1] = {"drop": [], "double": [part], "move": [], "tear": self._torn(part), "stray": stray}[deed]
        if deed in {"double", "move"}:
            to = self.to % (len(parts) + 1)
            # Two numbers of one row change places: the letter then really prints them like this.
            is_swap = re.search(r"\d", part) and "\n" not in "".join(parts[min(at, to) : max(at, to)])
            parts.insert(at if deed == "move" and is_swap else to, part)
        return "".join(parts)

    def _strayed(self, text: str, at: int) -> list[str]:
        """Insert a stray cell before a label; among numbers it would count as printed there."""
        line = text[text.rfind("\n", 0, at) + 1 :].split("\n", 1)[0]
        return [] if re.search(r"\d", line) else [("17\t", "Note\t", "-\t")[self.to % 3]]

    def _torn(self, word: str) -> list[str]:
        """Tear a word in two, but not a number: its halves would be numbers that the letter then really prints."""
        middle = 0 if re.search(r"\d", word) else self.to % max(1, len(word))
        return [word[:middle], self.space, word[middle:]] if middle else [word]


MUTATIONS = st.builds(
    Mutation,
    st.sampled_from(
        [
            *("word drop", "word double", "word move", "word tear", "cell drop", "cell stray"),
            *("line drop", "line double", "line move", "page drop"),
        ]
    ),
    st.integers(0, 1000),
    st.integers(0, 1000),
    st.sampled_from(" \t\n"),
)


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "Random mutations of every letter": "no figure that the undamaged letter does not print",
    },
)
@settings(max_examples=250, deadline=None)
@given(st.sampled_from(NAMES), st.lists(MUTATIONS, min_size=1, max_size=2))
def test_a_mutated_letter_gives_no_figure_that_the_whole_one_does_not_print(
    name: str, mutations: list[Mutation]
) -> None:
    statistics = SOUND[name][BEGIN[name] :]
    for mutation in mutations:
        statistics = mutation.done(statistics)
    assert wrong(name, SOUND[name][: BEGIN[name]] + statistics) == {}


COMPLY = "In 100% of cases we were satisfied the Council had successfully implemented our recommendations.\n"
EARLY = (
    "In 6% of upheld cases we found the authority had provided a satisfactory remedy before the complaint reached the"
    " Ombudsman.\n"
)
REMEDIES = "Satisfactory remedies provided by the authority"
AVERAGE_99 = "This compares to an average of 99% in similar authorities.\n"


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        # "Not Upheld" has lost "Not", and the true "Upheld" is unknown; the sum is the same for either.
        (
            "2014-barnet-without-rate",
            [("Detailed Investigations", "Detailed"), ("Upheld\tNot Upheld", "Upheld\t Upheld")],
        ),
        # One label and one number are torn: the number of columns stays the same, and all values move by one label.
        ("2005-exeter-narrative", [("MI reps", "M\tI reps"), ("\t3\t8\t22\t30", "\t3\t0 8\t22\t30")]),
        # A dash strayed into a cell, and the total is gone: the number of values stays the same, all moved by one
        # label.
        ("2008-devon-report-tables", [("\t12\t0\t9", "\t- 12\t0\t9"), ("\t10\t66\n", "\t10\t\n66\n")]),
        # The same with a number of another table.
        ("2008-devon-report-tables", [("\t12\t0\t9", "\t58.3\t12\t0\t9"), ("\t10\t66\n", "\t10\t\n66\n")]),
        # A number before the labels, and one of them gone: as many as values, four of which moved by one label.
        (
            "2010-wiltshire-annual-review",
            [("\nEnquiries and complaints received", "\n17\tEnquiries and complaints received"), ("\tHousing", "")],
        ),
        ("2017-windsor", [("Services\tEducation", "Services\t-\tEducation"), ("\tOther\tTotal", "\tTotal")]),
        # The same with a word.
        ("2016-norfolk", [("Incomplete or", "Note\tIncomplete or"), ("\tAdvice Given", "")]),
        # A label in the place of another, with a blank cell in its own.
        (
            "2016-norfolk",
            [
                ("Services\tBenefits and Tax\t", "Services\tPlanning and Development\tBenefits and Tax\t"),
                ("Housing\tPlanning and Development", "Housing\t"),
            ],
        ),
        # A label and the total are gone: as many labels as values, and none of them with its own.
        (
            "2009-oxford-annual-review",
            [("\tNM reps", ""), ("17\t11\t6\t37", "17\t11\t6\t")],
        ),
        # A zero is gone, which no sum misses, and with it a label; or one and a half labels.
        ("2016-norfolk", [("612\t0\t31", "612\t31"), ("\tOther\tTotal", "\tTotal")]),
        ("2010-wiltshire-annual-review", [("8\t0\t0\t31", "8\t0\t31"), ("No mal\tOmb disc", "No Omb disc")]),
        ("2008-staffordshire-moorlands-beside", [("MI reps\tLS", "MI reps"), ("\t0\t3\t0\t1", "\t3\t0\t1")]),
        ("2008-devon-report-tables", [("\tBenefits\t", "\t"), ("\t12\t0\t9", "\t12\t9")]),
        # A word among values, and one of these gone.
        ("2014-barnet-without-rate", [("\t17\t15\t22\t48\t13\t2", "\t17\tNote\t15\t22\t48\t2")]),
        # A row of another table under the remains of the labels.
        (
            "2012-derby-attached-tables",
            [("Other\tPl", "Ot\nher\tPl"), ("\nTotal\t8\t8", "\n2011 / 2012\t16\t22.3\nTotal\t8\t8")],
        ),
        # A sentence under the wrong heading.
        ("2019-cheshire-east-two-measures", [(COMPLY, ""), ("were upheld.\n", f"were upheld.\n{COMPLY}")]),
        # A stray rate before another.
        (
            "2025-bournemouth-overview",
            [("81% of complaints", "of complaints"), ("In 100% of cases", "In 100% 81% of cases")],
        ),
        # Two headings moved: an average under the third one, before its sentence.
        (
            "2023-northmere-per-100000",
            [
                ("Complaints upheld\n", ""),
                (f"{REMEDIES}\n", ""),
                (AVERAGE_99, f"{REMEDIES}\n\n{AVERAGE_99}"),
                ("This compares to an average of 13%", "Complaints upheld\n\nThis compares to an average of 13%"),
            ],
        ),
        # A sentence with a rate before the average of another block, under a heading that hides its own.
        (
            "2023-northmere-per-100000",
            [
                ("Satisfactory remedies", "Satisfactory remedies below"),
                (EARLY, ""),
                ("This compares to an average of 72%", f"{EARLY}This compares to an average of 72%"),
            ],
        ),
        # A sentence common to all blocks, copied into another block, whose own is torn.
        (
            "2019-kent",
            [("64% in similar", "64% in simila\nr"), ("were upheld.\n", f"were upheld.\n{AVERAGE_99}")],
        ),
    ],
    ids=[
        "torn label",
        "shifted values",
        "a strayed dash",
        "a strayed number",
        "a number before labels",
        "a dash among labels",
        "a word before labels",
        "a moved label",
        "a lost label and total",
        "a lost label and nought",
        "a torn label and a lost nought",
        "a lost decision and nought",
        "a lost subject and nought",
        "a word among values",
        "another table's row",
        "moved sentence",
        "moved rate",
        "moved headings",
        "moved sentence and torn heading",
        "doubled sentence",
    ],
)
def test_a_spoilt_letter_that_once_was_misread(name: str, changes: list[tuple[str, str]]) -> None:
    letter = SOUND[name]
    for old, new in changes:
        assert old in letter
        letter = letter.replace(old, new, 1)
    assert wrong(name, letter) == {}


@pytest.mark.parametrize("name", NAMES)
def test_what_the_sound_letter_gives_is_what_it_prints(name: str) -> None:
    found = {key(figure): figure.value for figure in read(SOUND[name].encode()).figures if figure.value is not None}
    assert found == PRINTED[name]
