"""The letters from 2025 on: an overview of all complaints, then the three measures.

The words are known from the Ombudsman's pages of statistics for 2024-25; no letter of this layout was seen.
"""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import blocks
from crawler.reading.layouts.letter import Statistics
from crawler.reading.layouts.measures import counted
from crawler.reading.passage import NUMBER
from crawler.reading.scrap import phrase

NAME = "overview"
LETTERS = range(2025, 2100)

_DATE = r"\d{1,2} \w+ \d{4}"
_DEALT_WITH = phrase(
    rf"Between {_DATE} (?:to|and) {_DATE}, we dealt with {counted('complaints_dealt_with')}complaints?\b\.?"
)
_SENTENCES = (
    _DEALT_WITH,
    phrase(
        rf"Of these, {counted('complaints_not_for_us')}(?:was|were) not for us or not ready for us to investigate\b\.?"
    ),
    phrase(rf"We assessed and closed {counted('complaints_assessed_and_closed')}complaints?\b\.?"),
    phrase(
        rf"We investigated {counted('investigations')}complaints? and upheld\b"
        rf"(?: (?P<upheld_decisions>{NUMBER})(?=[.\s]|$)(?!\s?%))?\.?"
    ),
    phrase(rf"We investigated {counted('complaints_investigated')}complaints?\b\.?"),
)


def knows(statistics: Statistics) -> bool:
    """Whether the sentence that begins the overview stands there."""
    return bool(_DEALT_WITH.search(statistics.text))


def read(statistics: Statistics) -> Findings:
    """Take every figure."""
    return blocks.read(statistics, _SENTENCES)
