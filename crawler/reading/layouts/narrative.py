"""The letters of 2004 to 2006: long prose, with the figures of three years attached as tables."""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import yearly_tables
from crawler.reading.layouts.statistics import Statistics

NAME = "narrative"
LETTERS = range(2004, 2007)

# The areas of service had other names then, which the vocabulary doesn't have.
_NOT_READ = frozenset({yearly_tables.RECEIVED})


def knows(statistics: Statistics) -> bool:
    """Whether its tables are there, and are those of its years."""
    return statistics.year in LETTERS and yearly_tables.has_tables(statistics)


def read(statistics: Statistics) -> Findings:
    """Take decisions and times of response, and say that the prose was left alone."""
    return yearly_tables.read(statistics, but=_NOT_READ, prose=True)
