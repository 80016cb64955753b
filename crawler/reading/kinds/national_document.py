"""Read a national publication: its title, and the digest of its text. A PDF has neither: its bytes stand for it."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from crawler.reading.input import html, pdfium
from crawler.reading.input.document import UnreadableError
from crawler.reading.input.text_digest import tokens
from crawler.reading.version import READER_VERSION
from lgsco_store.records import Reading, ReadingStatus


def read_national_document(content: bytes) -> Reading:
    """Read one page or file."""
    sha256 = hashlib.sha256(content).hexdigest()
    blank = Reading(sha256, ReadingStatus.COMPLETE, READER_VERSION)
    if pdfium.is_pdf(content):
        return replace(blank, text_sha256=sha256)
    try:
        article = html.article(content)
    except UnreadableError as error:
        return replace(blank, status=ReadingStatus.UNREADABLE, issues=(error.issue,))
    headings = (line.text for line in article.lines if line.text in article.headings)
    text = " ".join(tokens("\n".join(line.text for line in article.lines)))
    return replace(
        blank,
        title=next(headings, article.titles[0] if article.titles else None),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
    )
