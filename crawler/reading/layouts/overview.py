"""The letters from 2025 on: an overview of all complaints, then the three measures.

The wording comes from the Ombudsman's statistics pages for 2024-25; no letter in this layout has been seen.
"""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import measure_blocks
from crawler.reading.layouts.measure_phrases import DATE, number_pattern
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.wording import NUMBER, Phrase

NAME = "overview"
LETTERS = range(2025, 2100)

_DEALT_WITH = Phrase(
    rf"between {DATE} (?:to|and) {DATE}, we dealt with {number_pattern('complaints_dealt_with')} complaints?\.?"
)
_SENTENCES = (
    _DEALT_WITH,
    Phrase(
        rf"of these, {number_pattern('complaints_not_for_us')}"
        r"(?:was|were) not for us or not ready for us to investigate\.?"
    ),
    Phrase(rf"we assessed and closed {number_pattern('complaints_assessed_and_closed')} complaints?\.?"),
    Phrase(
        rf"we investigated {number_pattern('investigations')} complaints? and upheld"
        rf"(?:(?P<upheld_decisions>{NUMBER})(?!\s?%))?\.?"
    ),
    Phrase(rf"we investigated {number_pattern('complaints_investigated')} complaints?\.?"),
)


def knows(statistics: Statistics) -> bool:
    """Return whether the first sentence of the overview is there."""
    return bool(_DEALT_WITH.search(statistics.letters))


def read(statistics: Statistics) -> Findings:
    """Extract every figure."""
    return measure_blocks.read(statistics, _SENTENCES)
