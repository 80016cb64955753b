"""Read the page of a decision or report."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from crawler.reading.findings import missing, status
from crawler.reading.input import html
from crawler.reading.input.document import Line, UnreadableError
from crawler.reading.input.text_digest import tokens
from crawler.reading.kinds.decision import money, sections
from crawler.reading.kinds.decision.head import (
    FINAL_DECISION,
    SUMMARY,
    holds_another,
    is_head,
    is_label,
    read_head,
    split_labels,
)
from crawler.reading.version import READER_VERSION
from lgsco_store.publications.readings import DecisionReading, Section
from lgsco_store.records import Issue, ReadingStatus
from lgsco_store.terms import DecisionType

# Zero-width characters and soft hyphens say where a word may be divided.
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_NO_SUMMARY = ("summary_missing", "The page has no summary; the field was left empty.")
_NO_TYPE = ("type_missing", "Nothing on the page says whether it is a statement or a report.")


def read_decision(content: bytes) -> DecisionReading:
    """Read the page of one decision; problems with the page become issues of the reading."""
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        return _read(sha256, html.article(content))
    except UnreadableError as error:
        return DecisionReading(sha256, ReadingStatus.UNREADABLE, READER_VERSION, issues=(error.issue,))


def is_one(content: bytes) -> bool:
    """Return whether a page is that of a decision; refuse anything that is not HTML."""
    return is_head(_parted(_texts(html.article(content).lines))[0])


def _read(sha256: str, article: html.Article) -> DecisionReading:
    texts = _texts(article.lines)
    above, below = _parted(texts)
    head = read_head(above, article.titles, article.headings)
    again = any(map(FINAL_DECISION.fullmatch, below)) and sum(map(bool, map(SUMMARY.fullmatch, below))) > 1
    if again or holds_another(below, head.references, article.headings):
        raise UnreadableError("several_decisions", "The page holds several decisions; read each from its own page.")
    parts = sections.split_sections(below, article.headings)
    type_ = _type(above, parts, texts)
    amounts, amount_issues = money.amounts(parts)
    satisfied_on, satisfied_issues = sections.satisfied_on(texts)
    issues = [*head.issues, *_missing(parts, type_), *amount_issues, *satisfied_issues]
    return DecisionReading(
        sha256,
        status(issues),
        READER_VERSION,
        type=type_,
        reference=head.references[0] if head.references else None,
        body=head.body,
        category=head.category,
        sub_category=head.sub_category,
        outcome=head.outcome,
        decision_date=head.decision_date,
        summary=sections.summary(parts),
        sections=parts,
        actions=sections.actions(parts, article.links),
        amounts=amounts,
        satisfied_on=satisfied_on,
        references=head.references,
        issues=tuple(issues),
        text_sha256=_text_sha256(parts),
    )


def _texts(lines: Sequence[Line]) -> list[str]:
    """Return the texts of a page: each cell of a row, and each item of a head that is printed on one line."""
    rows = [[text for cell in line.cells if (text := _INVISIBLE.sub("", cell.text))] for line in lines]
    texts = [text for row in _labels_beside_values(rows) for text in row]
    start = next((at for at, text in enumerate(texts) if SUMMARY.fullmatch(text)), len(texts))
    return [part for text in texts[:start] for part in split_labels(text)] + texts[start:]


def _labels_beside_values(rows: Sequence[list[str]]) -> Iterator[list[str]]:
    """Turn a row of labels with their values in the row below into pairs."""
    left = iter(enumerate(rows, 1))
    for below, row in left:
        if len(row) > 1 and all(map(is_label, row)) and below < len(rows) and len(rows[below]) == len(row):
            yield [text for pair in zip(row, rows[below], strict=True) for text in pair]
            next(left)
        else:
            yield row


def _parted(texts: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Return the texts above the summary, and the rest; a table of contents has a summary entry of its own.

    A page without a summary is divided at its first heading.
    """
    begins = SUMMARY.fullmatch if any(map(SUMMARY.fullmatch, texts)) else sections.is_heading
    above = list(takewhile(lambda text: not begins(text), texts))
    below = texts[len(above) :]
    if len(below) > 1 and below[0].strip(": ").lower() == "summary" and sections.is_heading(below[1]):
        again, rest = _parted(below[1:])
        return ([*above, *again], rest) if rest else (above, below)
    return above, below


def _type(above: Sequence[str], parts: Sequence[Section], texts: Sequence[str]) -> DecisionType | None:
    if any(FINAL_DECISION.match(text) for text in above):
        return DecisionType.STATEMENT
    return DecisionType.REPORT if sections.is_report(parts, texts) else None


def _missing(parts: Sequence[Section], type_: DecisionType | None) -> list[Issue]:
    lost = [] if sections.summary(parts) else [_NO_SUMMARY]
    lost += [] if type_ else [_NO_TYPE]
    return [missing(code, message) for code, message in lost]


def _text_sha256(parts: Sequence[Section]) -> str | None:
    if not parts:
        return None
    text = "\n".join(text for part in parts for text in (part.heading, *part.paragraphs))
    return hashlib.sha256(" ".join(tokens(text)).encode()).hexdigest()
