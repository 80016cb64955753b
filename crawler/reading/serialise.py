"""A reading as the one line of JSON that ``lgsco read`` prints."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

from crawler.reading.kinds.names import DocumentKind, ReadDocument
from lgsco_store.records import BBox, Figure, Issue, Person, Reading
from lgsco_store.visible import visible_json


def json_line(source: str, document: ReadDocument) -> str:
    """One line without its end, keys in the order that is promised; ``source`` is the path as it was given."""
    return visible_json(json.dumps(_reading(_printable(source), document.kind, document.reading), ensure_ascii=False))


def _reading(source: str, kind: DocumentKind | None, reading: Reading) -> dict[str, Any]:
    return {
        "source": source,
        "kind": kind,
        "sha256": reading.sha256,
        "status": reading.status.value,
        "layout": reading.layout,
        "authority": reading.authority,
        "year": reading.year,
        "period_start": reading.period_start.isoformat() if reading.period_start else None,
        "period_end": reading.period_end.isoformat() if reading.period_end else None,
        "title": reading.title,
        "letter_date": reading.letter_date.isoformat() if reading.letter_date else None,
        "addressee": _person(reading.addressee),
        "signatory": _person(reading.signatory),
        "figures": [_figure(figure) for figure in reading.figures],
        "issues": [_issue(issue) for issue in reading.issues],
        "reader_version": reading.reader_version,
    }


def _printable(source: str) -> str:
    """A path whose bytes are no UTF-8 shows them as escapes: a line of output must be UTF-8."""
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
