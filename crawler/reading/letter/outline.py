"""The outline of a letter: date, addressee, authority, title, salutation, close, signatory, and the lines below."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from crawler.reading.input.document import Document, Line
from crawler.reading.letter.addressees import Addressed, find_addressees
from crawler.reading.squeezed_text import UNKNOWN
from crawler.reading.wording import Phrase
from lgsco_store.records import Person

_MONTH_OF = r"(?P<month>[A-Z][a-z]+),? (?P<year>\d{4})"
_DATE = re.compile(rf"(?:Date:? )?(?:[A-Z][a-z]+day,? )?(?P<day>\d{{1,2}})(?:\s?(?:st|nd|rd|th))? {_MONTH_OF}")
_MONTH = re.compile(_MONTH_OF)
_YEAR = r"\d{4}(?:\s?[-/\u2013]\s?\d{2,4})?"
_TITLE = Phrase(rf"(?P<title>(?:the )?annual (?:review )?letter(?:[\s-]*{_YEAR})?)(?:\s?[-\u2013]?introduction)?")
# A year of which the page shows other digits than its text.
_UNKNOWN_YEAR = re.compile(rf"\s(?=\S*{UNKNOWN})[\d{UNKNOWN}]{{4}}$")
_DEAR = re.compile(r"Dear\s+(?P<name>[^,]+?)\s*,?", re.IGNORECASE)
_GREETING = Phrase(r"dear[^\0]{2,60}")
_CLOSE = Phrase("yours (?:sincerely|faithfully|truly),?")
_OMBUDSMAN = "(?:interim |acting )?local government (?:and social care )?ombudsman"
_SENDER = Phrase(rf"{_OMBUDSMAN}(?:,[^\0]*)?")
_SIGNED = Phrase(rf"(?P<name>[^\0]{{3,60}}?),?(?P<role>{_OMBUDSMAN})(?:[^a-z][^\0]*|chair[^\0]*)?")
_NAME = re.compile(r"(?:[A-Z][\w.'\u2019-]*\s?){1,5},?")
# How far apart the lines of one column may begin, in points.
_SAME_EDGE = 20.0
# A name, and the two lines that a role may take.
_MOST_SIGNED = 4
# Text in a head that is neither person nor authority: how the letter was sent, and the sender's own name.
_SENT = re.compile(
    r"by e-?mail(?: only)?:?.*|.*@.*|(?:our|your) ref\b.*|\(?if (?:telephoning|e-?mailing)\b.*|DX \d+.*|\(.*\)",
    re.IGNORECASE,
)
_LOGO = re.compile(r".*\bombudsman|local government (?:(?:and|&) social care)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outline:
    """The parts of a letter that frame it; ``after`` has the lines below the close.

    ``dates`` are those above the salutation: its own, and perhaps that of a running header. ``preface`` counts the
    lines before the salutation: a letter begins with it, unless it is quoted in something else.
    """

    dates: tuple[date, ...]
    salutation: str | None
    addressed: Addressed
    title: str | None
    signatory: Person | None
    after: tuple[Line, ...]
    preface: int

    @property
    def is_from_ombudsman(self) -> bool:
        """Return whether the Local Government (and Social Care) Ombudsman signs it."""
        role = self.signatory.role if self.signatory else None
        return role is not None and _SENDER.fullmatch(role) is not None


def outline(document: Document) -> Outline:
    """Find the frame of a letter; missing parts are None or empty."""
    lines = document.lines
    dear = next((at for at, line in enumerate(lines) if _salutation(line)), None)
    close = _close(lines, dear or 0)
    beside = _close(lines[:dear], 0) if close is None else None
    below_head = _title_below_date(lines) if dear is None else dear
    head = _texts(lines[:below_head]) if below_head is not None else []
    salutation = _salutation(lines[dear]) if dear is not None else None
    after = lines[close + 1 :] if close is not None else lines[(-1 if dear is None else dear) + 1 :]
    return Outline(
        dates=tuple(filter(None, map(_date, head))),
        salutation=salutation,
        addressed=_addressed(lines, below_head, salutation),
        title=_title(_texts(lines[dear or 0 : close])),
        signatory=_signed(lines, close if beside is None else beside),
        after=after,
        preface=dear or 0,
    )


def below_close(lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines below the close; all of them if there is none."""
    close = _close(lines, 0)
    return lines if close is None else lines[close + 1 :]


def _title_below_date(lines: Sequence[Line]) -> int | None:
    """Return the index of the title of a letter without a salutation; above that of a cover there is no date."""
    title = next((at for at, line in enumerate(lines) if _title(_texts([line]))), None)
    return title if title is not None and any(map(_date, _texts(lines[:title]))) else None


def next_letter(lines: Sequence[Line]) -> int | None:
    """Return the page on which another letter begins: it has a salutation, with a close below it; None if none does."""
    for at, line in enumerate(lines):
        if _salutation(line) and _close(lines, at + 1) is not None:
            return line.page
    return None


def _close(lines: Sequence[Line], start: int) -> int | None:
    """Return the index of the close: "Yours sincerely", or the line above a name with the Ombudsman's role."""
    for at in range(start, len(lines)):
        if any(map(_CLOSE.fullmatch, _texts(lines[at : at + 1]))):
            return at
    for at in range(start + 2, len(lines)):
        if _SENDER.fullmatch(lines[at].text) and _NAME.fullmatch(lines[at - 1].text):
            return at - 2
    return None


def _texts(lines: Sequence[Line]) -> list[str]:
    return [cell.text for line in lines for cell in line.cells if cell.words]


def _signed(lines: Sequence[Line], close: int | None) -> Person | None:
    """Return who signs below a close; in a two-column letter that may be higher on the page than the salutation."""
    return _signatory(_in_column(lines[close + 1 :], lines[close], _CLOSE)) if close is not None else None


def _addressed(lines: Sequence[Line], end: int | None, salutation: str | None) -> Addressed:
    """Extract the addressees of a head, from the column of the salutation below it if that names an authority."""
    if end is None:
        return find_addressees([], salutation)
    column, whole = _in_column(lines[:end], lines[end], _GREETING), _texts(lines[:end])
    found = find_addressees(_addressed_lines(column), salutation)
    return found if found.authority else find_addressees(_addressed_lines(whole), salutation)


def _in_column(lines: Sequence[Line], line: Line, phrase: Phrase) -> list[str]:
    """Return the cells that begin level with the cell of a phrase: another column may be beside them."""
    left = next((cell.box[0] for cell in line.cells if cell.box and phrase.fullmatch(cell.text)), None)
    own = [
        cell.text
        for cell in (cell for line in lines for cell in line.cells if cell.words)
        if left is None or (cell.box and abs(cell.box[0] - left) <= _SAME_EDGE)
    ]
    return own or _texts(lines)


def _salutation(line: Line) -> str | None:
    return next((found["name"] for found in map(_DEAR.fullmatch, _texts([line])) if found), None)


def _title(texts: Sequence[str]) -> str | None:
    """Return the first title with a year, else the first; a cover may have one without."""
    texts = [_UNKNOWN_YEAR.sub("", text) for text in texts] if any(UNKNOWN in text for text in texts) else texts
    titles = [found.groups["title"] for found in map(_TITLE.fullmatch, texts) if found]
    return next((title for title in titles if title and title[-1].isdigit()), next(iter(titles), None))


def _date(text: str) -> date | None:
    found = _DATE.fullmatch(text)
    if found is None:
        return None
    try:
        return datetime.strptime(f"{found['day']} {found['month']} {found['year']}", "%d %B %Y").date()  # noqa: DTZ007
    except ValueError:
        return None


def _addressed_lines(head: Sequence[str]) -> list[str]:
    """Return the lines between the date, the references and the note on how it was sent, without a logo's text.

    If there are several such stretches, use the last one that names an authority, else the last.
    """
    stretches: list[list[str]] = [[]]
    for text in head:
        if _DATE.fullmatch(text) or _MONTH.fullmatch(text) or _SENT.fullmatch(text):
            stretches.append([])
        elif not _LOGO.fullmatch(text):
            stretches[-1].append(text)
    return next((lines for lines in reversed(stretches) if find_addressees(lines, None).authority), stretches[-1])


def _signatory(texts: Sequence[str]) -> Person | None:
    """Return the signatory: the name on the first line, the role on the next one or two, or both on one line."""
    if not texts:
        return None
    together = _SIGNED.fullmatch(texts[0])
    if together:
        return Person(str(together.groups["name"]).strip(" ,"), together.groups["role"])
    roles = [" ".join(texts[1:end]) for end in range(2, min(len(texts), _MOST_SIGNED) + 1)]
    role = next(filter(_SENDER.fullmatch, roles), next(iter(roles), None))
    return Person(texts[0].rstrip(","), role)
