"""The input of a layout: the statistics of one letter, without its head and its prose."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from crawler.reading.input import running_text
from crawler.reading.input.document import Line, Table
from crawler.reading.input.running_text import Passage
from crawler.reading.layouts import row_tables
from crawler.reading.layouts.period import Period, period
from crawler.reading.squeezed_text import Squeezed
from lgsco_store.records import Issue


@dataclass(frozen=True)
class Statistics:
    """The lines below the close, with the ruled tables of their pages; ``drawn`` is true if they have boxes.

    ``letter`` has all lines of the letter, and ``title`` is its title: they give the period if the lines do not.
    Without ``is_whole`` some lines below the close are those of another authority or year, and the tables may be.
    """

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    drawn: bool
    letter: tuple[Line, ...]
    title: str | None
    is_whole: bool = True

    @cached_property
    def period(self) -> tuple[Period | None, list[Issue]]:
        """Return the period reported on, with any issues about it."""
        return period(self.text, self.prose, self.title)

    @cached_property
    def named_tables(self) -> list[row_tables.Table]:
        """Return the tables whose rows have names."""
        return row_tables.tables(self.lines)

    @property
    def year(self) -> int | None:
        """Return the year in which the period ends, None if the letter does not give it."""
        span = self.period[0]
        return span.end.year if span else None

    @cached_property
    def prose(self) -> str:
        """Return the text of the whole letter, line by line."""
        return "\n".join(line.text for line in self.letter)

    @cached_property
    def text(self) -> str:
        """Return the text as a person reads it: text beside a sentence does not interrupt it."""
        return self.flow(self.lines).text

    def flow(self, lines: Iterable[Line]) -> Passage:
        """Return lines of the letter as running text."""
        return running_text.in_blocks(lines) if self.drawn else running_text.in_order(lines)

    @cached_property
    def letters(self) -> Squeezed:
        """Return the text in the form that is compared with phrases."""
        return Squeezed.of(self.text)
