"""Whether a list of decisions goes on after a page of it. Pure functions of a page."""

from __future__ import annotations

import re
from urllib.parse import parse_qsl, urlsplit

from crawler.site.addresses import Site
from crawler.site.outline import Piece, WebPage
from crawler.site.paging import leads_nowhere

_ARROWS = (
    " >\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{RIGHTWARDS ARROW}\N{BLACK RIGHT-POINTING TRIANGLE}\N{BLACK RIGHT-POINTING POINTER}"
)
_THINGS = r"(?:pages?|results|decisions|statements|entries|items)"
_FURTHER = re.compile(
    rf"(?:go to )?(?:the )?(?:next|older|further)(?: \d+)?(?: {_THINGS})?|more {_THINGS}"
    rf"|(?:load|show|view|see) (?:more|older|further)(?: {_THINGS})?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:go to )?(?:page )?(\d{1,4})", re.IGNORECASE)


def goes_on(page: WebPage, site: Site, number: int) -> str | None:
    """Return the words of a link or button that leads to a page after this one, its ``number``; None if there is none.

    A link to the list itself is known by the number in its address. One without a number is known by its words, as is a
    control that only a script follows.
    """
    leading = (piece for piece in page.pieces if _leads_on(piece, page, site, number))
    return next((piece.text or piece.label or piece.href for piece in leading), None)


def _leads_on(piece: Piece, page: WebPage, site: Site, number: int) -> bool:
    if (piece.href is None and not piece.dead) or _is_off(piece):
        return False
    if leads_nowhere(piece, page, site):
        return _says_so(piece, number)
    address = site.address(piece.href or "")
    if address is None or not _path(address).startswith(_path(page.url)):
        return False
    to = next((value for name, value in parse_qsl(urlsplit(address).query) if name.lower() == "page"), None)
    return int(to) > number if to is not None and to.isdecimal() else _says_so(piece, number)


def _says_so(piece: Piece, number: int) -> bool:
    """Return whether the words of a link or button lead to a later page: "Next", an arrow, or its number."""
    for words in filter(None, (piece.text, piece.label)):
        bare = words.strip(_ARROWS)
        found = _NUMBER.fullmatch(bare)
        if (not bare and words.strip()) or _FURTHER.fullmatch(bare) or (found and int(found[1]) > number):
            return True
    return False


def _is_off(piece: Piece) -> bool:
    """Return whether a link is switched off, as the last page may have it."""
    element = piece.element
    around = [] if element is None else [each for each in (element, element.getparent()) if each is not None]
    return any(each.get("aria-disabled") == "true" or "disabled" in each.get("class", "").split() for each in around)


def _path(address: str) -> str:
    return urlsplit(address).path.rstrip("/").lower()
