"""A part of a passage from which what is understood is taken out, so that what is left over shows."""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.reading.findings import Evidence
from crawler.reading.input.running_text import Passage
from crawler.reading.wording import Found, Phrase, Squeezed


@dataclass
class Scrap:
    """What is left of a passage from ``start`` on; positions of what is found count from there."""

    passage: Passage
    start: int
    letters: Squeezed

    @classmethod
    def of(cls, passage: Passage, start: int = 0, end: int | None = None) -> Scrap:
        """A fresh part of a passage."""
        return cls(passage, start, Squeezed.of(passage.text[start:end]))

    @property
    def left(self) -> str:
        """The part without what was taken."""
        return self.letters.source

    def take(self, phrase: Phrase) -> list[Found]:
        """Every place of the phrase in what is left; they are taken out."""
        found = list(phrase.finditer(self.letters))
        for one in found:
            self.letters.take(one)
        return found

    def drop(self, start: int, end: int) -> None:
        """Take out a part; the ends of rows stay."""
        self.letters.drop(start, end)

    def evidence(self, start: int, end: int) -> Evidence:
        """Page, box and words of a part, as they stood before anything was taken."""
        page, box = self.passage.place(self.start + start, self.start + end)
        return Evidence(page, box, " ".join(self.passage.text[self.start + start : self.start + end].split()))

    def leftovers(self) -> list[str]:
        """Every row in which a digit is left: numbers that nothing explains, with the words beside them."""
        return [row for row in self.left.split("\n") if re.search(r"\d", row)]
