"""Sums of money in the text of a decision, each with its sentence, since only the text says what it is for."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from lgsco_store.publications.readings import Amount, Section
from lgsco_store.records import Issue, Severity

# Every pound sign followed by a digit; groups separated by a space may be one number, or two. In a page whose encoding
# is not the one that it declares, there is a replacement character for the sign.
_SUM = re.compile(
    r"(?P<sign>[£\N{REPLACEMENT CHARACTER}])\s?(?P<digits>\d+(?:[.,]\d+)*(?:\s\d{3}(?!\d))*)"
    r"(?:\s?(?P<scale>million|billion|bn|k|m)\b)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?")
_SCALED = re.compile(r"\d+(?:\.\d+)?")
_SCALES = {"k": 1_000, "m": 1_000_000, "million": 1_000_000, "bn": 1_000_000_000, "billion": 1_000_000_000}
_SENTENCE_END = re.compile(r"(?<![.\s][A-Za-z])(?<!\bMr)(?<!\bMrs)(?<!\bMs)(?<!\bDr)(?<!\bNo)(?<=[.!?])\s+(?=\S)")


def amounts(sections: Sequence[Section]) -> tuple[tuple[Amount, ...], list[Issue]]:
    """Return every sum in the order of the text, and an issue for each that could not be read."""
    found: list[Amount] = []
    issues: list[Issue] = []
    for heading, sentence in _sentences(sections):
        for match in _SUM.finditer(sentence):
            value = _value(match)
            if value is None:
                message = f"{match[0]!r} may be a sum, and is not clear; it was left out."
                issues.append(Issue("amount_unread", Severity.WARNING, message))
            else:
                found.append(Amount(value, heading, sentence))
    return tuple(found), issues


def _sentences(sections: Sequence[Section]) -> Iterator[tuple[str, str]]:
    for section in sections:
        for paragraph in section.paragraphs:
            for sentence in _SENTENCE_END.split(paragraph):
                yield section.heading, sentence


def _value(match: re.Match[str]) -> Decimal | None:
    digits, scale = match["digits"], (match["scale"] or "").lower()
    form = _SCALED if scale else _NUMBER
    if match["sign"] != "£" or not form.fullmatch(digits):
        return None
    return Decimal(digits.replace(",", "")) * _SCALES.get(scale, 1)
