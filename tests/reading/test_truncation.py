"""A PDF that breaks off is truncated, even if an earlier revision is complete; content after its end is ignored."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.input.truncation import is_truncated
from tests.attacks import Promise
from tests.reading.letterpress import Measures, covering, measures_sheet, pdf

WHOLE = pdf([covering(2020), measures_sheet(Measures())])
UPDATE = b"9 0 obj\n<< /Length 4 >>\nstream\n%%abc\nendstream\nendobj\nxref\n9 1\n%010d 00000 n \n" % len(WHOLE) + (
    b"trailer\n<< /Size 10 /Root 1 0 R /Prev 15 >>\nstartxref\n%d\n%%%%EOF\n" % (len(WHOLE) + 57)
)
# The remains of "9 0 obj" up to here may come from any server.
TELLING = len(b"9 0 ")


@settings(deadline=None)
@given(st.integers(TELLING, UPDATE.index(b"%%EOF") + 4))
def test_an_update_that_breaks_off_is_truncated_wherever_it_does(kept: int) -> None:
    assert is_truncated(WHOLE + UPDATE[:kept])


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "A PDF whose newest revision is cut off": "diagnosed `truncated`; no figure of the older revision",
    },
)
def test_a_letter_with_an_update_cut_off_gives_no_figure_of_its_older_revision() -> None:
    reading = read(WHOLE + UPDATE[: len(UPDATE) // 2])
    assert [issue.code for issue in reading.issues] == ["truncated"]
    assert reading.figures == ()


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\r\n0\r\n\r\n",
        b"\0" * 40_000,
        b"\n" * 4096,
        b"<!DOCTYPE html><p>1 of 20 objects in the trailer</p>" * 200,
        b"\x1a" + bytes(range(256)) * 40,
    ],
    ids=["nothing", "last chunk", "nul", "newlines", "html", "bytes"],
)
@pytest.mark.parametrize("content", [WHOLE, WHOLE + UPDATE], ids=["one revision", "two revisions"])
def test_junk_behind_the_end_is_harmless_however_long(content: bytes, junk: bytes) -> None:
    assert not is_truncated(content + junk)


@settings(deadline=None)
@given(st.integers(0, len(WHOLE.rstrip()) - 1))
def test_a_file_without_its_end_is_truncated(kept: int) -> None:
    assert is_truncated(WHOLE[:kept])
