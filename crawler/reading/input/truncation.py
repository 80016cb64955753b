"""Whether a PDF breaks off: one answer for the crawler, which asks for it again, and for the reader, which refuses it.

A correction is often appended to the file as it was, with an end of its own (ISO 32000-1, 7.5.6). Cut off within it,
the file still has the older end, and opens with the older figures.
"""

from __future__ import annotations

import re

_END = b"%%EOF"
# What only a PDF holds between one end and the next: objects, a table of where they are, or the beginning of either.
# Anything else behind the end is a server's or a producer's, of any length, and harmless.
_MORE = re.compile(rb"(?<!\S)(?:\d+\s+\d+\s+(?:o(?:b(?:j\b|\Z)|\Z)|\Z)|xref\s+\d|trailer\s*<<|startxref\s+\d)")


def is_truncated(content: bytes) -> bool:
    """Whether a PDF has no end, or goes on behind its last one."""
    end = content.rfind(_END)
    return end < 0 or _MORE.search(content, end + len(_END)) is not None
