"""The CSV files of the report: what its pages are made from, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from jobs.report.facts import Facts, Figure
from jobs.report.words.numbers import plain
from jobs.terminal.changes import ChangeLine
from lgsco_store.visible import visible

_HEAD = (
    "authority_slug", "authority", "gss_code", "type", "region", "year", "source", "measure", "category", "value",
    "unit", "state", "page", "text", "version", "document_sha256", "withdrawn",
)  # fmt: skip
# A spreadsheet takes what begins with these for a formula.
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def of_figures(facts: Facts, figures: Iterable[Figure]) -> bytes:
    """Return figures with what is known of each: one row for one figure, empty where there is no value."""
    return _table(_HEAD, (_row(facts, figure) for figure in figures))


def of_changes(facts: Facts) -> bytes:
    """Return every change, the oldest first."""
    names = [field.name for field in fields(ChangeLine)]
    return _table(names, ([asdict(line)[name] for name in names] for line in facts.changes))


def _row(facts: Facts, figure: Figure) -> list[object]:
    authority = facts.authorities[figure.authority_slug]
    letter = facts.letters.get((figure.authority_slug, figure.year))
    withdrawn = bool(letter and letter.withdrawn and figure.source == "letter")
    value = None if figure.value is None else plain(figure.number)
    return [
        authority.slug, authority.name, authority.gss_code, authority.type, authority.region, figure.year,
        figure.source, figure.measure, figure.category, value, figure.unit, figure.state, figure.page, figure.text,
        figure.version, figure.document_sha256, int(withdrawn),
    ]  # fmt: skip


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _safe(cell: object) -> object:
    """A text that no spreadsheet runs and no terminal obeys; numbers as they are."""
    if not isinstance(cell, str):
        return cell
    shown = visible(cell)
    is_number = shown[1:2].isdigit() and shown[:1] == "-"
    return f"'{shown}" if shown.startswith(_FORMULA) and not is_number else shown
