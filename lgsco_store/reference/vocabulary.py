"""The whole vocabulary of measures, categories and units, as data of the package."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

ALL = "all"
"""The category, in the views, of a measure without parts: a null would be lost when figures are joined."""


@dataclass(frozen=True, slots=True)
class Measure:
    """A quantity that letters count: its name, what it is divided by, its unit, and the years that print it."""

    measure: str
    category_set: str | None
    unit: str
    first_year: int
    last_year: int | None
    label: str
    definition: str


@dataclass(frozen=True, slots=True)
class Category:
    """One part of a measure: a service area, or an outcome."""

    category_set: str
    category: str
    label: str
    first_year: int
    last_year: int


def rows(name: str) -> list[dict[str, str]]:
    """Return the rows of one of the package's CSV files, by the names in its header."""
    text = resources.files("lgsco_store").joinpath("data", name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def measures() -> dict[str, Measure]:
    """Return every measure by its name, in the order of the vocabulary."""
    return {row["measure"]: _measure(row) for row in rows("measures.csv")}


@cache
def categories() -> tuple[Category, ...]:
    """Return every category of every set, in the order in which letters print them."""
    return tuple(
        Category(
            category_set=row["category_set"],
            category=row["category"],
            label=row["label"],
            first_year=int(row["first_year"]),
            last_year=int(row["last_year"]),
        )
        for row in rows("categories.csv")
    )


@cache
def parts(measure: str) -> dict[str, Category]:
    """Return the parts of a measure by name, in the order in which letters print them; none if it has none."""
    category_set = measures()[measure].category_set
    return {each.category: each for each in categories() if each.category_set == category_set}


def named(measure: str | None, category: str | None) -> str:
    """Name a measure and its part, as in "complaints_received / housing"; empty if there is no measure."""
    return " / ".join(word for word in (measure, category) if word and word != ALL)


def _measure(row: dict[str, str]) -> Measure:
    return Measure(
        measure=row["measure"],
        category_set=row["category_set"] or None,
        unit=row["unit"],
        first_year=int(row["first_year"]),
        last_year=int(row["last_year"]) if row["last_year"] else None,
        label=row["label"],
        definition=row["definition"],
    )
