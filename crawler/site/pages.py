"""The contents of an authority's page and its list of letters: merger note, statistics, letters.

Pure functions of a page. They decide by addresses and words: a title counts in any tag, and a page without one is read
like any other.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from urllib.parse import urlsplit

from crawler.site import paging
from crawler.site.addresses import Site
from crawler.site.link_years import dates_a_file, year_in, year_of
from crawler.site.outline import Piece, WebPage, words_around
from crawler.site.sections import NO_LETTERS, Section, heading_section, says_no_letters, title_section
from lgsco_store.records import Listing

_MERGER_NOTE = re.compile(r"is a merger of several councils", re.IGNORECASE)
_LETTERS = r"annual (review )?letters?"
_VIEW_LETTERS = re.compile(rf"\b(view|see|read|show|browse|go to|all)\b.{{0,30}}\b{_LETTERS}\b", re.IGNORECASE)
_LETTERS_PATH = re.compile(r"letters?[^/]*/?$", re.IGNORECASE)
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


def predecessors(page: WebPage, site: Site) -> tuple[str, ...]:
    """Return the slugs, as spelled, that a merger note links to; the note ends at the next title."""
    start = next((at for at, piece in enumerate(page.pieces) if _MERGER_NOTE.search(piece.text)), None)
    if start is None:
        return ()
    slugs = (site.slug_of(address) for address in _addresses(_until_title(page.pieces[start + 1 :]), site))
    return tuple(dict.fromkeys(slug for slug in slugs if slug))


def statistics_text(page: WebPage) -> str | None:
    """Return the words of the page's statistics, from their title to that of another section; None if it has none.

    Titles may also appear together, in a row of tabs: the statistics follow the title with the most text.
    """
    starts = [at for at, piece in enumerate(page.pieces) if _section(piece) is Section.STATISTICS]
    if not starts:
        return None
    return max((_until_other(page.pieces, start) for start in starts), key=len)


def statistics_sha256(page: WebPage) -> str | None:
    """Return the digest of the words of the page's statistics."""
    text = statistics_text(page)
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def letters_page(page: WebPage, site: Site, slug: str) -> str | None:
    """Return the address of the list of letters: behind "View annual letters", or the page's own if it has the list.

    If no link has these words, a link under the letters' title, or below the authority's own address, that has letters
    in its address is accepted. None if the page neither links to a list nor has one.
    """
    own = site.address(page.url)
    views = [piece for piece in page.pieces if piece.href and _VIEW_LETTERS.search(f"{piece.text} {piece.label}")]
    behind = next((each for each in _addresses(views, site) if each != own), None)
    if behind is not None:
        return behind
    if letters(page, site, "") or any(says_no_letters(piece.text) for piece in _under_title(page)):
        return own
    led_to = [*_addresses(_under_title(page), site), *_addresses(page.pieces, site)]
    return next((each for each in led_to if each != own and _may_be_list(each, site, slug)), None)


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
    if not found:
        for section, part in whole:
            called = _CALLED_LETTER if is_list and section not in NO_LETTERS else None
            outside = _listed(part, site, slug, page) if section is not Section.LETTERS else ()
            found += [each for each in outside if _is_called(each, called)]
    found += [each for part in own for each in _leading_nowhere(part, page, site, slug, {it.year for it in found})]
    return _once(found) if own or found else None


def own_texts(page: WebPage) -> list[str]:
    """Return the texts under the title of the letters."""
    return [piece.text for piece in _under_title(page)]


def beyond_reach(page: WebPage, site: Site) -> str | None:
    """Return the words by which the list of letters goes on where no request can follow; None if it does not."""
    return paging.beyond_reach(_under_title(page), page, site)


def _section(piece: Piece) -> Section | None:
    """Return the section that a piece begins; None if it begins none. Every heading begins one."""
    if piece.level:
        return heading_section(piece.text)
    return title_section(piece.text) if piece.href is None else None


def parts(page: WebPage) -> Iterator[tuple[Section | None, Sequence[Piece]]]:
    """Return the page by its sections, each from its title on; the part before the first has none."""
    current, level, start = None, 0, 0
    for at, piece in enumerate(page.pieces):
        section = _section(piece)
        if section is None or _goes_on(piece, section, current, level):
            continue
        if at > start or current is not None:
            yield current, page.pieces[start:at]
        current, level, start = section, piece.level or max(level, 1), at
    yield current, page.pieces[start:]


def _goes_on(piece: Piece, section: Section, current: Section | None, level: int) -> bool:
    """Return whether a heading is inside the section before it: a lower one, or one that names a year or a letter."""
    if not piece.level or title_section(piece.text) is not None:
        return False
    if current in {Section.REPORTS, Section.IMPROVEMENTS}:
        return section is Section.UNKNOWN and piece.level > level
    if current is not Section.LETTERS:
        return False
    if section is not Section.UNKNOWN:
        return section is Section.LETTERS
    return piece.level > level or year_of(piece.text) is not None or _IS_LETTER.search(piece.text) is not None


def _under_title(page: WebPage) -> list[Piece]:
    return [piece for section, part in parts(page) if section is Section.LETTERS for piece in part]


def _until_title(rest: Sequence[Piece]) -> Sequence[Piece]:
    return rest[: next((at for at, piece in enumerate(rest) if _section(piece) is not None), len(rest))]


def _until_other(texts: Sequence[Piece], start: int) -> str:
    """Return the words from a title to that of the letters or of the next section."""
    ends = (at for at in range(start + 1, len(texts)) if _ends_statistics(texts[at]))
    return " ".join(piece.text for piece in texts[start : next(ends, len(texts))] if piece.shown)


def _ends_statistics(piece: Piece) -> bool:
    if _section(piece) is Section.LETTERS:
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
    return not (elsewhere or _VIEW_LETTERS.search(piece.text) or _REPORT.search(piece.text))


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
        is_part = piece.href is not None and piece.href.partition("#")[2]
        if is_part or not paging.leads_nowhere(piece, page, site):
            continue
        year = year_of(piece.text) if _CALLED_LETTER.search(piece.text) else None
        if year is not None and year not in years:
            yield Listing(slug.lower(), f"no address: {piece.text}", piece.text, year)


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
    """Return each address once, with the first year that one of its links names."""
    first: dict[str, Listing] = {}
    for each in listings:
        known = first.setdefault(each.url, each)
        if known.year is None and each.year is not None:
            first[each.url] = replace(known, text=each.text, year=each.year)
    return list(first.values())
