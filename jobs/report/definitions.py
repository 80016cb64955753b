"""What the Ombudsman's pages say of their figures of a year, word for word."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, column

from jobs.report.view_rows import view_rows

ADVICE = "advice"
"""The term of the advice on comparing years, which is about no measure."""


@dataclass(frozen=True, slots=True)
class Definition:
    """What most pages of a year say of a term, for one of the measures that it is about; None if it is unknown."""

    year: int
    measure: str | None
    term: str
    text: str


@dataclass(frozen=True)
class Definitions:
    """All definitions, by year."""

    by_year: dict[int, list[Definition]]

    def of(self, year: int, measure: str) -> str:
        """Return what the pages of a year say of a measure; nothing if they do not say it."""
        return next((each.text for each in self.by_year.get(year, ()) if each.measure == measure), "")

    def terms(self, year: int) -> dict[str, str]:
        """Return every term of a year with its text, the advice left out."""
        return {each.term: each.text for each in self.by_year.get(year, ()) if each.term != ADVICE}

    def advice(self, year: int) -> list[str]:
        """Return the paragraphs of the advice on comparing a year with others."""
        text = next((each.text for each in self.by_year.get(year, ()) if each.term == ADVICE), "")
        return text.splitlines()


def gather_definitions(connection: Connection) -> Definitions:
    """Query the usual text of each term and year."""
    found: dict[int, list[Definition]] = defaultdict(list)
    rows = view_rows(connection, Definition, "definitions", column("is_usual") == 1)
    for each in sorted(rows, key=lambda each: (each.term.lower(), each.measure or "")):
        found[each.year].append(each)
    return Definitions(dict(found))
