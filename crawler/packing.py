"""Packed bodies: whether what came is the whole of it. Nobody else asks: Scrapy, like browsers, shows what it has."""

from __future__ import annotations

import zlib

_STEP = 64 * 1024

_GZIP = 16 + zlib.MAX_WBITS
# Servers mean by "deflate" a stream with zlib's header, as the standard says, or without one.
_WINDOWS = {b"gzip": (_GZIP,), b"x-gzip": (_GZIP,), b"deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}


def is_whole(body: bytes, encodings: list[bytes], most: int) -> bool:
    """Whether a body, packed as its ``Content-Encoding`` says, comes to its end with the right checksum.

    One that is empty, inflates to more than ``most`` bytes, or is packed in another way, is not looked at any further.
    """
    names = [name.strip().lower() for value in encodings for name in value.split(b",")]
    if not body or len(names) != 1 or names[0] not in _WINDOWS:
        return True
    return any(_ends(body, window, most) for window in _WINDOWS[names[0]])


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
