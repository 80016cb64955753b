"""The letters of 2009 and 2010: two sections of prose without addressee or salutation, and appendices with tables."""

from __future__ import annotations

import re

from crawler.reading.findings import Findings
from crawler.reading.layouts import yearly
from crawler.reading.layouts.letter import Statistics

NAME = "annual_review"
LETTERS = range(2009, 2011)

_SECTION = re.compile(r"^Section [12]: .*\d{4}/\d{2}$", re.IGNORECASE | re.MULTILINE)


def knows(statistics: Statistics) -> bool:
    """Whether a section is headed as theirs are, or the tables are those of their years."""
    is_headed = _SECTION.search(statistics.text) is not None
    return is_headed or (statistics.year in LETTERS and yearly.has_tables(statistics))


def read(statistics: Statistics) -> Findings:
    """Take the tables, and say that the prose was left alone."""
    return yearly.read(statistics, prose=True)
