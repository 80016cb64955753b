"""The letters of 2011 to 2013: short, with their tables attached; those of 2012 use new names for decisions.

Those of 2013 have no tables, but a sentence with the number of complaints received.
"""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import received_sentence, yearly_tables
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.wording import Phrase

NAME = "attached_tables"
LETTERS = range(2011, 2014)

_HEADING = Phrase("^(?:lgo advice team|investigative team|enquiries and complaints received)")


def knows(statistics: Statistics) -> bool:
    """Return whether a team's table has a heading, the tables are those of these years, or a sentence replaces them."""
    is_headed = _HEADING.search(statistics.letters) is not None
    return statistics.year in LETTERS and (
        is_headed or yearly_tables.has_tables(statistics) or received_sentence.knows(statistics)
    )


def read(statistics: Statistics) -> Findings:
    """Extract every figure of the letter's own year."""
    if received_sentence.knows(statistics) and not yearly_tables.has_tables(statistics):
        return received_sentence.read(statistics)
    return yearly_tables.read(statistics)
