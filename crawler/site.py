"""What a page of the Ombudsman's site says: slugs, names, links, letters, merger notes.

Pure functions of HTML. They decide by headings and by the words of links, never by a class or the kind of a tag,
because the markup of the live pages is not known and changes more often than their words.
"""

from __future__ import annotations

import hashlib
import html as htmllib
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from parsel import Selector
from w3lib.url import safe_url_string

from lgsco_store.records import Listing

T = TypeVar("T")

_PORTS = {"http": 80, "https": 443}

# The site answers these with the same page in another dress.
_DRESS = frozenset({"displaypref", "textsize"})

_HEADINGS = tuple(f"h{level}" for level in range(1, 7))
_IS_HEADING = " or ".join(f"self::{name}" for name in _HEADINGS)
_IN_PIECE = " or ".join(f"ancestor::{name}" for name in (*_HEADINGS, "a", "script", "style", "noscript", "template"))
_PIECES = f"//body//*[{_IS_HEADING}] | //body//a[@href] | //body//text()[not({_IN_PIECE})]"

_MERGER_NOTE = re.compile(r"is a merger of several councils", re.IGNORECASE)
_STATISTICS = re.compile(r"\b(annual statistics|complaint overview|complaints upheld)\b", re.IGNORECASE)
_ANNUAL_LETTERS = re.compile(r"\bannual (review )?letters\b", re.IGNORECASE)
_VIEW_LETTERS = re.compile(r"\bview (the |our |all )*annual (review )?letters\b", re.IGNORECASE)
_PERIOD = re.compile(r"(?<!\d)((?:19|20)\d\d)\s*[-/\N{EN DASH}]\s*((?:19|20)?\d\d)(?!\d)")
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BARE_SLUG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (level 1 to 6), a link (level 0, with its address) or a run of text (level 0) of a page."""

    level: int
    text: str
    href: str | None = None


@dataclass(frozen=True)
class Site:
    """The addresses of the site: ``url`` is that of the index, without a slash at its end."""

    url: str

    @cached_property
    def host(self) -> str:
        """The host, with its port, that every address of the site is written with."""
        return urlsplit(self.url).netloc.lower()

    def page(self, slug: str) -> str:
        """The address of an authority's page of statistics."""
        return f"{self.url}/{slug}/statistics"

    def address(self, href: str, base: str) -> str | None:
        """The one spelling of an address on this site that a link leads to; None where it leads elsewhere.

        The bare host and the one with "www." are the same site, so are both schemes; fragments, slashes at the end
        and the parameters that only dress a page do not count.
        """
        try:
            parts = urlsplit(safe_url_string(urljoin(base, href.strip())))
        except ValueError:
            return None
        if parts.scheme not in _PORTS or not self._is_host(parts):
            return None
        query = urlencode([pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in _DRESS])
        return urlunsplit((urlsplit(self.url).scheme, self.host, parts.path.rstrip("/"), query, ""))

    def has(self, address: str) -> bool:
        """Whether an address is on the site as it stands: of its scheme, host and port."""
        try:
            parts = urlsplit(address)
            return parts.scheme == urlsplit(self.url).scheme and self._is_host(parts)
        except ValueError:
            return False

    def _is_host(self, parts: SplitResult) -> bool:
        return _bare(parts) == _bare(urlsplit(self.url))

    def slug_of(self, address: str) -> str | None:
        """The slug in the address of an authority's page, as it is spelled there; None for any other address."""
        found = re.match(re.escape(urlsplit(self.url).path) + r"/([A-Za-z0-9-]+)(?:/|$)", urlsplit(address).path)
        return found[1] if found else None


def council_slugs(html: str, site: Site) -> list[str]:
    """Every slug in the index, once each without regard to case, as first spelled, in the order of the page.

    They are taken from wherever a council's address stands (links, options, attributes, scripts), and from options
    that hold a slug alone.
    """
    plain = htmllib.unescape(html).replace("\\/", "/")
    path = re.escape(urlsplit(site.url).path)
    addresses = re.findall(path + r"/([A-Za-z0-9][A-Za-z0-9-]*)(?=[/\"'?#<>\s]|$)", plain)
    options = [value for value in Selector(text=html).xpath("//option/@value").getall() if _BARE_SLUG.fullmatch(value)]
    return _once([*addresses, *options], key=str.lower)


def pieces(html: str) -> list[Piece]:
    """A page's headings, links and texts in the order in which they are read."""
    return [piece for node in Selector(text=html).xpath(_PIECES) for piece in _piece(node)]


def name(page: Sequence[Piece]) -> str | None:
    """The council's name: the page's first heading of the first level."""
    return next((piece.text for piece in page if piece.level == 1), None)


def predecessors(page: Sequence[Piece], base: str, site: Site) -> tuple[str, ...]:
    """The slugs, as spelled, that a merger note links to; the note ends at the next heading."""
    start = next((at for at, piece in enumerate(page) if _MERGER_NOTE.search(piece.text)), None)
    if start is None:
        return ()
    slugs = (site.slug_of(address) for address in _addresses(_until_heading(page[start + 1 :]), base, site))
    return tuple(dict.fromkeys(slug for slug in slugs if slug))


def statistics_text(page: Sequence[Piece]) -> str | None:
    """The words of the page's statistics, from their heading to that of the annual letters; None where it has none."""
    start = next((at for at, piece in enumerate(page) if piece.level and _STATISTICS.search(piece.text)), None)
    if start is None:
        return None
    end = next((at for at, piece in enumerate(page) if at > start and _heads_letters(piece)), len(page))
    return " ".join(piece.text for piece in page[start:end])


def statistics_sha256(page: Sequence[Piece]) -> str | None:
    """The digest of the words of the page's statistics."""
    text = statistics_text(page)
    return None if text is None else hashlib.sha256(text.encode()).hexdigest()


def letters_page(page: Sequence[Piece], base: str, site: Site) -> str | None:
    """The address behind "View annual letters": the page's own where they stand hidden on it; None without the link."""
    link = next((piece for piece in page if piece.href is not None and _VIEW_LETTERS.search(piece.text)), None)
    return None if link is None or link.href is None else site.address(link.href, base)


def letters(page: Sequence[Piece], base: str, site: Site, slug: str) -> list[Listing] | None:
    """The letters that a page lists under its heading of annual letters, once each; None where it has no such heading.

    A letter's link names a year in its words or in its address; other links there lead elsewhere.
    """
    starts = [at for at, piece in enumerate(page) if _heads_letters(piece)]
    if not starts:
        return None
    found = [listing for at in starts for listing in _listed(_section(page, at), base, site, slug)]
    return _once(found, key=lambda listing: listing.url)


def year_of(text: str) -> int | None:
    """The year in which the period that a link names ends: 2024 for "2023-24", "2023/2024" and "Annual letter 2024"."""
    period = _PERIOD.search(text)
    if period and (int(period[1]) + 1) % 100 == int(period[2]) % 100:
        return int(period[1]) + 1
    year = _YEAR.search(text)
    return int(year[1]) if year else None


def _piece(node: Selector) -> Iterator[Piece]:
    tag = getattr(node.root, "tag", None)
    text = " ".join((node.xpath("string()").get("") if tag else str(node.root)).split())
    if tag == "a":
        yield Piece(0, text, str(node.attrib["href"]))
    elif text:
        yield Piece(int(tag[1]) if tag else 0, text)


def _heads_letters(piece: Piece) -> bool:
    return piece.level > 0 and _ANNUAL_LETTERS.search(piece.text) is not None


def _section(page: Sequence[Piece], at: int) -> Sequence[Piece]:
    """What stands under the heading at a place, lower headings included."""
    level = page[at].level
    ends = (end for end in range(at + 1, len(page)) if 0 < page[end].level <= level)
    return page[at + 1 : next(ends, len(page))]


def _until_heading(rest: Sequence[Piece]) -> Sequence[Piece]:
    return rest[: next((at for at, piece in enumerate(rest) if piece.level), len(rest))]


def _addresses(part: Sequence[Piece], base: str, site: Site) -> Iterator[str]:
    for piece in part:
        address = site.address(piece.href, base) if piece.href is not None else None
        if address is not None:
            yield address


def _listed(part: Sequence[Piece], base: str, site: Site, slug: str) -> Iterator[Listing]:
    for piece in part:
        address = site.address(piece.href, base) if piece.href is not None else None
        if address is None or site.slug_of(address) or _VIEW_LETTERS.search(piece.text):
            continue
        year = year_of(piece.text) or _year_in(address)
        if year is not None:
            yield Listing(slug.lower(), address, piece.text, year)


def _year_in(address: str) -> int | None:
    """The year in a letter's address: in its folder of council performance, or in its file's name; never in an id."""
    folder = re.search(r"/councilperformance/(\d{4})/", address, re.IGNORECASE)
    return int(folder[1]) if folder else year_of(urlsplit(address).path.rpartition("/")[2])


def _once(items: Iterable[T], key: Callable[[T], str]) -> list[T]:
    first: dict[str, T] = {}
    for item in items:
        first.setdefault(key(item), item)
    return list(first.values())


def _bare(parts: SplitResult) -> str:
    """Host and port, without "www." and without the port that the scheme implies."""
    return parts.netloc.lower().removesuffix(f":{_PORTS.get(parts.scheme)}").removeprefix("www.")
