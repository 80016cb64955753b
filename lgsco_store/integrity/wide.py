"""Check that the row with a letter's figures, which the wide views and the marts show, is that of the figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from sqlalchemy import Connection, exists, select

from lgsco_store.database.models import ReadingRow, WideReading
from lgsco_store.evidence.digests import CanonicalFigure
from lgsco_store.evidence.wide import wide_row
from lgsco_store.records import Source

_OF_NO_LETTER = select(WideReading.reading_id).where(
    ~exists().where(ReadingRow.id == WideReading.reading_id, ReadingRow.kind == Source.LETTER)
)


def damage(connection: Connection, figures: Mapping[int, Sequence[CanonicalFigure]]) -> Iterator[str]:
    """Yield a sentence for every fault in the rows of some readings, given the figures of these."""
    within = (min(figures), max(figures))
    wide = select(WideReading.__table__).where(WideReading.reading_id.between(*within))
    kept = {row["reading_id"]: row for row in connection.execute(wide).mappings()}
    letters = select(ReadingRow.id).where(ReadingRow.kind == Source.LETTER, ReadingRow.id.between(*within))
    for reading_id in connection.execute(letters.order_by(ReadingRow.id)).scalars():
        if reading_id not in kept:
            yield f"reading row {reading_id}: it has no row in wide_reading"
            continue
        for name, value in wide_row(figures[reading_id]).items():
            if kept[reading_id][name] != value:
                yield f"wide_reading row {reading_id}: its {name} is not that of the reading's figures"


def strays(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every row that belongs to no letter."""
    for reading_id in connection.execute(_OF_NO_LETTER.order_by(WideReading.reading_id)).scalars():
        yield f"wide_reading row {reading_id}: it belongs to no reading of a letter"
