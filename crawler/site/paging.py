"""The further pages of a list: where they are, and whether they can be requested at all. Pure functions of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from urllib.parse import urlsplit

from crawler.site.addresses import Site
from crawler.site.outline import Piece, WebPage

_ARROWS = (
    "[>\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    "\N{RIGHTWARDS ARROW}]+"
)
_FURTHER = re.compile(
    rf"(next|older|previous|more|earlier|load more|show more)( (page|letters|years))?( ?{_ARROWS})?|{_ARROWS}|page \d+"
    r"|\d{1,2}",
    re.IGNORECASE,
)
# A control without an address that shows more; the first page is no further one, nor is the one before.
_MORE = re.compile(
    rf"(next|older|more|earlier|(load|show|view|see) (more|all|older|earlier))( (page|letters?|years|results))?"
    rf"( ?{_ARROWS})?|{_ARROWS}|(page )?(?!1\b)\d{{1,2}}",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"\bpage (\d+) of (\d+)\b", re.IGNORECASE)
_SHOWN_OF = re.compile(r"\bshowing (?:\d+\s*(?:-|\N{EN DASH}|to)\s*)?(\d+) of (\d+)\b", re.IGNORECASE)


def further_pages(page: WebPage, site: Site) -> list[str]:
    """Return the further pages of a list: the same path, numbered or with a query, in a paging link."""
    own = urlsplit(site.address(page.url) or page.url).path
    words = [
        piece
        for piece in page.pieces
        if piece.href is not None and (_FURTHER.fullmatch(piece.text.strip()) or _FURTHER.fullmatch(piece.label))
    ]
    further = re.compile(rf"{re.escape(own)}(\?.+|/(page/?)?\d+)")
    found = (site.address(piece.href or "") for piece in words)
    return list(dict.fromkeys(each for each in found if each and further.fullmatch(_path(each))))


def beyond_reach(part: Sequence[Piece], page: WebPage, site: Site) -> str | None:
    """Return the words by which a list goes on where no request can follow, as by a script; None if it does not.

    No request follows to another host, or to an address that is too long. ``part`` has the list. Where one further page
    has an address, all of them have.
    """
    if further_pages(page, site):
        return None
    dead = (each for each in part if leads_nowhere(each, page, site) or _leads_out(each, page, site))
    controls = (words for each in dead for words in (each.text.strip(), each.label) if _MORE.fullmatch(words))
    return next(controls, None) or _more_than_shown(part)


def leads_nowhere(piece: Piece, page: WebPage, site: Site) -> bool:
    """Return whether a link or a button leads to no address, or to the page itself: a script does the rest."""
    address = site.address(piece.href) if piece.href is not None and "#" in piece.href else None
    return piece.dead or (address is not None and address == site.address(page.url))


def _leads_out(piece: Piece, page: WebPage, site: Site) -> bool:
    """Return whether a link leads to the page's own path, but to an address that is not one of the site's."""
    path = (piece.href or "").partition("?")[0]
    return path.endswith(urlsplit(page.url).path) and site.address(piece.href or "") is None


def _more_than_shown(part: Iterable[Piece]) -> str | None:
    """Return the words that number the pages or items of a list, if this is not the end of it."""
    for piece in part:
        for numbers in (*_PAGE_OF.finditer(piece.text), *_SHOWN_OF.finditer(piece.text)):
            if int(numbers[1]) < int(numbers[2]):
                return numbers[0]
    return None


def _path(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
