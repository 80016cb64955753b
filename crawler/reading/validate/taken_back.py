"""Withhold the figures of a letter that says itself that they do not count.

It comes with a correction of some of them, or it is a draft, withdrawn or replaced. What is said above the salutation
counts, and so does a mark on any page; a letter's own sentences may speak of drafts, corrections and other letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from crawler.reading.findings import Findings, missing
from crawler.reading.input.document import Document
from lgsco_store.records import FigureState, Issue

_UNFINISHED = "draft|specimen|provisional"
_GONE = (
    r"superseded|withdrawn|cancelled|revoked|retracted|obsolete|void|do\s?not\s?use|out\s?of\s?date"
    r"|(?:not|no\s?longer)\s?(?:valid|current)|replaced(?=\s?by)"
)
_MARK = f"(?:{_UNFINISHED}|{_GONE})"
_ANNUAL_LETTER = r"(?:the\s)?annual\s(?:review\s)?letter"
# What a mark at the start of a line may be followed by: "DRAFT - not for publication", but not "Draft minutes".
_GOES_ON = (
    r"\s*(?:$|[^\w\s'\u2019])|\s(?:letter|version|copy|document|text|figures|statistics|only|for|not|annual|by|on|until"
    r"|page|pending|and|see|v?\d)"
)
_ERRATUM = re.compile(r"\b(?:errat(?:um|a)|corrigend(?:um|a))\b", re.IGNORECASE)
_CORRECTION = re.compile(r"\W*corrections?(?:\s(?:notice|slip))?\s*(?::|\W*$)", re.IGNORECASE)
_WITHDRAWN = re.compile(
    r"\bthis\s(?:annual\s)?(?:review\s)?letter\s(?:was|is|has\s(?:\w+\s)?been)\s(?:(?!not\b)\w+\s){0,2}?"
    rf"(?:{_GONE}|replaced)\b",
    re.IGNORECASE,
)
_TITLE = re.compile(rf"\W*(?:{_MARK}\W+{_ANNUAL_LETTER}[\W\d]*|{_ANNUAL_LETTER}[\W\d]*?\W\s?{_MARK}\W*)", re.IGNORECASE)
_NO_LETTERS = re.compile(r"[\W\d]")
_STAMP = re.compile(f"{_UNFINISHED}|{_GONE}", re.IGNORECASE)
# From here on, what is said above the salutation.
_UNFINISHED_LINE, _GONE_LINE = (
    re.compile(
        rf"\W*(?:{marks})(?={_GOES_ON})|.*(?:\s[-\u2013\u2014]|[:(\[])\s*(?:{marks})(?:\W*$|\s(?:on|by)\s|\s\d)",
        re.IGNORECASE,
    )
    for marks in (_UNFINISHED, _GONE)
)
_CORRECTS = re.compile(
    r"^\W*corrections?\b"
    r"|^\W*amendments?\s(?:notice|slip|to\s(?:the|our|your)\s(?:annual|letter|figures|statistics))"
    r"|\bcorrect\s(?:number|figure|total|rate|percentage|share|value)s?\b"
    r"|\bcorrected\s(?:number|figure|total|rate|percentage|share|value)s?\b[^.]{0,80}\s(?:is|are)\b"
    r"|\bshould\s(?:now\s|instead\s|have\s){0,2}(?:be|been|read|say|show|state)\s\W?(?:\d|nil\b|n/a)"
    r"|\bfor\s\W?\d[\d,.%]*\s(?:[\w%]+\s){0,5}?read\s\W?\d",
    re.IGNORECASE | re.MULTILINE,
)
_SUBJECT = (
    r"\b(?:this|these|the|our|your|following|attached|enclosed)\s(?:(?!earlier|previous|original|first|last)\S+\s){0,6}?"
    r"(?:letter|document|version|copy|file|figures?|statistics|data|(?:number|rate|total|percentage)s?)\b"
)
_FALSE = (
    rf"(?:was|were|is|are|(?:has|have)\s(?:\w+\s)?been)\s(?:(?!not\b)\w+\s){{0,3}}?(?:{_GONE}|replaced|incorrect|wrong"
    r"|inaccurate|in\serror|invalid|an?\s(?:\w+\s)?draft|not\s(?:correct|final|valid))\b"
    r"|(?:contain|include|show|print|give|ha)(?:s|ed|d|ve)?\s(?:\w+\s){0,3}?(?:errors?|mistakes?|incorrect|wrong)\b"
)
_DISOWNS = re.compile(
    rf"{_SUBJECT}(?:\s(?!(?:if|whether)\b)[^\s.;:]+){{0,12}}?\s(?:{_FALSE})"
    r"|\b(?:disregard|ignore|destroy|discard|do\snot\s(?:use|rely\son|quote|publish))\s(?:this|these)\b"
    r"|\bthis\sis\s(?:only\s|still\s)?an?\s(?:\w+\s)?draft\b|\b(?:replac|supersed)(?:es|ed)\sthis\b"
    r"|\ban?\s(?:new|corrected|revised|amended|later)\s(?:letter|version)\s(?:was|has\sbeen|will\sbe)\s",
    re.IGNORECASE,
)
# A letter that takes the place of another is the one that counts.
_REPLACES = re.compile(
    r"\b(?:replac|supersed)(?:es|ing)\s(?!this\b)|\btakes\sthe\splace\sof\b|\bby\sthis\s(?:letter|version)\b"
    r"|\bthis\sis\s(?:the|a|our)\s(?:corrected|revised|amended|final|replacement)\b"
    r"|^\W*(?:corrected|revised|amended|reissued)\s(?:annual\s)?(?:review\s)?(?:letter|version|copy)\b",
    re.IGNORECASE | re.MULTILINE,
)
_DEAR = re.compile(r"\W*dear\s", re.IGNORECASE)
# How many lines are the head of a letter without a salutation, and how many of one behind something else.
_FEW, _MOST = 12, 60
_LONGEST_QUOTE = 80


def without_taken_back(found: Findings, document: Document) -> Findings:
    """Return the figures, without their values if the document says that these do not count: a person must read it."""
    issue = _issue(document)
    if issue is None:
        return found
    figures = tuple(replace(figure, value=None, state=FigureState.UNREADABLE) for figure in found.figures)
    return replace(found, figures=figures, issues=(*found.issues, issue), whole=frozenset())


def _issue(document: Document) -> Issue | None:
    head = _head(document)
    replaces = _REPLACES.search(head) is not None
    if _ERRATUM.search(document.text) or (not replaces and (_CORRECTS.search(head) or _has_correction(document))):
        return missing(
            "erratum", "An erratum corrects some of its figures, so that none was taken; read them yourself."
        )
    words = next(_taken_back(document, head, replaces=replaces), None)
    if words is None:
        return None
    said = " ".join(words.split())[:_LONGEST_QUOTE]
    return missing(
        "taken_back", f'The file says "{said}", so that no figure was taken; look for the letter that counts.'
    )


def _taken_back(document: Document, head: str, *, replaces: bool) -> Iterator[str]:
    """Yield the words by which a document says that it, or all its figures, do not count."""
    yield from (page.stamp for page in document.pages if _STAMP.search(_NO_LETTERS.sub("", page.stamp)))
    for line in document.lines:
        yield from (line.text,) if _is_mark(line.text) or _TITLE.fullmatch(line.text) else ()
    yield from (found[0] for found in _WITHDRAWN.finditer(document.text))
    yield from (line for line in head.splitlines() if _UNFINISHED_LINE.match(line))
    if not replaces:
        yield from (line for line in head.splitlines() if _GONE_LINE.match(line))
        yield from (found[0] for found in _DISOWNS.finditer(" ".join(head.split())))


def _is_mark(text: str) -> bool:
    """Return whether a line is a mark in capitals, with or without spaces between them, or "Draft" alone."""
    letters = _NO_LETTERS.sub("", text)
    return (letters.isupper() and _STAMP.fullmatch(letters) is not None) or letters == "Draft"


def _has_correction(document: Document) -> bool:
    return any(_CORRECTION.match(line.text) for line in document.lines)


def _head(document: Document) -> str:
    """Return the lines above the salutation, cell by cell, or the first few if there is none near."""
    lines = document.lines[:_MOST]
    dear = next((at for at, line in enumerate(lines) if any(_DEAR.match(cell.text) for cell in line.cells)), _FEW)
    return "\n".join(cell.text for line in lines[:dear] for cell in line.cells)
