"""A part of a passage from which what is understood is taken out, so that what is left over shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

from crawler.reading.findings import Evidence
from crawler.reading.passage import Passage

TAKEN = "\0"
"""Stands for each character that was taken: no pattern matches across it."""


# A number with its sign and the white space around it.
_LONGEST_BEGINNING = 60


def phrase(words: str) -> re.Pattern[str]:
    """A pattern of a sentence: a space matches any white space, case makes no difference."""
    return re.compile(words.replace(" ", r"\s+"), re.IGNORECASE | re.MULTILINE)


class Finder(Protocol):
    """What finds its places in a text, as a pattern does."""

    def finditer(self, string: str, /) -> Iterator[re.Match[str]]:
        """Every place, from the first to the last."""


@dataclass(frozen=True)
class Sentence:
    """A sentence whose beginning may be missing; its words are looked for first, which takes a tenth of the time."""

    beginning: str
    words: str

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
        return phrase(self.words), phrase(rf"{self.beginning}\Z"), phrase(self.beginning + self.words)

    def finditer(self, string: str, /) -> Iterator[re.Match[str]]:
        """Every such sentence, with its beginning where that stands there."""
        words, beginning, whole = self._patterns
        for found in words.finditer(string):
            before = beginning.search(string, max(0, found.start() - _LONGEST_BEGINNING), found.start())
            match = whole.match(string, before.start()) if before else None
            if match:
                yield match


@dataclass
class Scrap:
    """What is left of a passage from ``start`` on; positions of matches count from there."""

    passage: Passage
    start: int
    left: str

    @classmethod
    def of(cls, passage: Passage, start: int = 0, end: int | None = None) -> Scrap:
        """A fresh part of a passage."""
        return cls(passage, start, passage.text[start:end])

    def take(self, pattern: Finder, instead: str = TAKEN) -> list[re.Match[str]]:
        """Every match of the pattern in what is left; they are taken out."""
        found = [match for match in pattern.finditer(self.left) if match.group()]
        for match in found:
            self.drop(match.start(), match.end(), instead)
        return found

    def drop(self, start: int, end: int, instead: str = TAKEN) -> None:
        """Take out a part; the ends of rows stay."""
        blank = re.sub(r"[^\n]", instead, self.left[start:end])
        self.left = self.left[:start] + blank + self.left[end:]

    def evidence(self, start: int, end: int) -> Evidence:
        """Page, box and words of a part, as they stood before anything was taken."""
        page, box = self.passage.place(self.start + start, self.start + end)
        return Evidence(page, box, " ".join(self.passage.text[self.start + start : self.start + end].split()))

    def leftovers(self) -> list[tuple[int, str]]:
        """Every row in which a digit is left, with where it begins: numbers that nothing explains."""
        rows, position = [], 0
        for row in self.left.split("\n"):
            if re.search(r"\d", row):
                rows.append((position, " ".join(row.replace(TAKEN, " ").split())))
            position += len(row) + 1
        return rows
