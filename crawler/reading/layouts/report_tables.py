"""The letters of 2007 and 2008: a covering letter, then a report with one row for each of three years."""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import yearly_tables
from crawler.reading.layouts.statistics import Statistics

NAME = "report_tables"
LETTERS = range(2007, 2009)


def knows(statistics: Statistics) -> bool:
    """Return whether the tables of these years are there."""
    return statistics.year in LETTERS and yearly_tables.has_tables(statistics)


def read(statistics: Statistics) -> Findings:
    """Extract every figure of the letter's own year."""
    return yearly_tables.read(statistics)
