"""The addresses of the Ombudsman's site. Pure functions of text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, unquote, urlsplit, urlunsplit

from w3lib.url import safe_url_string

_PORTS = {"http": 80, "https": 443}

# With these parameters the site returns the same page in a different style.
_DRESS = frozenset({"displaypref", "textsize"})

# Pages outside the index: the site's first one, and those of decisions.
_PAGES = re.compile(r"/*$|/decisions/", re.IGNORECASE)
_ESCAPE = re.compile(r"%[0-9a-fA-F]{2}")
# A database cannot index longer ones, and many servers refuse them; the site's own have a tenth of this.
_LONGEST = 2000
_LONGEST_SLUG = 200


@dataclass(frozen=True)
class Site:
    """The addresses of the site: ``url`` is that of the index, without a trailing slash."""

    url: str

    @cached_property
    def host(self) -> str:
        """Return the host, with its port, as every address of the site spells it."""
        return urlsplit(self.url).netloc.lower()

    def page(self, slug: str) -> str:
        """Return the address of an authority's statistics page."""
        return f"{self.url}/{slug}/statistics"

    def address(self, address: str) -> str | None:
        """Normalise an address on this site; None for an address elsewhere.

        The bare host and the one with "www." are the same site, and so are both schemes. Fragments and style parameters
        are ignored, and so is the case of the path of the index. A page is the same with a trailing slash; any other
        address, such as that of a file, may be another without it. An address that is too long counts as elsewhere.
        """
        try:
            safe = safe_url_string(address)
            parts = urlsplit(safe)
        except ValueError:
            return None
        if parts.scheme not in _PORTS or not self._is_host(parts) or len(safe) > _LONGEST:
            return None
        path = _ESCAPE.sub(lambda escape: escape[0].upper(), self._without_slash(parts.path))
        query = "&".join(each for each in parts.query.split("&") if each.partition("=")[0].lower() not in _DRESS)
        query = _ESCAPE.sub(lambda escape: escape[0].upper(), query)
        return urlunsplit((urlsplit(self.url).scheme, self.host, path, query, ""))

    def has(self, address: str) -> bool:
        """Return whether an address is on the site as it is: with its scheme, host and port, and not too long."""
        try:
            parts = urlsplit(address)
            return parts.scheme == urlsplit(self.url).scheme and self._is_host(parts) and len(address) <= _LONGEST
        except ValueError:
            return False

    def slug_of(self, address: str) -> str | None:
        """Return the slug in the address of an authority's page, as spelled there; None for any other address.

        A file below the index, such as the data of its map, is not an authority's page.
        """
        path = unquote(urlsplit(address).path)
        found = re.match(rf"{re.escape(self.path)}/([\w'-]+)(/[^.]*)?$", path, re.IGNORECASE)
        return found[1] if found and is_slug(found[1]) else None

    @cached_property
    def path(self) -> str:
        """Return the path of the index."""
        return urlsplit(self.url).path

    def _without_slash(self, path: str) -> str:
        """Return a path with the index spelled as the site's own, and that of a page without a trailing slash."""
        below = path[len(self.path) :]
        if path.lower().startswith(self.path.lower()) and (not below or below.startswith("/")):
            return self.path + below.rstrip("/")
        return path.rstrip("/") if _PAGES.match(path) else path

    def _is_host(self, parts: SplitResult) -> bool:
        return _bare(parts) == _bare(urlsplit(self.url))


def is_slug(word: str) -> bool:
    """Return whether a word in place of a slug is short enough to be one."""
    return len(word) <= _LONGEST_SLUG


def _bare(parts: SplitResult) -> str:
    """Return host and port, without "www." and without the default port of the scheme."""
    return parts.netloc.lower().removesuffix(f":{_PORTS.get(parts.scheme)}").removeprefix("www.")
