"""Check that an archive's changes are the differences between what it showed before and after each run.

They are computed again from the readings shown one after another, by the code that wrote them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from itertools import groupby, pairwise
from operator import attrgetter
from typing import Any, NamedTuple, TypeAlias

from sqlalchemy import ColumnElement, Connection, Row, select

from lgsco_store.database.batches import in_part, parts
from lgsco_store.database.models import ChangeRow, Publication, ReadingRow, Shown
from lgsco_store.evidence import readings
from lgsco_store.evidence.digests import CanonicalFigure
from lgsco_store.history.compare import Change, differences, reader_differences
from lgsco_store.publications.inputs import ReadLetter
from lgsco_store.publications.registry import kind_of
from lgsco_store.records import Source
from lgsco_store.terms import DecisionKind, ItemKind, Kind

# Changes to a publication other than differences between readings.
_GONE = frozenset({Kind.WITHDRAWN, DecisionKind.EXPIRED, ItemKind.REMOVED})
_STANDING = frozenset({*_GONE, Kind.RESTORED})

ChangeRows: TypeAlias = Sequence[Row[Any]]
"""Rows of changes."""


class _Fact(NamedTuple):
    """What one change says about its publication."""

    kind: str
    field: str | None
    measure: str | None
    category: str | None
    old: str | None
    new: str | None
    subject: str | None
    cause: str


class _Readings(NamedTuple):
    """The readings that changes may be between: by ID, with their figures, and by kind, document and reader version."""

    by_id: Mapping[int, ReadLetter]
    figures: Mapping[int, Sequence[CanonicalFigure]]
    by_reader: Mapping[tuple[Source, str, str], ReadLetter]


def damage(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every change that is missing, extra or wrong, and for every wrong withdrawal."""
    conditions = [in_part(Publication.authority_id, part) for part in parts(connection)]
    for some in (*conditions, Publication.authority_id.is_(None)):
        shown = _by_publication(connection, Shown, some)
        recorded = _by_publication(connection, ChangeRow, some)
        readings = _readings(connection, shown.values())
        for publication in connection.execute(_publications(some)):
            rows = recorded.get(publication.id, [])
            first = Change(kind_of(Source(publication.kind)).appearance)
            yield from _changes_damage(publication.id, first, shown.get(publication.id, []), rows, readings)
            yield from _withdrawal_damage(publication, rows)


def _publications(condition: ColumnElement[bool]) -> Any:
    return select(Publication.__table__).where(condition).order_by(Publication.id)


def _by_publication(
    connection: Connection, table: type[Shown | ChangeRow], condition: ColumnElement[bool]
) -> dict[int, list[Row[Any]]]:
    query = select(table.__table__).join(Publication.__table__, Publication.id == table.publication_id)
    ordered = query.where(condition).order_by(table.publication_id, table.id)
    rows = connection.execute(ordered)
    return {publication_id: list(of) for publication_id, of in groupby(rows, attrgetter("publication_id"))}


def _readings(connection: Connection, shown: Iterable[ChangeRows]) -> _Readings:
    """Return the readings of publications that showed more than one, and other readers' readings of their documents."""
    several = {row.reading_id for rows in shown if len(rows) > 1 for row in rows}
    documents = select(ReadingRow.document_sha256).where(ReadingRow.id.in_(several))
    by_id = readings.load(connection, ReadingRow.document_sha256.in_(documents)) if several else {}
    whole = readings.with_items(connection, by_id.values())
    by_reader = {(each.source, each.document_sha256, each.reader_version): each for each in whole}
    return _Readings(by_id, readings.figures(connection, by_id), by_reader)


def _changes_damage(
    publication_id: int, first: Change, shown: ChangeRows, recorded: ChangeRows, readings: _Readings
) -> Iterator[str]:
    """Compare a publication's changes, run by run, with what was shown of it."""
    by_run: dict[int, list[Row[Any]]] = {}
    for row in recorded:
        by_run.setdefault(row.run_id, []).append(row)
    steps: dict[int, tuple[Row[Any], list[tuple[Change, ...]]]] = {}
    for before, after in pairwise((None, *shown)):
        if after is not None:
            steps[after.run_id] = (after, _possible(before, after, readings) if before is not None else [(first,)])
    for run_id in sorted(by_run.keys() | steps.keys()):
        step, possible = steps.get(run_id, (None, [()]))
        rows = by_run.get(run_id, [])
        yield from _difference(f"publication row {publication_id}, run {run_id}", rows, possible)
        for row in rows:
            if row.version_id != (step and step.version_id):
                yield f"change row {row.id}: its version is not the one that its run {run_id} showed"


def _possible(before: Row[Any], after: Row[Any], readings: _Readings) -> list[tuple[Change, ...]]:
    """Return the possible changes of a step: a newer reader may since have read the former document."""
    old, new = readings.by_id.get(before.reading_id), readings.by_id.get(after.reading_id)
    if old is None or new is None:
        return []
    if before.version_id == after.version_id:
        return [reader_differences(old, new, readings.figures)]
    whole = readings.by_reader.get((old.source, old.document_sha256, new.reader_version))
    again = whole.same_as(old) if whole is not None else None
    found = [differences(old, new, readings.figures)]
    if again is not None and again is not old:
        own = reader_differences(old, again, readings.figures)
        found.append((*own, *differences(again, new, readings.figures)))
    return found


def _difference(where: str, rows: ChangeRows, possible: Collection[tuple[Change, ...]]) -> Iterator[str]:
    """Return changes that do not follow, and those that are missing, judged by the most likely possibility."""
    recorded = Counter(_fact(row) for row in rows if not _is_of_standing(row))
    expected = [Counter(map(_expected, changes)) for changes in possible]
    if not expected or recorded in expected:
        return
    nearest = min(expected, key=lambda each: ((each - recorded) + (recorded - each)).total())
    for fact in (nearest - recorded).elements():
        yield f"{where}: no change says that {_fact_in_words(fact)}"
    for row in rows:
        if not _is_of_standing(row) and not nearest[_fact(row)]:
            yield f"change row {row.id}: {_fact_in_words(_fact(row))} does not follow from what was shown"
    for fact in (recorded - nearest).elements():
        if nearest[fact]:
            yield f"{where}: more than one change says that {_fact_in_words(fact)}"


def _is_of_standing(row: Row[Any]) -> bool:
    """Return whether a change is that of a publication's standing or address."""
    return row.kind in _STANDING or (row.kind == Kind.MOVED and row.field == "url")


def _fact(row: Row[Any]) -> _Fact:
    values = (row.old_value, row.new_value)
    return _Fact(row.kind, row.field, row.measure, row.category, *values, row.subject, row.cause)


def _expected(change: Change) -> _Fact:
    return _Fact(*astuple(change))


def _fact_in_words(fact: _Fact) -> str:
    about = " / ".join(filter(None, (fact.subject, fact.measure, fact.category, fact.field)))
    values = f" {about} from {fact.old or 'nothing'} to {fact.new or 'nothing'}" if about else ""
    return f"{fact.kind}{values} ({fact.cause})"


def _withdrawal_damage(publication: Row[Any], recorded: ChangeRows) -> Iterator[str]:
    """Check that a publication is withdrawn since the last run that withdrew it, unless a later one restored it."""
    withdrawn_at = None
    for row in recorded:
        if row.kind in _STANDING:
            if (row.kind in _GONE) == (withdrawn_at is not None):
                yield f"change row {row.id}: the publication was {row.kind} already"
            withdrawn_at = row.at if row.kind in _GONE else None
    if publication.withdrawn_at != withdrawn_at:
        yield (
            f"publication row {publication.id}: it is withdrawn since {publication.withdrawn_at or 'never'}, "
            f"by its changes since {withdrawn_at or 'never'}"
        )
