"""A page by its sections, each from its title on. Pure functions of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from crawler.site.link_years import year_of
from crawler.site.outline import Piece, WebPage
from crawler.site.sections import Section, heading_section, title_section

# A heading below that of the letters that is about older ones, or about letters at all.
_GOES_ON = re.compile(
    r"\b(letters?|archived?|older|earlier|previous|past|former|historic(al)?|before (19|20)\d\d)\b", re.IGNORECASE
)


def section_of(piece: Piece) -> Section | None:
    """Return the section that a piece begins; None if it begins none. Every heading begins one."""
    if piece.level:
        return heading_section(piece.text)
    return title_section(piece.text) if piece.href is None else None


def parts(page: WebPage) -> Iterator[tuple[Section | None, Sequence[Piece]]]:
    """Return the page by its sections, each from its title on; the part before the first has none."""
    current, level, start = None, 0, 0
    for at, piece in enumerate(page.pieces):
        section = section_of(piece)
        if section is None or _goes_on(piece, section, current, level):
            continue
        if at > start or current is not None:
            yield current, page.pieces[start:at]
        current, level, start = section, piece.level or max(level, 1), at
    yield current, page.pieces[start:]


def _goes_on(piece: Piece, section: Section, current: Section | None, level: int) -> bool:
    """Return whether a heading is inside the section before it: a lower one, or one that names a year or a letter."""
    if not piece.level:
        return False
    if current is Section.LETTERS and section in {Section.UNKNOWN, Section.STATISTICS} and _GOES_ON.search(piece.text):
        return True
    if title_section(piece.text) is not None or section not in {Section.UNKNOWN, Section.LETTERS}:
        return False
    if current in {Section.REPORTS, Section.IMPROVEMENTS}:
        return section is Section.UNKNOWN and piece.level > level
    is_lower = section is Section.LETTERS or piece.level > level or year_of(piece.text) is not None
    return current is Section.LETTERS and is_lower


def under_title(page: WebPage) -> list[Piece]:
    """Return what is under the title of the letters."""
    return [piece for section, part in parts(page) if section is Section.LETTERS for piece in part]


def until_title(rest: Sequence[Piece]) -> Sequence[Piece]:
    """Return what comes before the next title."""
    return rest[: next((at for at, piece in enumerate(rest) if section_of(piece) is not None), len(rest))]
