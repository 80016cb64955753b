"""The sections of an authority's page, recognised by the words of their titles in any tag."""

from __future__ import annotations

import re
from enum import Enum, auto


class Section(Enum):
    """The content under a title; ``OTHER`` is known and has no letters, ``UNKNOWN`` is under any other heading."""

    STATISTICS = auto()
    LETTERS = auto()
    REPORTS = auto()
    IMPROVEMENTS = auto()
    OTHER = auto()
    UNKNOWN = auto()


NO_LETTERS = frozenset({Section.REPORTS, Section.IMPROVEMENTS, Section.OTHER})
"""The known sections that have no letters."""

# A title is short: a sentence that begins like one does not count.
LONGEST_TITLE = 80

_LETTERS_NAMED = re.compile(r"\bannual (review )?letters?\b", re.IGNORECASE)
_STATISTICS_NAMED = re.compile(r"\b(annual statistics|complaint overview|complaints upheld)\b", re.IGNORECASE)
_TITLES = {
    Section.STATISTICS: re.compile(
        r"(annual statistics|complaint overview|complaints upheld|compliance with|satisfactory remedies"
        r"|more about this)\b.*",
        re.IGNORECASE,
    ),
    Section.LETTERS: re.compile(
        r"(the |our |all |previous )?annual (review )?letters?(:? (for|of|to|about) .*)?", re.IGNORECASE
    ),
    Section.REPORTS: re.compile(r"(the |(public|interest|our|recent|special|investigation) )*reports?", re.IGNORECASE),
    Section.IMPROVEMENTS: re.compile(r"((the|our|recent|latest|all) )*service improvements?", re.IGNORECASE),
    Section.OTHER: re.compile(
        r"((public|our|recent|focus) )*decisions|focus reports?|last updated\b.*"
        r"|(useful|related|other|external) (links|content|pages|documents|information)"
        r"|privacy.*|cookies.*|contact( us)?|about us|follow us|share( this page)?|in this section",
        re.IGNORECASE,
    ),
}
# Text around the words of a title: symbols that open it, a tooltip's question mark, a count.
_AROUND = re.compile(r"^[\W_]+|[\W_]+$|\s*\(?\d{0,3}\)?[\W_]*(find out more .*)?$", re.IGNORECASE)
# The words of a list that has no letters: a page that waits for consent, or for a script, cannot know.
_SAYS_NONE = re.compile(
    r"\b(no|not (yet )?((have|published|issued|sent|written) )?(yet )?any) ((annual|review|previous) )*letters?\b"
    r"|\bletters? (has|have) not (yet )?been (published|issued|sent)\b",
    re.IGNORECASE,
)
# A line of its own that says so.
_NONE = re.compile(r"\W*none( (yet|published|available|issued))*\W*", re.IGNORECASE)


def title_section(text: str) -> Section | None:
    """Return the section that a text is the title of, in any tag; None if it is not a title."""
    if len(text) > LONGEST_TITLE:
        return None
    words = _AROUND.sub("", text)
    return next((section for section, title in _TITLES.items() if title.fullmatch(words)), None)


def heading_section(text: str) -> Section:
    """Return the section that a heading begins; a heading may name the letters or the statistics among other words."""
    if _LETTERS_NAMED.search(text):
        return Section.LETTERS
    if _STATISTICS_NAMED.search(text):
        return Section.STATISTICS
    return title_section(text) or Section.UNKNOWN


def says_no_letters(text: str) -> bool:
    """Return whether a text says that an authority has no letters."""
    return _SAYS_NONE.search(text) is not None or _NONE.fullmatch(text) is not None
