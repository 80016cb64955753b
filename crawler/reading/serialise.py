"""Serialise a reading as the line of JSON that ``lgsco read`` prints."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from string import ascii_uppercase
from typing import Any, assert_never

from crawler.reading.kinds.names import AnyReading, ReadDocument
from lgsco_store.publications.readings import (
    Amount,
    DataTableReading,
    DecisionReading,
    Improvement,
    ImprovementsReading,
    Table,
)
from lgsco_store.records import BBox, Figure, Issue, Person, Reading
from lgsco_store.reference.register import by_code, normalised_name
from lgsco_store.visible import visible_json


def json_line(source: str, document: ReadDocument) -> str:
    """Return one line without its end, with keys in the documented order; ``source`` is the path as given."""
    printed = {"source": _printable(source), "kind": document.kind, **_reading_fields(document.reading)}
    return visible_json(json.dumps(printed, ensure_ascii=False))


def _reading_fields(reading: AnyReading) -> dict[str, Any]:
    match reading:
        case Reading():
            return _letter(reading)
        case DecisionReading():
            return _decision(reading)
        case ImprovementsReading():
            return _improvements(reading)
        case DataTableReading():
            return _data_table(reading)
        case _:
            assert_never(reading)


def _letter(reading: Reading) -> dict[str, Any]:
    return {
        "sha256": reading.sha256,
        "status": reading.status.value,
        "layout": reading.layout,
        "authority": reading.authority,
        "year": reading.year,
        "period_start": _day(reading.period_start),
        "period_end": _day(reading.period_end),
        "title": reading.title,
        "letter_date": _day(reading.letter_date),
        "addressee": _person(reading.addressee),
        "signatory": _person(reading.signatory),
        "figures": [_figure(figure) for figure in reading.figures],
        "issues": [_issue(issue) for issue in reading.issues],
        "reader_version": reading.reader_version,
    }


def _decision(reading: DecisionReading) -> dict[str, Any]:
    return {
        "sha256": reading.sha256,
        "status": reading.status.value,
        "type": reading.type,
        "reference": reading.reference,
        "body": reading.body,
        "category": reading.category,
        "sub_category": reading.sub_category,
        "outcome": reading.outcome,
        "decision_date": _day(reading.decision_date),
        "summary": reading.summary,
        "actions": [action.text for action in reading.actions],
        "amounts": [_amount(amount) for amount in reading.amounts],
        "satisfied_on": _day(reading.satisfied_on),
        "references": list(reading.references),
        "issues": [_issue(issue) for issue in reading.issues],
        "reader_version": reading.reader_version,
    }


def _improvements(reading: ImprovementsReading) -> dict[str, Any]:
    return {
        "sha256": reading.sha256,
        "status": reading.status.value,
        "authority": reading.authority,
        "improvements": [_improvement(each) for each in reading.improvements],
        "issues": [_issue(issue) for issue in reading.issues],
        "reader_version": reading.reader_version,
    }


def _improvement(improvement: Improvement) -> dict[str, str | None]:
    return {
        "text": improvement.text,
        "reference": improvement.reference,
        "category": improvement.category,
        "decided_on": _day(improvement.decided_on),
    }


def _data_table(reading: DataTableReading) -> dict[str, Any]:
    return {
        "sha256": reading.sha256,
        "status": reading.status.value,
        "tables": [_table(table) for table in reading.tables],
        "figures": [_table_figure(table, figure) for table in reading.tables for figure in table.figures],
        "issues": [_issue(issue) for issue in reading.issues],
        "reader_version": reading.reader_version,
    }


def _table(table: Table) -> dict[str, Any]:
    return {
        "table": table.kind,
        "sheet": table.sheet,
        "header_row": table.header_row,
        "title": table.title,
        "year": table.year,
        "period_start": f"{table.year - 1}-04-01" if table.year else None,
        "period_end": f"{table.year}-03-31" if table.year else None,
        "notes": list(table.notes),
    }


def _table_figure(table: Table, figure: Figure) -> dict[str, Any]:
    subject = figure.subject
    entry = by_code(subject.code) if subject else None
    return {
        "subject": subject.name if subject else None,
        "authority": normalised_name(entry.official_name).replace(" ", "-") if entry else None,
        "year": table.year,
        "measure": figure.measure,
        "category": figure.category,
        "value": _number(figure.value),
        "unit": figure.unit,
        "state": figure.state.value,
        "sheet": table.sheet,
        "row": int(subject.cell.lstrip(ascii_uppercase)) if subject else None,
        "cell": subject.cell if subject else None,
        "text": figure.text,
    }


def _amount(amount: Amount) -> dict[str, Any]:
    return {
        "value": _number(amount.value),
        "section": amount.section,
        "sentence": amount.sentence,
        "state": amount.state,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _printable(source: str) -> str:
    """Escape the bytes of a path that are not valid UTF-8: a line of output must be UTF-8."""
    return source.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")


def _person(person: Person | None) -> dict[str, str | None] | None:
    return {"name": person.name, "role": person.role} if person else None


def _figure(figure: Figure) -> dict[str, Any]:
    return {
        "measure": figure.measure,
        "category": figure.category,
        "value": _number(figure.value),
        "unit": figure.unit,
        "state": figure.state.value,
        "page": figure.page,
        "bbox": _box(figure.bbox),
        "text": figure.text,
    }


def _issue(issue: Issue) -> dict[str, str | None]:
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "measure": issue.measure,
        "message": issue.message,
    }


def _number(value: Decimal | None) -> int | float | None:
    if value is None:
        return None
    return int(value) if value == value.to_integral_value() else float(value)


def _box(box: BBox | None) -> list[float] | None:
    return [round(edge, 1) for edge in box] if box else None
