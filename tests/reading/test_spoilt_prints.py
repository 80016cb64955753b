"""Printed letters of every producer with words removed or moved: figures may be lost, but none is read wrongly."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdfium2.raw import FPDF_PAGEOBJ_TEXT

from crawler.reading import read
from crawler.reading.findings import key
from lgsco_store.records import Severity
from tests.reading.golden import LETTERS, printed
from tests.reading.test_letters import PRODUCERS

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

# The years of letters with tables and with measures; the first letter of either kind from each producer is damaged.
KINDS = (
    ("2007", "2008", "2010", "2012", "2015", "2016", "2017"),
    ("2019", "2020", "2021", "2022", "2023", "2024", "2025"),
)

# The distance in points of two objects that belong to one word.
GAP = 2.0


def samples() -> Iterator[Path]:
    for producer in PRODUCERS:
        files = sorted(LETTERS.glob(f"*.{producer}.pdf"))
        for years in KINDS:
            yield from [file for file in files if file.name.startswith(years)][:1]


SAMPLES = list(samples())


@dataclass(frozen=True)
class Spoiling:
    """The change of one word or run of words: it is removed, or moved by this many points."""

    at: int
    move: tuple[float, float] | None


SPOILINGS = st.builds(Spoiling, st.integers(0, 2000), st.none() | st.tuples(st.floats(-40, 40), st.floats(-30, 30)))


def spoilt(file: Path, spoilings: Sequence[Spoiling]) -> bytes:
    """Return the letter with its last statistics page damaged."""
    document = pypdfium2.PdfDocument(file)
    page = max(document, key=lambda one: sum(1 for _ in one.get_objects([FPDF_PAGEOBJ_TEXT], max_depth=1)))
    words = list(_words(page))
    for spoiling in spoilings:
        _spoil(page, words.pop(spoiling.at % len(words)), spoiling)
    page.gen_content()
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _words(page: pypdfium2.PdfPage) -> Iterator[list[pypdfium2.PdfObject]]:
    """Return the page's texts; those that some producers emit letter by letter are joined."""
    word: list[pypdfium2.PdfObject] = []
    for piece in page.get_objects([FPDF_PAGEOBJ_TEXT], max_depth=1):
        if word and not _touches(word[-1].get_bounds(), piece.get_bounds()):
            yield word
            word = []
        word.append(piece)
    yield word


def _touches(left: tuple[float, ...], right: tuple[float, ...]) -> bool:
    return abs(right[0] - left[2]) < GAP and right[1] < left[3] and left[1] < right[3]


def _spoil(page: pypdfium2.PdfPage, word: Sequence[pypdfium2.PdfObject], spoiling: Spoiling) -> None:
    for piece in word:
        if spoiling.move is None:
            page.remove_obj(piece)
        else:
            piece.transform(pypdfium2.PdfMatrix().translate(*spoiling.move))


@pytest.mark.parametrize("file", SAMPLES, ids=lambda file: file.name)
@settings(max_examples=3, deadline=None)
@given(st.lists(SPOILINGS, min_size=1, max_size=2))
def test_a_spoilt_print_gives_no_figure_that_it_did_not_print(file: Path, spoilings: list[Spoiling]) -> None:
    reading = read(spoilt(file, spoilings))
    if not any(issue.severity is Severity.ERROR for issue in reading.issues):
        found = {key(figure): figure.value for figure in reading.figures if figure.value is not None}
        assert found.items() <= printed(file).items()
