"""Taking the figures of the three measures, block by block, and reporting every number that nothing explains."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from crawler.reading.findings import Evidence, Findings, Key, key, missing, not_applicable, printed, unreadable
from crawler.reading.input import geometry
from crawler.reading.input.document import union
from crawler.reading.layouts.leftovers import marks, may_be_statistic, plain
from crawler.reading.layouts.measure_phrases import ANYWHERE, BLOCKS, FIXED, NOTHING_DUE, RING, Block
from crawler.reading.layouts.measure_sections import Part, divided
from crawler.reading.layouts.remainder import Scrap
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.numbers import number
from crawler.reading.wording import NUMBER, TAKEN, Found, Phrase
from lgsco_store.records import BBox, Figure, FigureState, Issue, Severity
from lgsco_store.reference.register import match

_ALONE = re.compile(rf"(?:^|(?<=[\n{TAKEN}]))[ ]*(?P<value>{NUMBER})(?=[ ]*(?:[\n{TAKEN}]|$))")
# Another rate close before a sentence's own: one of the two has strayed there.
_RATE_BEFORE = re.compile(rf"(?P<rate>{NUMBER})\s?%[ ]*$")
_NEAR = 16
_RATES = frozenset(block.rate for block in BLOCKS)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_NOTHING_BETWEEN = re.compile(rf"(?:\s|{NUMBER}\s?%)*")
# How far a big number may stand from its label, in heights of the taller of the two.
_BESIDE = 3.0
_ABOVE_OR_UNDER = 1.5
# A ring is narrow: the name in it takes so many rows at most.
_MOST_NAME_ROWS = 4

# Words of the sentences that several blocks share: by whether they print an average, or else a base.
_IN = {
    True: re.compile(r"\b(?:compares|average|similar)\b", re.IGNORECASE),
    False: re.compile(r"\b(?:statistics|based|total)\b", re.IGNORECASE),
}


@dataclass
class _OfPart:
    """What was taken from one part: figures with the place where each stands in it, and what repeats a rate."""

    scrap: Scrap
    figures: list[tuple[int, Figure]] = field(default_factory=list)
    rings: list[tuple[str | None, str]] = field(default_factory=list)

    def sentences(self, phrases: Iterable[Phrase]) -> None:
        """Take every place of the phrases; each named group is a measure."""
        for found in (found for phrase in phrases for found in self.scrap.take(phrase)):
            at = self.scrap.evidence(found.start, found.end)
            figures = [_figure(name, text, at) for name, text in found.groups.items()]
            beside = _RATE_BEFORE.search(self.scrap.left, max(0, found.start - _NEAR), found.start)
            has_rival = beside is not None and number(beside["rate"]) not in {figure.value for figure in figures}
            self.figures += [
                (found.start, _doubted(figure) if has_rival and figure.measure in _RATES else figure)
                for figure in figures
            ]

    def ring(self, phrase: Phrase) -> None:
        """Take every ring with its words, which end with the name of an authority, or with the row."""
        for found in self.scrap.take(phrase):
            end = found.end + _length_of_name(self.scrap.left[found.end :].split("\n"))
            self.scrap.drop(found.end, end)
            self.rings.append((found.groups["rate"], self.scrap.evidence(found.start, end).text))


def _length_of_name(rows: Sequence[str]) -> int:
    """How many characters of some rows the name takes that they begin with; the first row where it is not known."""
    known = (more for more in range(1, _MOST_NAME_ROWS + 1) if match(" ".join(rows[:more])))
    return len("\n".join(rows[: next(known, 1)]))


def read(statistics: Statistics, further: Sequence[Phrase] = ()) -> Findings:
    """Take every figure of the three measures, and of the ``further`` sentences, wherever they stand."""
    parts = [(part, _read(part, further)) for part in divided(statistics)]
    figures = [figure for _, taken in parts for _, figure in sorted(taken.figures, key=lambda found: found[0])]
    rates = {figure.value for figure in figures if figure.unit == "percent" and figure.value is not None}
    issues = [issue for _, taken in parts for issue in _unexplained(taken, rates, marks(statistics.text))]
    issues += _without_rates(parts)
    issues += _not_printed(figures)
    return _without_doubles(list(_without_rate_of_nothing(figures)), issues)


def _without_rate_of_nothing(figures: list[Figure]) -> Iterator[Figure]:
    """0% of no compliance outcomes is no rate: the letter says in other words that none was due.

    Of outcomes that can't be read, nobody knows which of the two it is.
    """
    outcomes = [figure.value for figure in figures if figure.measure == "compliance_outcomes"]
    for figure in figures:
        if figure.measure != "compliance_rate" or figure.value != 0:
            yield figure
        elif 0 in outcomes:
            yield not_applicable(figure.measure, Evidence(figure.page, figure.bbox, figure.text))
        else:
            yield figure if any(outcomes) else _doubted(figure)


def _read(part: Part, further: Sequence[Phrase]) -> _OfPart:
    taken = _OfPart(part.scrap)
    taken.sentences((*further, *ANYWHERE))
    for phrase in FIXED:
        part.scrap.take(phrase)
    for block in BLOCKS:
        taken.ring(block.ring)
    if part.block is not None:
        taken.sentences((part.block.sentence, NOTHING_DUE))
        nothing_due = any(figure.state is FigureState.NOT_APPLICABLE for _, figure in taken.figures)
        if part.agreed and not nothing_due:
            _companions(taken, part.block)
    return taken


def _companions(taken: _OfPart, block: Block) -> None:
    """Take what stands beside the rate; what several blocks call alike counts only where it can't be another's."""
    of_block = _OfPart(taken.scrap)
    of_block.sentences((block.average, block.base))
    if block.count and block.label:
        _big_number(of_block, block.count, block.label)
    limits = _limits(taken, block, of_block)
    torn = _torn(block, taken.scrap)
    first = min((start for start, figure in taken.figures if figure.measure == block.rate), default=0)
    for start, figure in of_block.figures:
        is_behind = figure.bbox is not None or start > first
        is_near = is_behind and start < limits.get(figure.measure, start) and figure.measure not in torn
        is_sure = figure.measure not in block.shared or is_near
        taken.figures.append((start, figure if is_sure else _doubted(figure)))


def _torn(block: Block, scrap: Scrap) -> set[str]:
    """The shared measures of which a torn sentence is left over: the whole one may have come from another block."""
    left = " ".join(row.replace(TAKEN, " ") for row in scrap.leftovers())
    return {measure for measure in block.shared if _IN[measure.endswith("average")].search(left)}


def _limits(taken: _OfPart, block: Block, found: _OfPart) -> dict[str, int]:
    """Up to where a shared measure is surely this block's: before words that could begin another block.

    Without its rate a block has no sure place at all. In text, which keeps the order of reading, an average comes
    behind the rate and before the base.
    """
    rates = [start for start, figure in taken.figures if figure.measure == block.rate]
    if not rates:
        return dict.fromkeys(block.shared, 0)
    strangers = [word.start() for word in _WORDS.finditer(taken.scrap.left) if word.start() > rates[0]]
    bases = [start for start, figure in found.figures if figure.bbox is None and not figure.measure.endswith("average")]
    limit = min(strangers, default=len(taken.scrap.left))
    return {name: min(limit, *bases) if bases and name.endswith("average") else limit for name in block.shared}


def _big_number(taken: _OfPart, measure: str, label: Phrase) -> None:
    """Take the one number that stands alone above, beside or under its label.

    The words of the label may stand elsewhere too, without a number.
    """
    labels = taken.scrap.take(label)
    numbers = [[found.span("value") for found in _beside(taken.scrap, label)] for label in labels]
    some = any(numbers)
    for one, beside in zip(labels, numbers, strict=True):
        if beside or not some:
            taken.figures.append((one.start, _counted(taken.scrap, measure, beside, one)))
        if len(beside) == 1:
            taken.scrap.drop(*beside[0])


def _beside(scrap: Scrap, label: Found) -> Iterator[re.Match[str]]:
    for alone in _ALONE.finditer(scrap.left):
        if _near(scrap, alone.span("value"), (label.start, label.end)):
            yield alone


def _counted(scrap: Scrap, measure: str, beside: Sequence[tuple[int, int]], label: Found) -> Figure:
    here = scrap.evidence(label.start, label.end)
    if len(beside) != 1:
        return unreadable(measure, here)
    there = scrap.evidence(*beside[0])
    words = f"{there.text} {here.text}"
    at = Evidence(here.page, union((there.bbox, here.bbox)) if there.page == here.page else here.bbox, words)
    return _figure(measure, there.text, at)


def _near(scrap: Scrap, value: tuple[int, int], label: tuple[int, int]) -> bool:
    one, other = scrap.evidence(*value), scrap.evidence(*label)
    if one.page != other.page:
        return False
    if one.bbox is not None and other.bbox is not None:
        return _close(one.bbox, other.bbox)
    between = scrap.left[value[1] : label[0]] if value < label else scrap.left[label[1] : value[0]]
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


def _without_rates(parts: Iterable[tuple[Part, _OfPart]]) -> Iterator[Issue]:
    """A block whose rate stands nowhere is told; a heading over words alone is that of a glossary."""
    parts = list(parts)
    rates = {figure.measure for _, taken in parts for _, figure in taken.figures}
    for part, taken in parts:
        if part.block and part.block.rate not in rates and (taken.figures or taken.scrap.leftovers()):
            yield missing("figure_missing", "The block of this measure has no sentence with its rate.", part.block.rate)


def _not_printed(figures: list[Figure]) -> Iterator[Issue]:
    """A letter may print less than its kind: that is worth knowing, and no fault of the reading."""
    states = {figure.measure: figure.state for figure in figures}
    for block in BLOCKS:
        beside = {*block.average.numbers, *block.base.numbers, *([block.count] if block.count else [])}
        for measure in sorted(beside - set(states)) if states.get(block.rate) is FigureState.PRINTED else ():
            yield Issue("not_printed", Severity.INFO, f"The letter prints {block.rate} without it.", measure)


def _unexplained(taken: _OfPart, rates: set[Decimal], notes: Collection[str]) -> Iterator[Issue]:
    """A ring repeats a rate, and a mark is that of a footnote; every other number that may be a statistic is told."""
    scrap = taken.scrap
    for block in BLOCKS:
        scrap.take(block.heading)
    for ring in RING.finditer(scrap.left):
        if number(ring["rate"]) in rates:
            scrap.drop(*ring.span())
    rows = [words for rate, words in taken.rings if number(rate or "") not in rates]
    rows += [plain(row) for row in scrap.leftovers() if may_be_statistic(row) and plain(row) not in notes]
    for row in rows:
        yield missing("unexplained_number", f"Nothing known to this reader explains the number in: {row}")


def _without_doubles(figures: list[Figure], issues: list[Issue]) -> Findings:
    """One figure a measure: the first of several that agree; one that is unreadable where they do not."""
    found: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        found[key(figure)].append(figure)
    single = tuple(_one(several) for several in found.values())
    issues += [
        missing("ambiguous", f"The letter prints it {len(several)} times, and differently.", several[0].measure)
        for several, one in zip(found.values(), single, strict=True)
        if one.state is FigureState.UNREADABLE and len(several) > 1
    ]
    return Findings(single, tuple(issues))


def _one(several: list[Figure]) -> Figure:
    alike = len({(figure.value, figure.state) for figure in several}) == 1
    return several[0] if alike else _doubted(several[0])
