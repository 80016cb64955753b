"""The page that lists yearly tables: which of its links lead to one. Pure functions of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from crawler.site.addresses import Site
from crawler.site.outline import Piece, WebPage

_TABLE = re.compile(r".*\.(?:csv|tsv|xls[xmb]?|ods|zip)", re.IGNORECASE)
# A file of the site's store may have no name, and only the words of its link say what it is.
_NAMELESS = re.compile(r".*/GetAsset\.aspx|.*/assets/attach/[^/.]+/?", re.IGNORECASE)
_OF_A_FILE = re.compile(
    r"\b(?:csv|excel|spreadsheets?|xlsx?|ods|data|tables?|received|decided|decisions|remedies|compliance)\b",
    re.IGNORECASE,
)
_OF_TABLES = re.compile(
    r"\b(?:csv|excel|spreadsheets?|data tables?|tables of data|remedies (?:and|&) compliance)\b"
    r"|\bcomplaints (?:and enquiries )?(?:received|decided)\b|\bdata\b.*\b20\d\d\b|\b20\d\d\b.*\bdata\b",
    re.IGNORECASE,
)
_OTHER_FILE = re.compile(r"\b(?:pdf|word|docx?)\b", re.IGNORECASE)
_YEAR = re.compile(r"\b20\d\d\b")


class Unfetched(NamedTuple):
    """A link that seems to lead to yearly tables and that is not requested; ``address`` is None if it has none."""

    text: str
    address: str | None
    why: str


def table_addresses(page: WebPage, site: Site) -> list[str]:
    """Return the addresses of the tables that a page links to, each once, in the order of the page."""
    found = ((piece, site.address(piece.href)) for piece in page.pieces if piece.href)
    return list(dict.fromkeys(address for piece, address in found if address and _is_table(piece, address)))


def unfetched(page: WebPage, site: Site) -> list[Unfetched]:
    """Return the links that seem to lead to further tables, each address once: on other hosts, and to other pages."""
    found: dict[str, Unfetched] = {}
    for each in _unfetched(page, site):
        found.setdefault(each.address or each.text, each)
    return list(found.values())


def _unfetched(page: WebPage, site: Site) -> Iterator[Unfetched]:
    own = site.address(page.url)
    for piece in page.pieces:
        words = _words(piece)
        if piece.dead and piece.href is None and _OF_TABLES.search(words):
            yield Unfetched(words, None, "it has no address: a script follows it")
        if piece.href is None or urlsplit(piece.href).scheme not in {"http", "https"}:
            continue
        address = site.address(piece.href)
        if address is None:
            if _TABLE.fullmatch(_path(piece.href)):
                yield Unfetched(words, piece.href, "it leads to another host, or its address is too long")
        elif address != own and not _is_table(piece, address) and _is_page_of_tables(words, address, page):
            yield Unfetched(words, address, "it leads to a page, and tables are looked for on one page only")


def _is_table(piece: Piece, address: str) -> bool:
    path, words = _path(address), _words(piece)
    if _TABLE.fullmatch(path):
        return True
    return bool(_NAMELESS.fullmatch(path) and _OF_A_FILE.search(words) and not _OTHER_FILE.search(words))


def _is_page_of_tables(words: str, address: str, page: WebPage) -> bool:
    """Return whether a link to a page speaks of tables, or leads to a year below the page that lists them."""
    path = _path(address)
    if "." in path.rpartition("/")[2] or _NAMELESS.fullmatch(path) or _OTHER_FILE.search(words):
        return False
    is_below = path.startswith(_path(page.url).rstrip("/") + "/")
    return _OF_TABLES.search(words) is not None or (is_below and _YEAR.search(f"{words} {path}") is not None)


def _path(address: str) -> str:
    return unquote(urlsplit(address).path)


def _words(piece: Piece) -> str:
    return f"{piece.text} {piece.label}".strip()
