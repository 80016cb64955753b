from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgsco_store.evidence.digests import CanonicalFigure, figures_sha256
from lgsco_store.history.compare import Change, Figures, differences, figure_differences
from lgsco_store.history.plan import known_letters
from lgsco_store.publications.filing import Doubt, Filing
from lgsco_store.publications.inputs import Current, Evidence, Extent, Fetched, ReadLetter
from lgsco_store.publications.letter import is_withdrawn
from lgsco_store.records import ReadingStatus, Source
from lgsco_store.terms import Cause, Kind

AT = datetime(2024, 8, 1, tzinfo=UTC)
URL = "http://127.0.0.1/letter.pdf"


def figure(value: str | None = "40", state: str = "printed", **more: str) -> CanonicalFigure:
    named = {"measure": "uphold_rate", "category": None, "unit": "percent", **more}
    return CanonicalFigure(value=value, state=state, **named)  # type: ignore[arg-type]


FIGURES = st.lists(
    st.builds(
        CanonicalFigure,
        st.sampled_from(["complaints_received", "uphold_rate"]),
        st.sampled_from([None, "housing"]),
        st.sampled_from([None, "0", "40", "41"]),
        st.sampled_from(["count", "percent"]),
        st.sampled_from(["printed", "derived", "unreadable"]),
    ),
    max_size=5,
)


@given(FIGURES, FIGURES)
def test_there_are_rows_where_the_digests_differ(old: list[CanonicalFigure], new: list[CanonicalFigure]) -> None:
    assert bool(figure_differences(old, new)) == (figures_sha256(old) != figures_sha256(new))


@given(FIGURES, FIGURES, st.randoms())
def test_rows_do_not_depend_on_order(old: list[CanonicalFigure], new: list[CanonicalFigure], chance: Random) -> None:
    rows = figure_differences(old, new)
    chance.shuffle(old)
    chance.shuffle(new)
    assert figure_differences(old, new) == rows


@given(FIGURES, FIGURES)
def test_a_change_and_its_reverse_swap_old_and_new(old: list[CanonicalFigure], new: list[CanonicalFigure]) -> None:
    swapped = [(*row[:3], row[4], row[3], row[5]) for row in figure_differences(new, old)]
    assert Counter(swapped) == Counter(figure_differences(old, new))


@given(FIGURES, FIGURES, FIGURES)
def test_what_stays_makes_no_row(
    old: list[CanonicalFigure], new: list[CanonicalFigure], same: list[CanonicalFigure]
) -> None:
    assert figure_differences(old + same, new + same) == figure_differences(old, new)


@pytest.mark.parametrize(
    ("old", "new", "rows"),
    [
        ([figure("40")], [figure("41")], [("value", "uphold_rate", None, "40", "41", None)]),
        (
            [figure("40")],
            [figure(None, "unreadable")],
            [
                ("value", "uphold_rate", None, "40", None, None),
                ("state", "uphold_rate", None, "printed", "unreadable", None),
            ],
        ),
        ([], [figure(None, "not_applicable")], [("state", "uphold_rate", None, None, "not_applicable", None)]),
        ([figure(unit="count")], [figure(unit="percent")], [("unit", "uphold_rate", None, "count", "percent", None)]),
        (
            [figure("40"), figure("41")],
            [figure("40"), figure("42")],
            [("value", "uphold_rate", None, "41", "42", None)],
        ),
        (
            [figure("5", category="housing")],
            [],
            [
                ("value", "uphold_rate", "housing", "5", None, None),
                ("state", "uphold_rate", "housing", "printed", None, None),
            ],
        ),
    ],
)
def test_rows(old: list[CanonicalFigure], new: list[CanonicalFigure], rows: list[tuple[str | None, ...]]) -> None:
    assert list(figure_differences(old, new)) == rows


def reading(reading_id: int, text: str | None, figures: str, title: str = "Letter") -> ReadLetter:
    return ReadLetter(
        reading_id=reading_id,
        source=Source.LETTER,
        document_sha256=str(reading_id),
        reader_version="1",
        status=ReadingStatus.COMPLETE if text else ReadingStatus.UNREADABLE,
        year=2020,
        text_sha256=text,
        figures_sha256=figures,
        head={"title": title},
    )


OLD = reading(1, "text", "figures")
VALUES: Figures = {1: [figure("40")], 2: [figure("41")]}
VALUE_ROW = Change(Kind.REVISED, "value", "uphold_rate", None, "40", "41", cause=Cause.SOURCE)


@pytest.mark.parametrize(
    ("new", "changes"),
    [
        (reading(2, "text", "figures"), [Change(Kind.RESTAMPED)]),
        (reading(2, "other", "figures"), [Change(Kind.REWORDED)]),
        (
            reading(2, "other", "figures", "New"),
            [Change(Kind.REWORDED), Change(Kind.REWORDED, "title", old="Letter", new="New")],
        ),
        (reading(2, "other", "others"), [VALUE_ROW]),
        (
            reading(2, "other", "others", "New"),
            [VALUE_ROW, Change(Kind.REVISED, "title", old="Letter", new="New")],
        ),
        # The same text cannot give one reader other figures; if it does, that must not pass as a restamping.
        (reading(2, "text", "others"), [VALUE_ROW]),
        (
            reading(2, "text", "figures", "New"),
            [Change(Kind.REWORDED), Change(Kind.REWORDED, "title", old="Letter", new="New")],
        ),
        (reading(2, None, "others"), [VALUE_ROW]),
        (reading(2, None, "figures"), [Change(Kind.REVISED, "status", old="complete", new="unreadable")]),
    ],
)
def test_the_kind_says_what_differs(new: ReadLetter, changes: list[Change]) -> None:
    assert list(differences(OLD, new, VALUES)) == changes


def test_between_two_unreadable_documents_only_the_status_is_reported() -> None:
    changes = differences(reading(1, None, "none"), reading(2, None, "none"), {})
    assert changes == (Change(Kind.REVISED, "status", old="unreadable", new="unreadable"),)


CURRENT = Current(
    5, Source.LETTER, "1/2020", 1, "blaby", 2020, URL, withdrawn=False, last_seen_at=AT, number=1, reading=OLD
)
SEEN = Evidence(Extent(), (), {}, {}, read=frozenset({1}), doubtful=frozenset())
NOTHING = Filing({}, (), (), ())


def answer(status: int, looks: int = 2) -> dict[str, Fetched]:
    return {URL: Fetched(1, URL, AT, status, None, None, looks_gone=looks)}


def doubt(**how: object) -> Filing:
    return replace(NOTHING, doubts=(replace(Doubt(1, "http://127.0.0.1/other", 2019), **how),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("letter", "filing", "evidence", "withdrawn"),
    [
        (CURRENT, NOTHING, SEEN, True),
        (replace(CURRENT, withdrawn=True), NOTHING, SEEN, False),
        (CURRENT, NOTHING, replace(SEEN, read=frozenset({2})), False),
        (CURRENT, NOTHING, replace(SEEN, doubtful=frozenset({1})), False),
        (CURRENT, NOTHING, replace(SEEN, extent=Extent(authorities=frozenset({2}))), False),
        (CURRENT, NOTHING, replace(SEEN, extent=Extent(years=frozenset({2019}))), False),
        (CURRENT, NOTHING, replace(SEEN, extent=Extent(frozenset({1}), frozenset({2020}))), True),
        (CURRENT, doubt(), SEEN, True),
        (CURRENT, doubt(year=2020), SEEN, False),
        (CURRENT, doubt(year=None), SEEN, False),
        (CURRENT, doubt(url=URL), SEEN, False),
        (CURRENT, doubt(authority_id=2, year=2020), SEEN, True),
        (CURRENT, doubt(url=URL), replace(SEEN, fetched=answer(404)), True),
        (CURRENT, NOTHING, replace(SEEN, read=frozenset(), fetched=answer(410)), True),
        (CURRENT, NOTHING, replace(SEEN, read=frozenset(), fetched=answer(410, looks=1)), False),
        (CURRENT, NOTHING, replace(SEEN, read=frozenset(), fetched=answer(500)), False),
    ],
)
def test_absence_counts_only_where_it_was_seen(
    letter: Current,
    filing: Filing,
    evidence: Evidence,
    withdrawn: bool,  # noqa: FBT001 -- what is expected
) -> None:
    assert is_withdrawn(letter, filing, evidence) is withdrawn


def test_known_letters_are_those_that_could_be_withdrawn() -> None:
    letters = [CURRENT, replace(CURRENT, withdrawn=True), replace(CURRENT, year=2019)]
    assert known_letters(letters, SEEN) == 2
    assert known_letters(letters, replace(SEEN, extent=Extent(years=frozenset({2019})))) == 1
