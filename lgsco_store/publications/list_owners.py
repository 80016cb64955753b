"""Whose a list is by the sentence above it: a page may have the list of another authority. Pure functions of texts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lgsco_store.reference import register

_AGREED = re.compile(
    r"(?:since \w+ \d{4},?\s+)?(?P<name>.{3,80}?) (?:has|have) (?:also )?agreed to make\b.*\bimprovements?\b.*",
    re.IGNORECASE | re.DOTALL,
)
_REPORTS = re.compile(
    r".*\b(?:published|issued)\b.*\breports? (?:against|about|on|concerning|involving)\s+(?P<name>.{3,80}?)"
    r"(?: (?:in|since|over|during|between) .{0,60})?",
    re.IGNORECASE | re.DOTALL,
)
_TITLE = re.compile(
    r".{0,20}\bservice improvements? (?:for|by|from|of|agreed by|made by)\s+(?P<name>.{3,80})", re.IGNORECASE
)
# "Reading" and "Bath" are words, too: a name that counts against a list includes the type of authority.
_SAYS_KIND = re.compile(r"\b(council|borough|corporation|county|city|district|authority)\b", re.IGNORECASE)


def other_owner(texts: Iterable[str], own: str) -> str | None:
    """Return the authority that a title or a sentence gives a list to, if it is not the own one; else None.

    ``own`` is the name of an authority, or its slug with blanks for hyphens.
    """
    named = (name for name in _names(texts) if _SAYS_KIND.search(name) and register.match(name) is not None)
    return next((name for name in named if not register.may_be_same(name, own)), None)


def _names(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        for form in (_AGREED, _REPORTS, _TITLE):
            found = form.fullmatch(text.strip().rstrip(".:"))
            if found is not None:
                yield found["name"].strip()
