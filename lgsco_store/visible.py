"""Make text from elsewhere safe to show: characters that control a terminal or reverse text are escaped.

Evidence keeps every character as received; only output is escaped.
"""

from __future__ import annotations

import re

# Control characters except tab and line feed, marks and overrides of direction, line and paragraph separators, and
# unpaired surrogates, which cannot be encoded.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""A spreadsheet treats text that begins with one of these as a formula."""


def visible(text: str) -> str:
    r"""Escape each such character in a text, for example as ``\x1b`` or ``\u202e``."""
    return _UNSHOWN.sub(_escape, text) if _UNSHOWN.search(text) else text


def visible_json(text: str) -> str:
    r"""Escape each such character in JSON, as ``\u001b``: the parsed value stays the same."""
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 -- the largest of two digits
