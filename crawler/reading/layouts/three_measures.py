"""The letters of 2019 to 2024: three measures, each a rate with its base and the average of similar authorities."""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import measure_blocks
from crawler.reading.layouts.measure_phrases import marked
from crawler.reading.layouts.statistics import Statistics

NAME = "three_measures"
LETTERS = range(2019, 2025)


def knows(statistics: Statistics) -> bool:
    """Return whether at least one of the three sentences with a rate is there."""
    return marked(statistics.letters)


def read(statistics: Statistics) -> Findings:
    """Extract every figure."""
    return measure_blocks.read(statistics)
