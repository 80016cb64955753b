"""Service improvements in the archive: each is a publication of its own, recognised by its words."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lgsco_store.database.session import Database
from lgsco_store.records import Source
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Page, link, rows
from tests.store.filled import BLABY, REDDITCH
from tests.store.servers import Maker, SQLite

TRAIN = "Train the duty team to keep a note of every call"
LETTERS = "Write to each family on the list within ten days"
STANDS = "SELECT text, reference, category, decided_on, state, version FROM service_improvements ORDER BY text, version"
CHANGES = "SELECT kind, field, old_value, new_value FROM changes WHERE source = 'service_improvement' AND run_id = 2"

Twice = Callable[[str, str], None]


def listed(*texts: str) -> str:
    return f"<h2>Service improvements</h2><ul>{''.join(f'<li>{each}</li>' for each in texts)}</ul>"


def table(*lines: tuple[str, ...], heads: tuple[str, ...] = ("Reference", "Improvement")) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>" for line in (heads, *lines))
    return f"<h2>Service improvements</h2><table>{cells}</table>"


def site(improvements: str, slug: str = BLABY) -> dict[str, Page]:
    return {slug: Page([link(slug, 2020)], improvements=improvements)}


@pytest.fixture(scope="session")
def maker(sqlite: SQLite) -> Maker:
    """Use SQLite alone: what the two databases do differently is tested elsewhere."""
    return sqlite


@pytest.fixture
def twice(crawler: Crawler, clock: Clock) -> Twice:
    """Crawl the page of one council twice, with other improvements."""

    def crawl(before: str, after: str) -> None:
        crawler.run(site(before))
        clock.advance(3600)
        crawler.run(site(after))

    return crawl


def test_each_is_a_publication_of_its_own(crawler: Crawler, database: Database) -> None:
    heads = ("Case reference", "Category", "Date", "Improvement")
    page = table(("21 004 317", "Housing", "04 Feb 2022", TRAIN), heads=heads)
    crawler.run({**site(page), **site(listed(LETTERS, TRAIN), REDDITCH)})
    assert rows(database, STANDS.replace("text,", "authority_slug, text,", 1).replace("ORDER BY", "ORDER BY 1,")) == [
        (BLABY, TRAIN, "21 004 317", "Housing", "2022-02-04", "published", 1),
        (REDDITCH, TRAIN, None, None, None, "published", 1),
        (REDDITCH, LETTERS, None, None, None, "published", 1),
    ]
    assert rows(database, "SELECT count(DISTINCT improvement) FROM service_improvements") == [(3,)]
    changes = "SELECT kind, reference IS NULL, field FROM changes WHERE source = 'service_improvement'"
    assert rows(database, changes) == [("added", False, None)] * 3


def test_those_that_newer_ones_push_off_the_page_stay(twice: Twice, database: Database) -> None:
    twice(listed(TRAIN), listed(LETTERS))
    assert rows(database, CHANGES) == [("added", None, None, None)]
    assert [row[4] for row in rows(database, STANDS)] == ["published", "published"]


def test_a_field_that_a_page_prints_later_is_told_as_reworded(twice: Twice, database: Database) -> None:
    twice(listed(TRAIN), table(("21 004 317", TRAIN)))
    assert rows(database, CHANGES) == [("reworded", "reference", None, "21 004 317")]
    assert rows(database, STANDS) == [(TRAIN, "21 004 317", None, None, "published", 2)]


def test_a_page_that_says_less_takes_nothing_away(twice: Twice, database: Database) -> None:
    twice(table(("21 004 317", TRAIN)), listed(TRAIN))
    assert rows(database, CHANGES) == []
    [(seen, changed)] = rows(database, "SELECT last_seen_at, last_changed_at FROM service_improvements")
    assert str(seen) > str(changed)


def test_an_unknown_column_is_an_issue_by_its_name_and_the_page_is_kept(crawler: Crawler, database: Database) -> None:
    crawler.run(site(table(("21 004 317", TRAIN, "done"), heads=("Reference", "Improvement", "Progress"))))
    issues = "SELECT authority_slug, source, code, message FROM issues WHERE code LIKE 'column%'"
    [(slug, source, code, message)] = rows(database, issues)
    assert (slug, source, code) == (BLABY, "service_improvement", "column_unknown")
    assert "'Progress'" in str(message)
    kept = "SELECT count(*) FROM capture WHERE kind = 'authority_page' AND document_sha256 IS NOT NULL"
    assert rows(database, kept) == [(1,)]
    assert rows(database, STANDS) == []


def lists(*pages: str, whole: bool = True, newest: str = "") -> dict[str, Page]:
    newest = newest or listed(TRAIN)
    return {BLABY: Page([link(BLABY, 2020)], improvements=newest, improvements_list=pages, list_is_whole=whole)}


def test_an_improvement_that_its_whole_list_no_longer_has_is_removed_and_restored(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    both, one = lists(listed(TRAIN), listed(LETTERS)), lists(listed(TRAIN))
    for site_then in (both, one, both):
        crawler.run(site_then)
        clock.advance(3600)
    changes = "SELECT run_id, kind FROM changes WHERE source = 'service_improvement' ORDER BY run_id"
    assert rows(database, changes) == [(1, "added"), (1, "added"), (2, "removed"), (3, "restored")]
    states = "SELECT text, state, removed_at, url FROM service_improvements ORDER BY text"
    at = f"{SITE}/{BLABY}/serviceimprovements"
    assert rows(database, states) == [(TRAIN, "published", None, at), (LETTERS, "published", None, at)]


@pytest.mark.parametrize(
    "after",
    [
        lists(listed(TRAIN), whole=False),
        lists(listed(TRAIN), "<h2>Service improvements</h2>"),
        lists(listed(TRAIN), table(("21 004 317", "done"), heads=("Reference", "Progress"))),
        lists(),
        lists(listed(TRAIN), newest=listed(LETTERS)),
    ],
    ids=["not followed to its end", "a page without any", "a page not read", "not seen", "on the council's page"],
)
def test_absence_from_anything_else_removes_nothing(
    crawler: Crawler, database: Database, clock: Clock, after: dict[str, Page]
) -> None:
    crawler.run(lists(listed(TRAIN), listed(LETTERS)))
    clock.advance(3600)
    crawler.run(after)
    assert [row[4] for row in rows(database, STANDS)] == ["published", "published"]


def test_one_seen_on_the_page_of_the_newest_alone_is_not_removed(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    crawler.run(lists(listed(TRAIN), newest=listed(TRAIN, LETTERS)))
    clock.advance(3600)
    crawler.run(lists(listed(TRAIN)))
    assert [row[4] for row in rows(database, STANDS)] == ["published", "published"]


def test_a_page_that_has_fewer_than_anothers_has_them_all(crawler: Crawler, database: Database, clock: Clock) -> None:
    notes, times = "Keep notes of calls", "Tell staff about the limits of time"
    longest = site(table(*(("", each) for each in (TRAIN, LETTERS, notes, times))), REDDITCH)
    crawler.run({**longest, **site(table(("21 004 317", TRAIN), ("22 001 100", LETTERS), ("22 001 101", notes)))})
    clock.advance(3600)
    # The site may spell the slug in another case.
    crawler.run({**longest, **site(table(("22 001 100", times), ("22 001 101", notes)), BLABY.title())})
    assert rows(database, CHANGES) == [("reworded", "text", LETTERS, times), ("removed", None, None, None)]
    standing = f"{STANDS.partition(' ORDER')[0]} WHERE authority_slug = '{BLABY}' ORDER BY text"
    assert [(row[0], row[4]) for row in rows(database, standing)] == [
        (notes, "published"),
        (times, "published"),
        (TRAIN, "removed"),
    ]


def test_many_that_are_missing_at_once_are_kept_until_a_person_asks(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    crawler.run(lists(listed(TRAIN, LETTERS, f"{LETTERS} again")))
    clock.advance(3600)
    crawler.run(lists(listed(TRAIN)))
    assert rows(database, CHANGES) == []
    assert rows(database, "SELECT code FROM issues WHERE source = 'service_improvement'") == [
        ("improvements_vanished",)
    ]
    clock.advance(3600)
    crawler.run(lists(listed(TRAIN)), authorities=[BLABY])
    states = "SELECT state, count(*) FROM service_improvements GROUP BY state ORDER BY state"
    assert rows(database, states) == [("published", 1), ("removed", 2)]


def test_the_only_one_of_its_reference_is_reworded(crawler: Crawler, database: Database, clock: Clock) -> None:
    crawler.run(lists(table(("21 004 317", LETTERS), ("22 001 100a", TRAIN))))
    clock.advance(3600)
    crawler.run(lists(table(("21 004 317", f"{LETTERS}, or sooner"), ("22 001 100a", TRAIN))))
    assert rows(database, CHANGES) == [("reworded", "text", LETTERS, f"{LETTERS}, or sooner")]


def test_which_of_two_was_reworded_is_not_guessed(crawler: Crawler, database: Database, clock: Clock) -> None:
    crawler.run(lists(table(("21 004 317", LETTERS), ("21 004 317", f"{LETTERS} at most")), newest=listed(LETTERS)))
    clock.advance(3600)
    after = (("21 004 317", "Write to no family"), ("21 004 317", "Write to each of them"))
    crawler.run(lists(table(*after), newest=listed(LETTERS)), authorities=[BLABY])
    kinds = "SELECT kind FROM changes WHERE source = 'service_improvement' AND run_id = 2 ORDER BY kind"
    assert rows(database, kinds) == [("added",), ("added",), ("removed",)]


def test_a_newer_reader_changes_an_item_only_if_it_finds_its_words(
    crawler: Crawler, ledger: Ledger, database: Database
) -> None:
    """Reader 2 takes a reference that reader 1 did not, and joins another two items to one."""
    crawler.run(site(listed(TRAIN, LETTERS)))
    [(digest, url)] = rows(database, "SELECT document_sha256, url FROM capture WHERE kind = 'authority_page'")
    page = table(("21 004 317", TRAIN), ("21 004 318", f"{LETTERS}, and more")).encode()
    crawler.store_items(page, str(url), Source.SERVICE_IMPROVEMENT, "2", sha256=str(digest))
    crawler.archive.reread(ledger.claim(Trigger.REREAD, SITE, "2"), "2")
    changes = "SELECT kind, field, new_value, cause FROM changes WHERE run_id = 2"
    assert rows(database, changes) == [("reworded", "reference", "21 004 317", "reader")]
    assert rows(database, "SELECT code, source FROM issues WHERE code LIKE 'reader%'") == [
        ("reader_lost_item", Source.SERVICE_IMPROVEMENT)
    ]
