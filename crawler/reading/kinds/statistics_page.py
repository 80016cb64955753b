"""Read the statistics page of the web site: the same measures as in letters, read by the same code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from urllib.parse import unquote, urlsplit

from crawler.reading.input import html
from crawler.reading.input.document import Document, Line, Page, UnreadableError
from crawler.reading.input.text_digest import text_sha256
from crawler.reading.kinds import definitions
from crawler.reading.kinds.judge import judge
from crawler.reading.layouts import recognise_layout
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.version import MAX_BYTES, READER_VERSION
from crawler.reading.wording import Phrase
from lgsco_store.records import Issue, Reading, ReadingStatus, Severity
from lgsco_store.reference.register import match

# Section titles include the words of a tooltip: "Reports ?Find out more about reports".
_START = Phrase(r"(?:annual statistics|complaint overview|complaints upheld)(?:[\s?].*|find out more.*)?")
_END = Phrase(r"(?:annual letters|(?:public )?reports|service improvements)(?:\s?\?.*|find out more.*)?")
_NONE = Phrase(r"there are no statistics for this council\.?")
_DEAR = re.compile(r"Dear\s", re.IGNORECASE)
_SLUG = re.compile(r"/your-councils-performance/([^/]+)", re.IGNORECASE)


def read_page(content: bytes, *, url: str) -> Reading:
    """Read one page of statistics; ``url`` identifies its authority if the page itself does not.

    A statistics page without statistics is ``no_statistics``; any other page is ``not_a_letter``.
    """
    reading = Reading(hashlib.sha256(content).hexdigest(), ReadingStatus.UNREADABLE, READER_VERSION)
    if len(content) > MAX_BYTES:
        return _ended(
            reading, "too_large", f"The page has more than {MAX_BYTES} bytes, too many for a statistics page."
        )
    try:
        lines = html.lines(content)
    except UnreadableError as error:
        return replace(reading, issues=(error.issue,))
    own = _statistics(lines)
    if not own:
        message = "It is not a statistics page: it has no heading of statistics."
        return _ended(replace(reading, status=ReadingStatus.NOT_A_LETTER), "not_a_statistics_page", message)
    document = Document((Page(1, own),))
    said = definitions.attributes(lines)
    reading = replace(reading, text_sha256=text_sha256(document), authority=authority(lines, url), attributes=said)
    return _read(reading, document)


def is_one(lines: Sequence[Line]) -> bool:
    """Return whether the lines are a page of statistics; a letter in HTML has the same lines, and a salutation."""
    return bool(_statistics(lines)) and not any(_DEAR.match(line.text) for line in lines)


def _read(reading: Reading, document: Document) -> Reading:
    statistics = Statistics(document.lines, (), drawn=False, letter=(), title=None)
    span, issues = statistics.period
    reading = replace(
        reading,
        year=statistics.year,
        period_start=span.start if span else None,
        period_end=span.end if span else None,
        issues=(*_named(reading.authority), *issues),
    )
    layout = recognise_layout(statistics)
    if layout is not None:
        return judge(reading, layout, layout.read(statistics), document)
    if any(_NONE.fullmatch(line.text) for line in document.lines):
        reading = replace(reading, status=ReadingStatus.NO_STATISTICS)
        return _ended(reading, "no_statistics", "The page says that there are no statistics.")
    reading = replace(reading, status=ReadingStatus.UNRECOGNISED)
    return _ended(reading, "layout_unknown", "The page's statistics do not match any known layout.")


def _statistics(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines from the heading of the statistics to the next section of the page.

    Headings may also appear together, in a row of tabs: the statistics follow the heading with the most lines.
    """
    starts = (at for at, line in enumerate(lines) if _START.fullmatch(line.text))
    parts = (tuple(takewhile(lambda line: not _END.fullmatch(line.text), lines[at:])) for at in starts)
    return max(parts, key=len, default=())


def authority(lines: Sequence[Line], url: str) -> str | None:
    """Return the authority that the address means, as the page prints it; else as the register names it."""
    slug = slug_words(url)
    entry = match(slug) if slug else None
    if entry is None:
        return next((line.text for line in lines if match(line.text)), None)
    printed = (line.text for line in lines if match(line.text) is entry)
    return next(printed, entry.official_name)


def slug_words(url: str) -> str | None:
    """Return the words of the slug of the authority in an address; None if it has none."""
    slug = _SLUG.search(unquote(urlsplit(url).path))
    return slug.group(1).replace("-", " ") if slug else None


def _named(authority: str | None) -> tuple[Issue, ...]:
    if authority is not None:
        return ()
    return (Issue("authority_missing", Severity.WARNING, "Neither the page nor its address names a known authority."),)


def _ended(reading: Reading, code: str, message: str) -> Reading:
    return replace(reading, issues=(*reading.issues, Issue(code, Severity.WARNING, message)))
