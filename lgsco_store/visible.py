"""Text from elsewhere made safe to show: what steers a terminal or turns text round is written out, never sent raw.

Evidence keeps every character as it came; it is only what is shown that has none of these.
"""

from __future__ import annotations

import re

# Control characters but for tab and line feed, marks and overrides of direction, line and paragraph separators, and
# halves of surrogate pairs, which no encoding takes.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def visible(text: str) -> str:
    r"""The text with each such character written as an escape, such as ``\x1b`` or ``\u202e``."""
    return _UNSHOWN.sub(_escape, text) if _UNSHOWN.search(text) else text


def visible_json(text: str) -> str:
    r"""JSON with each such character as JSON escapes it, ``\u001b``: it says the same to whoever parses it."""
    return _UNSHOWN.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def _escape(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code <= 0xFF else f"\\u{code:04x}"  # noqa: PLR2004 -- the largest of two digits
