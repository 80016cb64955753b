"""Words are compared by their letters, numbers exactly: what a producer does to words changes no figure."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.squeezed_text import UNKNOWN, Squeezed, squeezed
from crawler.reading.wording import NUMBER, Phrase, beginning_words, known_label
from tests.reading.test_spoilt_letters import KENT, NORFOLK, TABLES, WHOLE, values

BASE = Phrase(rf"a total of (?P<base>{NUMBER})?(?:detailed )?investigations?")
RATE = Phrase(r"of complaints were upheld\.?", rf"(?:(?P<rate>{NUMBER})\s?%)?")
DECISIONS = Phrase("upheld decisions?")


def base(text: str) -> list[str | None]:
    return [found.groups["base"] for found in BASE.finditer(text)]


@pytest.mark.parametrize(
    "text",
    [
        "a total of 5 detailed investigations",
        "a to tal of 5 de tailed\ninves tigations",
        "a total of 5 de\N{HYPHEN}\ntailed investi\N{SOFT HYPHEN}gations",
        "a total of 5 detailed investi\N{NON-BREAKING HYPHEN}gations",
        "A TOTAL OF 5 \N{LEFT SINGLE QUOTATION MARK}DETAILED\N{RIGHT SINGLE QUOTATION MARK} INVESTIGATIONS",
        "atotalof5detailedinvestigations",
        f"a total of 5 detailed inves{UNKNOWN}ga{UNKNOWN}ons",
        "a total o\ue0f1 5 detailed inves\u7400\u6900gations",
        "a total of 5\N{SUPERSCRIPT ONE} detailed investigations",
    ],
)
def test_a_phrase_is_found_by_its_letters(text: str) -> None:
    assert base(text) == ["5"]


@pytest.mark.parametrize(
    "text",
    [
        "a total of 1 5 detailed investigations",
        f"a total of {UNKNOWN}5 detailed investigations",
        f"a total of 5{UNKNOWN} detailed investigations",
        "a total of \N{POUND SIGN}5 detailed investigations",
        "a total of 5th investigations",
        "a total of 5\N{SUPERSCRIPT ONE}5 investigations",
        "a total of 5.\n7 investigations",
        "a total of 05 investigations",
    ],
)
def test_a_torn_or_uncertain_number_is_left_out(text: str) -> None:
    assert "5" not in base(text)


def test_letters_that_touch_a_number_must_be_those_of_the_phrase() -> None:
    assert [found.groups["rate"] for found in RATE.finditer("x74% of complaints were upheld.")] == [None]
    assert [found.groups["rate"] for found in RATE.finditer("so 74% of complaints were upheld.")] == ["74"]
    assert [found.groups["rate"] for found in RATE.finditer("2019\n74 % of com-\nplaints were upheld.")] == ["74"]


@pytest.mark.parametrize("text", ["not upheld decisions", "45\nupheld decisionsAdjusted for", "the upheld deci sions."])
def test_words_that_are_whole_are_found(text: str) -> None:
    assert DECISIONS.search(text)


@pytest.mark.parametrize("text", ["withupheld decisions", "upheld decisionsmade", f"{UNKNOWN}{UNKNOWN} decisions"])
def test_parts_of_other_words_and_nonsense_are_not_found(text: str) -> None:
    assert not DECISIONS.search(text)


@given(st.text(st.sampled_from("ab 1.\n-'\N{SOFT HYPHEN}\ufb01&\ufffd\N{SUPERSCRIPT ONE}"), max_size=30))
def test_every_character_is_found_where_it_came_from(text: str) -> None:
    letters = Squeezed.of(text)
    origins = [letters.origin(at) for at in range(len(letters.text))]
    assert origins == sorted(origins)
    assert all(
        text[at] == one for one, at in zip(letters.text, origins, strict=True) if one in "1.ab" and text[at] in "1.ab"
    )
    digits = re.findall(r"[\d.]+", letters.text)
    assert "".join(digits) == "".join(re.findall(r"[\d.]", text))


@given(
    st.lists(st.integers(0, 9), min_size=1, max_size=8), st.sampled_from([" ", "\n", "\t", "-", "\N{SUPERSCRIPT ONE}"])
)
def test_numbers_never_run_together(numbers: list[int], space: str) -> None:
    assert re.findall(r"\d+", Squeezed.of(space.join(map(str, numbers))).text.replace("\N{SUPERSCRIPT ONE}", " ")) == [
        str(one) for one in numbers
    ]


def test_a_label_with_an_unknown_glyph_is_the_only_one_that_it_can_be() -> None:
    labels = {squeezed(label) for label in ("Upheld", "Not Upheld", "Total", "M reps", "MI reps", "Uphold Rate")}
    assert known_label(f"Up{UNKNOWN}ld", labels) == "upheld"
    assert known_label(f"{UNKNOWN} reps", labels) == squeezed(f"{UNKNOWN} reps")
    assert known_label("Totals", labels) == "totals"


@given(st.data())
def test_spaces_and_hyphens_inside_words_change_no_figure(data: st.DataObject) -> None:
    head, statistics = KENT.split("Complaints upheld\n", 1)
    inside = [match.end() for match in re.finditer(r"(?<=[a-z])[a-z](?=[a-z])", statistics)]
    for at in sorted(data.draw(st.sets(st.sampled_from(inside), max_size=6)), reverse=True):
        torn = data.draw(st.sampled_from([" ", "-\n", "\N{HYPHEN}\n", "\N{SOFT HYPHEN}", "\N{ZERO WIDTH SPACE}"]))
        statistics = statistics[:at] + torn + statistics[at:]
    assert values(read(f"{head}Complaints upheld\n{statistics}".encode())) == WHOLE


def test_unknown_glyphs_in_labels_and_sentences_change_no_figure() -> None:
    for letter, expected in ((KENT, WHOLE), (NORFOLK, TABLES)):
        head, close, statistics = letter.partition("Chair, Commission for Local Administration in England\n")
        unknown = re.sub(r"ti|ff|ft|tt", UNKNOWN, statistics)
        assert unknown != statistics
        assert values(read(f"{head}{close}{unknown}".encode())) == expected


@pytest.mark.parametrize(
    "text",
    ["Benefits and Tax |", "_- Benefits and Tax", "Benefits p and . Tax", "Benefits and : Tax", "| Benefits and° Tax"],
)
def test_specks_beside_a_label_are_no_words_of_it(text: str) -> None:
    assert known_label(text, {"benefitsandtax"}) == "benefitsandtax"


@pytest.mark.parametrize("text", ["Benefits and Tax 3", "No Benefits and Tax", "Benefits or Tax"])
def test_words_and_numbers_beside_a_label_are_no_specks(text: str) -> None:
    assert known_label(text, {"benefitsandtax"}) != "benefitsandtax"


@pytest.mark.parametrize("beside", ["", "s", "statistics are "])
def test_many_unknown_glyphs_are_resolved_in_finite_time(beside: str) -> None:
    """Each may be one letter, two or three: trying every combination would never end."""
    text = f"statistics are {(UNKNOWN + beside) * 40} total"
    assert Phrase("statistics are based on a total of detailed investigations").search(text) is None
    assert known_label(text, {"a" * 100}) == squeezed(text)


def test_in_a_text_longer_than_any_letter_unknown_glyphs_are_no_letters() -> None:
    torn = f"a total of 5 detailed inves{UNKNOWN}ga{UNKNOWN}ons"
    phrase = Phrase("detailed investigations")
    assert phrase.search(torn)
    assert not phrase.search(torn + " x" * 100_000)


def test_words_that_begin_a_label_are_counted() -> None:
    labels = ("total", "outsidejurisdiction")
    assert beginning_words(["Total", "Outside", "Out-", "|Outside", "diction", "jurisdic-", "35", "-"], labels) == 4
    assert beginning_words([f"{UNKNOWN}side", "in"], labels) == 1
