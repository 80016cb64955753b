"""``python -m jobs.guides.sql > docs/reference/sql.md``: what SQL can ask, from the views and the vocabulary."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from lgsco_store.contract import views
from lgsco_store.contract.catalog import (
    BenchmarkResult,
    Column,
    benchmark_results,
    columns,
    examples,
    grain,
    joins,
    key,
    meaning,
)


def page() -> str:
    """Write the whole page, as Markdown."""
    lines = [_HEAD]
    for view in views.VIEWS:
        lines += [
            f"\n### `{view}`\n",
            f"{meaning(view)}.\n",
            f"A row is {grain(view)}.{_key(view)}{_joins(view)}\n",
            "| column | type | unit | meaning | null | may be added up |",
            "|---|---|---|---|---|---|",
            *map(_column, columns(view)),
        ]
    lines += [_SPEED, *_answers()]
    lines += [_GROWTH, "\n## Queries that people ask"]
    lines += [f"\n{each.question}\n\n```sql\n{each.query}\n```" for each in examples()]
    return "\n".join([*lines, _PARAMETERS])


def _key(view: str) -> str:
    """Name the columns that identify a row."""
    return f" Key: {_listed(key(view))}; never null." if key(view) else ""


def _joins(view: str) -> str:
    """Name the views whose rows it belongs to."""
    found = [f"{_listed(each.columns)} is the key of `{each.view}`" for each in joins(view)]
    return f" {'; '.join(found)}." if found else ""


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _column(column: Column) -> str:
    cells = (column.name, column.type, column.unit, column.meaning, column.null, column.adds)
    return f"| {' | '.join(cells)} |"


def _answers() -> Iterator[str]:
    """Write the tables of measurements: milliseconds, then the indexes of the question about one authority."""
    found = {(each.view, each.question, each.database): each for each in benchmark_results()}
    asked = list(dict.fromkeys((view, question) for view, question, _ in found))
    yield "| view | question | SQLite | times a flat table | PostgreSQL | times a flat table |"
    yield "|---|---|--:|--:|--:|--:|"
    for view, question in asked:
        results = (found[view, question, database] for database in _DATABASES)
        cells = (cell for each in results for cell in (each.milliseconds, _times(each)))
        yield f"| `{view}` | {question} | {' | '.join(cells)} |"
    yield from (_INDEXES, "| view | SQLite | PostgreSQL |", "|---|---|---|")
    for view in dict.fromkeys(view for view, question in asked if question == "one authority"):
        plans = (found[view, "one authority", database].indexes for database in _DATABASES)
        yield f"| `{view}` | {' | '.join(plan.replace('; ', '<br>') for plan in plans)} |"


def _times(result: BenchmarkResult) -> str:
    """Return how many times as long as a flat table a view took, if it took a while."""
    taken = float(result.milliseconds)
    return f"{taken / float(result.flat):.1f}" if result.flat and taken >= 1 else ""


_DATABASES = ("SQLite", "PostgreSQL")

_SPEED = """
## How long an answer takes

Milliseconds, the fastest of twenty, in an archive of 7,200 letters: 400 authorities, 18 years, and a statistics page
of each authority. `python -m benchmarks.archive --record` measured it on two cores in 2026. One authority is
`kent-county-council`; one type and year are the non-metropolitan districts in 2020, or in 2015 for the letters' tables.
The views of decisions and reports were measured with 60,000 decisions, 188 of them of one authority.
Marts are queried whole; `letter_figures` has 128,000 rows, which take a third of a second to fetch from any table. The
machine was busy with other work; on SQLite it is processor time.

A flat table has the rows of the view, indexed by what is asked for. How many times as long the view takes is given if
it takes a millisecond or more. Some views cannot keep up with a table of their results: those whose rows are sums of
many others, or follow authorities from merger to merger, and those that look through all decisions of an authority for
the few that they show.
"""

_INDEXES = """
These indexes answer a question about one authority, in the order of the plan, so that only its own rows are read.
SQLite finds a row by its ID without an index, and PostgreSQL reads small tables in full. What most letters of a type
and year print as their average is in a table of its own, with which `issues` compares the letters of the authority.
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
with 21,600: the plan of a run is computed twice, in batches of authorities.

With 72,000 letters of 4,000 authorities a view answers a question about one authority within 2 ms on both databases, as
with 7,200. Only `authority_lineage`, which looks at all authorities, takes up to 4 ms.

Ten years of weekly runs, each with all pages, lists, letters and a hundred issues, slow down nothing: after them
`lgsco status` asks the archive for less than 0.3 seconds on either database, as before.
"""

_PARAMETERS = """
## The same with parameters

The queries above name a council, a type or a year. A program passes these as parameters, and never puts them into the
text. On SQLite:

```python
import sqlite3

query = (
    "SELECT year, value FROM figures "
    "WHERE authority_slug = :slug AND measure = :measure AND source = 'letter' ORDER BY year"
)
archive = sqlite3.connect("file:lgsco.db?mode=ro", uri=True)
rows = archive.execute(query, {"slug": "cumberland-council", "measure": "uphold_rate"}).fetchall()
```

In SQLAlchemy, and in queries of the browser, parameters are written in the same way. For psycopg write `%(slug)s` in
place of `:slug`, and `%%` for any other `%`. In `psql` write `:'slug'`, after `\\set slug cumberland-council`; in the
shell of SQLite write `:slug`, after `.parameter set :slug "'cumberland-council'"`.
"""

_HEAD = """\
# The archive for users of SQL

This page is generated by `python -m jobs.guides.sql`: change the data it is made from, not the page.

You can rely on the views: within a major version columns may be added, but are never removed or given another meaning.
They have the same names and rows on SQLite and PostgreSQL, and show only what was published. The page on
[the data](data.md) defines every measure and category.

| type | PostgreSQL | SQLite |
|---|---|---|
| text | `text` | text |
| integer | `integer` or `bigint` | integer |
| number | `numeric` | double precision |
| boolean | `boolean` | 0 or 1 |
| date | `date` | text in the form `2024-08-01` |
| time | `timestamptz` | UTC, text in the form `2024-08-01 09:00:00.000000Z` |
| json | `jsonb` | JSON text |

Booleans are asked for alike on both: `WHERE NOT withdrawn`. The tables below say 1 and 0 for true and false.

On PostgreSQL the views are in the schema `lgsco` and the marts in `lgsco_marts`. The schema `archive` is the program's
own: its tables, and views of the same names that hold text and numbers as on SQLite. Nothing is in `public`: make views
of your own there.

On SQLite, text sorts by time, and compares with what `datetime('now')` and `date('now', '-30 days')` return, with
`'2026-01-01 00:00:00'`, `'2026-01-01'` and `'2026'`. Three traps remain: a `T` in place of the blank compares
wrongly within one day; no text without the fraction of a second and the `Z` is equal to a time; and for the same reason
`<=` with a whole second leaves out that very second, so write `<` and the second after it. On PostgreSQL name the
zone, as in `'2026-01-01 00:00:00Z'`: without it the session's own zone counts. If the machine's clock is set back, no
publication is dated before the one that precedes it.

The columns of tables are declared as `DATE_CHAR` and `DATETIME_CHAR`, which SQLAlchemy reflects as dates and times.
They are not `DATE` and `TIMESTAMP`, since for those SQLite takes `'2026'` for a number, and finds any date to be above
it. Files of an export have times by ISO 8601, with a `T`; its SQLite file has them as here.

To make sure that you cannot write, open SQLite with `sqlite3 'file:lgsco.db?mode=ro'`, and PostgreSQL as a role that
may only select:

```sql
CREATE ROLE lgsco_reader LOGIN;
GRANT USAGE ON SCHEMA lgsco, lgsco_marts TO lgsco_reader;
GRANT SELECT ON ALL TABLES IN SCHEMA lgsco, lgsco_marts TO lgsco_reader;
ALTER DEFAULT PRIVILEGES IN SCHEMA lgsco, lgsco_marts GRANT SELECT ON TABLES TO lgsco_reader;
ALTER ROLE lgsco_reader SET search_path = lgsco, lgsco_marts;
```

This role sees nothing of the schema `archive`. A role for `lgsco_store.open_archive`, `lgsco export` or another
command that only reads needs `USAGE` and `SELECT` on that schema too. The line before the last covers views that a
later release adds, if the role that runs `lgsco upgrade` has run it. An upgrade keeps grants, owners and comments,
and the views that you make on the archive's own; if one of them would no longer work, it names the view and changes
nothing. If there is nothing to do, it locks and drops nothing.

## Views

In the tables below, *null* says when a column is null; an empty cell means never. *May be added up* says over which
rows a quantity may be summed. In the picture a view is below the one that its rows belong to:
`authority_slug, year → letters` says that these two columns are the key of a row in `letters`, or that one is null.

![The views, their keys, and whose rows belong to which](views.svg)

The same facts are [sources for dbt](../how-to/duckdb.md#dbt)."""


if __name__ == "__main__":
    sys.stdout.write(page())
