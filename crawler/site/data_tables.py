"""The page that lists yearly tables: which of its links lead to one. Pure functions of a page."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

from crawler.site.addresses import Site
from crawler.site.outline import WebPage

_TABLE = re.compile(r".*\.(?:csv|xlsx)", re.IGNORECASE)


def table_addresses(page: WebPage, site: Site) -> list[str]:
    """Return the addresses of the tables that a page links to, each once, in the order of the page."""
    addresses = (site.address(piece.href) for piece in page.pieces if piece.href)
    return list(dict.fromkeys(each for each in addresses if each and _TABLE.fullmatch(unquote(urlsplit(each).path))))
