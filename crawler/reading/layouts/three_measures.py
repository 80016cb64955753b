"""The letters of 2019 to 2024: three measures, each a rate with its base and the average of similar authorities."""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import measure_blocks
from crawler.reading.layouts.measure_phrases import marked
from crawler.reading.layouts.measure_sections import divide
from crawler.reading.layouts.statistics import Statistics

NAME = "three_measures"
LETTERS = range(2019, 2025)


def knows(statistics: Statistics) -> bool:
    """Return whether at least one of the three sentences with a rate is there, perhaps in one of several cards."""
    return marked(statistics.letters) or _is_in_cards(statistics)


def _is_in_cards(statistics: Statistics) -> bool:
    """Return whether a card has such a sentence: justified words are so far apart that text beside them interrupts it.

    A letter without statistics has only a few lines below its close.
    """
    is_possible = statistics.drawn and (statistics.year is None or statistics.year in LETTERS)
    return is_possible and any(part.block and marked(part.remainder.letters) for part in divide(statistics))


def read(statistics: Statistics) -> Findings:
    """Extract every figure."""
    return measure_blocks.read(statistics)
