"""Whose page a page is: its address says so, and its own name for itself confirms it. Pure functions of a page.

A page that uses the name of another authority belongs to nobody: a cache may have mixed up two pages.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from crawler.site.addresses import Site
from crawler.site.outline import WebPage
from lgsco_store.reference import register

# Longer texts are sentences, which may mention anybody.
_LONGEST_NAME = 100
# "Reading" and "Bath" are words, too: a name that counts against a page includes the type of authority.
_SAYS_KIND = re.compile(r"\b(council|borough|corporation|county|city|district|authority)\b", re.IGNORECASE)
# The subjects of any authority's page.
_GENERAL = re.compile(r"\b(performance|statistics?|letters?|ombudsman|complaints?|decisions?|home)\b", re.IGNORECASE)


def name(page: WebPage, slug: str) -> str:
    """Return the name of the authority as its page spells it, else as the register or the address does.

    The first heading is accepted as the name of an authority that the register does not know.
    """
    words = slug.replace("-", " ")
    own, named = register.normalised_name(words), list(_names(page))
    alike = (each for each in named if register.normalised_name(each) == own)
    entry = register.match(words)
    known = (each for each in named if entry is not None and register.match(each) is entry)
    official = [entry.official_name] if entry else []
    short = (each for each in page.pieces if each.level == 1 and len(each.text) <= _LONGEST_NAME)
    first = (each.text for each in short if not _GENERAL.search(each.text))
    matched = (each for each in first if register.may_be_same(each, words) or entry is None)
    return next(chain(alike, known, official, matched, [words.title()]))


def other_authority_reason(page: WebPage, slug: str, site: Site) -> str | None:
    """Return why a page requested for one authority belongs to another; None if it does not."""
    answered = site.slug_of(page.url)
    if is_other_slug(slug, answered):
        return f"the address led to that of {answered}"
    named = other_name(page, slug)
    return None if named is None else f"it calls itself {named!r}"


def other_name(page: WebPage, slug: str) -> str | None:
    """Return the name of another authority that a page uses for itself; None if it uses its own, or no name."""
    words = slug.replace("-", " ")
    named = list(_names(page))
    own = f" {register.normalised_name(words)} "
    if any(own in f" {register.normalised_name(each)} " or _confirms(each, words) for each in named):
        return None
    return next((each for each in named if _is_strange(each, words)), None) or _in_titles(page, words)


def is_other_slug(slug: str, other: str | None) -> bool:
    """Return whether the slug of another address belongs to another authority; no slug means no."""
    if other is None or other.lower() == slug.lower():
        return False
    return not register.may_be_same(slug.replace("-", " "), other.replace("-", " "))


def _names(page: WebPage) -> Iterator[str]:
    """Yield possible names: the head's titles, headings, and every short text that is not a link."""
    yield from page.titles
    yield from (each.text for each in page.pieces if each.level)
    short = (each for each in page.pieces if not each.level and each.href is None and len(each.text) <= _LONGEST_NAME)
    yield from (each.text for each in short)


def _confirms(text: str, words: str) -> bool:
    return register.match(text) is not None and register.may_be_same(text, words)


def _is_strange(text: str, words: str) -> bool:
    known = register.match(text) if _SAYS_KIND.search(text) else None
    return known is not None and not register.may_be_same(text, words)


def _in_titles(page: WebPage, words: str) -> str | None:
    """Return the other authority that a title or heading names among other words."""
    for text in (*page.titles, *(each.text for each in page.pieces if each.level)):
        entry = register.authority_in_text(text)
        if entry is not None:
            return None if register.may_be_same(entry.official_name, words) else entry.official_name
    return None
