"""Packed bodies: whether what came is the whole of it. Nobody else asks: Scrapy, like browsers, shows what it has."""

from __future__ import annotations

import zlib

_STEP = 64 * 1024

_GZIP = 16 + zlib.MAX_WBITS
# Servers mean by "deflate" a stream with zlib's header, as the standard says, or without one.
_WINDOWS = {b"gzip": (_GZIP,), b"x-gzip": (_GZIP,), b"deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}

ACCEPTED = b"gzip, deflate"
"""The ways of packing that we ask for: those that we can judge, whatever else is installed."""


def is_whole(body: bytes, encodings: list[bytes], most: int) -> bool:
    """Whether a body, packed as its ``Content-Encoding`` says, comes to its end with the right checksum.

    One that is empty is, and one that inflates to more than ``most`` bytes is not looked at any further. Of one that is
    packed in a way that was not asked for nobody can tell.
    """
    names = [name.strip().lower() for value in encodings for name in value.split(b",")]
    packed_as = [name for name in names if name != b"identity"]
    if not body or not packed_as:
        return True
    return len(packed_as) == 1 and any(_ends(body, window, most) for window in _WINDOWS.get(packed_as[0], ()))


def _ends(body: bytes, window: int, most: int) -> bool:
    inflating = zlib.decompressobj(window)
    inflated, packed = 0, body
    try:
        while not inflating.eof and inflated <= most:
            some = inflating.decompress(packed, _STEP)
            packed = inflating.unconsumed_tail
            inflated += len(some)
            if not some and not packed:
                return inflating.eof
    except zlib.error:
        return False
    return True
