"""The letters of 2004 to 2006: long prose, with the figures of three years attached as tables."""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import yearly_tables
from crawler.reading.layouts.statistics import Statistics

NAME = "narrative"
LETTERS = range(2004, 2007)

# Service areas had other names then, which are not in the vocabulary.
_NOT_READ = frozenset({yearly_tables.RECEIVED})


def knows(statistics: Statistics) -> bool:
    """Return whether the tables of these years are there."""
    return statistics.year in LETTERS and yearly_tables.has_tables(statistics)


def read(statistics: Statistics) -> Findings:
    """Extract decisions and response times, and report that the prose was not read."""
    return yearly_tables.read(statistics, but=_NOT_READ, prose=True)
