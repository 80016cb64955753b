"""The line of a listed decision, such as "Statement Not upheld Child protection 09-Mar-2021". Pure functions of text.

The line is one text on some pages and several on others. Nothing separates its outcome from its sub-category, except
the words of known outcomes, or the slug of the sub-category in the decision's address.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from crawler.site.decisions.addresses import slug_of_words
from lgsco_store.publications.decision_terms import OUTCOMES, printed_date
from lgsco_store.records import Issue, Severity
from lgsco_store.terms import DecisionType

_TYPES = {"statement": DecisionType.STATEMENT, "report": DecisionType.REPORT}
_TYPE = re.compile("Statement|Report|STATEMENT|REPORT")
_OUTCOME = re.compile("|".join(sorted(map(re.escape, OUTCOMES), key=len, reverse=True)), re.IGNORECASE)
_SEPARATORS = " |,;:/>-\N{EN DASH}\N{EM DASH}\N{MIDDLE DOT}\N{BULLET}"
# Text in place of a date that is not one: numbers and at most one word, including a year.
_LIKE_DATE = re.compile(r"(?=.*\d{4}|.*\d\W+\w+\W+\d)\W*\d[\w]*\W*[^\W\d]*\W*\d*\W*")
# A date is one word, as in 09-Mar-2021, or three.
_WORDS_OF_DATE = (3, 1)
_NO_DATE = ("decision_date_missing", "has no date")
_WHAT = {
    "outcome_missing": "does not say how the complaint was decided",
    "outcome_unknown": "has an outcome that is not known; it is kept as printed",
}


@dataclass(frozen=True, slots=True)
class DecisionLine:
    """The contents of a decision's line; missing or unknown ones are None with an issue."""

    type: DecisionType | None
    outcome: str | None
    sub_category: str | None
    decision_date: date | None
    issues: tuple[Issue, ...]


def begins_line(text: str) -> bool:
    """Return whether a text begins the line of a decision: a type alone, or before an outcome or a date."""
    found = _begin(_TYPE, text)
    if found is None:
        return False
    _, rest = found
    return not rest or _begin(_OUTCOME, rest) is not None or ends_line(rest)


def ends_line(text: str) -> bool:
    """Return whether a text ends in a date, as the line of a decision does."""
    return _dated(text)[1] != ""


def read_line(text: str, slug: str | None) -> DecisionLine:
    """Read a line; ``slug`` is that of the sub-category in the decision's address, None if there is no address."""
    issues = []
    begun = _begin(_TYPE, text)
    rest = begun[1] if begun else text
    if begun is None:
        issues.append(_issue("type_unknown", text, "names neither a statement nor a report"))
    rest, printed, day = _dated(rest, slug)
    if day is None:
        code, what = ("decision_date_unread", f"has no day but {printed!r}") if printed else _NO_DATE
        issues.append(_issue(code, text, what))
    outcome, sub_category, fault = _divided(rest, slug)
    if fault:
        issues.append(_issue(fault, text, _WHAT[fault]))
    if not sub_category and fault != "outcome_unknown":
        issues.append(_issue("sub_category_missing", text, "has no sub-category"))
    return DecisionLine(_TYPES[begun[0].lower()] if begun else None, outcome, sub_category, day, tuple(issues))


def _begin(word: re.Pattern[str], text: str) -> tuple[str, str] | None:
    """Return the word that a text begins with, and the rest without the separator."""
    found = re.match(rf"({word.pattern})(?!\w)(.*)", text.strip(_SEPARATORS), word.flags | re.DOTALL)
    return (found[1], found[2].strip(_SEPARATORS)) if found else None


def _dated(text: str, slug: str | None = None) -> tuple[str, str, date | None]:
    """Divide a line before its date; return the date as printed, and the day if it exists."""
    words = text.split()
    for count in _WORDS_OF_DATE:
        last = " ".join(words[-count:]).strip(_SEPARATORS)
        day = printed_date(last) if len(words) >= count else None
        if day is not None:
            return " ".join(words[:-count]).strip(_SEPARATORS), last, day
    end = _end_of_category(words, slug)
    return " ".join(words[:end]).strip(_SEPARATORS), " ".join(words[end:]), None


def _end_of_category(words: list[str], slug: str | None) -> int:
    """Return where the sub-category ends and the printed date begins: by the slug, else by the digits."""
    count = len(words)
    for end in range(count, 0, -1):
        if slug and any(slug_of_words(" ".join(words[start:end])) == slug for start in range(end)):
            return end
    return next((at for at in range(max(count - 3, 0), count) if _LIKE_DATE.fullmatch(" ".join(words[at:]))), count)


def _divided(text: str, slug: str | None) -> tuple[str | None, str | None, str | None]:
    """Divide the text between type and date into outcome and sub-category; return the code of any fault.

    An unknown outcome ends where the words of the slug begin.
    """
    known = _begin(_OUTCOME, text)
    if known is not None:
        return known[0], known[1] or None, None
    words = text.split()
    ends = (at for at in range(len(words)) if slug and slug_of_words(" ".join(words[at:])) == slug)
    at = next(ends, None)
    if at is None:
        return text or None, None, "outcome_unknown" if text else "outcome_missing"
    outcome = " ".join(words[:at]).strip(_SEPARATORS)
    return outcome or None, " ".join(words[at:]), "outcome_unknown" if outcome else "outcome_missing"


def _issue(code: str, text: str, what: str) -> Issue:
    return Issue(code, Severity.WARNING, f"The line {text!r} of a list of decisions {what}; look at the list.")
