"""What a layout is given: the statistics of one letter, apart from its head and its prose."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from crawler.reading import passage
from crawler.reading.document import Line, Table


@dataclass(frozen=True)
class Statistics:
    """The lines below the close, with the ruled tables of their pages; ``drawn`` says that they have boxes.

    ``year`` is that in which the letter's period ends, None where the letter doesn't say it.
    """

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    drawn: bool
    year: int | None

    @cached_property
    def text(self) -> str:
        """The text as a person reads it: what stands beside a sentence doesn't break it."""
        flow = passage.in_blocks if self.drawn else passage.in_order
        return flow(self.lines).text
