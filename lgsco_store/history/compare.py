"""Find the differences between two readings, of two documents or by two readers, and their causes. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, zip_longest
from typing import TypeAlias

from lgsco_store.evidence.digests import CanonicalFigure, ordered
from lgsco_store.publications.base import Versioned
from lgsco_store.publications.inputs import Current, ReadLetter
from lgsco_store.publications.registry import kind_of
from lgsco_store.records import ReadingStatus, Source
from lgsco_store.terms import AnyKind, Cause, Kind

Figures: TypeAlias = Mapping[int, Sequence[CanonicalFigure]]
"""The figures of readings, by the reading's ID."""

FieldDifference: TypeAlias = tuple[str, str | None, str | None, str | None, str | None, str | None]
"""Field, measure, category, old and new text, and the subject of a figure of a table about many."""

_Of: TypeAlias = tuple[str, str | None, str | None]
"""Measure, category and subject of figures that are compared with one another."""

UNREAD = frozenset({ReadingStatus.UNREADABLE, ReadingStatus.UNRECOGNISED})


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a change; ``old`` and ``new`` are canonical text, None if there was or is nothing."""

    kind: AnyKind
    field: str | None = None
    measure: str | None = None
    category: str | None = None
    old: str | None = None
    new: str | None = None
    subject: str | None = None
    cause: Cause = Cause.SOURCE


@dataclass(frozen=True, slots=True)
class Known:
    """The data that versions are compared by.

    ``figures`` are those of readings, by the reading's ID; ``again`` are former documents as newer readers read them,
    by kind, document and reader version.
    """

    figures: Figures
    again: Mapping[tuple[Source, str, str], ReadLetter]

    def by_the_same_reader(self, current: Current, new: ReadLetter) -> ReadLetter | None:
        """Return the current document as the new one's reader reads it; None if they cannot be compared."""
        if current.reading.reader_version == new.reader_version:
            return current.reading
        whole = self.again.get((current.source, current.document_sha256, new.reader_version))
        again = whole.same_as(current.reading) if whole else None
        return None if again is None or why_withheld(current, again) else again


def replacement(current: Current, new: ReadLetter, known: Known) -> tuple[Change, ...]:
    """Return the changes when a new document replaces a publication's current one.

    If another reader read the new one, the comparison has two steps: differences between the two readers' readings of
    the current document are the reader's changes, and only the rest are the source's.
    """
    again = known.by_the_same_reader(current, new)
    if again is None:
        return differences(current.reading, new, known.figures)
    return (*reader_differences(current.reading, again, known.figures), *differences(again, new, known.figures))


def why_withheld(current: Current, new: ReadLetter) -> tuple[str, str] | None:
    """Return code and message if a newer reading of a publication would lose it or move it to another year."""
    by = f"Reader {new.reader_version}"
    if new.status is ReadingStatus.NOT_A_LETTER:
        return (
            "reader_refuses",
            f"{by} does not accept it as a letter; the older reading stays until a person has looked",
        )
    if new.status in UNREAD and current.reading.status not in UNREAD:
        return "reader_lost_letter", f"{by} cannot read what an older one read; the older reading stays"
    if new.year not in {current.year, current.reading.year}:
        return "reader_moves_letter", f"{by} reads the year {new.year}; the letter stays under {current.year}"
    return None


def differences(old: ReadLetter, new: ReadLetter, figures: Figures) -> tuple[Change, ...]:
    """Return the changes between one reader's readings of two documents of one publication, in a stable order.

    A document without text cannot be compared, so that replacing it, or replacing another document by it, is always a
    revision.
    """
    head = _head_differences(old.head, new.head)
    rows = _figure_rows(old, new, figures)
    if rows:
        return tuple(_as(Kind.REVISED, (*rows, *head)))
    kind = kind_of(new.source)
    named = kind.changes
    if old.text_sha256 is None or new.text_sha256 is None:
        status = ("status", None, None, old.status.value, new.status.value, None)
        return tuple(_as(Kind.REVISED, head or [status]))
    # With one reader, the same text cannot have a different head; two readers could, and must not hide it.
    if old.text_sha256 != new.text_sha256 or head:
        # The text of an item is one of its fields.
        is_field = kind.versioned is Versioned.BY_ITEM or (named and old.text_sha256 == new.text_sha256)
        bare = () if is_field else (Change(Kind.REWORDED),)
        return (*bare, *(Change(named.get(row[0], Kind.REWORDED), *row) for row in head))
    return (Change(Kind.RESTAMPED),)


def reader_differences(old: ReadLetter, new: ReadLetter, figures: Figures) -> tuple[Change, ...]:
    """Return the changes between two readings of one document: every field that another reader read differently.

    A different digest of the text means nothing here, since the document is the same.
    """
    rows = _figure_rows(old, new, figures)
    kind = Kind.REVISED if rows else Kind.REWORDED
    head = _head_differences(old.head, new.head)
    named = kind_of(new.source).changes
    return tuple(Change(named.get(row[0], kind), *row, cause=Cause.READER) for row in (*rows, *head))


def _figure_rows(old: ReadLetter, new: ReadLetter, figures: Figures) -> tuple[FieldDifference, ...]:
    if old.figures_sha256 == new.figures_sha256:
        return ()
    return figure_differences(figures[old.reading_id], figures[new.reading_id])


def figure_differences(old: Sequence[CanonicalFigure], new: Sequence[CanonicalFigure]) -> tuple[FieldDifference, ...]:
    """Return a row for every field of every figure that differs.

    A letter may print one figure twice and contradict itself, so the figures of one measure and category are compared
    in order: equal ones cancel out, the rest are paired in their order.
    """
    gone, come = _by_key(Counter(old) - Counter(new)), _by_key(Counter(new) - Counter(old))
    keys = dict.fromkeys(map(_key, ordered([*chain(*gone.values()), *chain(*come.values())])))
    return tuple(
        row
        for key in keys
        for before, after in zip_longest(gone.get(key, ()), come.get(key, ()))
        for row in _field_differences(key, before, after)
    )


def _by_key(figures: Counter[CanonicalFigure]) -> dict[_Of, list[CanonicalFigure]]:
    found: dict[_Of, list[CanonicalFigure]] = {}
    for figure in ordered(figures.elements()):
        found.setdefault(_key(figure), []).append(figure)
    return found


def _key(figure: CanonicalFigure) -> _Of:
    return figure.measure, figure.category, figure.subject


def _field_differences(key: _Of, old: CanonicalFigure | None, new: CanonicalFigure | None) -> Iterator[FieldDifference]:
    measure, category, subject = key
    # A unit belongs to its measure, so it is only reported if the figure existed before and after.
    fields = ("value", "state", "unit") if old and new else ("value", "state")
    for field in fields:
        before, after = getattr(old, field, None), getattr(new, field, None)
        if before != after:
            yield field, measure, category, before, after, subject


def _head_differences(old: Mapping[str, str | None], new: Mapping[str, str | None]) -> list[FieldDifference]:
    fields = dict.fromkeys([*old, *new])
    rows = ((field, None, None, old.get(field), new.get(field), None) for field in fields)
    return [row for row in rows if row[3] != row[4]]


def _as(kind: Kind, rows: Iterable[FieldDifference]) -> Iterator[Change]:
    return (Change(kind, *row) for row in rows)
