"""The councils that the site's index names. Pure functions of text.

How the live index contains its list is not known, so councils are recognised anywhere in it: by their addresses, by
bare slugs and, if these are too few, by their names.
"""

from __future__ import annotations

import html as htmllib
import re
from collections.abc import Iterator
from urllib.parse import unquote

from crawler.site import hyperlinks
from crawler.site.addresses import Site, is_slug
from lgsco_store.reference import register

_BARE_SLUG = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9']+)+")
_COUNCIL = re.compile(r"-council$|^(london|royal|metropolitan)-borough-of-|^city-of-", re.IGNORECASE)
# Text between quotation marks; the marks are left, since it is uncertain which of them are a pair.
_QUOTED = re.compile(r"(?<=[\"'`])[^\"'`\\\s<>]{3,300}(?=[\"'`])")
# A field of a table or an element of XML.
_FIELD = re.compile(rf"(?<=[>,;|\t\n])\s*({_BARE_SLUG.pattern})\s*(?=[<,;|\t\r\n]|$)")
_PARAMETER = re.compile(r"[?&](?:council|authority|slug|name|id)=([A-Za-z0-9]+(?:-[A-Za-z0-9]+)+)(?=[\"'&#<>\s]|$)")
# Characters that JSON for a script spells out, since they are markup.
_ESCAPES = {"\\u0026": "&", "\\u0027": "'"}
_MEDIA_TYPE = re.compile(r"(application|text|image)/[\w.+-]+")
_DATA = re.compile(r"\.json\b|\.geojson\b|/api/|json|councils?(list|data|search)|getcouncils", re.IGNORECASE)
# A name is between tags or quotation marks, and has only its own words.
_NAME = re.compile(r"[>\"]\s*([A-Z][A-Za-z'\N{RIGHT SINGLE QUOTATION MARK}&,. -]{3,80}?)\s*(?=[<\"])")
_NAME_OF_COUNCIL = re.compile(r"\b(Council|Borough|Corporation|County|City|District)\b")
# What may follow a slug in the address of an authority's page: the end, or one of its subpages.
_AFTER = r"(?=/?(?:[\"'?#<>\s\\)]|$)|/(?:statistics|annual\w*|letters|decisions|serviceimprovements)\b)"


def council_slugs(text: str, site: Site) -> list[str]:
    """Return every slug in the index, once regardless of case, as first spelled, in the order of the text.

    They come from councils' addresses, absolute or relative, anywhere in the text (links, options, attributes, scripts,
    JSON), and from quoted words that can only be the slug of a council, or of a name that is also there.
    """
    plain = _plain(text)
    path = re.escape(site.path.strip("/"))
    address = rf"(?<![\w-])/?{path}/([\w'-]+){_AFTER}"
    relative = rf"[\"'](?:\.{{0,2}}/)?({_BARE_SLUG.pattern})/statistics/?(?=[\"'?#])"
    found = [
        (match.start(), match[1])
        for match in re.finditer(address, plain, re.IGNORECASE)
        if _is_page(match[1], plain[match.end() :])
    ]
    found += [(match.start(), match[1]) for match in re.finditer(relative, plain, re.IGNORECASE)]
    found += [(match.start(), match[1]) for match in _PARAMETER.finditer(plain) if _is_slug(match[1])]
    found += [(match.start(), match[1]) for match in _FIELD.finditer(plain) if _is_slug(match[1])]
    named: set[str] | None = None
    for match in _QUOTED.finditer(plain):
        word = match[0]
        if _BARE_SLUG.fullmatch(word):
            named = _keys(plain) if named is None else named
            if _is_slug(word) or _key(word) in named:
                found.append((match.start(), word))
    first: dict[str, str] = {}
    for _, slug in sorted(found):
        if is_slug(slug):
            first.setdefault(slug.lower(), slug)
    return list(first.values())


def council_names(text: str) -> list[str]:
    """Return every authority of the register that a page names in full, once each, as the page names it."""
    found = (" ".join(match[1].split()) for match in _NAME.finditer(_plain(text)))
    first: dict[str, str] = {}
    for name in found:
        entry = register.match(name) if _NAME_OF_COUNCIL.search(name) else None
        if entry is not None:
            first.setdefault(entry.code, name)
    return list(first.values())


def data_addresses(text: str, base: str, site: Site) -> list[str]:
    """Return the addresses on the site from which a page may load its data: named data files, and its scripts."""
    plain = _plain(text)
    scripts = re.findall(r"<script\b[^>]*\bsrc\s*=\s*[\"']?([^\"'\s>]+)", plain, re.IGNORECASE)
    quoted = _QUOTED.findall(plain)
    addresses = (word for word in quoted if "/" in word or ".json" in word)
    named = [word for word in addresses if _DATA.search(word) and not _MEDIA_TYPE.fullmatch(word)]
    led_to = (hyperlinks.resolve(each, base) for each in (*named, *scripts))
    found = (site.address(each) for each in led_to if each)
    return list(dict.fromkeys(each for each in found if each and each != site.url and not site.slug_of(each)))


def registered_slugs() -> Iterator[str]:
    """Return the slugs that the register's councils would have if the site used their official names."""
    return (slug_of_name(entry.official_name) for entry in register.entries())


def slug_of_name(name: str) -> str:
    """Return the slug of an authority from its name on the site."""
    return register.normalised_name(name).replace(" ", "-")


def _is_page(word: str, rest: str) -> bool:
    """Return whether a word in place of a slug is one: it has a page of its own, or a council's name."""
    has_page = re.match(r"/statistics\b", rest, re.IGNORECASE) is not None
    return has_page or "-" in word or register.match(word) is not None


def _is_slug(word: str) -> bool:
    return _COUNCIL.search(word) is not None or register.match(word.replace("-", " ")) is not None


def _keys(plain: str) -> set[str]:
    """Return the names on the page, normalised for comparison; what is in the form of a slug is no name for one."""
    names = (match[1] for match in _NAME.finditer(plain))
    return {_key(name) for name in names if not _BARE_SLUG.fullmatch(name)}


def _key(name: str) -> str:
    """Normalise a name or a slug for comparison: the site leaves "&" out of a slug."""
    return " ".join(word for word in register.normalised_name(name).split() if word != "and")


def _plain(text: str) -> str:
    """Return the text with entities, script escapes and percent-encoding decoded."""
    for escape in ("\\/", "\\u002f", "\\u002F", "\\x2f", "\\x2F"):
        text = text.replace(escape, "/")
    for escape, character in _ESCAPES.items():
        text = re.sub(re.escape(escape), character, text, flags=re.IGNORECASE)
    return unquote(htmllib.unescape(text).replace('\\"', '"'))
