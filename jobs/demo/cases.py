"""What the copy of the site has beside letters: decisions, reports, service improvements and yearly tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jobs.demo import content
from jobs.demo.content import Council, Report
from lgsco_store.reference.vocabulary import parts

EXPIRED_FROM = date(2022, 5, 30)
"""The date of the statement that the site takes down for its age; the one that comes back is over a year younger."""

_COUNTED = (
    *("incomplete_or_invalid", "advice_given", "referred_back_for_local_resolution", "closed_after_initial_enquiries"),
    *("not_upheld", "upheld"),
)


@dataclass(frozen=True, slots=True)
class Decision:
    """A statement or report; ``complaint``, ``finding`` and ``actions`` are the paragraphs under its headings.

    ``gone`` are the years in which the site, which has it from the year ``since`` on, does not. ``report`` is its PDF
    file; ``satisfied`` is the day on which the Ombudsman was satisfied, which a report names from a later year on.
    """

    reference: str
    council: str
    category: str
    sub_category: str
    outcome: str
    day: date
    since: int
    gone: tuple[int, ...]
    report: Report | None
    satisfied: tuple[int, date] | None
    summary: str
    complaint: tuple[str, ...]
    finding: tuple[str, ...]
    actions: tuple[str, ...]

    @property
    def path(self) -> str:
        """Return the path of its page."""
        words = (self.category, self.sub_category, self.reference)
        return "/".join(("/decisions", *("".join(c if c.isalnum() else "-" for c in each.lower()) for each in words)))

    @property
    def body(self) -> str:
        """Return the name of the council that it is about, as the site writes it."""
        return content.councils()[self.council].name

    def satisfied_on(self, year: int) -> date | None:
        """Return the day on which the Ombudsman was satisfied, if its page of a year names one."""
        return self.satisfied[1] if self.satisfied is not None and self.satisfied[0] <= year else None


@dataclass(frozen=True, slots=True)
class Improvement:
    """A service improvement in the words that the site has for it in one year."""

    reference: str
    category: str
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """A yearly table of decisions: ``rows`` has the numbers by council and by the year from which they are there."""

    path: str
    title: str
    year: int
    since: int
    rows: Mapping[str, Mapping[int, tuple[int, ...]]]

    def csv(self, site: int) -> bytes:
        """Return the file as the site has it in a year."""
        written = io.StringIO()
        lines = csv.writer(written)
        labels = [parts("complaints_decided")[name].label for name in _COUNTED]
        lines.writerows([[self.title], [], ["Authority Name", *labels, "Total", "Uphold Rate (%)"]])
        lines.writerows(self._row(slug, site) for slug in self.rows)
        return written.getvalue().encode("utf-8-sig")

    def _row(self, slug: str, site: int) -> list[object]:
        own = self.rows[slug]
        letter = next(each for each in content.letters() if (each.council, each.year) == (slug, self.year))
        printed = {measure: value for (measure, _), value in letter.editions[0].figures.items()}
        upheld, investigated = int(printed["upheld_decisions"] or 0), int(printed["investigations"] or 0)
        counts = [*own[max(year for year in own if year <= site)], investigated - upheld, upheld]
        return [letter.authority, *counts, sum(counts), printed["uphold_rate"]]


@cache
def decisions(year: int) -> tuple[Decision, ...]:
    """Return the decisions that the site has in a year, newest first."""
    found = (_decision(dict(row)) for row in content.data("decisions.json")["decisions"])
    standing = (each for each in found if each.since <= year and year not in each.gone)
    return tuple(sorted(standing, key=lambda each: each.day, reverse=True))


def reports_of(council: Council, year: int) -> list[Decision]:
    """Return the public reports on a council's page in a year, newest first."""
    return [each for each in decisions(year) if each.report and each.council == council.slug.lower()]


def improvements(council: Council, year: int) -> list[Improvement]:
    """Return a council's service improvements as the site has them in a year, newest first."""
    rows = content.data("improvements.json")["improvements"].get(council.slug.lower(), [])
    return list(_improvements(rows, year))[::-1]


@cache
def tables() -> tuple[Table, ...]:
    """Return every yearly table."""
    return tuple(_table(dict(row)) for row in content.data("tables.json")["tables"])


def _improvements(rows: list[dict[str, Any]], year: int) -> Iterator[Improvement]:
    for row in rows:
        texts = [text for since, text in row["texts"].items() if int(since) <= year]
        if texts:
            yield Improvement(row["reference"], row["category"], texts[-1])


def _decision(row: dict[str, Any]) -> Decision:
    satisfied = row.get("satisfied")
    row["report"] = content.reports()[row["report"]] if "report" in row else None
    row["satisfied"] = (satisfied["since"], date.fromisoformat(satisfied["day"])) if satisfied else None
    row["day"] = date.fromisoformat(row["day"])
    return Decision(**row | {name: tuple(row[name]) for name in ("gone", "complaint", "finding", "actions")})


def _table(row: dict[str, Any]) -> Table:
    rows = {slug: {int(since): tuple(counts) for since, counts in own.items()} for slug, own in row.pop("rows").items()}
    return Table(**row, rows=rows)
