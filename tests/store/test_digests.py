from __future__ import annotations

import hashlib
from decimal import Decimal
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from lgsco_store.evidence.digests import canonical, canonical_value, document_sha256, figures_sha256
from lgsco_store.records import Figure, FigureState

STATES = st.sampled_from([FigureState.NOT_APPLICABLE, FigureState.UNREADABLE])
VALUES = st.one_of(
    st.tuples(st.just(FigureState.PRINTED), st.decimals(0, 10_000, places=1)), st.tuples(STATES, st.none())
)


@st.composite
def figures(draw: st.DrawFn) -> Figure:
    state, value = draw(VALUES)
    return Figure(
        measure=draw(st.sampled_from(["uphold_rate", "complaints_received", "a", "ab"])),
        category=draw(st.sampled_from([None, "", "total", "b", "housing"])),
        value=value,
        unit=draw(st.sampled_from(["percent", "count"])),
        state=state,
        page=draw(st.integers(1, 5)),
        bbox=draw(st.sampled_from([None, (1.0, 2.0, 3.0, 4.0)])),
        text=draw(st.text(max_size=5)),
    )


LISTS = st.lists(figures(), max_size=6)


def test_a_documents_digest_is_sha256_in_lower_case() -> None:
    assert document_sha256(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_the_figures_digest_is_that_of_their_written_form() -> None:
    figure = Figure("uphold_rate", None, Decimal("40.0"), "percent", FigureState.PRINTED, 3, None, "40%")
    written = '[["uphold_rate",null,"40","percent","printed"]]'
    assert figures_sha256([canonical(figure)]) == hashlib.sha256(written.encode()).hexdigest()


def test_values_are_written_without_ornament() -> None:
    written = {
        "40": "40",
        "40.0": "40",
        "4E+1": "40",
        "5.70": "5.7",
        "-0": "0",
        "0.00": "0",
        "100": "100",
        "1E-1": "0.1",
    }
    assert {text: canonical_value(Decimal(text)) for text in written} == written
    assert canonical_value(None) is None


@given(LISTS, st.randoms())
def test_order_makes_no_difference(some: list[Figure], chance: Random) -> None:
    shuffled = list(some)
    chance.shuffle(shuffled)
    assert figures_sha256(map(canonical, shuffled)) == figures_sha256(map(canonical, some))


@given(LISTS)
def test_where_and_how_a_figure_stands_makes_no_difference(some: list[Figure]) -> None:
    moved = [
        Figure(each.measure, each.category, each.value, each.unit, each.state, each.page + 1, None, "elsewhere")
        for each in some
    ]
    assert figures_sha256(map(canonical, moved)) == figures_sha256(map(canonical, some))


@given(LISTS, LISTS)
def test_only_the_same_figures_have_the_same_digest(some: list[Figure], others: list[Figure]) -> None:
    def key(figure: Figure) -> str:
        return repr((figure.measure, figure.category, figure.value and float(figure.value), figure.unit, figure.state))

    same = sorted(map(key, some)) == sorted(map(key, others))
    assert (figures_sha256(map(canonical, some)) == figures_sha256(map(canonical, others))) == same
