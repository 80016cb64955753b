"""The CSV files of the report: the data of its pages, for spreadsheets."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime

from jobs.report.cells import word
from jobs.report.facts import Facts
from jobs.report.publications import Decision, Improvement
from jobs.report.results import Key, Result, Results, State, Value
from jobs.report.words.numbers import plain
from jobs.terminal.changes import change_json
from lgsco_store.contract.catalog import columns
from lgsco_store.contract.records import Figure
from lgsco_store.database.types import instant_text
from lgsco_store.reference.vocabulary import ALL, measures, parts
from lgsco_store.visible import FORMULA, visible

_FIGURE = (
    "authority_slug", "gss_code", "year", "source", "measure", "category", "value", "unit", "state", "page", "text",
    "version", "document_sha256", "withdrawn",
)  # fmt: skip
_COUNCIL = ("authority_slug", "authority", "gss_code", "type", "region", "letter")
_KEYS: list[Key] = [
    (name, part) for name, measure in measures().items() for part in (parts(name) if measure.category_set else [ALL])
]


def figure_rows(facts: Facts, figures: Iterable[Figure]) -> bytes:
    """Return figures with what is known about each: one row per figure, empty if there is no value."""
    return _table(_FIGURE, (_figure(facts, figure) for figure in figures))


def year_rows(results: Results, year: int) -> bytes:
    """Return the letters of a year: one row for each council, a column for each measure or part that any prints.

    A cell without a number is empty, and the last column says why.
    """
    listed = results.year_results(year)
    printed = {key for result in listed for key in result.values}
    keys = [key for key in _KEYS if key in printed]
    head = [*_COUNCIL, *(_named(key) for key in keys), "notes"]
    return _table(head, (_letter(results.facts, result, keys) for result in listed))


def decision_rows(decisions: Iterable[Decision]) -> bytes:
    """Return the decisions about a council, each with its whole summary."""
    return _records(Decision, decisions)


def improvement_rows(improvements: Iterable[Improvement]) -> bytes:
    """Return the service improvements that a council agreed to."""
    return _records(Improvement, improvements)


def change_rows(facts: Facts) -> bytes:
    """Return every change, the oldest first."""
    names = [column.name for column in columns("changes")]
    return _table(names, ([*change_json(line).values()] for line in facts.changes))


def _letter(facts: Facts, result: Result, keys: list[Key]) -> list[object]:
    authority = result.authority
    values = [result.values.get(key) for key in keys]
    notes = [
        f"{_named(key)}: {_note(value, key[0])}"
        for key, value in zip(keys, values, strict=True)
        if value is not None and value.state is not State.PRINTED
    ]
    state = facts.coverage.get((authority.slug, result.year))
    return [
        authority.slug, authority.name, authority.gss_code, authority.type, authority.region, state,
        *(plain(value.number) if value is not None and value.number is not None else None for value in values),
        "; ".join(notes),
    ]  # fmt: skip


def _named(key: Key) -> str:
    measure, part = key
    return measure if part == ALL else f"{measure}_{part}"


def _note(value: Value, measure: str) -> str:
    if value.state is State.DERIVED:
        return "worked out"
    return " or ".join(map(plain, value.printed)) if value.printed else word(value, measure)


def _figure(facts: Facts, figure: Figure) -> list[object]:
    authority = facts.authorities[figure.authority_slug]
    letter = facts.letters.get((figure.authority_slug, figure.year))
    withdrawn = bool(letter and letter.withdrawn and figure.source == "letter")
    value = None if figure.value is None else plain(figure.value)
    return [
        authority.slug, authority.gss_code, figure.year, figure.source, figure.measure, figure.category, value,
        figure.unit, figure.state, figure.page, figure.text, figure.version, figure.document_sha256, int(withdrawn),
    ]  # fmt: skip


def _records(record: type[Decision | Improvement], rows: Iterable[Decision | Improvement]) -> bytes:
    names = [field.name for field in fields(record)]
    return _table(names, ([_cell(getattr(row, name)) for name in names] for row in rows))


def _cell(value: object) -> object:
    """Write a time as all files of the archive do; everything else writes itself."""
    return instant_text(value) if isinstance(value, datetime) else value


def _table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows([_safe(cell) for cell in row] for row in rows)
    return text.getvalue().encode()


def _safe(cell: object) -> object:
    """Neutralise text that a spreadsheet would run or a terminal obey; numbers are unchanged."""
    if not isinstance(cell, str):
        return cell
    shown = visible(cell)
    is_number = shown[1:2].isdigit() and shown[:1] == "-"
    return f"'{shown}" if shown.startswith(FORMULA) and not is_number else shown
