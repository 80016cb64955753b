"""The letters of 2009 and 2010: two sections of prose without addressee or salutation, and appendices with tables."""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import yearly_tables
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.wording import Phrase

NAME = "annual_review"
LETTERS = range(2009, 2011)

_SECTION = Phrase(r"^section [12]: [^\0]{3,90}?\d{4}/\d{2}")


def knows(statistics: Statistics) -> bool:
    """Return whether there are tables of these years, or tables below a section heading of these years."""
    is_its_own = statistics.year in LETTERS or _SECTION.search(statistics.letters) is not None
    return is_its_own and yearly_tables.has_tables(statistics)


def read(statistics: Statistics) -> Findings:
    """Extract the tables, and report that the prose was not read."""
    return yearly_tables.read(statistics, prose=True)
