"""Load the register into the database, where SQL can join it; every upgrade brings it up to that of the release.

Only differences are written, so that loading the same register again changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, Executable, Select, insert, select, update

from lgsco_store.database.models import (
    WORDS,
    Authority,
    Base,
    MeasureCategory,
    MeasureRow,
    RegisterEntry,
    RegisterSuccession,
)
from lgsco_store.reference import register
from lgsco_store.reference.register import Entry
from lgsco_store.reference.vocabulary import measures, parts


def refresh(connection: Connection) -> None:
    """Write the differences between the package's register and the database: entries, successions, known authorities.

    Entries that a later register omits are kept: letters may have been filed by them.
    """
    for statement in list(_differences(connection)):
        connection.execute(statement)


def is_current(connection: Connection) -> bool:
    """Return whether the database has everything in the package's register and vocabulary."""
    return next(_differences(connection), None) is None


def _differences(connection: Connection) -> Iterator[Executable]:
    """Yield the missing statements, in the order in which they refer to each other."""
    yield from _entries(connection)
    yield from _successions(connection)
    yield from _vocabulary(connection)
    yield from _authorities(connection)


def _entries(connection: Connection) -> Iterator[Executable]:
    table = RegisterEntry.__table__
    known = {row["code"]: dict(row) for row in connection.execute(select(table)).mappings()}
    rows = [register_row(entry) for entry in register.entries()]
    new = [row for row in rows if row["code"] not in known]
    if new:
        yield insert(RegisterEntry).values(new)
    for row in rows:
        if known.get(row["code"], row) != row:
            yield update(RegisterEntry).where(RegisterEntry.code == row["code"]).values(row)


def register_row(entry: Entry) -> dict[str, Any]:
    """Return one entry as a row."""
    return {"code": entry.code, "short_name": entry.short_name, **register_columns(entry)}


def register_columns(entry: Entry) -> dict[str, Any]:
    """Return the columns of an authority's row that come from the register."""
    return {
        "name": entry.official_name,
        "code": entry.code,
        "gss_code": entry.gss_code,
        "type": entry.type,
        "region": entry.region,
        "start_date": entry.start_date,
        "end_date": entry.end_date,
    }


def _successions(connection: Connection) -> Iterator[Executable]:
    known = {tuple(pair) for pair in connection.execute(select(RegisterSuccession.__table__))}
    pairs = {(entry.code, successor) for entry in register.entries() for successor in entry.replaced_by}
    rows = [{"predecessor_code": old, "successor_code": new} for old, new in sorted(pairs - known)]
    if rows:
        yield insert(RegisterSuccession).values(rows)


def vocabulary_rows() -> dict[type[Base], list[dict[str, Any]]]:
    """Return the words of the release as rows, by their table: measures, the categories of each, and all others."""
    return {
        **{table: [{"word": word.value} for word in words] for table, words in WORDS.items()},
        MeasureRow: [{"measure": each.measure, "unit": each.unit, "label": each.label} for each in measures().values()],
        MeasureCategory: [
            {"measure": measure, "category": part.category, "label": part.label}
            for measure in measures()
            for part in parts(measure).values()
        ],
    }


def _vocabulary(connection: Connection) -> Iterator[Executable]:
    """Yield the changes of vocabulary; words that a later one omits are kept, since figures may use them."""
    for table, rows in vocabulary_rows().items():
        keys = [column.name for column in table.__table__.columns if column.primary_key]
        known = {tuple(row[key] for key in keys): dict(row) for row in connection.execute(_all(table)).mappings()}
        new = [row for row in rows if tuple(row[key] for key in keys) not in known]
        if new:
            yield insert(table).values(new)
        for row in rows:
            if known.get(tuple(row[key] for key in keys), row) != row:
                yield update(table).filter_by(**{key: row[key] for key in keys}).values(row)


def _all(table: type[Base]) -> Select[Any]:
    return select(table.__table__)


def _authorities(connection: Connection) -> Iterator[Executable]:
    """Yield the changes of authorities that the site has shown, by what the register now says about their codes."""
    entries = {entry.code: register_columns(entry) for entry in register.entries()}
    query = select(Authority.__table__).where(Authority.code.is_not(None))
    for row in connection.execute(query).mappings().all():
        values = entries.get(row["code"], {})
        if any(row[name] != value for name, value in values.items()):
            yield update(Authority).where(Authority.id == row["id"]).values(values)
