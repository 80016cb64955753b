"""Whom a decision is about, and its references, as the head of its page prints them. Pure functions of text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise

from lgsco_store.publications.decision_terms import REFERENCE, reference_key

REFERENCES = re.compile(rf"{REFERENCE}(?:(?:\s*[,;&]\s*(?:and\s+)?|\s+and\s+){REFERENCE})*")
"""A pattern of one reference or several."""

_NAMED = re.compile(r"(?P<body>\S.*?)\s*\((?P<references>[^()]*\d[^()]*)\)\W*", re.DOTALL)
_BRACKETED = re.compile(rf"\(\s*(?P<references>{REFERENCE})\s*\)")
_JOINT = re.compile(rf"\s*\(\s*({REFERENCES.pattern})\s*\)\s*")
_JOINER = re.compile(r"\A(?:(?:and|with)\b|[,;&/|+])\s*", re.IGNORECASE)
# Digits in any other grouping are an unknown reference.
_LIKE_REFERENCES = re.compile(rf"{REFERENCES.pattern}|[\d\s\u2010-\u2015-]{{5,}}\w?")
_WORD = r"(?:reference|ref|case|complaint|number|no|id)\.?"
_LABEL = re.compile(rf"(?:(?:our|the|decision|lgsco|ombudsman)\s+)*{_WORD}(?:\s+{_WORD})?\s*:?", re.IGNORECASE)
_LABELLED = re.compile(rf"{_LABEL.pattern}\s*(?P<reference>{REFERENCE})\W*", re.IGNORECASE)
_BESIDE = re.compile(
    rf"(?P<before>{REFERENCE})[\s:,\u2010-\u2015-]+(?P<named>\S.*)"
    rf"|(?P<name>\S.*?)[\s:,\u2010-\u2015-]+(?P<after>{REFERENCE})",
    re.DOTALL,
)
# Without brackets a text is only the name of a body if it could be no other text of a head.
_BODY = re.compile(r"\b(?:council|borough|authority|limited|ltd|llp|plc|trust|nhs)\b", re.IGNORECASE)
_NO_BODY = re.compile(
    r"\b(?:complain\w*|decisions?|cases?|matter|against|about|statements?|reports?|ombudsm[ae]n|reviews?|references?|by"
    r"|our|your|we)\b|[:.?!]",
    re.IGNORECASE,
)
_LONGEST_NAME = 150


def bracketed(texts: Sequence[str]) -> list[tuple[str, str]]:
    """Return names with the references in brackets after them, in the same text or in the next."""
    beside = [pair for text in texts if (match := is_named(text)) for pair in _parted(match)]
    below = [
        (before, match["references"].strip())
        for before, text in pairwise(texts)
        if len(before) <= _LONGEST_NAME and (match := _BRACKETED.fullmatch(text))
    ]
    return beside or below


def is_named(text: str) -> re.Match[str] | None:
    """Match a name with references in brackets after it."""
    found = _NAMED.fullmatch(text) if len(text) <= _LONGEST_NAME else None
    return found if found and _LIKE_REFERENCES.fullmatch(found["references"].strip()) else None


def keys(printed: str) -> list[str]:
    """Return the references in a text, normalised."""
    return [key for each in re.findall(REFERENCE, printed) if (key := reference_key(each))]


def labelled(texts: Sequence[str], headings: Collection[str]) -> tuple[str | None, tuple[str, ...]]:
    """Return the body and the reference of a head that prints one behind a label, or beside the name.

    Neither is taken if the head has two. The body stands beside the reference, or in the heading above it.
    """
    found = list(dict.fromkeys(_beside_or_labelled(texts, headings)))
    references = {reference for _, reference in found}
    bodies = {body for body, _ in found if body}
    if len(references) != 1:
        return None, ()
    return (bodies.pop() if len(bodies) == 1 else None), tuple(references)


def _beside_or_labelled(texts: Sequence[str], headings: Collection[str]) -> Iterator[tuple[str | None, str]]:
    above: str | None = None
    for before, text in pairwise(["", *texts]):
        beside = _BESIDE.fullmatch(text) if len(text) <= _LONGEST_NAME else None
        label = _LABELLED.fullmatch(text)
        if label is None and _LABEL.fullmatch(before):
            label = re.fullmatch(rf"(?P<reference>{REFERENCE})", text)
        key = reference_key(label["reference"] if label else "")
        if key:
            yield above, key
        elif beside and (name := beside["named"] or beside["name"]) and _is_body(name):
            yield name, reference_key(beside["before"] or beside["after"]) or ""
        elif text in headings and _is_body(text):
            above = text


def _is_body(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and _BODY.search(text) is not None and _NO_BODY.search(text) is None


def _parted(named: re.Match[str]) -> Iterator[tuple[str, str]]:
    """Divide a head of several bodies, each with references of its own in brackets."""
    body = named["body"]
    while found := _JOINT.search(body):
        before, rest = body[: found.start()], body[found.end() :]
        yield before, found[1].strip()
        body = _JOINER.sub("", rest) or before
    yield body, named["references"].strip()
