"""A part of a passage from which understood text is removed, so that the rest shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.reading.findings import Evidence
from crawler.reading.input.running_text import Passage
from crawler.reading.squeezed_text import Found, Squeezed
from crawler.reading.wording import Phrase


@dataclass
class Remainder:
    """The rest of a passage from ``start`` on; the positions of matches count from there."""

    passage: Passage
    start: int
    letters: Squeezed

    @classmethod
    def of(cls, passage: Passage, start: int = 0, end: int | None = None) -> Remainder:
        """Make a part of a passage with nothing removed."""
        return cls(passage, start, Squeezed.of(passage.text[start:end]))

    @property
    def left(self) -> str:
        """Return the text without the parts that were removed."""
        return self.letters.source

    def take(self, phrase: Phrase) -> list[Found]:
        """Return every match of the phrase in the rest, and remove them."""
        found = list(phrase.finditer(self.letters))
        for one in found:
            self.letters.take(one)
        return found

    def drop(self, start: int, end: int) -> None:
        """Remove a part; the ends of rows stay."""
        self.letters.drop(start, end)

    def evidence(self, start: int, end: int) -> Evidence:
        """Return page, box and words of a part, as they were before anything was removed."""
        page, box = self.passage.place(self.start + start, self.start + end)
        return Evidence(page, box, " ".join(self.passage.text[self.start + start : self.start + end].split()))

    def leftovers(self) -> list[str]:
        """Return every row that still has a digit: numbers that nothing explains, with the words beside them."""
        return [row for row in self.left.split("\n") if re.search(r"\d", row)]
