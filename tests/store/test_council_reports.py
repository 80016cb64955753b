"""Public reports of councils' pages in the archive: each a publication of its own, and the decision that it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from lgsco_store.database.session import Database
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Page, link, rows
from tests.store.filled import BLABY, REDDITCH
from tests.store.servers import Maker, SQLite

STANDS = "SELECT authority_slug, text, reference, pdf, state, url FROM council_reports ORDER BY 1, 2"
CHANGES = "SELECT kind, field, old_value, new_value FROM changes WHERE source = 'council_report' AND run_id = 2"
DELAYS = '<a href="/decisions/housing/repairs/21-004-317">Delays in Blaby</a> <a href="/assets/1.pdf">(PDF)</a>'
ERRORS = '<a href="/news/errors">Errors in Blaby</a>'
ALL = f'<a href="{SITE}/{BLABY}/reports">View all reports</a>'
PAGE, LIST = f"{SITE}/{BLABY}/statistics", f"{SITE}/{BLABY}/reports"


def listed(*links: str) -> str:
    return f"<h2>Public reports</h2><ul>{''.join(f'<li>{each}</li>' for each in links)}</ul>"


def site(*links: str, **page: object) -> dict[str, Page]:
    return {BLABY: Page([link(BLABY, 2020)], reports=listed(*links), **page)}  # type: ignore[arg-type]


@pytest.fixture(scope="session")
def maker(sqlite: SQLite) -> Maker:
    """Use SQLite alone: what the two databases do differently is tested elsewhere."""
    return sqlite


@pytest.fixture
def twice(crawler: Crawler, clock: Clock) -> Callable[[dict[str, Page], dict[str, Page]], None]:
    """Crawl a council twice, with other reports."""

    def crawl(before: dict[str, Page], after: dict[str, Page]) -> None:
        crawler.run(before)
        clock.advance(3600)
        crawler.run(after)

    return crawl


Twice = Callable[[dict[str, Page], dict[str, Page]], None]


def states(database: Database) -> list[tuple[object, ...]]:
    return rows(database, "SELECT text, state FROM council_reports ORDER BY text")


def test_each_is_a_publication_of_its_own_with_its_pdf(crawler: Crawler, database: Database) -> None:
    other = {REDDITCH: Page([link(REDDITCH, 2020)], reports=listed(DELAYS))}
    crawler.run({**site(DELAYS, ERRORS), **other})
    pdf = f"{SITE.removesuffix('/your-councils-performance')}/assets/1.pdf"
    assert rows(database, STANDS) == [
        (BLABY, "Delays in Blaby", "21 004 317", pdf, "published", PAGE),
        (BLABY, "Errors in Blaby", None, None, "published", PAGE),
        (REDDITCH, "Delays in Blaby", "21 004 317", pdf, "published", f"{SITE}/{REDDITCH}/statistics"),
    ]
    kinds = rows(database, "SELECT DISTINCT kind FROM changes WHERE source = 'council_report'")
    assert kinds == [("added",)]


def test_another_title_or_another_file_is_a_change_of_its_field(twice: Twice, database: Database) -> None:
    after = DELAYS.replace("Delays in Blaby", "Long delays in Blaby").replace("/assets/1.pdf", "/assets/2.pdf")
    twice(site(DELAYS), site(after))
    origin = SITE.removesuffix("/your-councils-performance")
    assert sorted(rows(database, CHANGES)) == [
        ("reworded", "pdf", f"{origin}/assets/1.pdf", f"{origin}/assets/2.pdf"),
        ("reworded", "text", "Delays in Blaby", "Long delays in Blaby"),
    ]


def test_a_page_without_a_list_behind_it_has_all_reports(crawler: Crawler, database: Database, clock: Clock) -> None:
    for links in ((DELAYS, ERRORS), (ERRORS,), (DELAYS, ERRORS)):
        crawler.run(site(*links))
        clock.advance(3600)
    kinds = rows(database, "SELECT run_id, kind FROM changes WHERE source = 'council_report' ORDER BY run_id")
    assert kinds == [(1, "added"), (1, "added"), (2, "removed"), (3, "restored")]


def test_the_last_one_is_removed_if_the_page_says_that_there_are_none(twice: Twice, database: Database) -> None:
    twice(site(DELAYS), site("No public reports published"))
    assert states(database) == [("Delays in Blaby", "removed")]


@pytest.mark.parametrize(
    "after",
    [
        site("Reports are being moved."),
        {BLABY: Page([link(BLABY, 2020)])},
        {BLABY: Page(up=False)},
        site(ERRORS, ALL),
        site(ERRORS, ALL, reports_list=(listed(ERRORS),), list_is_whole=False),
        site(ERRORS, ALL, reports_list=("<h2>Elsewhere</h2>",)),
    ],
    ids=["not understood", "no title", "no page", "list not followed", "list not to its end", "list not read"],
)
def test_absence_from_anything_else_removes_nothing(twice: Twice, database: Database, after: dict[str, Page]) -> None:
    twice(site(DELAYS, ERRORS), after)
    assert [state for _, state in states(database)] == ["published", "published"]


def test_a_list_has_the_reports_that_the_page_does_not(twice: Twice, database: Database) -> None:
    both = site(ERRORS, ALL, reports_list=(listed(ERRORS), listed(DELAYS)))
    twice(both, site(ERRORS, ALL, reports_list=(listed(ERRORS),)))
    assert states(database) == [("Delays in Blaby", "removed"), ("Errors in Blaby", "published")]
    assert rows(database, "SELECT DISTINCT url FROM council_reports") == [(LIST,)]


def test_many_that_are_missing_at_once_are_kept_until_a_person_asks(
    twice: Twice, crawler: Crawler, clock: Clock, database: Database
) -> None:
    none = site("No public reports published")
    twice(site(DELAYS, ERRORS), none)
    assert rows(database, CHANGES) == []
    assert rows(database, "SELECT code FROM issues WHERE source = 'council_report'") == [("reports_vanished",)]
    clock.advance(3600)
    crawler.run(none, authorities=[BLABY])
    assert [state for _, state in states(database)] == ["removed", "removed"]
