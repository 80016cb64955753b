"""On PostgreSQL users see views with types, in schemas of their own; what people write on dates and times works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import inspect, text
from sqlalchemy.dialects.postgresql import BIGINT, BOOLEAN, DATE, INTEGER, JSONB, NUMERIC, TEXT, TIMESTAMP, VARCHAR

from lgsco_store import upgrade
from lgsco_store.contract import catalog, views
from lgsco_store.database.session import Database, open_database
from tests.store import filled
from tests.store.servers import PostgreSQL

TYPES: dict[str, tuple[type[Any], ...]] = {
    "text": (TEXT, VARCHAR),
    "integer": (INTEGER, BIGINT),
    "number": (NUMERIC,),
    "boolean": (BOOLEAN,),
    "date": (DATE,),
    "time": (TIMESTAMP,),
    "json": (JSONB,),
}

# Each with what the archive of the tests gives for it.
EXPRESSIONS: dict[str, object] = {
    "SELECT count(*) FROM lgsco.letters WHERE withdrawn": 1,
    "SELECT count(*) FROM lgsco.figures WHERE NOT withdrawn AND source = 'letter'": 32,
    "SELECT round(avg(value), 1) FROM lgsco.figures WHERE measure = 'uphold_rate' AND year = 2020 "
    "AND source = 'letter'": "42.0",
    "SELECT DISTINCT date_trunc('day', first_published_at AT TIME ZONE 'UTC')::date FROM lgsco.letters": "2024-08-01",
    "SELECT DISTINCT extract(month FROM at AT TIME ZONE 'UTC') FROM lgsco.changes": 8,
    "SELECT count(*) FROM lgsco.letters WHERE letter_date > current_date - 30": 0,
    "SELECT count(*) = count(*) FILTER (WHERE valid_from < now()) FROM lgsco.figure_history": True,
    "SELECT count(*) FROM lgsco.runs WHERE reasons->0 IS NULL": 2,
    "SELECT jsonb_typeof(reasons) FROM lgsco.runs LIMIT 1": "array",
    "SELECT max(finished_at - started_at) < interval '1 hour' FROM lgsco.runs": True,
    "SELECT DISTINCT (first_published_at AT TIME ZONE 'Europe/London')::time::text FROM lgsco.letters "
    "WHERE authority_slug = 'adur-district-council'": "10:00:00",
    "SELECT rate_change FROM lgsco_marts.council_years WHERE rate_change > 0.5": None,
    "SELECT count(*) FROM lgsco_marts.lineage_years WHERE NOT split AND upheld IS NOT NULL": 6,
    "SELECT extract(year FROM start_date)::int FROM lgsco.authorities WHERE slug = 'cumberland-council'": 2023,
}


@pytest.fixture(scope="module")
def archive(postgresql: PostgreSQL) -> Iterator[Database]:
    with open_database(filled.archive(postgresql)) as database:
        yield database


@pytest.mark.parametrize("view", views.VIEWS)
def test_a_view_has_the_types_of_the_catalogue_and_its_comments(archive: Database, view: str) -> None:
    schema, columns = views.schema_of(view), catalog.columns(view)
    with archive.reader() as connection:
        inspector = inspect(connection)
        found = inspector.get_columns(view, schema=schema)
        assert [(column["name"], column["comment"]) for column in found] == [
            (each.name, each.description) for each in columns
        ]
        for column, each in zip(found, columns, strict=True):
            assert isinstance(column["type"], TYPES[each.type]), (view, each.name, column["type"])
            assert each.type != "time" or getattr(column["type"], "timezone", False)
        assert inspector.get_table_comment(view, schema=schema)["text"] == catalog.meaning(view)


@pytest.mark.parametrize("view", views.VIEWS)
def test_a_typed_view_shows_what_the_archive_s_own_does(archive: Database, view: str) -> None:
    of_type = {
        "boolean": "CAST({} AS int)",
        "number": "CAST({} AS double precision)",
        "date": "to_char({}, 'YYYY-MM-DD')",
        "time": """to_char({} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24\\:MI\\:SS.US"Z"')""",
        "json": "CAST({} AS jsonb)",
    }
    columns = catalog.columns(view)
    # PostgreSQL keeps fifteen digits of a double that becomes a numeric.
    of_own = {"json": "CAST({} AS jsonb)", "number": "CAST(CAST({} AS numeric) AS double precision)"}
    own = ", ".join(of_own.get(each.type, "{}").format(each.name) for each in columns)
    typed = ", ".join(of_type.get(each.type, "{}").format(each.name) for each in columns)
    query = "SELECT count(*) FROM (SELECT {} FROM {} EXCEPT SELECT {} FROM {}) AS differing"
    with archive.reader() as connection:
        place = f"{views.schema_of(view)}.{view}"
        for one, other in (((own, view), (typed, place)), ((typed, place), (own, view))):
            assert connection.execute(text(query.format(*one, *other))).scalar_one() == 0


@pytest.mark.parametrize(("query", "found"), EXPRESSIONS.items(), ids=range(len(EXPRESSIONS)))
def test_what_people_write_works(archive: Database, query: str, found: object) -> None:
    with archive.reader() as connection:
        answers = connection.execute(text(query.replace("::", "\\:\\:"))).scalars().all()
    assert [str(each) for each in answers] == ([] if found is None else [str(found)])


@pytest.mark.parametrize("example", catalog.examples(), ids=lambda each: each.question)
def test_an_example_finds_as_much_on_the_typed_views(archive: Database, example: catalog.Example) -> None:
    with archive.reader() as connection:
        own = connection.execute(text(example.query)).all()
        connection.execute(text("SET LOCAL search_path TO lgsco, lgsco_marts"))
        assert len(connection.execute(text(example.query)).all()) == len(own)


def test_a_reader_sees_nothing_but_the_typed_views(postgresql: PostgreSQL) -> None:
    address = postgresql.upgraded()
    role = "only_typed"
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute(f"CREATE ROLE {role} LOGIN".encode())
        owner.execute(f"GRANT USAGE ON SCHEMA lgsco, lgsco_marts TO {role}".encode())
        owner.execute(f"GRANT SELECT ON ALL TABLES IN SCHEMA lgsco, lgsco_marts TO {role}".encode())
    with psycopg.connect(address, autocommit=True, user=role) as reader:
        assert reader.execute("SELECT count(*) FROM lgsco.letters").fetchone() == (0,)
        assert reader.execute("SELECT count(*) FROM lgsco_marts.council_years").fetchone() == (0,)
        for hidden in (b"SELECT * FROM archive.letters", b"SELECT * FROM archive.run"):
            with pytest.raises(InsufficientPrivilege):
                reader.execute(hidden)


def test_an_upgrade_brings_typed_views_that_are_missing(postgresql: PostgreSQL) -> None:
    address = postgresql.upgraded()
    with psycopg.connect(address, autocommit=True) as owner:
        owner.execute("CREATE VIEW public.mine AS SELECT count(*) AS letters FROM lgsco.letters WHERE withdrawn")
        owner.execute("DROP SCHEMA lgsco_marts CASCADE")
    upgrade.upgrade(address)
    with psycopg.connect(address, autocommit=True) as owner:
        assert owner.execute("SELECT count(*) FROM lgsco_marts.series_breaks").fetchone() is not None
        assert owner.execute("SELECT letters FROM public.mine").fetchone() == (0,)
