"""The digest of a letter's text: saving the file again does not change it, a changed word or number does."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth

from crawler.reading import read
from crawler.reading.input.text_digest import tokens
from tests.reading.letterpress import PLAIN, Measures, Sheet, Text, covering, measures_sheet, pdf

PROSE = """We investigated 15 complaints about well-established services, and upheld 11 (73%) by 31/03/20.

The rate per head is 5.7, at a cost of £5,000. The council's reply took four weeks."""


def digest(text: str) -> str | None:
    return read(text.encode()).text_sha256


words = st.lists(
    st.sampled_from(["upheld", "well-known", "40%", "5.7", "1,400", "O'Hara", "the", "31/03/20"]), min_size=1
)


@given(words, st.integers(0, 2**32))
def test_white_space_and_line_breaks_make_no_difference(listed: list[str], seed: int) -> None:
    dice = random.Random(seed)  # noqa: S311
    apart = "".join(word + dice.choice([" ", "\n", "\n\n", "  ", "\t", "\f", "\N{NO-BREAK SPACE}"]) for word in listed)
    assert digest(apart) == digest(" ".join(listed))


@given(st.integers(1, 11))
def test_hyphens_at_the_ends_of_lines_make_no_difference(at: int) -> None:
    assert tokens(f"the {'investigated'[:at]}-\n{'investigated'[at:]} cases") == tokens("the investigated cases")
    assert tokens("well-\nestablished") == tokens("well-established")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("office of \N{LATIN SMALL LIGATURE FI}ne", "office of fine"),
        ("the council\N{RIGHT SINGLE QUOTATION MARK}s", "the council's"),
        ("residents.The average", "residents. The average"),
        ("inves\N{SOFT HYPHEN}tigated", "investigated"),
    ],
)
def test_other_spellings_of_the_same_make_no_difference(one: str, other: str) -> None:
    assert tokens(one) == tokens(other)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("15", "16"),
        ("5.7", "57"),
        ("73%", "73"),
        ("31/03/20", "31/03/21"),
        ("£5,000", "£5,001"),
        ("upheld 11", "upheld 1 1"),
        ("complaints", "complaint"),
        ("The rate", "The old rate"),
    ],
)
def test_a_changed_word_or_number_changes_it(old: str, new: str) -> None:
    assert old in PROSE
    assert digest(PROSE.replace(old, new)) != digest(PROSE)


def test_numbers_that_change_places_change_it() -> None:
    assert digest("11 upheld of 15") != digest("15 upheld of 11")
    assert digest("1\t11") != digest("11\t1")


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_emission_makes_no_difference(seed: int) -> None:
    sheets = [covering(2020), measures_sheet(Measures())]
    assert read(pdf(sheets, shuffle=seed)).text_sha256 == read(pdf(sheets)).text_sha256


def test_another_producer_and_other_line_breaks_make_no_difference() -> None:
    wide = Sheet()
    wide.column(60, 60, ["We investigated fifteen complaints and", "upheld eleven of them."])
    narrow = Sheet()
    narrow.column(60, 60, ["We investigated fifteen", "complaints and upheld", "eleven of them."])
    one = read(pdf([wide], pageCompression=0)).text_sha256
    assert one == read(pdf([narrow], pageCompression=1)).text_sha256
    assert one is not None


def test_a_number_in_a_drawn_letter_changes_it() -> None:
    one = read(pdf([covering(2020), measures_sheet(Measures())])).text_sha256
    assert one != read(pdf([covering(2020), measures_sheet(Measures(base="6"))])).text_sha256


def test_a_word_drawn_in_parts_is_one_word() -> None:
    parts = Sheet([Text(60, 60, "inves"), Text(60 + stringWidth("inves", PLAIN, 10), 60, "tigated")])
    whole = Sheet([Text(60, 60, "investigated")])
    assert read(pdf([parts])).text_sha256 == read(pdf([whole])).text_sha256
