"""One module per layout: each recognises its letters, and extracts their figures by labels and geometry."""

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
    """The interface of each module in this package."""

    @property
    def NAME(self) -> str:  # noqa: N802 a module's constant
        """Return its name in the vocabulary of layouts."""

    @property
    def LETTERS(self) -> range:  # noqa: N802 a module's constant
        """Return the years of its letters."""

    def knows(self, statistics: Statistics) -> bool:
        """Return whether these statistics have this layout."""

    def read(self, statistics: Statistics) -> Findings:
        """Extract every figure of the statistics."""


# An overview also prints the three measures, so it comes first; tables before 2014 are told apart by their years.
LAYOUTS: tuple[Layout, ...] = (
    received_and_decided,
    overview,
    three_measures,
    annual_review,
    report_tables,
    attached_tables,
    narrative,
)


def recognise_layout(statistics: Statistics) -> Layout | None:
    """Return the layout that recognises the statistics."""
    return next((layout for layout in LAYOUTS if layout.knows(statistics)), None)


def layout_for_year(year: int) -> Layout | None:
    """Return the layout of a year's letters, for a letter that came without its statistics."""
    return next((layout for layout in LAYOUTS if year in layout.LETTERS), None)
