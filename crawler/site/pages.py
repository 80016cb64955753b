"""The contents of an authority's page and its list of letters: merger note, statistics, letters.

Pure functions of a page. They decide by addresses and words: a title counts in any tag, and a page without one is read
like any other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from crawler.site import error_pages, paging
from crawler.site.addresses import Site
from crawler.site.listed_letters import VIEW_LETTERS, is_own_page, letters
from crawler.site.outline import Piece, WebPage
from crawler.site.page_parts import section_of, under_title, until_title
from crawler.site.sections import NO_LETTERS, Section, says_no_letters, title_section

_MERGER_NOTE = re.compile(r"is a merger of several councils", re.IGNORECASE)
_LETTERS_PATH = re.compile(r"letters?[^/]*/?$", re.IGNORECASE)


def predecessors(page: WebPage, site: Site) -> tuple[str, ...]:
    """Return the slugs, as spelled, that a merger note links to; the note ends at the next title."""
    start = next((at for at, piece in enumerate(page.pieces) if _MERGER_NOTE.search(piece.text)), None)
    if start is None:
        return ()
    slugs = (site.slug_of(address) for address in _addresses(until_title(page.pieces[start + 1 :]), site))
    return tuple(dict.fromkeys(slug for slug in slugs if slug))


def statistics_text(page: WebPage) -> str | None:
    """Return the words of the page's statistics, from their title to that of another section; None if it has none.

    Titles may also appear together, in a row of tabs: the statistics follow the title with the most text.
    """
    starts = [at for at, piece in enumerate(page.pieces) if section_of(piece) is Section.STATISTICS]
    if not starts:
        return None
    return max((_until_other(page.pieces, start) for start in starts), key=len)


def statistics_sha256(page: WebPage) -> str | None:
    """Return the digest of the words of the page's statistics."""
    text = statistics_text(page)
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def further_lists(page: WebPage, site: Site, slug: str, pager: Sequence[Piece] | None = None) -> list[str]:
    """Return the addresses that have more of a council's letters.

    These are the further pages of the list, other pages of the council behind "View annual letters", and those of older
    letters behind links under the letters' title. ``pager`` is the part of the page with the links to further pages
    of the list, by default all of it: a council's page may also lead to its statistics of other years.
    """
    views = [piece for piece in page.pieces if piece.href and VIEW_LETTERS.search(f"{piece.text} {piece.label}")]
    seen = [each for each in _addresses(views, site) if (site.slug_of(each) or "").lower() == slug.lower()]
    listed = {each.url for each in letters(page, site, slug, is_list=True) or ()}
    rest = paging.rest_of_list(under_title(page), page, site)
    found = dict.fromkeys([*paging.further_pages(page, site, pager), *seen, *rest])
    return [each for each in found if each not in listed and not is_own_page(each, page, site)]


def letters_page(page: WebPage, site: Site, slug: str) -> str | None:
    """Return the address of the list of letters: behind "View annual letters", or the page's own if it has the list.

    If no link has these words, a link under the letters' title, or below the authority's own address, that has letters
    in its address is accepted. None if the page neither links to a list nor has one.
    """
    own = site.address(page.url)
    views = [piece for piece in page.pieces if piece.href and VIEW_LETTERS.search(f"{piece.text} {piece.label}")]
    behind = next((each for each in _addresses(views, site) if each != own), None)
    if behind is not None:
        return behind
    if letters(page, site, "") or any(says_no_letters(piece.text) for piece in under_title(page)):
        return own
    led_to = [*_addresses(under_title(page), site), *_addresses(page.pieces, site)]
    return next((each for each in led_to if each != own and _may_be_list(each, site, slug)), None)


def own_texts(page: WebPage) -> list[str]:
    """Return the texts under the title of the letters."""
    return [piece.text for piece in under_title(page)]


def beyond_reach(page: WebPage, site: Site, html: str = "", *, is_last: bool = True) -> str | None:
    """Return why the list of letters may have more than its page shows, where no request can follow; None if not.

    A page that is not the last one may lead on as it likes.
    """
    words = paging.beyond_reach(under_title(page), page, site) if is_last else None
    if words is not None:
        return f"it goes on by {words!r}, which has no address"
    return error_pages.unfinished(html, own_texts(page))


def _until_other(texts: Sequence[Piece], start: int) -> str:
    """Return the words from a title to that of the letters or of the next section."""
    ends = (at for at in range(start + 1, len(texts)) if _ends_statistics(texts[at]))
    return " ".join(piece.text for piece in texts[start : next(ends, len(texts))] if piece.shown)


def _ends_statistics(piece: Piece) -> bool:
    if section_of(piece) is Section.LETTERS:
        return True
    return piece.href is None and title_section(piece.text) in NO_LETTERS


def _addresses(part: Sequence[Piece], site: Site) -> Iterator[str]:
    for piece in part:
        address = site.address(piece.href) if piece.href is not None else None
        if address is not None:
            yield address


def _may_be_list(address: str, site: Site, slug: str) -> bool:
    own = (site.slug_of(address) or "").lower() == slug.lower()
    return own and _LETTERS_PATH.search(urlsplit(address).path) is not None
