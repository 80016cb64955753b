"""Extract the figures of one part of the three measures: from sentences, from rings, and from big numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from crawler.reading.findings import Evidence, not_applicable, printed, unreadable
from crawler.reading.input import geometry
from crawler.reading.input.document import union
from crawler.reading.layouts.measure_phrases import BLOCKS, Block
from crawler.reading.layouts.remainder import Remainder
from crawler.reading.numbers import number
from crawler.reading.squeezed_text import TAKEN, Found
from crawler.reading.wording import NUMBER, Phrase
from lgsco_store.records import BBox, Figure
from lgsco_store.reference.register import match

ALONE = re.compile(rf"(?:^|(?<=[\n{TAKEN}]))[ ]*(?P<value>{NUMBER})(?=[ ]*(?:[\n{TAKEN}]|$))")
"""A number with nothing beside it."""

# Another rate just before a sentence's own: one of the two has strayed there.
_RATE_BEFORE = re.compile(rf"(?P<rate>{NUMBER})\s?%[ ]*$")
# Words before a rate that make it that of other authorities.
_OF_OTHERS = re.compile(
    r"(?:\b(?:average|mean|median)\s+of|\b(?:authorities|organisations|councils),?)[ ]*$", re.IGNORECASE
)
# A number alone on the row above may be the first digits of a rate that a converter has torn.
_FIRST_DIGITS = re.compile(r"(?:^|\n)[ ]*\d{1,2}[ ]*\n[ ]*\Z")
_NEAR = 30
_RATES = frozenset(block.rate for block in BLOCKS)
_NOTHING_BETWEEN = re.compile(rf"(?:\s|{NUMBER}\s?%)*")
# How far a big number may be from its label, in heights of the taller of the two.
_BESIDE = 3.0
_ABOVE_OR_UNDER = 1.5
# A ring is narrow: its name takes at most this many rows.
_MOST_NAME_ROWS = 4


@dataclass
class PartFigures:
    """The figures extracted from one part, each with its place, and the places that repeat a rate."""

    remainder: Remainder
    figures: list[tuple[int, Figure]] = field(default_factory=list)
    rings: list[tuple[str | None, str]] = field(default_factory=list)

    def sentences(self, phrases: Iterable[Phrase]) -> None:
        """Extract every match of the phrases; each named group is a measure."""
        for found in (found for phrase in phrases for found in self.remainder.take(phrase)):
            at = self.remainder.evidence(found.start, found.end)
            figures = [_figure(name, text, at) for name, text in found.groups.items()]
            is_doubtful = self._is_doubtful(found, figures)
            self.figures += [
                (found.start, doubted(figure) if is_doubtful and figure.measure in _RATES else figure)
                for figure in figures
            ]

    def _is_doubtful(self, found: Found, figures: Sequence[Figure]) -> bool:
        """Return whether what stands before a sentence makes its rate that of others, or only the end of one."""
        before = self.remainder.left[max(0, found.start - _NEAR) : found.start]
        rival = _RATE_BEFORE.search(before)
        has_rival = rival is not None and number(rival["rate"]) not in {figure.value for figure in figures}
        is_text = all(figure.bbox is None for figure in figures)
        is_torn = is_text and _FIRST_DIGITS.search(before) is not None
        return has_rival or is_torn or _OF_OTHERS.search(before) is not None

    def ring(self, phrase: Phrase) -> None:
        """Extract every ring with its words, which end with the name of an authority, or with the row."""
        for found in self.remainder.take(phrase):
            end = found.end + _length_of_name(self.remainder.left[found.end :].split("\n"))
            self.remainder.drop(found.end, end)
            self.rings.append((found.groups["rate"], self.remainder.evidence(found.start, end).text))


def _length_of_name(rows: Sequence[str]) -> int:
    """Return the length of the longest name at the beginning of some rows, or of the first row if none is known."""
    known = (more for more in range(_MOST_NAME_ROWS, 0, -1) if match(" ".join(rows[:more])))
    return len("\n".join(rows[: next(known, 1)]))


def big_number(taken: PartFigures, measure: str, label: Phrase) -> None:
    """Extract the one number that is alone above, beside or below its label.

    The words of the label may also appear elsewhere, without a number.
    """
    labels = taken.remainder.take(label)
    numbers = [[found.span("value") for found in _beside(taken.remainder, label)] for label in labels]
    if len(labels) == 1 and not numbers[0]:
        numbers = [[found.span("value") for found in _across(taken.remainder, labels[0])]]
    some = any(numbers)
    for one, beside in zip(labels, numbers, strict=True):
        if beside or not some:
            taken.figures.append((one.start, _counted(taken.remainder, measure, beside, one)))
        if len(beside) == 1:
            taken.remainder.drop(*beside[0])


def own_words(taken: PartFigures, block: Block) -> None:
    """Extract what belongs to a block though its heading is elsewhere: text that no other block has.

    A big number may stand above the heading, and a base at the top of the next column.
    """
    if not block.shared & block.base.numbers:
        taken.sentences((block.base,))
    label = block.label.search(taken.remainder.letters) if block.label else None
    if block.count and block.label and label and any(_beside(taken.remainder, label)):
        big_number(taken, block.count, block.label)


def _beside(remainder: Remainder, label: Found) -> Iterator[re.Match[str]]:
    for alone in ALONE.finditer(remainder.left):
        if _near(remainder, alone.span("value"), (label.start, label.end)):
            yield alone


def _across(remainder: Remainder, label: Found) -> Iterator[re.Match[str]]:
    """Yield the numbers alone that are level with a label: nothing is between them, and no other label is near."""
    own = remainder.evidence(label.start, label.end)
    words = [word.box for row in remainder.passage.rows for word in row.words if row.page == own.page and word.box]
    others = [found for block in BLOCKS if block.label for found in block.label.finditer(remainder.letters)]
    level = [
        (alone, at.bbox)
        for alone in ALONE.finditer(remainder.left)
        if (at := remainder.evidence(*alone.span("value"))).page == own.page
        and at.bbox
        and own.bbox
        and _is_level(at.bbox, own.bbox)
    ]
    for alone, box in level:
        is_open = own.bbox is not None and _is_open(box, own.bbox, words)
        # Several numbers on the line are those of several years.
        if (is_open or len(level) > 1) and not any(
            _near(remainder, alone.span("value"), (other.start, other.end)) for other in others
        ):
            yield alone


def _is_open(one: BBox, other: BBox, words: Iterable[BBox]) -> bool:
    """Return whether no word is between two boxes that are level."""
    start, end = min(one[2], other[2]), max(one[0], other[0])
    between = (box for box in words if start < (box[0] + box[2]) / 2 < end)
    return not any(_is_level(box, other) for box in between)


def _is_level(one: BBox, other: BBox) -> bool:
    """Return whether the middle of the lower of two boxes is within the other."""
    low, high = sorted((one, other), key=geometry.height)
    return high[1] <= geometry.middle(low) <= high[3]


def _counted(remainder: Remainder, measure: str, beside: Sequence[tuple[int, int]], label: Found) -> Figure:
    here = remainder.evidence(label.start, label.end)
    if len(beside) != 1:
        return unreadable(measure, here)
    there = remainder.evidence(*beside[0])
    words = f"{there.text} {here.text}"
    at = Evidence(here.page, union((there.bbox, here.bbox)) if there.page == here.page else here.bbox, words)
    return _figure(measure, there.text, at)


def _near(remainder: Remainder, value: tuple[int, int], label: tuple[int, int]) -> bool:
    one, other = remainder.evidence(*value), remainder.evidence(*label)
    if one.page != other.page:
        return False
    if one.bbox is not None and other.bbox is not None:
        return _close(one.bbox, other.bbox)
    between = remainder.left[value[1] : label[0]] if value < label else remainder.left[label[1] : value[0]]
    return _NOTHING_BETWEEN.fullmatch(between) is not None


def _close(one: BBox, other: BBox) -> bool:
    size = max(geometry.height(one), geometry.height(other))
    across = max(one[0], other[0]) - min(one[2], other[2])
    down = max(one[1], other[1]) - min(one[3], other[3])
    return across <= _BESIDE * size and down <= _ABOVE_OR_UNDER * size


def _figure(measure: str, text: str | None, at: Evidence) -> Figure:
    if text is None:
        return unreadable(measure, at)
    if text[0] in "nN":
        return not_applicable(measure, at)
    value = number(text)
    return unreadable(measure, at) if value is None else printed(measure, value, at)


def doubted(figure: Figure) -> Figure:
    """Return a figure without its value: it may belong to another measure."""
    return unreadable(figure.measure, Evidence(figure.page, figure.bbox, figure.text))
