"""Rows as a table of HTML, as notebooks show what a cell gives."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import Enum
from html import escape

from lgsco_store.database.types import instant_text


def html_table(heads: Sequence[str], rows: Iterable[Iterable[object]], note: str) -> str:
    """Return the table with a line below it; everything in it is escaped, and what is missing is empty."""
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    body = "".join(f"<tr>{''.join(f'<td>{escape(_shown(cell))}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table><p>{escape(note)}</p>"


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Enum):
        return str(cell.value)
    return instant_text(cell) if isinstance(cell, datetime) else str(cell)
