"""Extract the figures of the three measures, block by block, and report every number that nothing explains."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from crawler.reading.findings import Evidence, Findings, Key, key, missing, not_applicable, printed, unreadable
from crawler.reading.input import geometry
from crawler.reading.input.document import union
from crawler.reading.layouts.leftovers import footnote_marks, may_be_statistic, remaining_text
from crawler.reading.layouts.measure_phrases import ANYWHERE, BLOCKS, FIXED, NOTHING_DUE, RING, Block
from crawler.reading.layouts.measure_sections import Part, divide
from crawler.reading.layouts.remainder import Remainder
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.numbers import number
from crawler.reading.squeezed_text import TAKEN, Found
from crawler.reading.wording import NUMBER, Phrase
from lgsco_store.records import BBox, Figure, FigureState, Issue, Severity
from lgsco_store.reference.register import match

_ALONE = re.compile(rf"(?:^|(?<=[\n{TAKEN}]))[ ]*(?P<value>{NUMBER})(?=[ ]*(?:[\n{TAKEN}]|$))")
# Another rate just before a sentence's own: one of the two has strayed there.
_RATE_BEFORE = re.compile(rf"(?P<rate>{NUMBER})\s?%[ ]*$")
_NEAR = 16
_RATES = frozenset(block.rate for block in BLOCKS)
_WORDS = re.compile(r"[^\W\d_]{2,}")
# A sentence in place of an average: there is nothing to compare with.
_NO_COMPARISON = re.compile(r"[A-Z](?:[^\W\d_]|[ ,'\u2019-])*\bcompar(?:[^\W\d_]|[ ,'\u2019-])*\.")
_NOTHING_BETWEEN = re.compile(rf"(?:\s|{NUMBER}\s?%)*")
# How far a big number may be from its label, in heights of the taller of the two.
_BESIDE = 3.0
_ABOVE_OR_UNDER = 1.5
# A ring is narrow: its name takes at most this many rows.
_MOST_NAME_ROWS = 4

# Words of the sentences that several blocks share, by whether they print an average or a base.
_IN = {
    True: re.compile(r"\b(?:compares|average|similar)\b", re.IGNORECASE),
    False: re.compile(r"\b(?:statistics|based|total)\b", re.IGNORECASE),
}


@dataclass
class _PartFigures:
    """The figures extracted from one part, each with its place, and the places that repeat a rate."""

    remainder: Remainder
    figures: list[tuple[int, Figure]] = field(default_factory=list)
    rings: list[tuple[str | None, str]] = field(default_factory=list)

    def sentences(self, phrases: Iterable[Phrase]) -> None:
        """Extract every match of the phrases; each named group is a measure."""
        for found in (found for phrase in phrases for found in self.remainder.take(phrase)):
            at = self.remainder.evidence(found.start, found.end)
            figures = [_figure(name, text, at) for name, text in found.groups.items()]
            beside = _RATE_BEFORE.search(self.remainder.left, max(0, found.start - _NEAR), found.start)
            has_rival = beside is not None and number(beside["rate"]) not in {figure.value for figure in figures}
            self.figures += [
                (found.start, _doubted(figure) if has_rival and figure.measure in _RATES else figure)
                for figure in figures
            ]

    def ring(self, phrase: Phrase) -> None:
        """Extract every ring with its words, which end with the name of an authority, or with the row."""
        for found in self.remainder.take(phrase):
            end = found.end + _length_of_name(self.remainder.left[found.end :].split("\n"))
            self.remainder.drop(found.end, end)
            self.rings.append((found.groups["rate"], self.remainder.evidence(found.start, end).text))


def _length_of_name(rows: Sequence[str]) -> int:
    """Return the length of the name at the beginning of some rows; that of the first row if the name is unknown."""
    known = (more for more in range(1, _MOST_NAME_ROWS + 1) if match(" ".join(rows[:more])))
    return len("\n".join(rows[: next(known, 1)]))


def read(statistics: Statistics, further: Sequence[Phrase] = ()) -> Findings:
    """Extract every figure of the three measures, and of the ``further`` sentences, wherever they appear."""
    parts = [(part, _read(part, further)) for part in divide(statistics)]
    figures = [figure for _, taken in parts for _, figure in sorted(taken.figures, key=lambda found: found[0])]
    rates = {figure.value for figure in figures if figure.unit == "percent" and figure.value is not None}
    _drop_tiles(parts, figures, {name for phrase in further for name in phrase.numbers})
    issues = [issue for _, taken in parts for issue in _unexplained(taken, rates, footnote_marks(statistics.text))]
    issues += _without_rates(parts)
    issues += _not_printed(figures)
    return _without_doubles(list(_without_rate_of_nothing(figures)), issues)


def _drop_tiles(parts: Iterable[tuple[Part, _PartFigures]], figures: Iterable[Figure], measures: set[str]) -> None:
    """Remove numbers alone, outside every block, that repeat a value of the ``measures``: tiles show them again."""
    repeated = {figure.value for figure in figures if figure.measure in measures}
    for part, taken in parts:
        for alone in _ALONE.finditer(taken.remainder.left) if part.block is None else ():
            if number(alone["value"]) in repeated:
                taken.remainder.drop(*alone.span("value"))


def _without_rate_of_nothing(figures: list[Figure]) -> Iterator[Figure]:
    """Drop rates of nothing: 0% with no compliance outcomes is how a letter says that none was due.

    If the number of outcomes cannot be read, the rate is uncertain.
    """
    outcomes = [figure.value for figure in figures if figure.measure == "compliance_outcomes"]
    for figure in figures:
        if figure.measure != "compliance_rate" or figure.value != 0:
            yield figure
        elif 0 in outcomes:
            yield not_applicable(figure.measure, Evidence(figure.page, figure.bbox, figure.text))
        else:
            yield figure if any(outcomes) else _doubted(figure)


def _read(part: Part, further: Sequence[Phrase]) -> _PartFigures:
    taken = _PartFigures(part.remainder)
    taken.sentences((*further, *ANYWHERE))
    for phrase in FIXED:
        part.remainder.take(phrase)
    for block in BLOCKS:
        taken.ring(block.ring)
        if part.block is None:
            _own_words(taken, block)
    if part.block is not None:
        taken.sentences((part.block.sentence, NOTHING_DUE))
        nothing_due = any(figure.state is FigureState.NOT_APPLICABLE for _, figure in taken.figures)
        if part.agreed and not nothing_due:
            _companions(taken, part.block)
    return taken


def _companions(taken: _PartFigures, block: Block) -> None:
    """Extract the figures beside the rate; wording shared by several blocks counts only where it is unambiguous."""
    of_block = _PartFigures(taken.remainder)
    of_block.sentences((block.average, block.base))
    if block.count and block.label:
        _big_number(of_block, block.count, block.label)
    limits = _limits(taken, block, of_block)
    torn = _torn(block, taken.remainder)
    first = min((start for start, figure in taken.figures if figure.measure == block.rate), default=0)
    for start, figure in of_block.figures:
        is_behind = figure.bbox is not None or start > first
        is_near = is_behind and start < limits.get(figure.measure, start) and figure.measure not in torn
        is_sure = figure.measure not in block.shared or is_near
        taken.figures.append((start, figure if is_sure else _doubted(figure)))


def _torn(block: Block, remainder: Remainder) -> set[str]:
    """Return the shared measures with remains of a torn sentence: the whole sentence may belong to another block."""
    left = " ".join(row.replace(TAKEN, " ") for row in remainder.leftovers())
    return {measure for measure in block.shared if _IN[measure.endswith("average")].search(left)}


def _limits(taken: _PartFigures, block: Block, found: _PartFigures) -> dict[str, int]:
    """Return how far a shared measure certainly belongs to this block: up to words that could begin another block.

    A block without its rate has no certain place. In text, which preserves the reading order, an average comes after
    the rate and before the base.
    """
    rates = [start for start, figure in taken.figures if figure.measure == block.rate]
    if not rates:
        return dict.fromkeys(block.shared, 0)
    strangers = [at for at in _strangers(taken.remainder.left) if at > rates[0]]
    bases = [start for start, figure in found.figures if figure.bbox is None and not figure.measure.endswith("average")]
    limit = min(strangers, default=len(taken.remainder.left))
    return {name: min(limit, *bases) if bases and name.endswith("average") else limit for name in block.shared}


def _strangers(left: str) -> Iterator[int]:
    """Yield the places of unknown words, but for a sentence that says why there is no average."""
    start = 0
    for row in left.split("\n"):
        if not _NO_COMPARISON.fullmatch(row):
            yield from (start + word.start() for word in _WORDS.finditer(row))
        start += len(row) + 1


def _big_number(taken: _PartFigures, measure: str, label: Phrase) -> None:
    """Extract the one number that is alone above, beside or below its label.

    The words of the label may also appear elsewhere, without a number.
    """
    labels = taken.remainder.take(label)
    numbers = [[found.span("value") for found in _beside(taken.remainder, label)] for label in labels]
    some = any(numbers)
    for one, beside in zip(labels, numbers, strict=True):
        if beside or not some:
            taken.figures.append((one.start, _counted(taken.remainder, measure, beside, one)))
        if len(beside) == 1:
            taken.remainder.drop(*beside[0])


def _own_words(taken: _PartFigures, block: Block) -> None:
    """Extract what belongs to a block though its heading is elsewhere: text that no other block has.

    A big number may stand above the heading, and a base at the top of the next column.
    """
    if not block.shared & block.base.numbers:
        taken.sentences((block.base,))
    label = block.label.search(taken.remainder.letters) if block.label else None
    if block.count and block.label and label and any(_beside(taken.remainder, label)):
        _big_number(taken, block.count, block.label)


def _beside(remainder: Remainder, label: Found) -> Iterator[re.Match[str]]:
    for alone in _ALONE.finditer(remainder.left):
        if _near(remainder, alone.span("value"), (label.start, label.end)):
            yield alone


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


def _doubted(figure: Figure) -> Figure:
    return unreadable(figure.measure, Evidence(figure.page, figure.bbox, figure.text))


def _without_rates(parts: Iterable[tuple[Part, _PartFigures]]) -> Iterator[Issue]:
    """Report each block whose rate is missing; a heading above plain words belongs to a glossary."""
    parts = list(parts)
    rates = {figure.measure for _, taken in parts for _, figure in taken.figures}
    for part, taken in parts:
        if part.block and part.block.rate not in rates and (taken.figures or taken.remainder.leftovers()):
            yield missing(
                "figure_missing", "The block of this measure lacks the sentence with its rate.", part.block.rate
            )


def _not_printed(figures: list[Figure]) -> Iterator[Issue]:
    """Report a figure of the layout that the letter does not print: useful to know, and not an error of the reading."""
    states = {figure.measure: figure.state for figure in figures}
    for block in BLOCKS:
        beside = {*block.average.numbers, *block.base.numbers, *([block.count] if block.count else [])}
        for measure in sorted(beside - set(states)) if states.get(block.rate) is FigureState.PRINTED else ():
            yield Issue("not_printed", Severity.INFO, f"The letter prints {block.rate} without it.", measure)


def _unexplained(taken: _PartFigures, rates: set[Decimal], notes: Collection[str]) -> Iterator[Issue]:
    """Report every number that may be a statistic and is unexplained; rings repeat rates, and notes have marks."""
    remainder = taken.remainder
    for block in BLOCKS:
        remainder.take(block.heading)
    for ring in RING.finditer(remainder.left):
        if number(ring["rate"]) in rates:
            remainder.drop(*ring.span())
    rows = [words for rate, words in taken.rings if number(rate or "") not in rates]
    rows += [
        remaining_text(row)
        for row in remainder.leftovers()
        if may_be_statistic(row) and remaining_text(row) not in notes
    ]
    for row in rows:
        yield missing("unexplained_number", f"A number is not explained by any known statistic: {row}")


def _without_doubles(figures: list[Figure], issues: list[Issue]) -> Findings:
    """Keep one figure per measure: the first if all agree; an unreadable one if they differ."""
    found: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[key(figure)].append(figure)
    single = tuple(_one(several) for several in found.values())
    issues += [
        missing("ambiguous", f"The letter prints it {len(several)} times, with different values.", several[0].measure)
        for several, one in zip(found.values(), single, strict=True)
        if one.state is FigureState.UNREADABLE and len(several) > 1
    ]
    return Findings(single, tuple(issues))


def _one(several: list[Figure]) -> Figure:
    alike = len({(figure.value, figure.state) for figure in several}) == 1
    return several[0] if alike else _doubted(several[0])
