"""Readings of publications that are not letters: plain values in the shape of ``lgsco read``."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from lgsco_store.records import Figure, Issue, ReadingStatus
from lgsco_store.terms import DecisionType


class AmountState(StrEnum):
    """What is known about a sum of money.

    One page cannot show that a sum is a remedy of one body and is not printed under another reference, so it is a
    mention.
    """

    AMOUNT_MENTIONED = "amount_mentioned"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the text of a decision: its heading as printed, and its paragraphs."""

    heading: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Action:
    """An action that was agreed or recommended, word for word, with its heading."""

    section: str
    text: str


@dataclass(frozen=True, slots=True)
class Amount:
    """A sum in pounds, with its heading and its sentence."""

    value: Decimal
    section: str
    sentence: str
    state: AmountState = AmountState.AMOUNT_MENTIONED


@dataclass(frozen=True, slots=True)
class DecisionReading:
    """One reader version's reading of the page of a decision or report; missing fields are None.

    ``reference`` is normalised to ``yy nnn nnn`` with its suffix; ``references`` are all that the head names, that one
    first. ``outcome`` is that of the named body, while the text is about the whole case. ``satisfied_on`` is the day on
    which the Ombudsman was satisfied with the response to a report. ``text_sha256`` is the digest of the words from the
    summary on, without that day: it is the same if one investigation is published under several references.
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
    """One improvement that a council agreed to make, word for word; the other fields are None if not printed."""

    text: str
    reference: str | None = None
    category: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class ImprovementsReading:
    """One reader version's reading of a page that lists service improvements, in the order of the page."""

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
class Table:
    """A yearly table; ``year`` is the year in which its period ends, on 31 March, None if the file does not give it.

    ``sheet`` is None in a file without sheets, ``title`` the text above the header, ``notes`` the texts of its rows
    without figures. Each of its figures has a subject.
    """

    kind: TableKind
    sheet: str | None
    header_row: int
    title: str | None
    year: int | None
    figures: tuple[Figure, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DataTableReading:
    """One reader version's reading of a file of yearly tables about every authority, in the order of the file."""

    sha256: str | None
    status: ReadingStatus
    reader_version: str
    tables: tuple[Table, ...] = ()
    issues: tuple[Issue, ...] = ()
