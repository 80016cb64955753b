"""The letters of 2019 to 2024: three measures, each a rate with its base and the average of similar authorities."""

from __future__ import annotations

from crawler.reading.findings import Findings
from crawler.reading.layouts import blocks
from crawler.reading.layouts.letter import Statistics
from crawler.reading.layouts.measures import marked

NAME = "three_measures"
LETTERS = range(2019, 2025)


def knows(statistics: Statistics) -> bool:
    """Whether at least one of the three sentences with a rate stands there."""
    return marked(statistics.letters)


def read(statistics: Statistics) -> Findings:
    """Take every figure."""
    return blocks.read(statistics)
