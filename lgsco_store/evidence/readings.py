"""Convert readings to rows and back."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    bindparam,
    exists,
    insert,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from lgsco_store.database.batches import PARAMETERS, batches, insert_rows
from lgsco_store.database.models import FigureRow, ReadingAttribute, ReadingIssue, ReadingRow, WideReading
from lgsco_store.evidence.digests import CanonicalFigure, canonical, canonical_value, figures_sha256
from lgsco_store.evidence.wide import wide_row
from lgsco_store.publications.base import Versioned
from lgsco_store.publications.inputs import ReadLetter
from lgsco_store.publications.registry import kind_of
from lgsco_store.records import (
    Figure,
    FigureState,
    Issue,
    Reading,
    ReadingStatus,
    Severity,
    Source,
)
from lgsco_store.search import index

_EXPLAINED = frozenset({ReadingStatus.UNRECOGNISED, ReadingStatus.UNREADABLE})
_READING = (
    select(ReadingRow.id)
    .where(ReadingRow.document_sha256 == bindparam("sha256"), ReadingRow.kind == bindparam("kind"))
    .where(ReadingRow.reader_version == bindparam("reader_version"), ReadingRow.item == 0)
)

# Every reading is written by the same statement: building it takes longer than executing it.
_INSERT = insert(ReadingRow).returning(ReadingRow.id)

# The greatest values that a rate, and any other figure, can have.
_RATE = Decimal(100)
_MOST = Decimal("1e300")


def is_read(
    document: InstrumentedAttribute[Any],
    source: Source | BindParameter[str],
    reader_version: str | BindParameter[str],
) -> ColumnElement[bool]:
    """Return whether a reader version has read the document of a query's column, as one kind of publication."""
    of_kind = (ReadingRow.kind == source, ReadingRow.reader_version == reader_version)
    return exists().where(ReadingRow.document_sha256 == document, *of_kind)


def find_reading(connection: Connection, sha256: str, source: Source, reader_version: str) -> int | None:
    """Return the ID of a reader version's reading of a document as one kind; None if there is none."""
    wanted = {"sha256": sha256, "kind": source, "reader_version": reader_version}
    return connection.execute(_READING, wanted).scalar_one_or_none()


def write_reading(connection: Connection, reading: Reading, source: Source) -> int:
    """Write a reading with its items, attributes, figures and issues, in order; return its ID."""
    reading_id = connection.execute(_INSERT, reading_row(reading, source)).scalar_one()
    _write_attributes(connection, reading_id, source, reading.authority, attributes_of(reading))
    for table, rows in detail_rows(reading).items():
        insert_rows(connection, table, [{"reading_id": reading_id, **row} for row in rows])
    if source is Source.LETTER:
        wide = wide_row(map(canonical, possible(reading.figures)))
        insert_rows(connection, WideReading, [{"reading_id": reading_id, **wide}])
    for item, item_row in zip(reading.items, item_rows(reading, source), strict=True):
        item_id = connection.execute(_INSERT, item_row).scalar_one()
        _write_attributes(connection, item_id, source, None, dict(item.attributes))
    return reading_id


def _write_attributes(
    connection: Connection, reading_id: int, source: Source, authority: str | None, attributes: Mapping[str, str]
) -> None:
    """Write the attributes of a reading or of one of its items, and what the search has of it."""
    rows = [{"reading_id": reading_id, "name": name, "value": value} for name, value in attributes.items()]
    insert_rows(connection, ReadingAttribute, rows)
    index.write(connection, reading_id, source, authority, attributes)


def item_rows(reading: Reading, source: Source) -> list[dict[str, Any]]:
    """Return the items of a reading as rows, without their attributes: each was read in full."""
    blank = Reading(reading.sha256, ReadingStatus.COMPLETE, reading.reader_version)
    return [
        {**reading_row(blank, source), "item": position, "text_sha256": item.text_sha256}
        for position, item in enumerate(reading.items, 1)
    ]


def reading_row(reading: Reading, source: Source) -> dict[str, Any]:
    """Return a reading as a row, without its items, attributes, figures and issues."""
    return {
        "kind": source,
        "document_sha256": reading.sha256,
        "reader_version": reading.reader_version,
        "item": 0,
        "status": reading.status,
        "layout": reading.layout,
        "authority": reading.authority,
        "year": reading.year,
        "period_start": reading.period_start,
        "period_end": reading.period_end,
        "title": reading.title,
        "letter_date": reading.letter_date,
        "text_sha256": reading.text_sha256,
        "figures_sha256": figures_sha256(map(canonical, possible(reading.figures))),
    }


def attributes_of(reading: Reading) -> dict[str, str]:
    """Return the attributes that only readings of one kind have, by name; missing ones are left out."""
    persons = {"addressee": reading.addressee, "signatory": reading.signatory}
    named = {f"{who}_name": person.name for who, person in persons.items() if person}
    roles = {f"{who}_role": person.role for who, person in persons.items() if person and person.role is not None}
    return dict(sorted((named | roles | dict(reading.attributes)).items()))


def detail_rows(reading: Reading) -> dict[type[FigureRow | ReadingIssue], list[dict[str, Any]]]:
    """Return a reading's figures and issues as rows, by their table."""
    figures = [_figure_row(figure) for figure in possible(reading.figures)]
    issues = [_issue_row(issue) for issue in reading.issues]
    return {
        table: [{"position": position, **row} for position, row in enumerate(rows)]
        for table, rows in ((FigureRow, figures), (ReadingIssue, issues))
    }


def possible(figures: Iterable[Figure]) -> Iterator[Figure]:
    """Return the figures as the archive stores them: an impossible one becomes unreadable, with an issue."""
    for figure in figures:
        if figure.value is None or _is_possible(figure.value, figure.unit):
            yield figure
        else:
            yield replace(figure, value=None, state=FigureState.UNREADABLE)


def _is_possible(value: Decimal, unit: str) -> bool:
    if not value.is_finite() or not 0 <= value <= (_RATE if unit == "percent" else _MOST):
        return False
    return unit != "count" or value == value.to_integral_value()


def _figure_row(figure: Figure) -> dict[str, Any]:
    x0, top, x1, bottom = figure.bbox or (None, None, None, None)
    subject = figure.subject
    return {
        "measure": figure.measure,
        "category": figure.category,
        "value": figure.value,
        "unit": figure.unit,
        "state": figure.state,
        "page": figure.page,
        "x0": x0,
        "top": top,
        "x1": x1,
        "bottom": bottom,
        "text": figure.text,
        "subject": subject.name if subject else None,
        "authority_code": subject.code if subject else None,
        "cell": subject.cell if subject else None,
    }


def _issue_row(issue: Issue) -> dict[str, Any]:
    return {"code": issue.code, "severity": issue.severity, "message": issue.message, "measure": issue.measure}


HEAD = (
    "status",
    "layout",
    "authority",
    "year",
    "period_start",
    "period_end",
    "title",
    "letter_date",
)
"""The fields of every reading that are compared in addition to its attributes and figures."""


def figures(connection: Connection, reading_ids: Collection[int]) -> dict[int, list[CanonicalFigure]]:
    """Return the figures of some readings, by the reading's ID."""
    found: dict[int, list[CanonicalFigure]] = {reading_id: [] for reading_id in reading_ids}
    for some in batches(sorted(reading_ids), PARAMETERS):
        for row in connection.execute(select(FigureRow).where(FigureRow.reading_id.in_(some))):
            value = canonical_value(row.value)
            figure = CanonicalFigure(row.measure, row.category, value, row.unit, row.state, row.subject)
            found[row.reading_id].append(figure)
    return found


def load(connection: Connection, condition: ColumnElement[bool]) -> dict[int, ReadLetter]:
    """Return some readings without their figures, by ID: those of items too, each by itself."""
    attributes: dict[int, dict[str, str]] = {}
    query = select(ReadingAttribute).join(ReadingRow).where(condition)
    for row in connection.execute(query.order_by(ReadingAttribute.reading_id, ReadingAttribute.name)):
        attributes.setdefault(row.reading_id, {})[row.name] = row.value
    result = connection.execute(select(ReadingRow.__table__).where(condition))
    names = tuple(result.keys())
    rows = (dict(zip(names, row, strict=True)) for row in result.all())
    return {row["id"]: read_letter(row["id"], row, attributes.get(row["id"], {})) for row in rows}


def with_items(connection: Connection, found: Iterable[ReadLetter]) -> list[ReadLetter]:
    """Return readings of whole documents, those of pages that list publications with their items.

    These and the documents that were not recognised, or could not be read, have their issues, which say why.
    """
    each_of: dict[tuple[Source, str, str], list[ReadLetter]] = {}
    for reading in found:
        each_of.setdefault((reading.source, reading.document_sha256, reading.reader_version), []).append(reading)
    listing = [key for key in each_of if kind_of(key[0]).versioned is Versioned.BY_ITEM]
    for key in listing:
        whole, *items = sorted(each_of[key], key=attrgetter("item"))
        each_of[key] = [replace(whole, items=tuple(items))]
    wholes = [reading for readings in each_of.values() for reading in readings]
    explained = {each.reading_id for key in listing for each in each_of[key]}
    explained |= {each.reading_id for each in wholes if each.status in _EXPLAINED}
    issues = _issues(connection, sorted(explained))
    return [
        replace(each, issues=tuple(issues.get(each.reading_id, ()))) if each.reading_id in explained else each
        for each in wholes
    ]


def _issues(connection: Connection, reading_ids: Iterable[int]) -> dict[int, list[Issue]]:
    found: dict[int, list[Issue]] = {}
    for some in batches(reading_ids, PARAMETERS):
        query = select(ReadingIssue).where(ReadingIssue.reading_id.in_(some))
        for row in connection.execute(query.order_by(ReadingIssue.reading_id, ReadingIssue.position)):
            issue = Issue(row.code, Severity(row.severity), row.message, row.measure)
            found.setdefault(row.reading_id, []).append(issue)
    return found


def contradictory(connection: Connection, reading_ids: Iterable[int]) -> set[int]:
    """Return which of some readings have a figure that may be wrong."""
    wrong = select(ReadingIssue.reading_id).where(ReadingIssue.severity == Severity.ERROR)
    of_some = (wrong.where(ReadingIssue.reading_id.in_(some)) for some in batches(reading_ids, PARAMETERS))
    return {reading_id for query in of_some for reading_id in connection.execute(query).scalars()}


def read_letter(reading_id: int, row: Mapping[str, Any], attributes: Mapping[str, str]) -> ReadLetter:
    """Return a reading in the form that is compared, from its row and its attributes."""
    return ReadLetter(
        reading_id=reading_id,
        source=Source(row["kind"]),
        document_sha256=row["document_sha256"],
        reader_version=row["reader_version"],
        status=ReadingStatus(row["status"]),
        year=row["year"],
        text_sha256=row["text_sha256"],
        figures_sha256=row["figures_sha256"],
        head={**{name: _text(row[name]) for name in HEAD}, **attributes},
        item=row["item"],
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
