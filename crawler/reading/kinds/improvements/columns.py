"""The labels of service improvements, what a text means with or without one, and how fields become an item."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

from lgsco_store.publications.decision_terms import CATEGORIES, REFERENCE, is_known, printed_date, reference_key
from lgsco_store.publications.readings import Improvement
from lgsco_store.records import Issue, Severity


class Column(StrEnum):
    """The meaning of a label for the text beside or below it."""

    TEXT = "text"
    REFERENCE = "reference"
    CATEGORY = "category"
    DATE = "date"
    YEAR = "year"
    """Left out: the date of the decision is more precise, and its reference leads to it."""

    AUTHORITY = "authority"


_LABELS = {
    Column.TEXT: re.compile(
        r"(?:agreed |recommended |service )*(?:improvements?|actions?|recommendations?)(?: agreed)?|summary|details?"
        r"|description",
        re.IGNORECASE,
    ),
    Column.REFERENCE: re.compile(
        r"(?:(?:case|complaint|decision|our) )?(?:ref(?:erence)?\.?)(?: (?:number|no\.?))?|case(?: number)?",
        re.IGNORECASE,
    ),
    Column.CATEGORY: re.compile(r"(?:sub-?|complaint |decision )?category|subject|service area|topic", re.IGNORECASE),
    Column.DATE: re.compile(
        r"(?:decision )?date(?: of decision| decided| agreed)?|(?:decided|agreed)(?: on)?", re.IGNORECASE
    ),
    Column.YEAR: re.compile(r"year(?: (?:of decision|decided|agreed))?", re.IGNORECASE),
    Column.AUTHORITY: re.compile(r"council|(?:local )?authority|organisation|body", re.IGNORECASE),
}
# What separates several fields in one text; a day, and a reference, may have dashes without blanks.
_BETWEEN = re.compile(r"[;|()\N{BULLET}\N{MIDDLE DOT}]|,\s|\.\s|\s[-\N{EN DASH}\N{EM DASH}]\s|\sand\s(?=\d)")
_LONGEST_LABEL = 4
_LABELLED = re.compile(r"(?P<label>[^:]{2,30}?)\s*:\s*(?P<value>.*)", re.DOTALL)


def column(text: str) -> Column | None:
    """Return the meaning of a label; None if it is unknown."""
    words = text.strip().rstrip(":").strip()
    return next((column for column, label in _LABELS.items() if label.fullmatch(words)), None)


def labelled(text: str) -> tuple[Column, str] | None:
    """Return the label that a text begins with, and the rest of the text, which may be empty."""
    found = _LABELLED.fullmatch(text)
    label = column(found["label"]) if found else None
    return (label, found["value"].strip()) if found and label else None


def improvement(fields: Mapping[Column, str]) -> tuple[Improvement, list[Issue]]:
    """Make one item of its fields; a field in an unknown form becomes an issue, and is left out."""
    text = fields.get(Column.TEXT, "")
    issues = []
    printed = fields.get(Column.REFERENCE)
    reference = reference_key(printed) if printed else _only_reference(text)
    if printed and reference is None:
        message = f"{printed!r} does not have the form of a reference; check the page."
        issues.append(Issue("reference_unknown", Severity.WARNING, message))
    day = printed_date(fields.get(Column.DATE, ""))
    if fields.get(Column.DATE) and day is None:
        message = f"{fields[Column.DATE]!r} is not a readable date; it was left out."
        issues.append(Issue("date_unread", Severity.WARNING, message))
    if not text:
        printed = ", ".join(f"{name}: {value}" for name, value in fields.items())
        issues.append(Issue("improvement_missing", Severity.WARNING, f"An item has no text, only {printed}."))
    return Improvement(text, reference, fields.get(Column.CATEGORY) or None, day), issues


def kind(text: str) -> Column:
    """Return the meaning of a text without a label: a reference, a day or a category alone needs none."""
    if reference_key(text):
        return Column.REFERENCE
    if printed_date(text):
        return Column.DATE
    return Column.CATEGORY if is_known(text, CATEGORIES) else Column.TEXT


def fields(text: str) -> dict[Column, str]:
    """Return what a text says by itself: fields if it has nothing but those, else what its label makes of it."""
    parts = [part.strip(" .") for part in _BETWEEN.split(text)]
    found = [each for each in map(_field, filter(None, parts)) if each is not None]
    if 0 < len(found) == sum(map(bool, parts)):
        names = [name for name, _ in found]
        return {name: value if names.count(name) == 1 else text for name, value in found}
    label, value = labelled(text) or (kind(text), text)
    return {label: value}


def _field(part: str) -> tuple[Column, str] | None:
    """Return the field that a part of a text is, with or without its label; None for any other words."""
    words = part.split()
    for many in range(min(len(words), _LONGEST_LABEL), -1, -1):
        label, value = column(" ".join(words[:many])) if many else None, " ".join(words[many:])
        found = kind(value)
        if found is not Column.TEXT and (many == 0 or label is found):
            return found, value
    return None


def _only_reference(text: str) -> str | None:
    found = {reference_key(each) for each in re.findall(rf"\b{REFERENCE}", text)}
    return found.pop() if len(found) == 1 else None
