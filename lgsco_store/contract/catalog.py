"""The catalogue of the views: the meaning of each, its columns, and example queries."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby

from lgsco_store.contract.marts import MARTS
from lgsco_store.reference.vocabulary import measures, parts, rows

_NO_TEXT = {"integer", "number", "boolean"}
_WIDE = {"complaints_received", "complaints_decided", "headline_figures"}
_OF_A_WIDE_VIEW = {
    "authority_slug",
    "authority_name",
    "gss_code",
    "authority_type",
    "year",
    "withdrawn",
    "withdrawn_at",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view; ``type`` is text, integer, number, boolean (0 or 1), date, time or json.

    ``null`` ends the sentence "it is null ..."; empty if it never is. ``adds`` says over what a quantity may be added
    up, or no; empty for a column without a unit.
    """

    name: str
    type: str
    unit: str
    meaning: str
    null: str = ""
    adds: str = ""

    @property
    def description(self) -> str:
        """Return the meaning, and what a null means."""
        return f"{self.meaning}; null {self.null}" if self.null else self.meaning


@dataclass(frozen=True, slots=True)
class Join:
    """Columns of a view, any of them null or together the key of a row that another view has."""

    view: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """A common question, and the query that answers it."""

    question: str
    query: str


@dataclass(frozen=True, slots=True)
class BenchmarkResult:
    """How long a view took to answer a question, in an archive of 7,200 letters.

    ``milliseconds`` is the fastest of twenty, ``flat`` that of one indexed table with the view's rows, and empty if it
    was not measured; ``indexes`` are those of the query plan, separated by ``"; "``.
    """

    view: str
    question: str
    database: str
    milliseconds: str
    flat: str
    indexes: str


def benchmark_results() -> list[BenchmarkResult]:
    """Return the last results of the archive benchmark."""
    return [BenchmarkResult(**row) for row in rows("measured.csv")]


def questions(view: str) -> dict[str, str]:
    """Return the queries that a view must answer at once, by what they select; a mart is queried as a whole only."""
    if view in MARTS:
        return {"whole": f"SELECT * FROM {view}"}  # noqa: S608
    names = {column.name for column in columns(view)}
    slug = names & {"slug", "authority_slug"}
    asked = {"one authority": f"{slug.pop()} = 'kent-county-council'"} if slug else {"all": "1 = 1"}
    if {"authority_type", "year"} <= names:
        year = 2015 if view.startswith("complaints_") else 2020
        asked["one type and year"] = f"authority_type = 'Non-metropolitan district' AND year = {year}"
    if view in _WIDE:
        asked["whole"] = "1 = 1"
    return {name: f"SELECT * FROM {view} WHERE {condition}" for name, condition in asked.items()}  # noqa: S608


def columns(view: str) -> list[Column]:
    """Return the columns of a view, in order."""
    source = "figures" if view in _WIDE else view
    known = [_column(row) for row in _documented()[source][1:]]
    if view not in _WIDE:
        return known
    return [each for each in known if each.name in _OF_A_WIDE_VIEW] + list(_words(view))


def _column(row: dict[str, str]) -> Column:
    return Column(row["column"], row["type"], row["unit"], row["meaning"], row["null"], row["adds"])


def order_terms(listed: Iterable[Column], plain_collation: str) -> str:
    """Return the terms of an ``ORDER BY`` that sort rows alike in both databases.

    By default the databases sort text by language, and place nulls at different ends.
    """
    terms = ((each.name, "" if each.type in _NO_TEXT else plain_collation) for each in listed)
    return ", ".join(f"{name} IS NOT NULL, {name}{collation}" for name, collation in terms)


def meaning(view: str) -> str:
    """Return what a view shows, in one sentence."""
    return _documented()[view][0]["meaning"]


def grain(view: str) -> str:
    """Return what a row of a view is."""
    return _views()[view]["grain"]


def key(view: str) -> tuple[str, ...]:
    """Return the columns whose combination is unique and never null; none if a view has no key."""
    return tuple(_views()[view]["key"].split())


def joins(view: str) -> list[Join]:
    """Return the views whose rows a view's own belong to, the nearest first."""
    parts = (each.rstrip(")").partition("(") for each in _views()[view]["joins"].split())
    return [Join(other, tuple(columns.split(","))) for other, _, columns in parts]


def examples() -> list[Example]:
    """Return the example queries, in order."""
    text = resources.files("lgsco_store").joinpath("data", "examples.sql").read_text(encoding="utf-8")
    return [Example(*_parts(block)) for block in text.strip().split("\n\n")]


@cache
def _documented() -> dict[str, list[dict[str, str]]]:
    """Return the rows of the catalogue by view: the first describes the view, the others are its columns."""
    return {view: list(listed) for view, listed in groupby(rows("columns.csv"), key=lambda row: row["view"])}


@cache
def _views() -> dict[str, dict[str, str]]:
    return {row["view"]: row for row in rows("views.csv")}


def _parts(block: str) -> tuple[str, str]:
    question, _, query = block.partition("\n")
    return question.removeprefix("-- "), query.rstrip(";")


def _words(view: str) -> Iterator[Column]:
    if view == "headline_figures":
        for measure in measures().values():
            if measure.category_set is None:
                yield _wide_column(measure.measure, measure.unit, measure.definition)
        return
    measure = measures()[view]
    for name, part in parts(view).items():
        years = f"{part.first_year} to {part.last_year}"
        yield _wide_column(name, measure.unit, f"{part.label}; in letters of {years}")


def _wide_column(name: str, unit: str, meaning: str) -> Column:
    adds = "over councils, where withdrawn is 0" if unit == "count" else "no"
    return Column(name, "number", unit, meaning, "if the letter prints no value or two", adds)
