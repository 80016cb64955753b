"""Reasons why a run ended as it did, as codes with numbers; the sentence is made when somebody reads it. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

Value: TypeAlias = int | float | str | Sequence[str]

# Enough to recognise the kind of fault; the ledger has them all.
_SHOWN = 5

SENTENCES: Mapping[str, str] = {
    "authorities_few": "Too few authorities were found: {found}, the minimum is {limit}",
    "authorities_many": "Too many authorities are named: {found} pages were requested, the limit is {limit}",
    "authorities_lost": "Too many authorities of run {run} were not found again: {found} of {of}, the limit is {limit}",
    "pages_unread": "Too many authority pages were not read: {found} of {of}, the limit is {limit}: {names}",
    "authorities_emptied": "Several letters of an authority would be withdrawn at once: {names}",
    "letters_withdrawn": "Too many letters would be withdrawn: {found} of {of}, the limit is {limit}",
    "decisions_gone": "Too many decisions are gone: {found} of {of}, the limit is {limit}",
    "versions_unread": "Too many new versions are unread: {found} of {of}, the limit is {limit}",
    "versions_contradictory": "Too many new versions contradict themselves: {found} of {of}, the limit is {limit}",
    "letters_misplaced": (
        "Too many letters are about another authority than the one that lists them: {found} of {of}, "
        "the limit is {limit}: {names}"
    ),
    "captures_failed": "Too many captures failed: {found} of {of}, the limit is {limit}",
    "captures_blocked": "Too many captures were blocked: {found} of {of}, the limit is {limit}",
    "lists_incomplete": "The lists of decisions were not read in full: {names}",
    "year_missing": (
        "Letters of {year} are missing: {found} by {day}, the minimum is {limit}, after {of} of the year before"
    ),
    "no_baseline": "There is no earlier whole run to compare this one with",
    "superseded": "Run {run} superseded it",
    "reread": "Reader {reader_version} read {found} letters and pages again: {differ} differ",
    "reread_withheld": "{found} readings wait for a person",
    "more_troubles": "and {found} more",
    "trouble": "{text}",
    "note": "{text}",
}
"""The sentence template of each code, filled with the values of a reason."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a run was held or failed, or a note about it.

    ``code`` is stable and one of ``SENTENCES``; ``values`` fill its sentence, and for a bound include the ``setting``
    that changes it. ``str()`` returns the sentence.
    """

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __str__(self) -> str:
        shown = {name: _shown(value) for name, value in self.values.items()}
        # A later release of the program may have written codes that this one does not know.
        sentence = SENTENCES[self.code].format(**shown) if self.code in SENTENCES else f"{self.code}: {shown}"
        return f"{sentence} ({self.values['setting']})" if "setting" in self.values else sentence

    def as_json(self) -> dict[str, Any]:
        """Return the reason as the ledger stores it: one object with the code and its values side by side."""
        return {"code": self.code, **self.values}


def trouble(text: str) -> Reason:
    """Return a reason to fail a run, in the words of the underlying error."""
    return Reason("trouble", {"text": text})


def note(text: str) -> Reason:
    """Return a note, which does not hold a run."""
    return Reason("note", {"text": text})


def from_json(stored: Iterable[Mapping[str, Any]]) -> list[Reason]:
    """Return the reasons of a run from its row in the ledger."""
    return [Reason(row["code"], {name: value for name, value in row.items() if name != "code"}) for row in stored]


def _shown(value: Value) -> str:
    if isinstance(value, float):
        return f"{value:g}"
    if isinstance(value, (int, str)):
        return str(value)
    more = [f"and {len(value) - _SHOWN} more"] if len(value) > _SHOWN else []
    return "; ".join([*value[:_SHOWN], *more])
