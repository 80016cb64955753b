"""What tests ask of the reading of a yearly table."""

from __future__ import annotations

from crawler.reading.kinds.data_table.table import read_data_table
from lgsco_store.publications.readings import DataTableReading
from lgsco_store.records import Figure, ReadingStatus
from tests.reading.kinds.yearly_tables import (
    TITLE,
    Expected,
    Row,
    as_csv,
)

KENT, LEEDS = "Kent County Council", "Leeds City Council"


def figures(reading: DataTableReading) -> list[Figure]:
    return [figure for table in reading.tables for figure in table.figures]


def at(reading: DataTableReading, cell: str) -> Figure:
    [found] = [figure for figure in figures(reading) if figure.subject and figure.subject.cell == cell]
    return found


def codes_of(reading: DataTableReading, *but: str) -> set[str | None]:
    """Return the codes of all bodies but some."""
    subjects = [figure.subject for figure in figures(reading) if figure.subject]
    return {subject.code for subject in subjects if subject.name not in but}


def figures_of_bodies(reading: DataTableReading) -> Expected:
    """Return the values of a reading for every body; None for a figure without a value."""
    return {
        (each.subject.name, each.measure, each.category): None if each.value is None else float(each.value)
        for each in figures(reading)
        if each.subject
    }


def codes(reading: DataTableReading) -> list[str]:
    return [issue.code for issue in reading.issues]


def read_csv(rows: list[Row]) -> DataTableReading:
    return read_data_table(as_csv([TITLE, *rows]))


def refusals(reading: DataTableReading) -> str:
    """Return the messages of a table that is refused as a whole."""
    assert (reading.status, reading.tables) == (ReadingStatus.UNRECOGNISED, ())
    return " ".join(issue.message for issue in reading.issues)
