"""Read a letter: a pure function of its bytes, with the same result for the same bytes every time.

A letter is opened, identified, extracted and judged; ``_read`` has the four steps in order.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace

from crawler.reading.findings import Findings
from crawler.reading.input import pdfium, plain_text
from crawler.reading.input.document import Document, UnreadableError
from crawler.reading.input.ligatures import repair_words
from crawler.reading.input.opening import OtherEngine, is_mapped, open_document, other_engine
from crawler.reading.input.recognised import with_shown_numbers
from crawler.reading.input.running_headers import without_running_headers
from crawler.reading.input.text_digest import text_sha256
from crawler.reading.kinds.judge import judge, judge_without_layout
from crawler.reading.layouts import Layout
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.letter import outline
from crawler.reading.letter.identify import Letter, identify
from crawler.reading.validate import reconcile, shown
from crawler.reading.validate.taken_back import without_taken_back
from crawler.reading.version import MAX_BYTES, READER_VERSION
from lgsco_store.records import Issue, Reading, ReadingStatus, Severity

_INCOMPLETE = frozenset({ReadingStatus.PARTIAL, ReadingStatus.UNRECOGNISED})


def read(content: bytes) -> Reading:
    """Read one PDF or text, recognised by its content; problems with the document become issues of the reading."""
    blank = Reading(hashlib.sha256(content).hexdigest(), ReadingStatus.UNREADABLE, READER_VERSION)
    try:
        _refuse_size(content)
        return _read_pdf(blank, content) if pdfium.is_pdf(content) else _read_text(blank, content)
    except UnreadableError as error:
        return replace(blank, issues=(error.issue,))


def _refuse_size(content: bytes) -> None:
    if not content or content.isspace():
        raise UnreadableError("empty", "The file is empty; fetch it again.")
    if len(content) > MAX_BYTES:
        raise UnreadableError(
            "too_large", f"The file has {len(content)} bytes; the limit is {MAX_BYTES}, more than any letter has."
        )


def _read_pdf(blank: Reading, content: bytes) -> Reading:
    other = other_engine(content)
    with closing(pdfium.PdfFile(content)) as file:
        reading = _read(blank, file.document, other)
        if is_mapped(file.document) and file.shows(reading):
            return reading
        # The pages do not plainly show every figure as it was read: now read only what they show.
        visible = file.closely()
    again = reading if visible == file.document else _read(blank, visible, other)
    return shown.report_differences(reading, again, visible)


def _read_text(blank: Reading, content: bytes) -> Reading:
    """Read a text; if the result is incomplete, use its columns as well, if the text preserves them."""
    text = plain_text.decode(content)
    reading = _read(blank, plain_text.document(text))
    if reading.status not in _INCOMPLETE or not plain_text.is_laid_out(text):
        return reading
    again = _read(blank, plain_text.laid_out(text))
    figures = tuple(replace(figure, bbox=None) for figure in again.figures)
    again = replace(again, text_sha256=reading.text_sha256, figures=figures)
    return reconcile.fuller(reading, again)


def _read(blank: Reading, document: Document, other: OtherEngine | None = None) -> Reading:
    """Open, identify, extract and judge one letter; without another engine there is no second opinion."""
    opened = open_document(document, other)
    reading = replace(blank, text_sha256=text_sha256(opened.document))
    document = with_shown_numbers(repair_words(opened.document))
    letter = identify(document)
    if letter is None:
        message = "It is not an annual letter of the Ombudsman: its title, its signature or both do not match."
        issue = Issue("not_a_letter", Severity.WARNING, message)
        return replace(reading, status=ReadingStatus.NOT_A_LETTER, issues=(issue,))
    reading = _with_head(reading, letter)
    if letter.layout is None:
        return judge_without_layout(reading, document, letter.statistics)
    found = extract(letter.layout, letter.statistics, document, opened.other) if letter.has_figures else Findings()
    return judge(reading, letter.layout, found, document)


def _with_head(reading: Reading, letter: Letter) -> Reading:
    return replace(
        reading,
        authority=letter.authority,
        year=letter.statistics.year,
        period_start=letter.period.start if letter.period else None,
        period_end=letter.period.end if letter.period else None,
        title=letter.frame.title,
        letter_date=letter.letter_date,
        addressee=letter.addressee,
        signatory=letter.frame.signatory,
        issues=letter.issues,
    )


def extract(layout: Layout, statistics: Statistics, document: Document, other: OtherEngine | None) -> Findings:
    """Extract the figures by the letter's layout, reconcile them with a second opinion, and keep the confirmed ones."""
    can_ask = document.is_drawn and statistics.is_whole and not shown.is_beyond_text(document)
    second = _second_opinion(other, layout, statistics) if other and can_ask else None
    found = shown.without_unconfirmed(reconcile.reconcile(layout.read(statistics), second), document)
    return without_taken_back(found, document)


def _second_opinion(other: OtherEngine, layout: Layout, statistics: Statistics) -> Callable[[], Findings]:
    def ask() -> Findings:
        try:
            again = other(frozenset(line.page for line in statistics.lines))
        except UnreadableError as error:
            return Findings(issues=(error.issue,))
        again = repair_words(again)
        lines = outline.below_close(without_running_headers(again).lines)
        return layout.read(replace(statistics, lines=lines, tables=again.tables))

    return ask
