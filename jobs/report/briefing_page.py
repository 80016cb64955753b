"""One sheet of paper for a committee: the paragraph, four figures, two charts, six letters, and what to ask."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jobs.report import cells
from jobs.report.cells import Cell
from jobs.report.council_page import Councils
from jobs.report.facts import Authority
from jobs.report.key_figures import KeyFigure
from jobs.report.measures import Measure
from jobs.report.results import COMPLIANCE, REMEDIES, UPHELD, Result
from jobs.report.words.questions import open_report, questions
from lgsco_store.reference.comparability import Break, between

HEADS = (
    "Upheld of investigated",
    "Uphold rate",
    "Average",
    "Compliance",
    "Average of compliance",
    "Satisfactory remedies",
)
_LETTERS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One letter; ``breaks`` are those between it and the row above, a newer one."""

    result: Result
    note: str
    cells: list[Cell]
    breaks: list[Break]


@dataclass(frozen=True, slots=True)
class Source:
    """The source of the sheet: the newest letter, the page of its figures, and the document's digest."""

    first: int
    last: int
    letter_date: date | None
    page: int | None
    sha256: str


@dataclass(frozen=True, slots=True)
class BriefingPage:
    """All contents of the sheet."""

    authority: Authority
    result: Result
    sentences: list[str]
    key_figures: list[KeyFigure]
    charts: list[Measure]
    rows: list[Row]
    questions: list[str]
    source: Source
    corrections: list[str]


def is_briefed(current: Result) -> bool:
    """Return whether there is a sheet about a council."""
    return current.authority.end_date is None and current.letter is not None and bool(current.values)


def briefing(councils: Councils, slug: str) -> BriefingPage | None:
    """Return the sheet of a council; None of one that ended, or whose newest letter has no figures."""
    current = councils.current(slug)
    if not is_briefed(current):
        return None
    of_council = [each for each in councils.results.authority_results(slug) if each.letter][:_LETTERS]
    remedied = current.number("satisfactory_remedy_decisions")
    events = councils.happenings.events
    years = {each.year for each in of_council}
    return BriefingPage(
        authority=current.authority,
        result=current,
        sentences=councils.sentences(current, whole=True),
        key_figures=councils.key_figures.letter_figures(current, current.year),
        charts=[
            each for each in councils.measures.council_measures(current) if each.measure != REMEDIES and each.chart
        ],
        rows=_rows(councils, of_council),
        questions=[
            *questions(current.rate(COMPLIANCE).number, current.upheld, remedied),
            *_open_reports(councils, slug),
        ],
        source=_source(councils, current, of_council[-1].year),
        corrections=[
            event.sentence
            for event in events
            if event.slug == slug and event.tag == "corrected" and event.source == "letter" and event.year in years
        ],
    )


def _open_reports(councils: Councils, slug: str) -> list[str]:
    """Ask about the oldest open report; nothing if there is none."""
    reports = councils.publisher.report_rows(councils.publisher.publications.decisions.get(slug, ()))
    found = [each.decision for each in reports if each.tag == "open"]
    return [open_report(each.decision_date, each.last_seen_at.date()) for each in found[-1:]]


def _rows(councils: Councils, of_council: list[Result]) -> list[Row]:
    rows: list[Row] = []
    for result in of_council:
        crossed = between(UPHELD, result.year, rows[-1].result.year)[::-1] if rows else []
        rows.append(Row(result, councils.measures.note(result, UPHELD), _cells(result), crossed))
    return rows


def _cells(result: Result) -> list[Cell]:
    return [
        cells.upheld(result),
        cells.rate(result, UPHELD),
        cells.average(result, UPHELD),
        cells.rate_of_cases(result, COMPLIANCE),
        cells.average(result, COMPLIANCE),
        cells.share_of(result),
    ]


def _source(councils: Councils, current: Result, first: int) -> Source:
    figures = councils.facts.figures[current.authority.slug, current.year, "letter"]
    letter = current.letter
    return Source(
        first=first,
        last=current.year,
        letter_date=letter.letter_date if letter else None,
        page=next((figure.page for figure in figures if figure.measure == UPHELD), figures[0].page),
        sha256=figures[0].document_sha256,
    )
