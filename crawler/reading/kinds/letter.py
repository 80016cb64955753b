"""From the bytes of a document to its reading: a pure function, the same for the same bytes for ever."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from crawler.reading.findings import Findings, missing, name, values
from crawler.reading.ink import verdict
from crawler.reading.input import pdfium, plain_text
from crawler.reading.input.document import Document, UnreadableError
from crawler.reading.input.mending import mended
from crawler.reading.input.running_headers import without_furniture
from crawler.reading.input.text_digest import text_sha256
from crawler.reading.layouts import Layout, of_year, recognised, yearly_tables
from crawler.reading.layouts.leftovers import any_statistic
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.letter import outline
from crawler.reading.letter.addressees import chosen
from crawler.reading.letter.identify import authority, is_letter
from crawler.reading.validate import arithmetic, reconcile
from crawler.reading.version import MAX_BYTES, READER_VERSION
from crawler.reading.wording import UNKNOWN
from lgsco_store.records import Figure, FigureState, Issue, Reading, ReadingStatus, Severity

# English text of this many words holds one of these; text whose font has no map to letters doesn't.
_MANY_WORDS = 40
_UNMAPPED = re.compile(r"\(cid:\d+\)")
# Ligatures are a few of a hundred letters.
_MOST_UNKNOWN = 0.1
_COMMON_WORDS = frozenset({"the", "of", "and", "to", "in", "for"})


def read(content: bytes) -> Reading:
    """Read one document; a PDF or a text is known by its content, and whatever is wrong with it is in the reading."""
    blank = Reading(hashlib.sha256(content).hexdigest(), ReadingStatus.UNREADABLE, READER_VERSION)
    try:
        return _opened(blank, content)
    except UnreadableError as error:
        return replace(blank, issues=(error.issue,))


def _opened(blank: Reading, content: bytes) -> Reading:
    if not content.strip():
        raise UnreadableError("empty", "The file is empty; fetch it again.")
    if len(content) > MAX_BYTES:
        raise UnreadableError("too_large", f"The file has {len(content)} bytes, more than {MAX_BYTES}: no letter has.")
    if not pdfium.is_pdf(content):
        return _of_text(blank, content, plain_text.decode(content))
    with closing(pdfium.PdfFile(content)) as file:
        reading = _read(blank, content, file.document)
        if file.shows(reading):
            return reading
        # The pages don't plainly show every figure as it was read: only what they show is read now.
        shown = file.closely()
    again = reading if shown == file.document else _read(blank, content, shown)
    return verdict.compared(reading, again, shown)


def _of_text(blank: Reading, content: bytes, text: str) -> Reading:
    """The reading of a text; where that is not whole, also by what stands under what, if the text keeps to that."""
    reading = _read(blank, content, plain_text.document(text))
    if reading.status is not ReadingStatus.PARTIAL or not plain_text.is_laid_out(text):
        return reading
    again = _read(blank, None, plain_text.laid_out(text))
    is_more = values(reading.figures).items() < values(again.figures).items()
    figures = tuple(replace(figure, bbox=None) for figure in again.figures)
    return replace(again, text_sha256=reading.text_sha256, figures=figures) if is_more else reading


def _read(blank: Reading, content: bytes | None, document: Document) -> Reading:
    words = document.text.split()
    if not words:
        picture = any(page.picture for page in document.pages)
        raise UnreadableError(*(_IMAGE_ONLY if picture else _NO_TEXT))
    is_mapped = _is_mapped(document)
    if not is_mapped:
        document = _by_other_engine(content)
    reading = replace(blank, text_sha256=text_sha256(document))
    return _letter(reading, content if is_mapped else None, mended(document))


def _is_mapped(document: Document) -> bool:
    """Whether the document's fonts say which letters they draw, as far as its words tell."""
    text = document.text
    if _UNMAPPED.search(text) or text.count(UNKNOWN) > _MOST_UNKNOWN * len(text):
        return False
    words = text.split()
    return len(words) <= _MANY_WORDS or not _COMMON_WORDS.isdisjoint(words)


def _by_other_engine(content: bytes | None) -> Document:
    """The document as the other engine reads it, which knows more ways in which a font can name its letters."""
    from crawler.reading.input import pdfplumber_engine  # noqa: PLC0415

    document = pdfplumber_engine.document(content) if content and pdfium.is_pdf(content) else None
    if document is None or not _is_mapped(document):
        raise UnreadableError(
            "unmapped_text", "The file's fonts don't say which letters they draw; ask for another copy."
        )
    return document


_IMAGE_ONLY = ("image_only", "The PDF holds pictures of pages and no text; it needs a person, or text recognition.")
_NO_TEXT = ("no_text", "The file has pages and no words; fetch it again.")


def _letter(reading: Reading, content: bytes | None, document: Document) -> Reading:
    """The reading of a letter; without its ``content`` no other engine is asked for a second opinion."""
    plain = without_furniture(document)
    frame = outline.outline(plain)
    statistics = Statistics(frame.after, (), drawn=document.is_drawn, prose=document.text, title=frame.title)
    layout = recognised(statistics)
    if not is_letter(frame, document.text, has_statistics=layout is not None):
        message = "It is not an annual letter of the Ombudsman: its title, its signature or both are another's."
        issue = Issue("not_a_letter", Severity.WARNING, message)
        return replace(reading, status=ReadingStatus.NOT_A_LETTER, issues=(issue,))
    called, authority_issues = authority(frame, statistics)
    span, period_issues = statistics.period
    reading = replace(
        reading,
        authority=called,
        year=statistics.year,
        period_start=span.start if span else None,
        period_end=span.end if span else None,
        title=frame.title,
        letter_date=frame.letter_date,
        addressee=chosen(frame.addressed.persons, frame.salutation),
        signatory=frame.signatory,
        issues=(*authority_issues, *period_issues),
    )
    if layout is None:
        return _without_statistics(reading, document, statistics)
    can_ask = document.is_drawn and not verdict.is_untrue(document)
    second = _second_opinion(content, layout, statistics) if content and can_ask else None
    found = verdict.confirmed(reconcile.settled(layout.read(statistics), second), document)
    return with_figures(reading, layout, found, document)


def _second_opinion(content: bytes, layout: Layout, statistics: Statistics) -> Callable[[], Findings]:
    def ask() -> Findings:
        from crawler.reading.input import pdfplumber_engine  # noqa: PLC0415

        try:
            again = pdfplumber_engine.document(content, frozenset(line.page for line in statistics.lines))
        except UnreadableError as error:
            return Findings(issues=(error.issue,))
        again = mended(again)
        lines = outline.below_close(without_furniture(again).lines)
        tables = tuple(table for page in again.pages for table in page.tables)
        return layout.read(replace(statistics, lines=lines, tables=tables))

    return ask


def with_figures(reading: Reading, layout: Layout, found: Findings, document: Document) -> Reading:
    """A reading with what a layout took, what arithmetic makes of that, and the status that follows."""
    figures = arithmetic.derived(found.figures, found.whole)
    lost = [figure for figure in figures if figure.state is FigureState.UNREADABLE]
    issues = [*reading.issues, *found.issues, *_pictures(document)]
    issues += [
        missing(
            "figure_unreadable",
            f"{name((figure.measure, figure.category))}: its place is there, its value is not.",
            figure.measure,
        )
        for figure in lost
    ]
    issues += [*arithmetic.contradictions(figures, found.whole), *arithmetic.base_differs(figures)]
    whole = not lost and not _is_partial(found.issues) and not _pictures(document)
    return replace(
        reading,
        status=ReadingStatus.COMPLETE if whole else ReadingStatus.PARTIAL,
        layout=layout.NAME,
        figures=_shown(figures, document),
        issues=tuple(issues),
    )


def _shown(figures: tuple[Figure, ...], document: Document) -> tuple[Figure, ...]:
    """The figures, each with the box in which a person sees it."""
    pages = {page.number: page for page in document.pages if page.frames or page.fold}
    if not pages:
        return figures
    return tuple(
        replace(figure, bbox=pages[figure.page].shown(figure.bbox)) if figure.page in pages else figure
        for figure in figures
    )


def _is_partial(issues: tuple[Issue, ...]) -> bool:
    return any(issue.severity is Severity.WARNING for issue in issues)


def _without_statistics(reading: Reading, document: Document, statistics: Statistics) -> Reading:
    """A letter that ends with its signature has no statistics; one that prints more is of a layout not known here."""
    layout = of_year(reading.year) if reading.year else None
    numbers = any_statistic(line.text for line in statistics.lines)
    whole = replace(statistics, lines=document.lines)
    if layout is None or numbers or recognised(whole) is not None:
        message = "No layout that this reader knows fits the letter's statistics."
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


def _pictures(document: Document) -> list[Issue]:
    return [
        missing("image_page", f"Page {page.number} is a picture without words; a person must read it.")
        for page in document.pages
        if page.picture
    ]
