"""The text of a letter for producers: pages of lines, rings, big numbers, tables and cards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from itertools import groupby
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Paragraph:
    """One line of the text.

    ``kind`` is ``ring`` for a rate alone, ``number`` for a number alone, ``logo``, ``title`` or ``heading`` for larger
    text, otherwise ``plain``.
    """

    text: str
    kind: str


@dataclass(frozen=True)
class Table:
    """Rows of cells, each as long as the longest."""

    rows: tuple[tuple[str, ...], ...]

    @property
    def is_named(self) -> bool:
        """Return whether its rows begin with names rather than numbers."""
        return not self.rows[-1][0].isdigit()


@dataclass(frozen=True)
class Card:
    """A block of the measures: the text in its ring, its big number with the label, and the rest in order."""

    heading: str
    ring: str = ""
    sentences: tuple[str, ...] = ()
    number: str = ""
    label: str = ""
    base: str = ""
    note: str = ""


Piece: TypeAlias = Paragraph | Table
Sheet: TypeAlias = list[Paragraph | Table | Card]

FOOTNOTES = ("¹ Rounded to a whole number.", "² Found before the complaint came to us.")
_MARKED = ((r"(an average of \d+%)", r"\1¹"), (r"^(\d+)(?= satisfactory remedy)", r"\1²"))

_BLOCKS = re.compile(r"Complaints upheld|Compliance with Ombudsman recommendations|Satisfactory remedies provided .*")
_KINDS = {
    "ring": r"\d+%",
    "number": r"\d+",
    "logo": r"Local Government .*OMBUDSMAN",
    "title": r"Annual (Review )?[Ll]etter.*|Section \d: .*|(Appendix \d: )?Local [Aa]uthority [Rr]eport.*"
    "|LOCAL AUTHORITY REPORT.*",
    "heading": rf"{_BLOCKS.pattern}|Complaint overview|Complaints and enquiries received|Decisions made|Notes"
    "|Introduction|Complaints Remedied|LGO Advice Team|Investigative Team",
}


def pages(text: str) -> list[list[Piece]]:
    """Return the pieces of each page."""
    return [list(_pieces(page)) for page in text.split("\f")]


def sheets(text: str, *, footnotes: bool = False) -> list[Sheet]:
    """Return the pieces of each page, with each block of the measures in a card; optionally with footnotes."""
    gathered = [list(_gathered(page)) for page in pages(text)]
    return [list(_marked(sheet)) for sheet in gathered] if footnotes else gathered


def plain(sheets: Iterable[Sheet]) -> list[list[dict[str, Any]]]:
    """Return the same as JSON values; ``is`` names the kind of each piece."""
    return [[{"is": type(piece).__name__.lower(), **asdict(piece)} for piece in sheet] for sheet in sheets]


def _pieces(page: str) -> Iterator[Piece]:
    for (tabbed, blank), group in groupby(page.splitlines(), key=lambda line: ("\t" in line, not line.strip())):
        if blank:
            continue
        listed = [tuple(line.split("\t")) for line in group]
        if not tabbed or len(listed) == 1:
            yield from (Paragraph(" ".join(cells), _kind(cells[0])) for cells in listed)
            continue
        width = max(map(len, listed))
        yield Table(tuple(cells + ("",) * (width - len(cells)) for cells in listed))


def _kind(text: str) -> str:
    return next((kind for kind, pattern in _KINDS.items() if re.fullmatch(pattern, text)), "plain")


def _gathered(page: Sequence[Piece]) -> Iterator[Paragraph | Table | Card]:
    card: Card | None = None
    for piece in page:
        if isinstance(piece, Paragraph) and _BLOCKS.fullmatch(piece.text):
            yield from [card] if card else []
            card = Card(piece.text)
        elif card is None or isinstance(piece, Table):
            yield piece
        else:
            card = _with(card, piece)
    yield from [card] if card else []


def _with(card: Card, piece: Paragraph) -> Card:
    if piece.kind == "ring":
        return replace(card, ring=piece.text)
    if piece.kind == "number":
        return replace(card, number=piece.text)
    if counted := re.fullmatch(r"(\d+)? ?((?:upheld|satisfactory remedy) decisions?)", piece.text):
        return replace(card, number=counted[1] or card.number, label=counted[2])
    if piece.text.startswith("Statistics are based"):
        return replace(card, base=piece.text)
    if piece.text.startswith("Failure to comply"):
        return replace(card, note=piece.text)
    return replace(card, sentences=(*card.sentences, piece.text))


def _marked(sheet: Sheet) -> Iterator[Paragraph | Table | Card]:
    for piece in sheet:
        if isinstance(piece, Card):
            sentences = tuple(re.sub(*_MARKED[0], text) for text in piece.sentences)
            number = re.sub(*_MARKED[1], f"{piece.number} {piece.label}").split(" ")[0]
            yield replace(piece, sentences=sentences, number=number)
        else:
            yield piece
    if any(isinstance(piece, Card) for piece in sheet):
        yield from (Paragraph(text, "footnote") for text in FOOTNOTES)
