"""Reconcile two findings about one letter: keep a figure if both agree, or if the sums prove it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from crawler.reading.findings import Evidence, Findings, Key, describe_key, key, missing, unreadable, values
from crawler.reading.validate.arithmetic import contradictions, proved
from lgsco_store.records import Figure, FigureState, Reading, ReadingStatus, Severity

_LEFT_OVER, _NOT_PRINTED = "unexplained_number", "not_printed"
_DIFFER = "Two engines read this figure differently, and no sum shows which is right."
_COLUMNS = "The text gives another value line by line than column by column, and no sum shows which is right."
_TORN = "The label is torn or missing from its place, and no sum proves that the value belongs to it."


def reconcile(first: Findings, second: Callable[[], Findings] | None) -> Findings:
    """Return the first opinion if nothing makes it doubtful; otherwise the part that the second confirms."""
    if second is not None and _is_doubtful(first):
        first = _compared(first, second())
    return _without_torn(first)


def fuller(first: Reading, second: Reading) -> Reading:
    """Return the one of two readings of a text that has more values, without those that the other contradicts."""
    one, other = (second, first) if len(values(second.figures)) > len(values(first.figures)) else (first, second)
    known, rival = values(one.figures), values(other.figures)
    doubtful = {this for this in known if rival.get(this, known[this]) != known[this]}
    figures = tuple(_lost(figure) if key(figure) in doubtful else figure for figure in one.figures)
    issues = (
        missing("opinions_differ", f"{describe_key(this)}: {_COLUMNS}", this[0]) for this in sorted(doubtful, key=str)
    )
    status = ReadingStatus.PARTIAL if doubtful else one.status
    return replace(one, status=status, figures=figures, issues=(*one.issues, *issues))


def _is_doubtful(found: Findings) -> bool:
    """Return whether another engine may help; if nothing is missing, it finds the same number left over."""
    lost = any(figure.state is FigureState.UNREADABLE for figure in found.figures)
    codes = {issue.code for issue in found.issues if issue.severity is not Severity.INFO}
    incomplete = bool(codes - {_LEFT_OVER}) or (_LEFT_OVER in codes and _lacks_a_figure(found))
    return bool(lost or incomplete or found.doubted or contradictions(found.figures, found.whole))


def _lacks_a_figure(found: Findings) -> bool:
    return not found.figures or any(issue.code == _NOT_PRINTED for issue in found.issues)


def _compared(first: Findings, second: Findings) -> Findings:
    one = {key(figure): figure for figure in first.figures}
    two = {key(figure): figure for figure in second.figures}
    sure = proved(first.figures, first.whole), proved(second.figures, second.whole)
    figures = [_agreed(one.get(this), two.get(this), this, sure) for this in {**one, **two}]
    lost = [figure for figure in figures if figure.state is FigureState.UNREADABLE]
    issues = second.issues if not lost and not second.issues else first.issues
    differing = [figure for figure in lost if FigureState.PRINTED in _states(one, two, key(figure))]
    issues += tuple(
        missing("opinions_differ", f"{describe_key(key(figure))}: {_DIFFER}", figure.measure) for figure in differing
    )
    return Findings(tuple(figures), issues, first.doubted & second.doubted, first.whole & second.whole)


def _agreed(one: Figure | None, two: Figure | None, this: Key, sure: tuple[frozenset[Key], frozenset[Key]]) -> Figure:
    if one is not None and two is not None and (one.value, one.state) == (two.value, two.state):
        return one
    if one is not None and this in sure[0] and this not in sure[1]:
        return one
    if two is not None and this in sure[1] and this not in sure[0]:
        return two
    known = [figure for figure in (one, two) if figure is not None]
    return _lost(known[0])


def _states(one: dict[Key, Figure], two: dict[Key, Figure], this: Key) -> set[FigureState]:
    return {figures[this].state for figures in (one, two) if this in figures}


def _lost(figure: Figure) -> Figure:
    return unreadable(figure.measure, Evidence(figure.page, figure.bbox, figure.text), figure.category)


def _without_torn(found: Findings) -> Findings:
    torn = found.doubted - proved(found.figures, found.whole)
    if not torn:
        return found
    figures = tuple(_lost(figure) if key(figure) in torn else figure for figure in found.figures)
    issues = tuple(
        missing("label_doubtful", f"{describe_key(this)}: {_TORN}", this[0]) for this in sorted(torn, key=str)
    )
    return replace(found, figures=figures, issues=found.issues + issues)
