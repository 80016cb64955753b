"""Recognise truncated PDFs: the crawler downloads them again, and the reader refuses them.

A correction is often appended to the unchanged file, with an end marker of its own (ISO 32000-1, 7.5.6). If the
correction is cut off, the file still has the older end marker, and opens with the older figures.
"""

from __future__ import annotations

import re

_END = b"%%EOF"
# Content that only a PDF has between one end marker and the next: objects, a cross-reference table, or the beginning of
# either. Anything else after the marker comes from a server or a producer, and is harmless at any length.
_MORE = re.compile(rb"(?<!\S)(?:\d+\s+\d+\s+(?:o(?:b(?:j\b|\Z)|\Z)|\Z)|xref\s+\d|trailer\s*<<|startxref\s+\d)")


def is_truncated(content: bytes) -> bool:
    """Return whether a PDF has no end marker, or continues after its last one."""
    end = content.rfind(_END)
    return end < 0 or _MORE.search(content, end + len(_END)) is not None
