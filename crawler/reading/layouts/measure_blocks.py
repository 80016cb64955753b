"""Extract the figures of the three measures, block by block, and report every number that nothing explains."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Decimal

from crawler.reading.findings import Evidence, Findings, Key, key, missing, not_applicable
from crawler.reading.layouts.leftovers import footnote_marks, may_be_statistic, remaining_text
from crawler.reading.layouts.measure_figures import ALONE, PartFigures, big_number, doubted, own_words
from crawler.reading.layouts.measure_phrases import ANYWHERE, BLOCKS, FIXED, NOTHING_DUE, RING, Block
from crawler.reading.layouts.measure_sections import Part, divide
from crawler.reading.layouts.remainder import Remainder
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.numbers import number
from crawler.reading.squeezed_text import TAKEN
from crawler.reading.wording import Phrase
from lgsco_store.records import Figure, FigureState, Issue, Severity

_YEAR_TO = re.compile(r"\b31(?:st)? March (\d{4})\b")
_WORDS = re.compile(r"[^\W\d_]{2,}")
# A sentence in place of an average: there is nothing to compare with.
_NO_COMPARISON = re.compile(r"[A-Z](?:[^\W\d_]|[ ,'\u2019-])*\bcompar(?:[^\W\d_]|[ ,'\u2019-])*\.")

# Words of the sentences that several blocks share, by whether they print an average or a base.
_IN = {
    True: re.compile(r"\b(?:compares|average|similar)\b", re.IGNORECASE),
    False: re.compile(r"\b(?:statistics|based|total)\b", re.IGNORECASE),
}


def read(statistics: Statistics, further: Sequence[Phrase] = ()) -> Findings:
    """Extract every figure of the three measures, and of the ``further`` sentences, wherever they appear."""
    parts = [(part, _read(part, further)) for part in divide(statistics)]
    _take_last_average(parts)
    found = [figure for _, taken in parts for _, figure in sorted(taken.figures, key=lambda found: found[0])]
    figures = [figure for figure in found if _is_of_year(figure, statistics.year)]
    rates = {figure.value for figure in figures if figure.unit == "percent" and figure.value is not None}
    _drop_tiles(parts, figures, {name for phrase in further for name in phrase.numbers})
    issues = [issue for _, taken in parts for issue in _unexplained(taken, rates, footnote_marks(statistics.text))]
    issues += _without_rates(parts)
    issues += _not_printed(figures)
    return _without_doubles(list(_without_rate_of_nothing(figures)), issues)


def _is_of_year(figure: Figure, year: int | None) -> bool:
    """Return whether a sentence is about the letter's own year, as far as it names one."""
    found = _YEAR_TO.search(figure.text)
    return found is None or year is None or int(found[1]) == year


def _take_last_average(parts: Sequence[tuple[Part, PartFigures]]) -> None:
    """Extract an average outside every block for the one block of all three that lacks its own.

    It is at the top of the next column, where text of that block goes on.
    """
    known = {figure.measure for _, taken in parts for _, figure in taken.figures}
    lacking = [block for block in BLOCKS if block.average.numbers.isdisjoint(known)]
    outside = [taken for part, taken in parts if part.block is None]
    if known.issuperset(block.rate for block in BLOCKS) and len(lacking) == 1:
        average = lacking[0].average
        places = [taken for taken in outside for _ in average.finditer(taken.remainder.letters)]
        for taken in places if len(places) == 1 else ():
            taken.sentences((average,))


def _drop_tiles(parts: Iterable[tuple[Part, PartFigures]], figures: Iterable[Figure], measures: set[str]) -> None:
    """Remove numbers alone, outside every block, that repeat a value of the ``measures``: tiles show them again."""
    repeated = {figure.value for figure in figures if figure.measure in measures}
    for part, taken in parts:
        for alone in ALONE.finditer(taken.remainder.left) if part.block is None else ():
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
            yield figure if any(outcomes) else doubted(figure)


def _read(part: Part, further: Sequence[Phrase]) -> PartFigures:
    taken = PartFigures(part.remainder)
    taken.sentences((*further, *ANYWHERE))
    for phrase in FIXED:
        part.remainder.take(phrase)
    for block in BLOCKS:
        taken.ring(block.ring)
        if part.block is None:
            own_words(taken, block)
    if part.block is not None:
        taken.sentences((part.block.sentence, NOTHING_DUE))
        nothing_due = any(figure.state is FigureState.NOT_APPLICABLE for _, figure in taken.figures)
        if part.agreed and not nothing_due:
            _companions(taken, part.block)
    return taken


def _companions(taken: PartFigures, block: Block) -> None:
    """Extract the figures beside the rate; wording shared by several blocks counts only where it is unambiguous."""
    of_block = PartFigures(taken.remainder)
    of_block.sentences((block.average, block.base))
    if block.count and block.label:
        big_number(of_block, block.count, block.label)
    limits = _limits(taken, block, of_block)
    torn = _torn(block, taken.remainder)
    first = min((start for start, figure in taken.figures if figure.measure == block.rate), default=0)
    for start, figure in of_block.figures:
        is_behind = figure.bbox is not None or start > first
        is_near = is_behind and start < limits.get(figure.measure, start) and figure.measure not in torn
        is_sure = figure.measure not in block.shared or is_near
        taken.figures.append((start, figure if is_sure else doubted(figure)))


def _torn(block: Block, remainder: Remainder) -> set[str]:
    """Return the shared measures with remains of a torn sentence: the whole sentence may belong to another block."""
    left = " ".join(row.replace(TAKEN, " ") for row in remainder.leftovers())
    return {measure for measure in block.shared if _IN[measure.endswith("average")].search(left)}


def _limits(taken: PartFigures, block: Block, found: PartFigures) -> dict[str, int]:
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


def _without_rates(parts: Iterable[tuple[Part, PartFigures]]) -> Iterator[Issue]:
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
            yield Issue("not_printed", Severity.INFO, f"The {block.rate} is printed without it.", measure)


def _unexplained(taken: PartFigures, rates: set[Decimal], notes: Collection[str]) -> Iterator[Issue]:
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
        missing("ambiguous", f"It is printed {len(several)} times, with different values.", several[0].measure)
        for several, one in zip(found.values(), single, strict=True)
        if one.state is FigureState.UNREADABLE and len(several) > 1
    ]
    return Findings(single, tuple(issues))


def _one(several: list[Figure]) -> Figure:
    alike = len({(figure.value, figure.state) for figure in several}) == 1
    return several[0] if alike else doubted(several[0])
