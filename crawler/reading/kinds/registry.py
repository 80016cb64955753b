"""The registry of kinds: how the kind of a document is recognised, and what reads it."""

from __future__ import annotations

from typing import assert_never

from crawler.reading.input import html
from crawler.reading.input.document import UnreadableError
from crawler.reading.kinds import letter, statistics_page
from crawler.reading.kinds.data_table import table as data_table
from crawler.reading.kinds.decision import page as decision
from crawler.reading.kinds.improvements import page as improvements
from crawler.reading.kinds.names import AnyReading, DocumentKind, ReadDocument


def read_document(content: bytes) -> ReadDocument:
    """Read a document when only its bytes are known."""
    if not content.strip():
        return ReadDocument(None, letter.read(content))
    kind = recognise(content)
    return ReadDocument(kind, read_as(kind, content))


def recognise(content: bytes) -> DocumentKind:
    """Recognise the kind of a document by its content, whatever its name.

    A letter is the default: its reader says why a document is not one.
    """
    if html.is_page(content):
        return _recognise_page(content) or DocumentKind.LETTER
    if data_table.is_one(content):
        return DocumentKind.DATA_TABLE
    return DocumentKind.LETTER


def read_as(kind: DocumentKind, content: bytes, url: str = "") -> AnyReading:
    """Read a document as one of a kind; ``url`` is the address of a page, if it is known."""
    match kind:
        case DocumentKind.LETTER:
            return letter.read(content)
        case DocumentKind.STATISTICS_PAGE:
            return statistics_page.read_page(content, url=url)
        case DocumentKind.DECISION:
            return decision.read_decision(content)
        case DocumentKind.SERVICE_IMPROVEMENTS:
            return improvements.read_improvements(content, url=url)
        case DocumentKind.DATA_TABLE:
            return data_table.read_data_table(content)
        case _:
            assert_never(kind)


def _recognise_page(content: bytes) -> DocumentKind | None:
    try:
        lines = html.lines(content)
    except UnreadableError:
        return None
    # A council's page has service improvements below its statistics.
    if decision.is_one(content):
        return DocumentKind.DECISION
    if statistics_page.is_one(lines):
        return DocumentKind.STATISTICS_PAGE
    return DocumentKind.SERVICE_IMPROVEMENTS if improvements.is_one(lines) else None
