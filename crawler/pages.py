"""What an authority's page and its list of letters say: name, merger note, statistics, letters. Pure functions of HTML.

They decide by headings and by the words of links, never by a class or the kind of a tag, because the markup of the
live pages is not known and changes more often than their words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar
from urllib.parse import unquote, urlsplit

from parsel import Selector

from crawler.site import Site
from lgsco_store import register
from lgsco_store.records import Listing

T = TypeVar("T")

_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_IS_HEADING = " or ".join([*(f"self::{name}" for name in _HEADINGS), "@role='heading'"])
# Whatever may lead somewhere: links, options, buttons with an address for a script, and embedded files.
_ADDRESSES = ("href", "data-href", "data-url", "data-src", "data-link", "data-file")
_FOR_SCRIPTS = " or ".join(f"@{name}" for name in (*_ADDRESSES[1:], "onclick"))
# An address for a script on something that holds links or paragraphs of its own is not that of one letter.
_IS_LINK = (
    "self::a[@href] or self::area[@href] or self::option[@value] or self::iframe[@src] or self::embed[@src]"
    f" or self::object[@data] or (({_FOR_SCRIPTS}) and not(.//a or .//button or .//p or .//li or .//h2 or .//h3))"
)
_APART = " or ".join(f"ancestor::{name}" for name in ("script", "style", "noscript", "template"))
_PIECES = (
    f"//body//*[{_IS_HEADING}] | //body//*[{_IS_LINK}]"
    f" | //body//text()[not({_APART}) and not(ancestor::*[{_IS_HEADING} or {_IS_LINK}])]"
)
# Characters that no page may hold and some do: in the name of an attribute they would be an error.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SCRIPTED = re.compile(r"['\"]([^'\"]+)['\"]")

_MERGER_NOTE = re.compile(r"is a merger of several councils", re.IGNORECASE)
_STATISTICS = re.compile(r"\b(annual statistics|complaint overview|complaints upheld)\b", re.IGNORECASE)
_ANNUAL_LETTERS = re.compile(r"\bannual (review )?letters?\b", re.IGNORECASE)
_VIEW_LETTERS = re.compile(r"\bview (the |our |all )*annual (review )?letters\b", re.IGNORECASE)
# The titles of the page's other sections, which end that of the letters whatever tag they stand in.
_OTHER_SECTION = re.compile(
    r"(public |our |recent )?(reports|decisions)|service improvements?|complaint overview|annual statistics.*"
    r"|useful links|related (links|content|pages)|privacy.*|cookies.*",
    re.IGNORECASE,
)
_TITLE_OF_LETTERS = re.compile(r"annual (review )?letters:?", re.IGNORECASE)
_REPORT = re.compile(r"\b(public|focus|special|investigation) reports?\b|\breports? and accounts\b", re.IGNORECASE)
_FILE = re.compile(r"\.pdf$|^/assets/|^/documents/|/getasset", re.IGNORECASE)
_ARROWS = "[>\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}]+"
_FURTHER = re.compile(
    rf"(next|older|previous|more|earlier)( (page|letters|years))?( ?{_ARROWS})?|{_ARROWS}|page \d+|\d{{1,2}}",
    re.IGNORECASE,
)
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/_\N{EN DASH}]\s*((?:19|20)?\d\d)(?!\d)")
# What a letter's link may be called where no heading says what it leads to.
_CALLED_LETTER = re.compile(
    r"\bletters?\b|^\W*(19|20)\d\d(\W*\d\d(\d\d)?)?(\W|download|view|open|read|pdf|\d+ ?[km]b)*$", re.IGNORECASE
)
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (level 1 to 6), a link (level 0, with its address) or a run of text (level 0) of a page."""

    level: int
    text: str
    href: str | None = None


def pieces(html: str) -> list[Piece]:
    """A page's headings, links and texts in the order in which they are read."""
    return [piece for node in Selector(text=_CONTROL.sub(" ", html)).xpath(_PIECES) for piece in _piece(node)]


def name(page: Sequence[Piece], slug: str) -> str | None:
    """The council's name: the heading with the words of its slug, or else the first of the first level.

    A site may keep the first level for itself, and has names whose words are in another order than those of the slug:
    where there is no heading of the first level, one that the register knows will do.
    """
    headings = [piece for piece in page if piece.level]
    alike = (piece.text for piece in headings if register.key(piece.text) == register.key(slug))
    first = (piece.text for piece in headings if piece.level == 1)
    known = (piece.text for piece in headings if register.match(piece.text) is not None)
    return next(chain(alike, first, known), None)


def predecessors(page: Sequence[Piece], base: str, site: Site) -> tuple[str, ...]:
    """The slugs, as spelled, that a merger note links to; the note ends at the next heading."""
    start = next((at for at, piece in enumerate(page) if _MERGER_NOTE.search(piece.text)), None)
    if start is None:
        return ()
    slugs = (site.slug_of(address) for address in _addresses(_until_heading(page[start + 1 :]), base, site))
    return tuple(dict.fromkeys(slug for slug in slugs if slug))


def statistics_text(page: Sequence[Piece]) -> str | None:
    """The words of the page's statistics, from their heading to that of the annual letters; None where it has none."""
    start = next((at for at, piece in enumerate(page) if _heads_statistics(piece)), None)
    if start is None:
        return None
    end = next((at for at, piece in enumerate(page) if at > start and _heads_letters(piece)), len(page))
    return " ".join(piece.text for piece in page[start:end])


def statistics_sha256(page: Sequence[Piece]) -> str | None:
    """The digest of the words of the page's statistics."""
    text = statistics_text(page)
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def letters_page(page: Sequence[Piece], base: str, site: Site) -> str | None:
    """The address of the list of letters: behind "View annual letters", or the page's own where they stand on it.

    None where the page neither links to a list nor holds one: then it says nothing about letters.
    """
    own = site.address(base, base)
    views = [piece for piece in page if _VIEW_LETTERS.search(piece.text)]
    led_to = (site.address(piece.href, base) for piece in views if piece.href is not None)
    address = next(filter(None, led_to), None)
    if address is not None and address != own:
        return address
    return own if letters(page, base, site, "") else None


def letters(page: Sequence[Piece], base: str, site: Site, slug: str, *, is_list: bool = False) -> list[Listing] | None:
    """The letters that a page lists under its heading of annual letters, once each; None where it has no such heading.

    A letter's link names a year, in its words or its address, or leads to a file; other links there lead elsewhere.
    ``is_list`` says that the page stands behind the link to the letters: if it has nothing under such a heading, those
    of its files count that are called a letter, or by nothing but a year.
    """
    starts = [at for at, piece in enumerate(page) if _heads_letters(piece)]
    found = [listing for at in starts for listing in _listed(_section(page, at), base, site, slug)]
    if is_list and not found:
        whole = _listed(_before_other_sections(page), base, site, slug)
        found = [each for each in whole if _is_file(each.url) and _CALLED_LETTER.search(each.text)]
    return _once(found, key=lambda listing: listing.url) if starts or found else None


def further_pages(page: Sequence[Piece], base: str, site: Site) -> list[str]:
    """The addresses of further pages of the same list: the same path with another query, behind a word of paging."""
    own = urlsplit(base).path.rstrip("/")
    words = [piece for piece in page if piece.href is not None and _FURTHER.fullmatch(piece.text.strip())]
    found = (address for address in _addresses(words, base, site) if urlsplit(address).path == own)
    return [each for each in dict.fromkeys(found) if urlsplit(each).query]


def year_of(text: str) -> int | None:
    """The year in which the period that a link names ends: 2024 for "2023-24", "2023/2024" and "Annual letter 2024"."""
    for period in _PERIOD.finditer(text):
        if (int(period[1]) + 1) % 100 == int(period[2]) % 100:
            return int(period[1]) + 1
    year = _YEAR.search(text)
    return int(year[1]) if year else None


def _piece(node: Selector) -> Iterator[Piece]:
    tag = getattr(node.root, "tag", None)
    text = " ".join((node.xpath("string()").get("") if tag else str(node.root)).split())
    href = _href(node, str(tag)) if tag else None
    level = _level(node, str(tag)) if tag else 0
    if level and text:
        yield Piece(level, text)
    elif href is not None:
        yield Piece(0, text or node.attrib.get("title", "") or node.attrib.get("aria-label", ""), href)
    elif text:
        yield Piece(0, text)


def _level(node: Selector, tag: str) -> int:
    """The level of a heading; one that only its role makes a heading has the level that it says, or the second."""
    if tag in _HEADINGS:
        return int(tag[1])
    if node.attrib.get("role") != "heading":
        return 0
    level = node.attrib.get("aria-level", "").strip()
    return int(level) if re.fullmatch("[1-6]", level) else 2


def _href(node: Selector, tag: str) -> str | None:
    """The address that an element leads to, in whichever attribute it stands; None where it leads nowhere."""
    given = [node.attrib[name] for name in _ADDRESSES if name in node.attrib]
    given += [node.attrib[name] for name in ("value", "src", "data") if name in node.attrib and tag != "a"]
    real = [each for each in given if not each.lower().startswith("javascript:")]
    scripts = [node.attrib.get("onclick", ""), *(each for each in given if each not in real)]
    scripted = [word for script in scripts for word in _SCRIPTED.findall(script) if "/" in word]
    return next(iter([*(each for each in real if each != "#"), *scripted, *real]), None)


def _heads_statistics(piece: Piece) -> bool:
    """A heading that names them, or a line of text that begins with their title, whatever tag it stands in."""
    if piece.level:
        return _STATISTICS.search(piece.text) is not None
    return piece.href is None and _STATISTICS.match(piece.text) is not None


def _heads_letters(piece: Piece) -> bool:
    if piece.level:
        return _ANNUAL_LETTERS.search(piece.text) is not None
    return piece.href is None and _TITLE_OF_LETTERS.fullmatch(piece.text) is not None


def _section(page: Sequence[Piece], at: int) -> Sequence[Piece]:
    """What stands under the heading at a place, lower headings included; the title of another section ends it."""
    level = page[at].level or len(_HEADINGS)
    ends = (
        end
        for end in range(at + 1, len(page))
        if 0 < page[end].level <= level or (page[end].href is None and _OTHER_SECTION.fullmatch(page[end].text))
    )
    return page[at + 1 : next(ends, len(page))]


def _before_other_sections(page: Sequence[Piece]) -> Sequence[Piece]:
    titles = (at for at, piece in enumerate(page) if piece.href is None and _OTHER_SECTION.fullmatch(piece.text))
    return page[: next(titles, len(page))]


def _until_heading(rest: Sequence[Piece]) -> Sequence[Piece]:
    return rest[: next((at for at, piece in enumerate(rest) if piece.level), len(rest))]


def _addresses(part: Sequence[Piece], base: str, site: Site) -> Iterator[str]:
    for piece in part:
        address = site.address(piece.href, base) if piece.href is not None else None
        if address is not None:
            yield address


def _listed(part: Sequence[Piece], base: str, site: Site, slug: str) -> Iterator[Listing]:
    beside = ""
    for piece in part:
        if piece.href is None:
            beside = piece.text
            continue
        address = site.address(piece.href, base)
        if address is not None and _may_be_letter(piece, address, base, site):
            year = year_of(piece.text) or _year_in(address)
            if year is None and _is_file(address):
                year = year_of(beside)
            if year is not None or _is_file(address):
                yield Listing(slug.lower(), address, _words(piece.text, beside), year)


def _words(text: str, beside: str) -> str:
    """What a link is called: by its own words, or by those before it where its own name no year and no letter."""
    return text if year_of(text) or not year_of(beside) or "letter" in text.lower() else f"{beside} {text}".strip()


def _may_be_letter(piece: Piece, address: str, base: str, site: Site) -> bool:
    elsewhere = site.slug_of(address) or urlsplit(address).path == urlsplit(base).path.rstrip("/")
    return not (elsewhere or _VIEW_LETTERS.search(piece.text) or _REPORT.search(piece.text))


def _is_file(address: str) -> bool:
    return _FILE.search(urlsplit(address).path) is not None


def _year_in(address: str) -> int | None:
    """The year in a letter's address: in its folder of council performance, or in its file's name; never in an id."""
    folder = re.search(r"/councilperformance/(\d{4})/", address, re.IGNORECASE)
    return int(folder[1]) if folder else year_of(unquote(urlsplit(address).path.rpartition("/")[2]))


def _once(items: Iterable[T], key: Callable[[T], str]) -> list[T]:
    first: dict[str, T] = {}
    for item in items:
        first.setdefault(key(item), item)
    return list(first.values())
