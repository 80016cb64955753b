"""Random histories of a site, crawled run by run into both databases, against a model without SQL."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from typing import TypeAlias
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from lgsco_store.archive import Archive
from lgsco_store.contract import views
from lgsco_store.database import batches
from lgsco_store.database.session import Database, open_database
from lgsco_store.history.plan import Plan
from lgsco_store.records import ReadingStatus
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Kind
from tests.attacks import Promise
from tests.conftest import Clock
from tests.store.crawls import Crawler, Letter, Page, link
from tests.store.servers import Maker, PostgreSQL, SQLite

SLUGS = ("blaby-district-council", "kent-county-council")
YEARS = (2019, 2020)

Place: TypeAlias = tuple[str, int]
Site: TypeAlias = Mapping[Place, Letter | int | None]
"""The content of each place: a letter, the status of an error, or nothing."""

LETTERS = st.builds(
    Letter,
    rate=st.sampled_from(["40", "41"]),
    words=st.sampled_from(["Few.", "Many."]),
    stamp=st.integers(0, 1),
    status=st.sampled_from([ReadingStatus.COMPLETE] * 4 + [ReadingStatus.UNREADABLE]),
)
ANSWERS = st.one_of(LETTERS, LETTERS, st.sampled_from([None, 503, 404]))
PLACES = [(slug, year) for slug in SLUGS for year in YEARS]
SITES = st.tuples(*[ANSWERS for _ in PLACES]).map(lambda answers: dict(zip(PLACES, answers, strict=True)))
DOWN = st.frozensets(st.sampled_from(SLUGS))
HISTORIES = st.lists(st.tuples(SITES, DOWN), min_size=1, max_size=4)


@dataclass(frozen=True)
class Known:
    """What the model knows about a place: the documents so far, and whether it is withdrawn."""

    letters: tuple[Letter, ...] = ()
    withdrawn: bool = False


def pages(site: Site, down: frozenset[str] = frozenset()) -> dict[str, Page]:
    """Return the site's pages; a letter gives the year of its place, a page the figures of its last readable letter."""
    made = {slug: Page(up=slug not in down) for slug in SLUGS}
    for (slug, year), answer in site.items():
        if answer is not None:
            letter = replace(answer, year=year, title=slug) if isinstance(answer, Letter) else answer
            made[slug].links.append(link(slug, year, letter))
            if isinstance(letter, Letter) and letter.status is ReadingStatus.COMPLETE:
                made[slug].statistics = letter
    return made


def expected_kinds(before: Known, answer: Letter | int | None) -> list[Kind]:
    """Return the kinds of change that an available page brings to one place."""
    if not isinstance(answer, Letter):
        removed = bool(before.letters) and not before.withdrawn and answer != 503
        return [Kind.WITHDRAWN] if removed else []
    if not before.letters:
        return [Kind.PUBLISHED]
    restored = [Kind.RESTORED] if before.withdrawn else []
    old = before.letters[-1]
    if answer == old:
        return restored
    if ReadingStatus.UNREADABLE in {old.status, answer.status} or old.rate != answer.rate:
        return [*restored, Kind.REVISED]
    return [*restored, Kind.REWORDED if old.words != answer.words else Kind.RESTAMPED]


def believed(known: Mapping[Place, Known], up: Site) -> Site:
    """Return the pages that the archive accepts: no council loses its whole list, or several letters, in one run."""
    taken = dict(up)
    for slug in SLUGS:
        of_slug = {place: answer for place, answer in up.items() if place[0] == slug}
        gone = [place for place, answer in of_slug.items() if Kind.WITHDRAWN in expected_kinds(known[place], answer)]
        if len(gone) > 1 or set(of_slug.values()) == {None}:
            taken |= dict.fromkeys(gone, 503)
    return taken


def after(before: Known, answer: Letter | int | None) -> Known:
    """Return what is known about a place after an available page."""
    kinds = expected_kinds(before, answer)
    if Kind.WITHDRAWN in kinds:
        return replace(before, withdrawn=True)
    if not isinstance(answer, Letter):
        return before
    new = () if before.letters and before.letters[-1] == answer else (answer,)
    return Known((*before.letters, *new))


@contextmanager
def crawler(maker: Maker, clock: Clock) -> Iterator[tuple[Database, Crawler]]:
    with open_database(maker.upgraded()) as database:
        yield database, Crawler(Archive(database, clock), Ledger(database, clock), clock)


def rows(database: Database, query: str) -> list[tuple[object, ...]]:
    with database.reader() as connection:
        return sorted((tuple(row) for row in connection.execute(text(query))), key=repr)


def contents(database: Database) -> dict[str, list[tuple[object, ...]]]:
    return {name: rows(database, f"SELECT * FROM {name}") for name in views.VIEWS}  # noqa: S608


def found_kinds(database: Database, run_id: int) -> set[tuple[object, ...]]:
    query = f"SELECT DISTINCT authority_slug, year, kind FROM changes WHERE run_id = {run_id} AND source = 'letter'"  # noqa: S608
    return set(rows(database, query))


def changes_nothing(database: Database, plan: Plan) -> bool:
    """Return whether a run made no change and no version, neither of letters nor of pages."""
    changes, versions = (f"SELECT * FROM {name} WHERE run_id = {plan.run_id}" for name in ("change", "version"))  # noqa: S608
    return not rows(database, changes) + rows(database, versions)


def check_places(database: Database, known: Mapping[Place, Known]) -> None:
    """Check the archive against the model, and that versions are numbered without a gap."""
    assert rows(database, "SELECT authority_slug, year, version, withdrawn FROM letters") == sorted(
        (
            (slug, year, len(place.letters), int(place.withdrawn))
            for (slug, year), place in known.items()
            if place.letters
        ),
        key=repr,
    )
    assert rows(database, "SELECT authority_slug, year, version FROM versions WHERE source = 'letter'") == sorted(
        ((slug, year, number + 1) for (slug, year), place in known.items() for number in range(len(place.letters))),
        key=repr,
    )


@settings(max_examples=10, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(HISTORIES, st.sampled_from([1, 50]))
def test_every_history_is_recorded_as_it_was(
    sqlite: SQLite, history: list[tuple[Site, frozenset[str]]], planned_at_a_time: int
) -> None:
    known = {place: Known() for place in PLACES}
    some = mock.patch.object(batches, "_AUTHORITIES", planned_at_a_time)
    with some, crawler(sqlite, Clock()) as (database, crawling):
        for site, down in history:
            plan = crawling.run(pages(site, down))
            up = believed(known, {place: answer for place, answer in site.items() if place[0] not in down})
            kinds = {(*place, kind) for place, answer in up.items() for kind in expected_kinds(known[place], answer)}
            assert found_kinds(database, plan.run_id) == kinds
            known |= {place: after(known[place], answer) for place, answer in up.items()}
            check_places(database, known)
            assert changes_nothing(database, crawling.run(pages(site, down)))


@pytest.mark.attack(Promise.LOST, {"Random histories with outages of any kind": "no outage changes anything"})
@settings(max_examples=4)
@given(SITES, st.sampled_from([503, 500, 429]))
def test_no_outage_of_any_kind_changes_anything(sqlite: SQLite, site: Site, status: int) -> None:
    with crawler(sqlite, Clock()) as (database, crawling):
        crawling.run(pages(site))
        before = [rows(database, f"SELECT * FROM {view}") for view in ("letters", "figures")]  # noqa: S608
        listed = {place: status for place, answer in site.items() if answer is not None}
        for outage in (pages(site, frozenset(SLUGS)), pages(listed), {}):
            assert changes_nothing(database, crawling.run(outage))
        assert [rows(database, f"SELECT * FROM {view}") for view in ("letters", "figures")] == before  # noqa: S608


@settings(max_examples=4)
@given(HISTORIES)
def test_both_databases_show_the_same(
    sqlite: SQLite, postgresql: PostgreSQL, history: list[tuple[Site, frozenset[str]]]
) -> None:
    clock = Clock()
    with crawler(sqlite, clock) as (one, into_one), crawler(postgresql, clock) as (other, into_other):
        for site, down in history:
            for crawling in (into_one, into_other):
                crawling.run(pages(site, down))
            clock.advance(3600.000001)
        assert contents(one) == contents(other)
        assert any(contents(one).values())
