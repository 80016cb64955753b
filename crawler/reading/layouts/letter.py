"""What a layout is given: the statistics of one letter, apart from its head and its prose."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.reading.document import Line, Table


@dataclass(frozen=True, slots=True)
class Statistics:
    """The lines below the close, with the ruled tables of their pages; ``drawn`` says that they have boxes."""

    lines: tuple[Line, ...]
    tables: tuple[Table, ...]
    drawn: bool

    @property
    def text(self) -> str:
        """The lines' text, one line each."""
        return "\n".join(line.text for line in self.lines)
