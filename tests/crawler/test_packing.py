"""Whether a packed body is whole: every one that was packed is, none that breaks off is."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.packing import is_whole

MOST = 1_000_000

# Long runs inflate to far more than one step from very few bytes.
BODIES = st.one_of(st.binary(max_size=300), st.integers(0, 300_000).map(lambda length: b"a" * length))


def without_header(body: bytes) -> bytes:
    return zlib.compress(body)[2:-4]


PACKERS: Mapping[bytes, Callable[[bytes], bytes]] = {
    b"gzip": gzip.compress,
    b"x-gzip": gzip.compress,
    b"deflate": zlib.compress,
    b" Deflate": without_header,
}


@pytest.mark.parametrize("name", PACKERS)
@given(body=BODIES, data=st.data())
def test_a_packed_body_is_whole_and_no_beginning_of_it_is(name: bytes, body: bytes, data: st.DataObject) -> None:
    packed = PACKERS[name](body)
    assert is_whole(packed, [name], MOST)
    cut = data.draw(st.integers(1, len(packed) - 1))
    assert not is_whole(packed[:cut], [name], MOST)


def test_a_wrong_checksum_is_told() -> None:
    packed = gzip.compress(b"<p>1,234 complaints</p>")
    assert not is_whole(packed[:-8] + b"\0\0\0\0" + packed[-4:], [b"gzip"], MOST)


@pytest.mark.parametrize(
    ("body", "encodings", "whole"),
    [
        pytest.param(b"<p>", [], True, id="not packed"),
        pytest.param(b"<p>", [b"identity"], True, id="not packed, and says so"),
        pytest.param(b"", [b"gzip"], True, id="an answer without a body"),
        pytest.param(b"", [b"br"], True, id="an answer without a body, packed in another way"),
        pytest.param(gzip.compress(b"a" * 2 * MOST)[:-9], [b"gzip"], True, id="too large for anybody to take it"),
        pytest.param(b"<p>", [b"br"], False, id="packed in another way"),
        pytest.param(gzip.compress(gzip.compress(b"<p>")), [b"gzip, gzip"], False, id="packed twice"),
        pytest.param(gzip.compress(gzip.compress(b"<p>")), [b"gzip", b"gzip"], False, id="packed twice, two headers"),
    ],
)
def test_what_was_not_asked_for_is_not_taken(body: bytes, encodings: list[bytes], *, whole: bool) -> None:
    assert is_whole(body, encodings, MOST) is whole
