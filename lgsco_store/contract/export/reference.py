"""Tables that explain the others: the vocabulary and the populations.

They are data of the program, the same in every archive.
"""

from __future__ import annotations

from collections.abc import Iterator

from lgsco_store.contract.catalog import Column
from lgsco_store.contract.export.tables import Row, Table
from lgsco_store.reference import register
from lgsco_store.reference.vocabulary import categories, measures

_MEASURES = (
    Column("measure", "text", "", "The word for it in the other tables"),
    Column("category_set", "text", "", "The set of categories that it is divided by", "if it has no parts"),
    Column("unit", "text", "", "count, percent, per_100k or days"),
    Column("first_year", "integer", "", "First year whose letters print it"),
    Column("last_year", "integer", "", "Last year whose letters print it", "if they still do"),
    Column("label", "text", "", "What people call it"),
    Column("definition", "text", "", "What it means"),
)
_CATEGORIES = (
    Column("category_set", "text", "", "The set that it is in"),
    Column("category", "text", "", "The word for it in the other tables"),
    Column("label", "text", "", "What people call it"),
    Column("first_year", "integer", "", "First year whose letters print it"),
    Column("last_year", "integer", "", "Last year whose letters print it"),
)
_POPULATIONS = (
    Column("code", "text", "", "The register's code, as in authorities"),
    Column("gss_code", "text", "", "Code of the Office for National Statistics"),
    Column("name", "text", "", "The register's official name"),
    Column("population", "integer", "people", "Estimate for the middle of 2020"),
)


def tables() -> list[Table]:
    """Return the tables; they do not depend on the time."""
    return [
        Table(
            "measures",
            "Every measure: its unit, the years that print it, and what it means",
            _MEASURES,
            _measures,
            ("measure",),
        ),
        Table(
            "categories",
            "Every category that measures are divided by",
            _CATEGORIES,
            _categories,
            ("category_set", "category"),
        ),
        Table(
            "populations", "How many people lived in the area of each authority", _POPULATIONS, _populations, ("code",)
        ),
    ]


def _measures() -> Iterator[Row]:
    for each in measures().values():
        yield each.measure, each.category_set, each.unit, each.first_year, each.last_year, each.label, each.definition


def _categories() -> Iterator[Row]:
    for each in categories():
        yield each.category_set, each.category, each.label, each.first_year, each.last_year


def _populations() -> Iterator[Row]:
    for each in sorted(register.entries(), key=lambda entry: entry.code):
        if each.population is not None:
            yield each.code, each.gss_code, each.official_name, each.population
