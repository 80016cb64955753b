"""The labels and headers of service improvements, and how labelled texts and rows become items."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum

from lgsco_store.publications.decision_terms import REFERENCE, printed_date, reference_key
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
    Column.DATE: re.compile(r"(?:decision )?date(?: of decision| decided| agreed)?|decided(?: on)?", re.IGNORECASE),
    Column.YEAR: re.compile(r"year(?: (?:of decision|decided|agreed))?", re.IGNORECASE),
    Column.AUTHORITY: re.compile(r"council|(?:local )?authority|organisation|body", re.IGNORECASE),
}
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
        issues.append(Issue("improvement_missing", Severity.WARNING, f"An item has no text: {dict(fields)}."))
    return Improvement(text, reference, fields.get(Column.CATEGORY) or None, day), issues


def items(texts: Iterable[str]) -> list[dict[Column, str]]:
    """Return the items of texts below one another; their labels are all before, or all after, what they label."""
    found: list[dict[Column, str]] = []
    waiting: Column | None = None
    labels_first: bool | None = None
    was_text = True
    for text in texts:
        bare = column(text)
        label, value = labelled(text) or ((bare, "") if bare else (kind(text), text))
        if label is Column.TEXT and waiting is not None and not bare:
            label, value = waiting, text
        waiting = label if not value else None
        if not value:
            continue
        is_text = label is Column.TEXT
        labels_first = not is_text if labels_first is None else labels_first
        begins = (was_text and not is_text) if labels_first else is_text
        if begins or not found or label in found[-1]:
            found.append({})
        found[-1][label] = value
        was_text = is_text
    return found


def kind(text: str) -> Column:
    """Return the meaning of a text without a label: a reference or a day alone needs none."""
    if reference_key(text):
        return Column.REFERENCE
    return Column.DATE if printed_date(text) else Column.TEXT


def header(rows: Sequence[Sequence[str]]) -> int | None:
    """Return the index of the header row: the first with two labels, or with one above rows that have none."""
    for at, row in enumerate(rows):
        known = [cell for cell in row if column(cell)]
        below = rows[at + 1] if at + 1 < len(rows) else ()
        is_alone = len(row) > 1 and len(below) == len(row) and column(below[0]) is None
        if len(known) > 1 or (known and is_alone and not re.search(r"\d", " ".join(row))):
            return at
    return None


def _only_reference(text: str) -> str | None:
    found = {reference_key(each) for each in re.findall(rf"\b{REFERENCE}", text)}
    return found.pop() if len(found) == 1 else None
