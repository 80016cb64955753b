"""The kind of a document is recognised by its content, whatever its name."""

from __future__ import annotations

import pytest

from crawler.reading.kinds.names import DocumentKind
from crawler.reading.kinds.registry import read_document, recognise
from lgsco_store.records import Reading, ReadingStatus
from tests.reading.golden import LETTERS
from tests.reading.test_statistics_page import PAGE

LETTER = (LETTERS / "2019-kent.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["2019-kent.chromium.pdf", "2025-southampton-overview.txt", "reply-of-a-council.txt"])
def test_a_letter_is_one_in_a_pdf_and_in_text(name: str) -> None:
    assert recognise((LETTERS / name).read_bytes()) is DocumentKind.LETTER


def test_a_page_of_statistics_is_read_as_one() -> None:
    document = read_document(PAGE.encode())
    assert document.kind is DocumentKind.STATISTICS_PAGE
    assert isinstance(document.reading, Reading)
    assert (document.reading.status, document.reading.authority) == (ReadingStatus.COMPLETE, "Kent County Council")


def test_a_letter_in_html_is_a_letter() -> None:
    page = PAGE.replace("<h1>", "<p>Dear Mrs Ware</p><h1>").encode()
    assert recognise(page) is DocumentKind.LETTER


@pytest.mark.parametrize("content", [b"<p>Nothing of ours</p>", b"<html>", b"\x00\xff", b"<", b"PK\x03\x04"])
def test_what_is_nothing_else_is_no_letter_either(content: bytes) -> None:
    document = read_document(content)
    assert document.kind is DocumentKind.LETTER
    assert document.reading.status in {ReadingStatus.NOT_A_LETTER, ReadingStatus.UNREADABLE}
    assert document.reading.issues


def test_a_file_without_content_is_of_no_kind() -> None:
    assert read_document(b" \n").kind is None
