"""The lineage of a council: when it began and ended, and whose letters precede its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from jobs.report.facts import Authority, Facts
from jobs.report.results import last_year
from jobs.report.words import letters
from jobs.report.words.numbers import day
from lgsco_store.contract.records import Lineage
from lgsco_store.reference import register


@dataclass(frozen=True, slots=True)
class Ancestor:
    """A predecessor whose letters the archive has; ``note`` says until when, and with whom it is shared."""

    authority: Authority
    note: str


def ended(facts: Facts, authority: Authority) -> str:
    """Say when a council ended; nothing if it exists."""
    if authority.end_date is None:
        return ""
    successors = [each.related_name for each in _near(facts, authority.slug, "successor")]
    own_last = last_year(authority) or 0
    later = max((year for slug, year in facts.letters if slug == authority.slug and year > own_last), default=None)
    return letters.ended(authority.name, day(last_day(authority.end_date)), successors, later)


def began(facts: Facts, authority: Authority) -> str:
    """Say when a council began, and in whose place; nothing if it replaced nobody."""
    predecessors = _near(facts, authority.slug, "predecessor")
    if not predecessors:
        return ""
    start = day(authority.start_date) if authority.start_date else None
    return letters.began(authority.name, start, [_part(each) for each in predecessors])


def ancestors(facts: Facts, slug: str) -> list[Ancestor]:
    """Return the councils before the mergers that the archive has letters of, by name."""
    found = [
        facts.authorities[each.related_slug]
        for each in facts.relations.get(slug, ())
        if each.relation == "predecessor" and each.related_slug is not None
    ]
    return [Ancestor(each, _note(facts, each, slug)) for each in sorted(found, key=lambda each: each.name)]


def since(authority: Authority) -> str:
    """Say since when a council exists; nothing if the register does not know."""
    return f"since {day(authority.start_date)}" if authority.start_date else ""


def last_day(end: date) -> date:
    """Return the last day of a council: the register gives that day, or the day after."""
    return end - timedelta(days=1) if (end.month, end.day) == (4, 1) else end


def _near(facts: Facts, slug: str, relation: str) -> list[Lineage]:
    return [each for each in facts.relations.get(slug, ()) if each.relation == relation and each.steps == 1]


def _part(relation: Lineage) -> str:
    entry = register.by_code(relation.related_code)
    shared = entry is not None and len(entry.replaced_by) > 1
    return f"part of {relation.related_name}" if shared else relation.related_name


def _note(facts: Facts, authority: Authority, successor: str) -> str:
    until = f"until {day(last_day(authority.end_date))}" if authority.end_date else ""
    others = [each.related_name for each in _near(facts, authority.slug, "successor") if each.related_slug != successor]
    direct = len(others) < len(_near(facts, authority.slug, "successor"))
    return f"{until}, shared with {' and '.join(others)}" if others and direct else until
