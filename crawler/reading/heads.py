"""The outline of a letter: date, addressee, authority, title, salutation, close, signatory, and what follows."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crawler.reading.document import Document, Line
from crawler.reading.persons import Addressed, addressed
from lgsco_store.records import Person

_DATE = re.compile(r"(\d{1,2})(?:\s?(?:st|nd|rd|th))? ([A-Z][a-z]+),? (\d{4})")
_TITLE = re.compile(r"(?:The )?Annual (?:Review )?letter\b(?:[ -]*\d{4}(?:\s?[-/\u2013]\s?\d{2,4})?)?", re.IGNORECASE)
_DEAR = re.compile(r"Dear\s+(?P<name>[^,]+?)\s*,?", re.IGNORECASE)
_CLOSE = re.compile(r"Yours (?:sincerely|faithfully|truly),?", re.IGNORECASE)
_OMBUDSMAN = r"(?:(?:Interim|Acting) )?Local Government (?:(?:and|&) Social Care )?Ombudsman"
_SENDER = re.compile(rf"{_OMBUDSMAN}(?:,.*)?", re.IGNORECASE)
_SIGNED = re.compile(rf"(?P<name>.+?),? (?P<role>{_OMBUDSMAN})\b.*", re.IGNORECASE)
# What stands in a head and is neither person nor authority: how the letter was sent, and the sender's own name.
_SENT = re.compile(
    r"by e-?mail(?: only)?:?.*|.*@.*|(?:our|your) ref\b.*|\(?if telephoning\b.*|DX \d+.*|\(.*\)",
    re.IGNORECASE,
)
_LOGO = re.compile(r".*\bombudsman", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a letter that frame it; ``after`` holds the lines below the close.

    ``preface`` counts the lines before the salutation: the letter begins with it, or it is quoted in something else.
    """

    letter_date: date | None
    salutation: str | None
    addressed: Addressed
    title: str | None
    signatory: Person | None
    after: tuple[Line, ...]
    preface: int

    @property
    def is_from_ombudsman(self) -> bool:
        """Whether the Local Government (and Social Care) Ombudsman signs it."""
        role = self.signatory.role if self.signatory else None
        return role is not None and _SENDER.fullmatch(role) is not None


def outline(document: Document) -> Outline:
    """Find the frame of a letter; what is missing is None or empty."""
    lines = document.lines
    dear = _first(lines, _DEAR, 0)
    close = _first(lines, _CLOSE, dear or 0)
    head = _texts(lines[:dear]) if dear is not None else []
    salutation = _salutation(lines[dear]) if dear is not None else None
    after = lines[close + 1 :] if close is not None else lines[(dear or -1) + 1 :]
    return Outline(
        letter_date=next(filter(None, map(_date, head)), None),
        salutation=salutation,
        addressed=addressed(_addressed_lines(head), salutation),
        title=next((text for text in _texts(lines[dear or 0 : close]) if _TITLE.fullmatch(text)), None),
        signatory=_signatory(_texts(after)) if close is not None else None,
        after=after,
        preface=dear or 0,
    )


def below_close(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """The lines below the close; all of them where there is none."""
    close = _first(lines, _CLOSE, 0)
    return lines if close is None else lines[close + 1 :]


def _texts(lines: Sequence[Line]) -> list[str]:
    return [cell.text for line in lines for cell in line.cells if cell.words]


def _first(lines: Sequence[Line], pattern: re.Pattern[str], start: int) -> int | None:
    return next(
        (at for at in range(start, len(lines)) if any(map(pattern.fullmatch, _texts(lines[at : at + 1])))), None
    )


def _salutation(line: Line) -> str:
    return next(found["name"] for found in map(_DEAR.fullmatch, _texts([line])) if found)


def _date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    try:
        return datetime.strptime(" ".join(found.groups()), "%d %B %Y").date() if found else None  # noqa: DTZ007
    except ValueError:
        return None


def _addressed_lines(head: Sequence[str]) -> list[str]:
    """The lines between the date, the references and the note on how it was sent, without a logo's.

    Of several such stretches it is the last one that names an authority, else the last.
    """
    stretches: list[list[str]] = [[]]
    for text in head:
        if _DATE.fullmatch(text) or _SENT.fullmatch(text):
            stretches.append([])
        elif not _LOGO.fullmatch(text):
            stretches[-1].append(text)
    return next((lines for lines in reversed(stretches) if addressed(lines, None).authority), stretches[-1])


def _signatory(texts: Sequence[str]) -> Person | None:
    """The first line under the close is the name, the next the role; or both stand on one line."""
    if not texts:
        return None
    together = _SIGNED.fullmatch(texts[0])
    if together:
        return Person(together["name"], together["role"])
    return Person(texts[0], texts[1] if len(texts) > 1 else None)
