"""What a layout is given: the statistics of one letter, apart from its head and its prose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from crawler.reading.input import running_text
from crawler.reading.input.document import Line, Table
from crawler.reading.layouts import row_tables
from crawler.reading.layouts.period import Period, period
from crawler.reading.wording import Squeezed
from lgsco_store.records import Issue


@dataclass(frozen=True)
class Statistics:
    """The lines below the close, with the ruled tables of their pages; ``drawn`` says that they have boxes.

    ``prose`` is the text of the whole letter, and ``title`` its title: they say the period where the lines don't.
    """

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    drawn: bool
    prose: str
    title: str | None

    @cached_property
    def period(self) -> tuple[Period | None, list[Issue]]:
        """The period reported on, with what is wrong about it."""
        return period(self.text, self.prose, self.title)

    @cached_property
    def named_tables(self) -> list[row_tables.Table]:
        """The tables whose rows have names."""
        return row_tables.tables(self.lines)

    @property
    def year(self) -> int | None:
        """The year in which the period ends, None where the letter doesn't say it."""
        span = self.period[0]
        return span.end.year if span else None

    @cached_property
    def text(self) -> str:
        """The text as a person reads it: what stands beside a sentence doesn't break it."""
        flow = running_text.in_blocks if self.drawn else running_text.in_order
        return flow(self.lines).text

    @cached_property
    def letters(self) -> Squeezed:
        """The text as it is compared with phrases."""
        return Squeezed.of(self.text)
