"""Decompress bodies, but only complete ones: Scrapy, like browsers, would show the beginning of a broken one."""

from __future__ import annotations

import re
import zlib

_STEP = 256 * 1024

_GZIP = 16 + zlib.MAX_WBITS
# By "deflate" servers mean a stream with zlib's header, as the standard says, or without one.
_WINDOWS = {b"gzip": (_GZIP,), b"x-gzip": (_GZIP,), b"deflate": (zlib.MAX_WBITS, -zlib.MAX_WBITS)}

# The registered content codings that we do not accept (IANA, HTTP Content Coding Registry).
_OTHERS = frozenset({b"aes128gcm", b"br", b"compress", b"x-compress", b"dcb", b"dcz", b"exi", b"pack200-gzip", b"zstd"})

# Some servers pad the end of the compressed body.
_FILLING = re.compile(rb"[\0\t\r\n ]*")
# Servers send one member, or a few.
_MOST_MEMBERS = 10_000

# The first bytes of text contain none of these ("binary data bytes" of the standard MIME Sniffing).
_SNIFFED = 1445
_BINARY = re.compile(rb"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_MARKUP = re.compile(rb"(\xef\xbb\xbf)?\s*<[^>]*>")

ACCEPTED = b"gzip, deflate"
"""The content codings that we accept: those that we can check, whatever else is installed."""


class OversizeError(ValueError):
    """The decompressed body exceeds the size limit; raised during decompression, so that memory is not filled."""


def unpack(body: bytes, encodings: list[bytes], most: int) -> bytes | None:
    """Decompress a body as its ``Content-Encoding`` says; None if it is broken off or cannot be decompressed.

    A body that is plainly not compressed is returned unchanged, whatever the header says; invalid codings (``utf-8``,
    ``none``) are ignored, as in browsers.

    Raises:
        OversizeError: it is more than ``most`` bytes.
    """
    names = [name.strip().lower() for value in encodings for name in value.split(b",")]
    for name in reversed(names):
        if name in {b"", b"identity"} or not body:
            continue
        unpacked = _unpack(body, _WINDOWS[name], most) if name in _WINDOWS else None
        if unpacked is None:
            return body if _is_plain(body, coded=name in _WINDOWS or name in _OTHERS) else None
        body = unpacked
    return body


def _unpack(body: bytes, windows: tuple[int, ...], most: int) -> bytes | None:
    for window in windows:
        try:
            return _inflate(body, window, most)
        except zlib.error:
            continue
    return None


def _inflate(body: bytes, window: int, most: int) -> bytes | None:
    """Decompress all members of a body in order (RFC 1952, 2.2); None if the last one is broken off.

    The body goes through in pieces, since zlib copies whatever is left of its input at the end of each member.
    """
    parts: list[bytes] = []
    at = length = 0
    for _ in range(_MOST_MEMBERS):
        member, is_whole = zlib.decompressobj(window), False
        while not is_whole:
            piece = body[at : at + _STEP]
            some = member.decompress(piece, _STEP)
            is_whole = member.eof
            at += len(piece) - len(member.unused_data if is_whole else member.unconsumed_tail)
            if not some and not piece and not is_whole:
                return None
            parts.append(some)
            length += len(some)
            if length > most:
                raise OversizeError(f"the decompressed body is more than {most} bytes")
        at = _end_of_filling(body, at)
        if at == len(body):
            return b"".join(parts)
        if window != _GZIP:
            return None
    return None


def _end_of_filling(body: bytes, at: int) -> int:
    found = _FILLING.match(body, at)
    return found.end() if found else at


def _is_plain(body: bytes, *, coded: bool) -> bool:
    """Return whether a body is plainly a PDF or text; if a valid coding is named, only markup is plain enough."""
    if b"%PDF-" in body[:1024]:
        return True
    head = body[:_SNIFFED]
    return _BINARY.search(head) is None and (not coded or _MARKUP.match(head) is not None)
