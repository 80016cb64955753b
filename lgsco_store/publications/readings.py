"""What the reader takes from publications that are no letters: plain values in the shape of ``lgsco read``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lgsco_store.records import Figure, Issue, ReadingStatus
from lgsco_store.terms import DecisionType


class AmountState(StrEnum):
    """What is known of a sum of money.

    One page cannot show that a sum is a remedy of one body and stands under no other reference: it is a mention.
    """

    AMOUNT_MENTIONED = "amount_mentioned"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text of a decision: its heading as printed, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """An action that was agreed or recommended, word for word, with the heading that it stands under."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in pounds, with the heading and the sentence that it stands in."""

    value: Decimal
    section: str
    sentence: str
    state: AmountState = AmountState.AMOUNT_MENTIONED


@dataclass(frozen=True, slots=True)
class DecisionReading:
    """What one reader version took from the page of a decision or report; what the page lacks is None.

    ``reference`` is spelled ``yy nnn nnn`` with its suffix; ``references`` are all that the head names, that one
    first. ``outcome`` is that of the named body, while the text is about the whole case. ``satisfied_on`` is the day on
    which the Ombudsman was satisfied with the response to a report. ``text_sha256`` is of the words from the summary
    on, without that day: it is the same where one investigation is published under several references.
    """

    sha256: str | None
    status: ReadingStatus
    reader_version: str
    type: DecisionType | None = None
    reference: str | None = None
    body: str | None = None
    category: str | None = None
    sub_category: str | None = None
    outcome: str | None = None
    decision_date: date | None = None
    summary: str | None = None
    sections: tuple[Section, ...] = ()
    actions: tuple[Action, ...] = ()
    amounts: tuple[Amount, ...] = ()
    satisfied_on: date | None = None
    references: tuple[str, ...] = ()
    issues: tuple[Issue, ...] = ()
    text_sha256: str | None = None


@dataclass(frozen=True, slots=True)
class Improvement:
    """One improvement that a council agreed to make, word for word; the rest is None where it is not printed."""

    text: str
    reference: str | None = None
    category: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImprovementsReading:
    """What one reader version took from a page that lists service improvements, in the order of the page."""

    sha256: str | None
    status: ReadingStatus
    reader_version: str
    authority: str | None = None
    improvements: tuple[Improvement, ...] = ()
    issues: tuple[Issue, ...] = ()


class TableKind(StrEnum):
    """What a yearly table counts."""

    COMPLAINTS_RECEIVED = "complaints_received"
    COMPLAINTS_DECIDED = "complaints_decided"
    REMEDIES_AND_COMPLIANCE = "remedies_and_compliance"


@dataclass(frozen=True, slots=True)
class TableFigure:
    """One cell of a yearly table; ``row`` counts from 1, and ``cell`` is its place as spreadsheets name it.

    ``subject`` is whose row it is, as printed without the mark of a note, and ``authority`` the slug of the one that
    the register knows by that name. The page of the ``figure`` is the number of the sheet, its text that of the cell.
    """

    subject: str
    authority: str | None
    row: int
    cell: str
    figure: Figure


@dataclass(frozen=True, slots=True)
class Table:
    """A yearly table; ``year`` is that in which its period ends, on 31 March, None if the file does not say it.

    ``sheet`` is None in a file without sheets, ``title`` what stands above the header, ``notes`` the texts of its rows
    that have no figures.
    """

    kind: TableKind
    sheet: str | None
    header_row: int
    title: str | None
    year: int | None
    figures: tuple[TableFigure, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataTableReading:
    """What one reader version took from a file of yearly tables about every authority, in the order of the file."""

    sha256: str | None
    status: ReadingStatus
    reader_version: str
    tables: tuple[Table, ...] = ()
    issues: tuple[Issue, ...] = ()
