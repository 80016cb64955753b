"""The average that most letters of a type and year print, by which a letter that prints another is found at once.

It follows from what is published, so it is worked out anew when a run is published, when letters are read again, and
when the register changes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from sqlalchemy import Connection, Executable, Select, Text, cast, delete, func, insert, or_, select, update

from lgsco_store.database.models import Authority, Publication, TypicalAverage, Version, WideReading
from lgsco_store.history.published import is_last
from lgsco_store.records import Source
from lgsco_store.reference.comparability import most_printed

MEASURES = (
    "uphold_rate_average",
    "compliance_rate_average",
    "satisfactory_remedy_rate_average",
    "upheld_per_100k_average",
)
"""The averages of an authority's type that letters print beside its rates."""


class Key(NamedTuple):
    """What an average is of."""

    authority_type: str
    year: int
    measure: str


def refresh(connection: Connection) -> None:
    """Write the differences between the averages that most letters print and those that are kept."""
    for statement in list(_differences(connection)):
        connection.execute(statement)


def is_current(connection: Connection) -> bool:
    """Return whether the averages that are kept are those that most letters print."""
    return kept(connection) == worked_out(connection)


def kept(connection: Connection) -> Mapping[Key, Decimal | None]:
    """Return the averages that are kept."""
    rows = connection.execute(select(TypicalAverage.__table__))
    return {Key(row.authority_type, row.year, row.measure): row.value for row in rows}


def worked_out(connection: Connection) -> Mapping[Key, Decimal | None]:
    """Return the averages that most letters print, by the letters that are not withdrawn."""
    printed: dict[Key, Counter[Decimal]] = defaultdict(Counter)
    for authority_type, year, *values, letters in connection.execute(_printed()):
        for measure, value in zip(MEASURES, values, strict=True):
            if value is not None:
                printed[Key(authority_type, year, measure)][value] += letters
    return {key: most_printed(values) for key, values in printed.items()}


def _printed() -> Select[Any]:
    """Return the query for what letters print, and how many do; their authorities had a type throughout the year."""
    columns = [WideReading.__table__.columns[measure] for measure in MEASURES]
    end = cast(Publication.year, Text) + "-03-31"
    first, last = (cast(day, Text) for day in (Authority.start_date, Authority.end_date))
    return (
        select(Authority.type, Publication.year, *columns, func.count())
        .select_from(Publication)
        .join(Authority)
        .join(Version)
        .join(WideReading, WideReading.reading_id == Version.reading_id)
        .where(Publication.kind == Source.LETTER, Publication.withdrawn_at.is_(None), is_last())
        .where(Authority.type.is_not(None), or_(first.is_(None), first <= end), or_(last.is_(None), last >= end))
        .group_by(Authority.type, Publication.year, *columns)
    )


def _differences(connection: Connection) -> Iterator[Executable]:
    old, new = kept(connection), worked_out(connection)
    for key in sorted(old.keys() - new.keys()):
        yield delete(TypicalAverage).filter_by(**key._asdict())
    for key in sorted(old.keys() & new.keys()):
        if old[key] != new[key]:
            yield update(TypicalAverage).filter_by(**key._asdict()).values(value=new[key])
    rows = [{**key._asdict(), "value": new[key]} for key in sorted(new.keys() - old.keys())]
    if rows:
        yield insert(TypicalAverage).values(rows)
