"""The words by which a section or a list says that there is nothing in it."""

from __future__ import annotations

import re

_NOTHING = re.compile(
    r"\W*(?:(?:there (?:are|is|were|have been) (?:currently )?)?none"
    r"(?: (?:to (?:show|display|report)|yet|published|available|issued|agreed|recorded|found|currently|so far"
    r"|at (?:present|the moment|this time)))*"
    r"|n ?/ ?a|nil|not applicable|nothing (?:to (?:show|display|report)|found|here|yet)"
    r"|no (?:results?|items?|records?|entries)(?: (?:found|available|to (?:show|display)))?)\W*",
    re.IGNORECASE,
)


def says_nothing(text: str) -> bool:
    """Return whether a text, all of it, says that there is nothing: in a table "N/A" does, in a list "None"."""
    return _NOTHING.fullmatch(text) is not None
