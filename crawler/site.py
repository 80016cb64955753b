"""The addresses of the Ombudsman's site, and the councils that its index names. Pure functions of text.

How the live index carries its list is not known, so that slugs are taken from wherever they stand in it.
"""

from __future__ import annotations

import html as htmllib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from w3lib.url import safe_url_string

from lgsco_store import register

_PORTS = {"http": 80, "https": 443}

# The site answers these with the same page in another dress.
_DRESS = frozenset({"displaypref", "textsize"})

_BARE_SLUG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)+")
_COUNCIL = re.compile(r"-council$|^(london|royal|metropolitan)-borough-of-|^city-of-", re.IGNORECASE)
_QUOTED = re.compile(r"\"([^\"\\\s<>]{3,300})\"|'([^'\\\s<>]{3,300})'")
_MEDIA_TYPE = re.compile(r"(application|text|image)/[\w.+-]+")
_DATA = re.compile(r"\.json$|/api/|json|councils?(list|data|search)|getcouncils", re.IGNORECASE)


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


def council_slugs(text: str, site: Site) -> list[str]:
    """Every slug in the index, once each without regard to case, as first spelled, in the order of the text.

    They are taken from councils' addresses, absolute or relative, wherever these stand (links, options, attributes,
    scripts, JSON), and from quoted words that are the slug of a council alone.
    """
    plain = _plain(text)
    path = re.escape(urlsplit(site.url).path)
    address = rf"{path}/([A-Za-z0-9][A-Za-z0-9-]*)(?=[/\"'?#<>\s]|$)"
    relative = r"[\"'](?:\.{0,2}/)?([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)/statistics/?(?=[\"'?#])"
    found = [(match.start(), match[1]) for pattern in (address, relative) for match in re.finditer(pattern, plain)]
    found += [(match.start(), match[1] or match[2]) for match in _QUOTED.finditer(plain) if _is_slug(match)]
    first: dict[str, str] = {}
    for _, slug in sorted(found):
        first.setdefault(slug.lower(), slug)
    return list(first.values())


def data_addresses(text: str, base: str, site: Site) -> list[str]:
    """The addresses on the site from which a page may take its data: what it names as data, and its scripts."""
    plain = _plain(text)
    scripts = re.findall(r"<script\b[^>]*\bsrc\s*=\s*[\"']?([^\"'\s>]+)", plain, re.IGNORECASE)
    quoted = [match[1] or match[2] for match in _QUOTED.finditer(plain)]
    named = [word for word in quoted if "/" in word and _DATA.search(word) and not _MEDIA_TYPE.fullmatch(word)]
    found = (site.address(each, base) for each in (*named, *scripts))
    return list(dict.fromkeys(each for each in found if each and each != site.url and not site.slug_of(each)))


def registered_slugs() -> Iterator[str]:
    """The slugs that the councils of the register would have if the site called them by their official names."""
    for entry in register.entries():
        yield re.sub(r"[^a-z0-9]+", "-", entry.official_name.lower().replace("&", "and").replace("'", "")).strip("-")


def _is_slug(quoted: re.Match[str]) -> bool:
    word = quoted[1] or quoted[2]
    if not _BARE_SLUG.fullmatch(word):
        return False
    return _COUNCIL.search(word) is not None or register.match(word.replace("-", " ")) is not None


def _plain(text: str) -> str:
    """The text with entities and the escapes of scripts undone."""
    return (
        htmllib.unescape(text).replace("\\/", "/").replace("\\u002f", "/").replace("\\u002F", "/").replace('\\"', '"')
    )


def _bare(parts: SplitResult) -> str:
    """Host and port, without "www." and without the port that the scheme implies."""
    return parts.netloc.lower().removesuffix(f":{_PORTS.get(parts.scheme)}").removeprefix("www.")
