"""Words that lost a ligature are repaired if only one word fits; nothing else is changed."""

from __future__ import annotations

import re

import pytest

from crawler.reading import read
from crawler.reading.input import plain_text
from crawler.reading.input.ligatures import repair_words
from crawler.reading.squeezed_text import UNKNOWN
from tests.reading.golden import LETTERS, figures, heads, shown
from tests.reading.test_spoilt_letters import KENT

GHOST = "We invesvgated 5 complaints; the Chief Execuvve of Devon saw the stavsvcs, the evenvng above and v2.\n"


def words(letter: str) -> str:
    return repair_words(plain_text.document(letter)).text


def test_a_wrong_letter_is_mended_in_words_of_letters_alone() -> None:
    assert words(GHOST) == (
        "We investigated 5 complaints; the Chief Executive of Devon saw the statistics, the evenvng above and v2."
    )


@pytest.mark.parametrize(
    ("torn", "whole"),
    [
        (f"Annual Le{UNKNOWN}er", "Annual Letter"),
        (f"CHIEF EXECU{UNKNOWN}VE,", "CHIEF EXECUTIVE,"),
        (f"No{UNKNOWN}nghamshire County", "Nottinghamshire County"),
        (f"a total of {UNKNOWN}5 and 5{UNKNOWN}", f"a total of {UNKNOWN}5 and 5{UNKNOWN}"),
        (f"{UNKNOWN} f{UNKNOWN} {UNKNOWN}l", f"{UNKNOWN} f{UNKNOWN} {UNKNOWN}l"),
        (f"xy{UNKNOWN}zzy", f"xy{UNKNOWN}zzy"),
    ],
)
def test_an_unknown_glyph_is_mended_where_one_word_fits(torn: str, whole: str) -> None:
    assert words(torn) == whole


def test_a_sound_letter_is_the_same() -> None:
    document = plain_text.document(KENT)
    assert repair_words(document) is document


@pytest.mark.parametrize("name", ["2019-kent", "2016-norfolk", "2008-devon-report-tables", "2025-southampton-overview"])
@pytest.mark.parametrize(("old", "new"), [("ti", "v"), ("ti", UNKNOWN), ("tt", UNKNOWN)])
def test_a_letter_without_its_ligatures_is_read_as_it_is_printed(name: str, old: str, new: str) -> None:
    letter = (LETTERS / f"{name}.txt").read_text("utf-8")
    spoilt = re.sub(old, new, letter)
    assert figures(shown(read(spoilt.encode()))) == figures(shown(read(letter.encode())))
    assert heads(shown(read(spoilt.encode()))) == heads(shown(read(letter.encode())))
