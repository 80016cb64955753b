"""``python -m lgsco_store.contract.catalog > docs/reference/sql.md``: what SQL can ask."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import resources

from lgsco_store.contract import views
from lgsco_store.reference.vocabulary import measures, parts, rows

_NO_TEXT = {"integer", "number", "boolean"}
_WIDE = {"complaints_received", "complaints_decided", "headline_figures"}
_OF_A_WIDE_VIEW = ("authority_slug", "authority_name", "gss_code", "authority_type", "year")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a view; ``type`` is text, integer, number, boolean (0 or 1), date or time."""

    name: str
    type: str
    unit: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Example:
    """A question that people ask, and the query that answers it."""

    question: str
    query: str


@dataclass(frozen=True, slots=True)
class Measured:
    """What a view took to answer a question, in an archive of 7,200 letters.

    ``milliseconds`` are of the quickest of twenty; ``indexes`` are those of the plan, with ``"; "`` between them.
    """

    view: str
    question: str
    database: str
    milliseconds: str
    indexes: str


def measured() -> list[Measured]:
    """What the benchmark of the archive wrote down last."""
    return [Measured(**row) for row in rows("measured.csv")]


def questions(view: str) -> dict[str, str]:
    """The queries that a view must answer at once, by what they ask for."""
    names = {column.name for column in columns(view)}
    slug = names & {"slug", "authority_slug"}
    asked = {"one authority": f"{slug.pop()} = 'kent-county-council'"} if slug else {"all": "1 = 1"}
    if {"authority_type", "year"} <= names:
        year = 2015 if view.startswith("complaints_") else 2020
        asked["one type and year"] = f"authority_type = 'Non-metropolitan district' AND year = {year}"
    return {name: f"SELECT * FROM {view} WHERE {condition}" for name, condition in asked.items()}  # noqa: S608


def columns(view: str) -> list[Column]:
    """The columns of a view, in its order."""
    source = "figures" if view in _WIDE else view
    known = [
        Column(row["column"], row["type"], row["unit"], row["meaning"])
        for row in rows("columns.csv")
        if row["view"] == source and row["column"]
    ]
    if view not in _WIDE:
        return known
    return [each for each in known if each.name in _OF_A_WIDE_VIEW] + list(_words(view))


def in_order(told: Iterable[Column], *, postgresql: bool) -> str:
    """The terms of an ``ORDER BY`` by which both databases show rows alike.

    Left alone they sort text by languages, and put what is null at either end.
    """
    plain = ' COLLATE "C"' if postgresql else ""
    terms = ((each.name, "" if each.type in _NO_TEXT else plain) for each in told)
    return ", ".join(f"{name} IS NOT NULL, {name}{collation}" for name, collation in terms)


def meaning(view: str) -> str:
    """What a view shows, in one sentence."""
    return next(row["meaning"] for row in rows("columns.csv") if row["view"] == view and not row["column"])


def examples() -> list[Example]:
    """The example queries, in their order."""
    text = resources.files("lgsco_store").joinpath("data", "examples.sql").read_text(encoding="utf-8")
    return [Example(*_parts(block)) for block in text.strip().split("\n\n")]


def _parts(block: str) -> tuple[str, str]:
    question, _, query = block.partition("\n")
    return question.removeprefix("-- "), query.rstrip(";")


def _words(view: str) -> Iterator[Column]:
    if view == "headline_figures":
        for measure in measures().values():
            if measure.category_set is None:
                yield Column(measure.measure, "number", measure.unit, measure.definition)
        return
    measure = measures()[view]
    for name, part in parts(view).items():
        years = f"{part.first_year} to {part.last_year}"
        yield Column(name, "number", measure.unit, f"{part.label}; in letters of {years}")


def page() -> str:
    """The whole page, as Markdown."""
    lines = [_HEAD]
    for view in views.VIEWS:
        lines += [f"\n### `{view}`\n", f"{meaning(view)}.\n", "| column | type | unit | meaning |", "|---|---|---|---|"]
        lines += [f"| {each.name} | {each.type} | {each.unit} | {each.meaning} |" for each in columns(view)]
    lines += [_SPEED, *_answers()]
    lines += [_GROWTH, "\n## Queries that people ask"]
    lines += [f"\n{each.question}\n\n```sql\n{each.query}\n```" for each in examples()]
    return "\n".join(lines) + "\n"


def _answers() -> Iterator[str]:
    """The tables of what was measured: milliseconds, and then the indexes of the question about one authority."""
    found = {(each.view, each.question, each.database): each for each in measured()}
    asked = list(dict.fromkeys((view, question) for view, question, _ in found))
    yield from ("| view | question | SQLite | PostgreSQL |", "|---|---|--:|--:|")
    for view, question in asked:
        times = (found[view, question, database].milliseconds for database in _DATABASES)
        yield f"| `{view}` | {question} | {' | '.join(times)} |"
    yield from (_INDEXES, "| view | SQLite | PostgreSQL |", "|---|---|---|")
    for view in dict.fromkeys(view for view, question in asked if question == "one authority"):
        plans = (found[view, "one authority", database].indexes for database in _DATABASES)
        yield f"| `{view}` | {' | '.join(plan.replace('; ', '<br>') for plan in plans)} |"


_DATABASES = ("SQLite", "PostgreSQL")

_SPEED = """
## How long an answer takes

Milliseconds, the quickest of twenty, in an archive of 7,200 letters: 400 authorities, 18 years, and a statistics page
of each authority. `python -m benchmarks.archive --record` measured it on two cores in 2026. One authority is
`kent-county-council`; one type and year are the non-metropolitan districts in 2020, in 2015 where the letters' tables
are shown.
"""

_INDEXES = """
These indexes answer a question about one authority, in the order of the plan, so that nothing but its own rows is read.
The averages in `issues` are the exception: whether most letters of a type and year print another one is found by a look
at all averages, which are read from an index alone. SQLite finds a row by its id without an index, and PostgreSQL reads
tables of some hundred rows whole.
"""

_GROWTH = """
## How it grows

With ten times as many authorities, each letter takes the same time. Processor time is in milliseconds, the server's
included, and space in megabytes; both were measured on the same machine by the same benchmark.

| | SQLite, 7,200 letters | SQLite, 72,000 letters | PostgreSQL, 7,200 letters | PostgreSQL, 72,000 letters |
|---|--:|--:|--:|--:|
| to store a letter with its reading | 3.9 | 3.9 | 4.7 | 4.9 |
| on disk | 422 | 3,770 | 465 | 3,999 |
| the documents alone | 379 | 3,380 | 379 | 3,316 |

Publishing a letter takes 0.3 to 0.4 ms on SQLite and 0.6 to 0.7 ms on PostgreSQL, by the clock, with 7,200 letters as
with 21,600: what a run would do is worked out twice, some authorities at a time.
"""

_HEAD = """\
# The archive for users of SQL

This page is generated by `python -m lgsco_store.contract.catalog`: change the data it is made from, not the page.

You can rely on the views: within a major version columns may be added, but are never removed or given another meaning.
They are the same on SQLite and PostgreSQL, and show only what was published. The page on [the data](data.md) defines
every measure and category.

Times are UTC, as text in the form `2024-08-01T09:00:00.000000Z`; dates are text in the form `2024-08-01`. Sorting the
text therefore sorts by time. Numbers are double precision; booleans are 0 or 1. If the machine's clock is set back, no
publication is dated before the one that precedes it.

To make sure that you cannot write, open SQLite with `sqlite3 'file:lgsco.db?mode=ro'`, and PostgreSQL as a role that
may only select:

```sql
CREATE ROLE lgsco_reader LOGIN;
GRANT USAGE ON SCHEMA public TO lgsco_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA public TO lgsco_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT ON TABLES TO lgsco_reader;
```

The last line keeps the role's rights after an upgrade, which creates the views again. It covers what is created by the
role that runs it, so run it as the role that runs `lgsco upgrade`.

## Views"""


if __name__ == "__main__":
    sys.stdout.write(page())
