"""The part of the site that a run covers: all of it, or certain authorities, or certain years."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from lgsco_store.errors import LgscoError, nearest
from lgsco_store.terms import Spider

# A program of ours gives them to the crawl that it starts.
_OWN = ("claim", "parent")
_COMMON = ("new_site", *_OWN)
ARGUMENTS = {Spider.LETTERS: ("authority", "years", *_COMMON), Spider.DECISIONS: ("from", "to", "weeks", *_COMMON)}
"""The arguments of ``scrapy crawl SPIDER -a``, by spider."""


class ScopeError(LgscoError):
    """The scope cannot be understood; raised when a run is requested."""


@dataclass(frozen=True, slots=True)
class Scope:
    """``authorities`` are slugs in lower case, ``years`` letter years; empty means all."""

    authorities: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()

    @classmethod
    def parse(cls, authority: str, years: str) -> Scope:
        """Parse a scope from "SLUG,SLUG" and "2019-2024" or "2018,2020".

        Raises:
            ScopeError: a part is neither a slug, a year nor a span of years.
        """
        slugs, spans = map(_slug, _parts("authority", authority)), map(_span, _parts("years", years))
        return cls(frozenset(slugs), frozenset().union(*spans))

    def has_year(self, year: int | None) -> bool:
        """Return whether a letter of a year belongs to the scope; a letter of an unknown year might."""
        return not self.years or year is None or year in self.years


def check_arguments(spider: Spider, given: Iterable[str]) -> None:
    """Refuse an unknown argument: otherwise the crawl would silently cover everything.

    Raises:
        ScopeError: an argument is not one of ``ARGUMENTS``.
    """
    known = ARGUMENTS[spider]
    listed = ", ".join(each for each in known if each not in _OWN)
    for name in given:
        if name not in known:
            raise ScopeError(
                f"-a {name}: the spider {spider} has no such argument, give one of {listed}{nearest(name, known)}"
            )


def _parts(name: str, text: str) -> list[str]:
    """Return the parts of a list; one of commas alone would cover everything."""
    parts = [part.strip() for part in text.split(",") if part.strip()]
    if text.strip() and not parts:
        raise ScopeError(f"{name}: {text!r} names none: give some, or leave {name} out for all")
    return parts


def _slug(text: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9-]+", text):
        raise ScopeError(f"authority: {text!r} is not a slug: give one such as kent-county-council")
    return text.lower()


def _span(text: str) -> range:
    found = re.fullmatch(r"((?:19|20)\d\d)(?:-((?:19|20)\d\d))?", text)
    if not found or int(found[2] or found[1]) < int(found[1]):
        raise ScopeError(f"years: {text!r} is neither a year nor a span: give one such as 2020 or 2019-2024")
    return range(int(found[1]), int(found[2] or found[1]) + 1)
