"""Compressed bodies: complete ones are decompressed, truncated ones are not."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.fetch.compression import OversizeError, unpack

MOST = 1_000_000

# Long runs decompress to far more than one step from very few bytes.
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
def test_a_packed_body_comes_out_and_no_beginning_of_it_does(name: bytes, body: bytes, data: st.DataObject) -> None:
    packed = PACKERS[name](body)
    assert unpack(packed, [name], MOST) == body
    cut = data.draw(st.integers(1, len(packed) - 1))
    assert unpack(packed[:cut], [name], MOST) is None


@given(
    bodies=st.lists(BODIES, min_size=2, max_size=4), filling=st.sampled_from([b"", b"\0" * 9, b"\r\n"]), data=st.data()
)
def test_members_follow_one_another_and_none_may_break_off(
    bodies: list[bytes], filling: bytes, data: st.DataObject
) -> None:
    members = [gzip.compress(body) for body in bodies]
    assert unpack(b"".join(members) + filling, [b"gzip"], MOST * 2) == b"".join(bodies)
    cut = data.draw(st.integers(1, len(members[-1]) - 1))
    assert unpack(b"".join(members[:-1]) + members[-1][:cut], [b"gzip"], MOST * 2) is None


def test_a_wrong_checksum_is_reported() -> None:
    packed = gzip.compress(b"<p>1,234 complaints</p>")
    assert unpack(packed[:-8] + b"\0\0\0\0" + packed[-4:], [b"gzip"], MOST) is None


def test_more_than_anybody_keeps_is_refused() -> None:
    for body in (gzip.compress(b"a" * 2 * MOST)[:-9], gzip.compress(b"a" * MOST) + gzip.compress(b"a")):
        with pytest.raises(OversizeError):
            unpack(body, [b"gzip"], MOST)


@pytest.mark.parametrize(("members", "body"), [(9_000, b""), (20_000, None)])
def test_members_without_end_are_refused(members: int, body: bytes | None) -> None:
    assert unpack(gzip.compress(b"") * members, [b"gzip"], MOST) == body


TWICE = gzip.compress(zlib.compress(b"<p>"))


@pytest.mark.parametrize(
    ("body", "encodings", "unpacked"),
    [
        pytest.param(b"<p>", [], b"<p>", id="not packed"),
        pytest.param(b"<p>", [b"identity"], b"<p>", id="not packed, and says so"),
        pytest.param(b"", [b"gzip"], b"", id="an answer without a body"),
        pytest.param(b"", [b"br"], b"", id="an answer without a body, packed in another way"),
        pytest.param(TWICE, [b"deflate, gzip"], b"<p>", id="packed twice"),
        pytest.param(TWICE, [b"deflate", b"gzip"], b"<p>", id="packed twice, two headers"),
        pytest.param(TWICE[:-1], [b"deflate, gzip"], None, id="packed twice, cut off"),
        pytest.param(b"\x1b\x02\x00<p>", [b"br"], None, id="packed in a way that was not asked for"),
        pytest.param(b"\x1b\x02\x00<p>", [b"what"], None, id="packed in an unknown way"),
        pytest.param(b" <p>Kent</p>", [b"br"], b" <p>Kent</p>", id="says that it is packed, and is not"),
        pytest.param(b"\xef\xbb\xbf<!doctype html>", [b"gzip"], b"\xef\xbb\xbf<!doctype html>", id="the same"),
        pytest.param(b"%PDF-1.4\n\x00", [b"gzip"], b"%PDF-1.4\n\x00", id="a PDF that is not packed"),
        pytest.param(b'{"a": 1}', [b"utf-8"], b'{"a": 1}', id="the name of another thing"),
        pytest.param(b"x", [b"deflate"], None, id="a beginning that looks like text"),
    ],
)
def test_what_a_header_says_counts_only_as_far_as_the_bytes_bear_it_out(
    body: bytes, encodings: list[bytes], unpacked: bytes | None
) -> None:
    assert unpack(body, encodings, MOST) == unpacked
