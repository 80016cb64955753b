"""One module a layout: each knows its letters by marks, and takes their figures by labels and geometry."""

from __future__ import annotations

from typing import Protocol

from crawler.reading.findings import Findings
from crawler.reading.layouts import (
    annual_review,
    attached_tables,
    narrative,
    overview,
    received_and_decided,
    report_tables,
    three_measures,
)
from crawler.reading.layouts.statistics import Statistics


class Layout(Protocol):
    """What each module of this package offers."""

    @property
    def NAME(self) -> str:  # noqa: N802 a module's constant
        """Its name in the vocabulary of layouts."""

    @property
    def LETTERS(self) -> range:  # noqa: N802 a module's constant
        """The years of its letters."""

    def knows(self, statistics: Statistics) -> bool:
        """Whether these statistics are of this layout."""

    def read(self, statistics: Statistics) -> Findings:
        """Every figure of them."""


# An overview prints the three measures too, so it is asked first; tables before 2014 are told apart by their years.
LAYOUTS: tuple[Layout, ...] = (
    received_and_decided,
    overview,
    three_measures,
    annual_review,
    report_tables,
    attached_tables,
    narrative,
)


def recognised(statistics: Statistics) -> Layout | None:
    """The layout whose marks the statistics bear."""
    return next((layout for layout in LAYOUTS if layout.knows(statistics)), None)


def of_year(year: int) -> Layout | None:
    """The layout of a year's letters, for one that came without its statistics."""
    return next((layout for layout in LAYOUTS if year in layout.LETTERS), None)
