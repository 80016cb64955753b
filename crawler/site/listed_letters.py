"""The letters that a page lists: what its links say and where they lead. Pure functions of a page."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from crawler.site import paging
from crawler.site.addresses import Site
from crawler.site.link_years import dates_a_file, year_in, year_of
from crawler.site.outline import Piece, WebPage, words_around
from crawler.site.page_parts import parts
from crawler.site.sections import LONGEST_TITLE, NO_LETTERS, Section
from lgsco_store.records import Listing

VIEW_LETTERS = re.compile(
    r"\b(view|see|read|show|browse|go to|all)\b.{0,30}\bannual (review )?letters?\b", re.IGNORECASE
)
"""The words of a link to a list of letters."""

_REPORT = re.compile(r"\b(public|focus|special|investigation) reports?\b|\breports? and accounts\b", re.IGNORECASE)
_FILE = re.compile(r"\.pdf$|^/assets/|^/documents/|/getasset", re.IGNORECASE)
# The folders that the site uses only for letters.
_FOLDER = re.compile(r"^/documents/councilperformance/\d{4}/", re.IGNORECASE)
# Possible names of a letter's link if no title says what it leads to. Data for scripts name the type of the file too.
_CALLED_LETTER = re.compile(
    r"\bletters?\b|^\W*(19|20)\d\d(?!\d)"
    r"(\W|(?<!\d)\d{1,7}(?!\d)|to|and|download|view|open|read|application|pdf|icon|image|file|document|adobe|acrobat"
    r"|in|an?|new|window|tab|[km]b)*$",
    re.IGNORECASE,
)
# Any scheme but those that write to somebody, or run a script.
_ADDRESS = re.compile(r"(?!(mailto|tel|sms|(java|vb)script):)[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IS_LETTER = re.compile(r"\bletter\b", re.IGNORECASE)
# The name of one annual letter and nothing else: it is one wherever on the council's own pages its link stands.
_ONE_LETTER = re.compile(
    r"\W*((\d+|the|an?|our|your|latest|newest|ombudsman('s)?|download|view|open|read|pdf)\W+)*annual (review )?letter\b"
    r"(\W+(\d+|for|of|to|and|from|in|an?|the|year|end(ed|ing)|march|new|window|tab|opens?|download|view|read|pdf|document|file"
    r"|pages?|\d*[km]b))*\W*",
    re.IGNORECASE,
)
# A letter that is named without a link, unless it is still to come.
_NAMED_LETTER = re.compile(r"\W*annual (review )?letter\W+((for|of|to)\W+)?(the year\W+)?(19|20)\d\d", re.IGNORECASE)
_TO_COME = re.compile(r"\b(will|not yet|due|expected|soon)\b", re.IGNORECASE)
_DOWNLOAD = re.compile(r"/(letters?|downloads?|files?)(/|$)|\.pdf\b", re.IGNORECASE)


def letters(page: WebPage, site: Site, slug: str, *, is_list: bool = False) -> list[Listing] | None:
    """Return the letters that a page lists under their title, once each; None if it has no such title.

    A letter's link names a year, in its words, beside it or in its address, or leads to a file; other links there lead
    elsewhere. ``is_list`` is true for the page behind the link to the letters: if it has nothing under such a title,
    files count that are called a letter, or by nothing but a year. A link that looks like a letter's and leads off the
    site, or nowhere, is listed too, since it shows that there is a letter.
    """
    whole = list(parts(page))
    own = [part for section, part in whole if section is Section.LETTERS]
    found = [listing for part in own for listing in _listed(part, site, slug, page)]
    has_own = bool(found)
    for section, part in whole:
        called = _CALLED_LETTER if is_list and section not in NO_LETTERS else None
        outside = _listed(part, site, slug, page) if section is not Section.LETTERS else ()
        found += [each for each in outside if (_is_one_letter(each) if has_own else _is_called(each, called))]
    found += [each for part in own for each in _leading_nowhere(part, page, site, slug, {it.year for it in found})]
    return _once(found) if own or found else None


def _listed(part: Sequence[Piece], site: Site, slug: str, page: WebPage) -> Iterator[Listing]:
    for piece, beside in _links(part):
        address = site.address(piece.href or "")
        if address is None:
            if _leads_off(piece):
                yield Listing(slug.lower(), piece.href or "", piece.text, _year(piece, "", beside))
        elif _may_be_letter(piece, address, site, page):
            year = _year(piece, address, beside)
            if year is not None or _is_document(piece, address):
                yield Listing(slug.lower(), address, _name(piece, beside), year)


def _links(part: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """Return the links of a section, each with the words of its line, else of the last line above without a link.

    Words above several links belong to none of them, unless they are a heading.
    """
    found: list[tuple[Piece, str]] = []
    below: list[int] = []
    above: Piece | None = None
    for _, each in groupby(part, key=lambda piece: piece.line):
        line = list(each)
        links = [piece for piece in line if piece.href is not None]
        if not links and not dates_a_file(line[-1].text):
            above, below = line[-1], []
        for piece in links:
            words = _words_in_line(line, piece, alone=len({link.href for link in links}) == 1)
            if not words and above is not None:
                below.append(len(found))
                words = above.text
            found.append((piece, words))
        if above is not None and not above.level and len({found[at][0].href for at in below}) > 1:
            found = [(piece, "" if at in below else words) for at, (piece, words) in enumerate(found)]
    return found


def _words_in_line(line: Sequence[Piece], link: Piece, *, alone: bool) -> str:
    """Return the words of a line that name the year of a link: all of them if it is alone, else those before it.

    In a line of several links the years are before them only if the first words name one.
    """
    if alone:
        words = " ".join(piece.text for piece in line if piece.href is None)
    else:
        at = line.index(link)
        words = line[at - 1].text if at and line[at - 1].href is None and year_of(line[0].text) else ""
    return words if year_of(words) else ""


def _year(piece: Piece, address: str, beside: str) -> int | None:
    """Return the year that a link names, or that is around it, in its address, or beside it."""
    own = year_of(piece.text) or year_of(piece.label)
    around = (year for words in words_around(piece) if (year := year_of(words)))
    return own or next(around, None) or year_in(address) or (year_of(beside) if _is_document(piece, address) else None)


def _is_document(piece: Piece, address: str) -> bool:
    """Return whether a link leads to a file, by its address or a date on which that was published or changed."""
    return not address or _is_file(address) or any(map(dates_a_file, (piece.text, piece.label, *words_around(piece))))


def _name(piece: Piece, beside: str) -> str:
    """Return the name of a link: its own words, or those before it if its own name neither a year nor a letter."""
    own = year_of(piece.text) or not year_of(beside) or _IS_LETTER.search(piece.text)
    return piece.text if own else f"{beside} {piece.text}".strip()


def _may_be_letter(piece: Piece, address: str, site: Site, page: WebPage) -> bool:
    elsewhere = site.slug_of(address) or urlsplit(address).path == urlsplit(site.address(page.url) or "").path
    if VIEW_LETTERS.search(piece.text) or _REPORT.search(piece.text):
        return False
    return not elsewhere or (_is_named_below(piece, address) and not is_own_page(address, page, site))


def _is_named_below(piece: Piece, address: str) -> bool:
    """Return whether a link below a council's own address names one letter, or leads to a file by a year."""
    is_file = _DOWNLOAD.search(urlsplit(address).path) is not None
    return _ONE_LETTER.fullmatch(piece.text) is not None or (is_file and year_of(piece.text) is not None)


def is_own_page(address: str, page: WebPage, site: Site) -> bool:
    """Return whether an address is that of the page, or of the council's statistics."""
    slug = site.slug_of(address)
    return address == site.address(page.url) or (slug is not None and address.lower() == site.page(slug).lower())


def _leads_off(piece: Piece) -> bool:
    """Return whether a link that looks like a letter's leads off the site."""
    return _ADDRESS.match(piece.href or "") is not None and _CALLED_LETTER.search(piece.text) is not None


def _leading_nowhere(
    part: Sequence[Piece], page: WebPage, site: Site, slug: str, years: Collection[int | None]
) -> Iterator[Listing]:
    """Yield the links that name a year as a letter's does and have no address, unless a letter of that year is listed.

    Where a letter is listed without a year they may be titles that open it, and those that name a part of the page do.
    """
    for piece in part if None not in years else ():
        named = _names_letter(piece) or (paging.leads_nowhere(piece, page, site) and _CALLED_LETTER.search(piece.text))
        is_part = piece.href is not None and piece.href.partition("#")[2]
        year = year_of(piece.text) if named and not is_part else None
        if year is not None and year not in years:
            yield Listing(slug.lower(), _no_address(piece.text), piece.text, year)


def _names_letter(piece: Piece) -> bool:
    """Return whether a text without a link, or a link to a page of the council, names one letter that is there."""
    is_short = piece.level == 0 and len(piece.text) <= LONGEST_TITLE
    return is_short and _NAMED_LETTER.match(piece.text) is not None and _TO_COME.search(piece.text) is None


def _no_address(text: str) -> str:
    """Return what stands for the address of a letter that has none."""
    return f"no address: {text}"


def _is_called(listing: Listing, called: re.Pattern[str] | None) -> bool:
    """Return whether a link under no title of letters is a letter's by its own words."""
    if called is None:
        return _IS_LETTER.search(listing.text) is not None and listing.year is not None
    in_folder = _FOLDER.search(urlsplit(listing.url).path) is not None
    return in_folder or (_is_file(listing.url) and called.search(_without_name(listing)) is not None)


def _without_name(listing: Listing) -> str:
    """Return the words of a link without those of its authority's name."""
    own = {*listing.slug.split("-"), "and", ""}
    return " ".join(word for word in listing.text.split() if re.sub(r"\W", "", word).lower() not in own)


def _is_file(address: str) -> bool:
    return _FILE.search(urlsplit(address).path) is not None


def _once(listings: Sequence[Listing]) -> list[Listing]:
    """Return each address once, with the first year that one of its links names.

    A link that says another year leads to the wrong letter: that of its own year has no address.
    """
    first: dict[str, Listing] = {}
    for each in listings:
        known = first.setdefault(each.url, each)
        if known.year is None and each.year is not None:
            first[each.url] = replace(known, text=each.text, year=each.year)
        elif _says_other_year(known, each):
            first.setdefault(_no_address(each.text), replace(each, url=_no_address(each.text)))
    years = [each.year for each in first.values() if not each.url.startswith(_no_address(""))]
    return [each for each in first.values() if not each.url.startswith(_no_address("")) or each.year not in years]


def _says_other_year(known: Listing, other: Listing) -> bool:
    return None not in (year_of(known.text), year_of(other.text)) and known.year != other.year


def _is_one_letter(listing: Listing) -> bool:
    """Return whether a link's words are the name of one letter of a year."""
    return listing.year is not None and _ONE_LETTER.fullmatch(_without_name(listing)) is not None
