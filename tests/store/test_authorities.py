from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

from lgsco_store import upgrade
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.errors import AliasError
from lgsco_store.history.aliases import remove_alias
from lgsco_store.reference import register
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Kind
from tests.attacks import Promise
from tests.store.crawls import Crawler, Page, link, rows

OLD = "poole-borough-council"
NEW = "borough-of-poole"
BLABY = "blaby-district-council"


def test_an_authority_is_filled_from_the_register(crawler: Crawler, database: Database) -> None:
    crawler.run({OLD: Page([link(OLD, 2018)], name="Poole Borough Council")})
    columns = "slug, site_slug, name, code, gss_code, type, region, start_date, end_date"
    assert rows(database, f"SELECT {columns} FROM authority") == [  # noqa: S608
        (OLD, OLD, "Borough of Poole", "POL", "E06000029", "Unitary authority", None, "1997-04-01", "2019-03-31")
    ]
    assert rows(database, "SELECT kind, spelling FROM authority_alias ORDER BY kind") == [
        ("name", "Poole Borough Council"),
        ("slug", OLD),
    ]


def test_the_slug_tells_where_the_name_does_not(crawler: Crawler, database: Database) -> None:
    crawler.run({OLD: Page(name="Annual statistics")})
    assert rows(database, "SELECT code FROM authority") == [("POL",)]


def test_a_name_that_the_register_does_not_know_is_an_issue(crawler: Crawler, database: Database) -> None:
    crawler.run({"middle-earth": Page([link("middle-earth", 2020)], name="Middle-earth Council")})
    assert rows(database, "SELECT authority_slug, authority_name, gss_code FROM letters") == [
        ("middle-earth", "Middle-earth Council", None)
    ]
    assert rows(database, "SELECT authority_slug, code, severity FROM issues WHERE year IS NULL") == [
        ("middle-earth", "authority_unmatched", "warning")
    ]


def test_case_makes_no_other_authority(crawler: Crawler, database: Database) -> None:
    crawler.run({"West-Northamptonshire-Council": Page([link("w", 2022)])})
    crawler.run({"west-northamptonshire-council": Page([link("w", 2022)])})
    assert rows(database, "SELECT slug, site_slug, code FROM authority") == [
        ("west-northamptonshire-council", "west-northamptonshire-council", "WNT")
    ]


def test_one_row_through_every_renaming(crawler: Crawler, database: Database) -> None:
    crawler.run({OLD: Page([link("p", 2018)])})
    renamed = crawler.run({NEW: Page([link("p", 2018)])})
    assert renamed.kinds == {}
    assert rows(database, "SELECT authority_slug, version FROM letters") == [(NEW, 1)]
    assert rows(database, "SELECT spelling FROM authority_alias WHERE kind = 'slug' ORDER BY id") == [(OLD,), (NEW,)]


def test_an_issue_goes_by_the_new_slug(crawler: Crawler, database: Database) -> None:
    crawler.run({OLD: Page([link("p", 2018)])})
    crawler.run({NEW: Page([link("p", 2018), link("p", 2019, 503)])})
    assert rows(database, "SELECT authority_slug, year FROM issues WHERE code = 'letter_failed'") == [(NEW, 2019)]


def test_a_new_slug_shows_only_when_its_run_is_published(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    crawler.run({OLD: Page([link("p", 2018)])})
    claim = crawler.gather({NEW: Page([link("p", 2018)])})
    archive.hold(archive.plan(claim.run_id), claim, [])
    assert rows(database, "SELECT authority_slug FROM letters") == [(OLD,)]
    archive.publish(archive.plan(claim.run_id))
    assert rows(database, "SELECT authority_slug FROM letters") == [(NEW,)]


def test_the_slug_stays_as_long_as_the_site_has_it(crawler: Crawler, database: Database) -> None:
    crawler.run({OLD: Page([link("p", 2018)])})
    for _ in range(2):
        both = {NEW: Page([link("p", 2019)]), OLD: Page([link("p", 2018)])}
        crawler.run(both)
        assert rows(database, "SELECT DISTINCT authority_slug FROM letters") == [(OLD,)]


def test_an_outage_of_one_of_two_pages_withdraws_nothing(crawler: Crawler) -> None:
    new, old = Page([link("p", 2019)]), Page([link("p", 2018)])
    crawler.run({NEW: new, OLD: old})
    assert crawler.run({NEW: new, OLD: Page(up=False)}).kinds == {}
    assert crawler.run({NEW: new, OLD: Page()}).kinds == {Kind.WITHDRAWN: 1}


@pytest.mark.attack(Promise.FIGURES, {"A page under a slug that was another council's": "not filed"})
def test_a_page_whose_slug_was_another_authoritys_is_not_filed(crawler: Crawler, database: Database) -> None:
    crawler.run({OLD: Page([link("p", 2018)])})
    plan = crawler.run({OLD: Page([link("x", 2020)], name="Kent County Council")})
    assert plan.kinds == {}
    assert rows(database, "SELECT code, name FROM authority") == [("POL", "Borough of Poole")]
    assert rows(database, "SELECT authority_slug, code FROM issues WHERE severity = 'error'") == [
        (OLD, "authority_conflict")
    ]


def test_a_scope_knows_an_authority_by_every_slug_it_had(crawler: Crawler) -> None:
    crawler.run({OLD: Page([link("p", 2018)])})
    assert crawler.run({NEW: Page()}, authorities=[NEW]).kinds == {}
    assert crawler.run({NEW: Page()}, authorities=[NEW]).kinds == {Kind.WITHDRAWN: 1}


def test_who_took_over_from_whom(crawler: Crawler, database: Database) -> None:
    bcp = "bournemouth-christchurch-and-poole-council"
    crawler.run(
        {
            OLD: Page(),
            "kent-county-council": Page(),
            "blaby-district-council": Page(predecessors=("kent-county-council", "never-seen")),
            bcp: Page(name="Bournemouth, Christchurch and Poole Council"),
        }
    )
    query = """SELECT p.slug, s.slug FROM authority_succession
        JOIN authority p ON p.id = predecessor_id JOIN authority s ON s.id = successor_id ORDER BY p.slug"""
    expected = [("kent-county-council", "blaby-district-council"), (OLD, bcp)]
    assert rows(database, query) == expected
    crawler.run({OLD: Page()})
    assert rows(database, query) == expected


def authority_changes(database: Database, run_id: int) -> list[tuple[object, ...]]:
    """Return what a run said about authorities themselves."""
    query = """SELECT authority_slug, kind, field, old_value, new_value, cause FROM changes
        WHERE run_id = :run AND year IS NULL ORDER BY authority_slug, kind, field"""
    with database.reader() as connection:
        return [tuple(row) for row in connection.execute(text(query), {"run": run_id})]


CUMBERLAND, ALLERDALE = "cumberland-council", "allerdale-borough-council"


def test_an_authority_is_added_once(crawler: Crawler, database: Database) -> None:
    first = crawler.run({OLD: Page()})
    assert authority_changes(database, first.run_id) == [(OLD, "authority_added", None, None, None, "source")]
    second = crawler.run({OLD: Page(), BLABY: Page()})
    assert authority_changes(database, second.run_id) == [(BLABY, "authority_added", None, None, None, "source")]


def test_what_an_unpublished_run_saw_is_added_by_the_next(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    claim = crawler.gather({OLD: Page()})
    archive.hold(archive.plan(claim.run_id), claim, [])
    later = crawler.run({OLD: Page()})
    assert [row[1] for row in authority_changes(database, later.run_id)] == ["authority_added"]


def test_a_new_slug_and_a_new_name_are_reported(crawler: Crawler, database: Database) -> None:
    crawler.run({OLD: Page(name="Poole Borough Council")})
    renamed = crawler.run({NEW: Page(name="Borough of Poole")})
    assert authority_changes(database, renamed.run_id) == [
        (NEW, "authority_renamed", "name", "Poole Borough Council", "Borough of Poole", "source"),
        (NEW, "authority_renamed", "slug", OLD, NEW, "source"),
    ]
    assert authority_changes(database, crawler.run({NEW: Page(name="Borough of Poole")}).run_id) == []


def test_a_merger_is_reported_when_both_are_there(crawler: Crawler, database: Database) -> None:
    crawler.run({ALLERDALE: Page()})
    merged = crawler.run({ALLERDALE: Page(), CUMBERLAND: Page()})
    assert authority_changes(database, merged.run_id) == [
        (ALLERDALE, "authority_merged", "successor", None, CUMBERLAND, "source"),
        (CUMBERLAND, "authority_added", None, None, None, "source"),
    ]
    assert authority_changes(database, crawler.run({ALLERDALE: Page(), CUMBERLAND: Page()}).run_id) == []


def test_a_merger_that_only_the_site_knows(crawler: Crawler, database: Database) -> None:
    crawler.run({"shire": Page(name="Shire"), "buckland": Page(name="Buckland")})
    noted = crawler.run({"shire": Page(name="Shire", predecessors=("buckland",)), "buckland": Page(name="Buckland")})
    assert authority_changes(database, noted.run_id) == [
        ("buckland", "authority_merged", "successor", None, "shire", "source")
    ]


def lineage(database: Database, slug: str) -> set[tuple[object, ...]]:
    query = "SELECT relation, steps, related_slug, related_name FROM authority_lineage WHERE authority_slug = :slug"
    with database.reader() as connection:
        return {tuple(row) for row in connection.execute(text(query), {"slug": slug})}


def test_lineage_names_all_of_them_those_without_a_page_too(crawler: Crawler, database: Database) -> None:
    crawler.run({ALLERDALE: Page(), CUMBERLAND: Page()})
    assert lineage(database, CUMBERLAND) == {
        ("self", 0, CUMBERLAND, "Cumberland Council"),
        ("predecessor", 1, ALLERDALE, "Allerdale Borough Council"),
        ("predecessor", 1, None, "Carlisle City Council"),
        ("predecessor", 1, None, "Copeland Borough Council"),
        ("predecessor", 1, None, "Cumbria County Council"),
    }
    assert ("successor", 1, CUMBERLAND, "Cumberland Council") in lineage(database, ALLERDALE)


def test_lineage_goes_over_several_mergers(crawler: Crawler, database: Database) -> None:
    names = ("buckland", "shire", "gondor")
    notes = {"buckland": (), "shire": ("buckland",), "gondor": ("shire",)}
    crawler.run({slug: Page(name=slug.title(), predecessors=notes[slug]) for slug in names})
    assert {row[:3] for row in lineage(database, "gondor")} == {
        ("self", 0, "gondor"),
        ("predecessor", 1, "shire"),
        ("predecessor", 2, "buckland"),
    }


def test_an_upgrade_brings_the_register_of_the_release(
    monkeypatch: pytest.MonkeyPatch, crawler: Crawler, database: Database, address: str
) -> None:
    crawler.run({OLD: Page([link(OLD, 2018)])})
    entries = register.entries()
    later = tuple(replace(each, official_name="Poole") if each.code == "POL" else each for each in entries)
    monkeypatch.setattr(register, "entries", lambda: later)
    upgrade.upgrade(address)
    assert rows(database, "SELECT name FROM register_entry WHERE code = 'POL'") == [("Poole",)]
    assert rows(database, "SELECT authority_slug, authority_name FROM letters") == [(OLD, "Poole")]
    assert rows(database, "SELECT count(*) FROM register_entry") == [(len(entries),)]


def test_the_register_is_there_from_the_first_upgrade_on(database: Database) -> None:
    query = "SELECT name, type, start_date, end_date FROM register_entry WHERE code = 'POL'"
    assert rows(database, query) == [("Borough of Poole", "Unitary authority", "1997-04-01", "2019-03-31")]
    query = "SELECT successor_code FROM register_succession WHERE predecessor_code = 'POL'"
    assert rows(database, query) == [("BPC",)]


KENT = "kent-county-council"


def held(crawler: Crawler, archive: Archive, site: dict[str, Page]) -> int:
    claim = crawler.gather(site)
    archive.hold(archive.plan(claim.run_id), claim, [])
    return claim.run_id


@pytest.mark.attack(
    Promise.LOST,
    {
        "A page has another council's name once": "both councils have their own names in the next run",
    },
)
@pytest.mark.parametrize("name", ["Middle-earth Council", "Kent County Council"])
def test_a_page_that_once_had_anothers_name_blocks_nobody(
    crawler: Crawler, archive: Archive, ledger: Ledger, database: Database, name: str
) -> None:
    """Its run was discarded, so its statements about identities do not count."""
    slug = name.lower().replace(" ", "-")
    ledger.discard(held(crawler, archive, {slug: Page([link("x", 2020)], name="Blaby District Council")}))
    assert rows(database, "SELECT slug FROM authorities") == []
    both = {slug: Page([link("x", 2020)], name=name), BLABY: Page([link("b", 2020)])}
    assert crawler.run(both).kinds == {Kind.PUBLISHED: 2}
    assert {row[0] for row in rows(database, "SELECT authority_slug FROM letters")} == {slug, BLABY}
    assert rows(database, "SELECT code FROM issues WHERE severity = 'error'") == []


def test_an_unregistered_body_is_given_no_code_by_a_run_that_was_discarded(
    crawler: Crawler, archive: Archive, ledger: Ledger, database: Database
) -> None:
    crawler.run({"middle-earth": Page([link("m", 2020)], name="Middle-earth Council")})
    ledger.discard(held(crawler, archive, {"middle-earth": Page([link("m", 2020)], name="Kent County Council")}))
    crawler.run({"middle-earth": Page([link("m", 2020)], name="Middle-earth Council"), KENT: Page([link("k", 2020)])})
    query = "SELECT authority_slug, gss_code FROM letters ORDER BY authority_slug"
    assert rows(database, query) == [(KENT, "E10000016"), ("middle-earth", None)]


def test_spellings_are_those_of_published_runs(crawler: Crawler, archive: Archive, database: Database) -> None:
    run_id = held(crawler, archive, {OLD: Page([link("p", 2018)])})
    assert rows(database, "SELECT count(*) FROM authority_alias") == [(0,)]
    archive.publish(archive.plan(run_id))
    assert rows(database, "SELECT kind, run_id FROM authority_alias ORDER BY kind") == [("name", 1), ("slug", 1)]


def test_an_alias_that_is_anothers_is_removed(crawler: Crawler, database: Database) -> None:
    crawler.run({"middle-earth": Page([link("b", 2020)], name="Blaby District Council")})
    [(alias,)] = rows(database, "SELECT id FROM authority_alias WHERE kind = 'slug'")
    with pytest.raises(AliasError, match="the only slug"), database.writer() as connection:
        remove_alias(connection, int(str(alias)))
    crawler.run({BLABY: Page([link("b", 2020)])})
    own = {"middle-earth": Page([link("m", 2020)], name="Kent County Council")}
    assert crawler.run(own).kinds == {}
    with database.writer() as connection:
        remove_alias(connection, int(str(alias)))
    assert crawler.run(own).kinds == {Kind.PUBLISHED: 1}
    with pytest.raises(AliasError, match="there is no alias 999"), database.writer() as connection:
        remove_alias(connection, 999)


def test_what_the_register_learns_later_is_taken_over(
    crawler: Crawler, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = {OLD: Page([link("p", 2018)])}
    with monkeypatch.context() as unlearned:
        unlearned.setattr(register, "match", lambda _name: None)
        crawler.run(site)
    assert rows(database, "SELECT slug, name, code FROM authority") == [(OLD, "Poole Borough Council", None)]
    assert crawler.run(site).kinds == {}
    assert rows(database, "SELECT slug, name, code FROM authority") == [(OLD, "Borough of Poole", "POL")]
