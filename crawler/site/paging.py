"""The further pages of a list: where they are, and whether they can be requested at all. Pure functions of a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urlsplit

from crawler.site.addresses import Site
from crawler.site.outline import Piece, WebPage

_ARROW = r"[<>\u2039\u203a\u00ab\u00bb\u2190\u2192]+"
_ARROWS = r"[>\u203a\u00bb\u2192]+"
_PAGE_OF_ALL = r"( ?:? ?(page )?\d{1,3}( of \d{1,3})?)?"
_FURTHER = re.compile(
    rf"({_ARROW} ?)?(go to (the )?)?"
    rf"(next|older|previous|more|earlier|last|first|(load|show|view|see) (more|all|older|earlier))"
    rf"( (page|letters?|years|results|items))?{_PAGE_OF_ALL}( ?{_ARROW})?|{_ARROW}|page \d+( of \d+)?|\d{{1,2}}"
    # Lists of names have pages by their first letters.
    r"|[A-Z]( ?\W ?[A-Z])?",
    re.IGNORECASE,
)
# The words of a link to the rest of a list, whose page may have a path of its own.
_REST = re.compile(
    r"\b(archived?|older|earlier|previous|past|before (19|20)\d\d|(view|see|show|browse) all|all (the |our )?letters"
    r"|more (annual )?letters)\b",
    re.IGNORECASE,
)
# The number of a page, or the year that it is limited to, in an address: servers name them as they like.
_NUMBERED = re.compile(
    r"(^|&)(([\w.%-]*page[\w.%-]*|pg?|start(row)?|offset|skip|from|first)=\d{1,4}|(year|yr|period)=[\w%+-]+)(&|$)",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"(?<=[?&]page=)(\d{1,2})(?=&|$)", re.IGNORECASE)
_OTHER_FORM = re.compile(r"\b(print|share|sort|e-?mail|rss|feed|download|pdf|csv|xml)\b", re.IGNORECASE)
_ONLY_YEAR = re.compile(r"(19|20)\d\d(\W(19|20)?\d\d)?")
_ELSEWHERE = re.compile(r"/(statistics|decisions|reports|serviceimprovements)\b", re.IGNORECASE)
_PAGE_IN_PATH = re.compile(r"/(page/?)?\d{1,3}$", re.IGNORECASE)
# A control without an address that shows more; the first page is no further one, nor is the one before.
_MORE = re.compile(
    rf"(next|older|more|earlier|(load|show|view|see) (more|all|older|earlier))( (page|letters?|years|results))?"
    rf"( ?{_ARROWS})?|{_ARROWS}|(page )?(?!1\b)\d{{1,2}}",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"\bpage (\d+) of (\d+)\b", re.IGNORECASE)
_SHOWN_OF = re.compile(
    r"\b(?:showing|results?|items?|letters|displaying|viewing) (?:\d+\s*(?:-|\N{EN DASH}|to)\s*)?(\d+) of (\d+)\b",
    re.IGNORECASE,
)


def further_pages(page: WebPage, site: Site, part: Sequence[Piece] | None = None) -> list[str]:
    """Return the further pages of a list that links of a page, or of a part of it, lead to, in their order.

    They have the same path, numbered or with a query. The words of their links, or the numbers in their addresses, say
    that they are pages.
    """
    own = _without_number(_path(site.address(page.url) or page.url))
    further = re.compile(rf"{re.escape(own)}(\?.+|/(page/?)?\d+(-\d+)?)")
    found = (
        (piece, site.address(piece.href)) for piece in (page.pieces if part is None else part) if piece.href is not None
    )
    return _without_gaps(
        address
        for piece, address in found
        if address and further.fullmatch(_path_and_query(address)) and _is_page(piece, address)
    )


def _without_gaps(addresses: Iterable[str]) -> list[str]:
    """Return addresses once each; before one with the number of a page, those of the pages that no link leads to.

    A pager may name only the first and the last page.
    """
    found: dict[str, None] = {}
    for address in dict.fromkeys(addresses):
        before, number, behind = _PAGE_NUMBER.split(address) if _PAGE_NUMBER.search(address) else (address, "0", "")
        for other in range(2, int(number)):
            found.setdefault(f"{before}{other}{behind}")
        found.setdefault(address)
    return list(found)


def rest_of_list(part: Sequence[Piece], page: WebPage, site: Site) -> list[str]:
    """Return the addresses of an authority's own pages that have the rest of its list, by the words of their links."""
    slug = (site.slug_of(page.url) or "").lower()
    named = (piece for piece in part if piece.href is not None and _REST.search(f"{piece.text} {piece.label}"))
    found = (site.address(piece.href or "") for piece in named)
    own = (each for each in found if each and slug and (site.slug_of(each) or "").lower() == slug)
    here = site.address(page.url)
    return [each for each in dict.fromkeys(own) if each != here and not _ELSEWHERE.search(_path(each))]


def _is_page(piece: Piece, address: str) -> bool:
    """Return whether a link leads to a page of a list: by its words, by what it is for a browser, or by its address."""
    says = any(_FURTHER.fullmatch(words) or _ONLY_YEAR.fullmatch(words) for words in _said(piece))
    is_numbered = _NUMBERED.search(urlsplit(address).query) is not None
    return says or (is_numbered and not _OTHER_FORM.search(f"{piece.text} {piece.label}"))


def _said(piece: Piece) -> Iterator[str]:
    """Return the words of a link, its label, its symbols if it has no words, and "next" if its markup says so."""
    yield from (piece.text.strip(), piece.label)
    if piece.element is not None:
        yield "".join(piece.element.itertext()).strip()
        yield "next" if "next" in piece.element.get("rel", "").lower().split() else ""


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
    return urlsplit(address).path


def _without_number(path: str) -> str:
    """Return the path of a list from that of one of its pages."""
    return _PAGE_IN_PATH.sub("", path)


def _path_and_query(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path
