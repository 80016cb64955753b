"""Digests of bytes, and of the figures of a reading regardless of their order and place."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from lgsco_store.records import Figure


class CanonicalFigure(NamedTuple):
    """A figure without its evidence: two readings with equal ones have the same content."""

    measure: str
    category: str | None
    value: str | None
    unit: str
    state: str
    subject: str | None = None


def document_sha256(body: bytes) -> str:
    """Return the SHA-256 of a document's bytes, in lower-case hexadecimal."""
    return hashlib.sha256(body).hexdigest()


def canonical_value(value: Decimal | None) -> str | None:
    """Format a value for comparison and display: "40", "5.7", never "40.0", "4E+1" or "-0"."""
    if value is None:
        return None
    return format(value.normalize(), "f") if value else "0"


def canonical(figure: Figure) -> CanonicalFigure:
    """Return the part of a figure that counts when two readings are compared."""
    value, subject = canonical_value(figure.value), figure.subject.name if figure.subject else None
    return CanonicalFigure(figure.measure, figure.category, value, figure.unit, figure.state.value, subject)


def ordered(figures: Iterable[CanonicalFigure]) -> list[CanonicalFigure]:
    """Return the figures in the order used for comparison; a missing word comes before every word."""
    return sorted(figures, key=lambda figure: [(part is not None, part or "") for part in figure])


def figures_sha256(figures: Iterable[CanonicalFigure]) -> str:
    """Return the SHA-256 of the figures: the same whatever their order, page, box or words."""
    # JSON quotes every part, so that no two different lists have the same form.
    parts = [list(figure if figure.subject is not None else figure[:-1]) for figure in ordered(figures)]
    text = json.dumps(parts, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
