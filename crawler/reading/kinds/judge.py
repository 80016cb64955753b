"""Judge a reading: values that arithmetic derives, contradictions, missing figures, and the resulting status."""

from __future__ import annotations

from dataclasses import replace

from crawler.reading.findings import Findings, describe_key, missing
from crawler.reading.input.document import Document
from crawler.reading.layouts import Layout, layout_for_year, recognise_layout, yearly_tables
from crawler.reading.layouts.leftovers import any_statistic
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.validate import arithmetic
from lgsco_store.records import Figure, FigureState, Issue, Reading, ReadingStatus, Severity


def judge(reading: Reading, layout: Layout, found: Findings, document: Document) -> Reading:
    """Return the reading with the figures of a layout, those that arithmetic derives, its issues and its status."""
    figures = arithmetic.derived(found.figures, found.whole)
    lost = [figure for figure in figures if figure.state is FigureState.UNREADABLE]
    issues = [*reading.issues, *found.issues, *_pictures(document)]
    issues += [
        missing(
            "figure_unreadable",
            f"{describe_key((figure.measure, figure.category))}: it is printed, but cannot be read.",
            figure.measure,
        )
        for figure in lost
    ]
    issues += [*arithmetic.contradictions(figures, found.whole), *arithmetic.base_differs(figures)]
    whole = bool(figures) and not lost and not _is_partial(found.issues) and not _pictures(document)
    return replace(
        reading,
        status=ReadingStatus.COMPLETE if whole else ReadingStatus.PARTIAL,
        layout=layout.NAME,
        figures=_shown(figures, document),
        issues=tuple(issues),
    )


def judge_without_layout(reading: Reading, document: Document, statistics: Statistics) -> Reading:
    """Return the reading of a letter that ends with its signature, or that prints statistics in an unknown layout."""
    layout = layout_for_year(reading.year) if reading.year else None
    numbers = any_statistic(line.text for line in statistics.lines)
    whole = replace(statistics, lines=document.lines)
    if layout is None or numbers or recognise_layout(whole) is not None:
        message = "The letter's statistics do not match any known layout."
        issue = Issue("layout_unknown", Severity.WARNING, message)
        return replace(reading, status=ReadingStatus.UNRECOGNISED, issues=(*reading.issues, issue))
    pictures = _pictures(document)
    issues = [Issue("no_statistics", Severity.WARNING, "The letter came without its statistics page.")]
    issues += [yearly_tables.PROSE] if layout.LETTERS.start <= yearly_tables.LAST_YEAR else []
    return replace(
        reading,
        status=ReadingStatus.PARTIAL if pictures else ReadingStatus.NO_STATISTICS,
        layout=layout.NAME,
        issues=(*reading.issues, *(pictures or issues)),
    )


def _shown(figures: tuple[Figure, ...], document: Document) -> tuple[Figure, ...]:
    """Return the figures, each with its box in the frame in which a person sees it."""
    pages = {page.number: page for page in document.pages if page.frames or page.fold}
    if not pages:
        return figures
    return tuple(
        replace(figure, bbox=pages[figure.page].shown(figure.bbox)) if figure.page in pages else figure
        for figure in figures
    )


def _is_partial(issues: tuple[Issue, ...]) -> bool:
    return any(issue.severity is Severity.WARNING for issue in issues)


def _pictures(document: Document) -> list[Issue]:
    return [
        missing("image_page", f"Page {page.number} is a picture without words; read it yourself.")
        for page in document.pages
        if page.picture
    ]
