"""National publications in the archive: kept, and versioned by their words."""

from __future__ import annotations

import pytest

from crawler.reading.kinds.archived import read_archived
from lgsco_store.database.session import Database
from lgsco_store.records import ReadingStatus, Source
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, rows
from tests.store.servers import Maker, SQLite

PAGE = "<html><body><nav>Menu</nav><h1>How to read our statistics</h1><p>{}</p></body></html>"
OLD, NEW = (PAGE.format(words).encode() for words in ("Fault is fault.", "Fault was accepted or found."))
REVIEW = b"%PDF-1.7 review of 2024 %%EOF"


@pytest.fixture(scope="session")
def maker(sqlite: SQLite) -> Maker:
    """Use SQLite alone: what the two databases do differently is tested elsewhere."""
    return sqlite


def test_another_text_is_another_version_and_other_markup_is_not(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    marked_up = OLD.replace(b"<p>", b"<p class='x'>")
    for page in (OLD, marked_up, NEW):
        crawler.run({}, documents={"definitions": page})
        clock.advance(3600)
    changes = "SELECT run_id, kind, reference, authority_slug FROM changes WHERE source = 'national_document'"
    path = "/your-councils-performance/definitions"
    assert rows(database, changes) == [(1, "published", path, None), (3, "reworded", path, None)]
    view = "SELECT path, title, url, version FROM national_documents"
    assert rows(database, view) == [(path, "How to read our statistics", f"{SITE}/definitions", 2)]


def test_other_bytes_of_a_file_are_another_version(crawler: Crawler, database: Database, clock: Clock) -> None:
    for body in (REVIEW, REVIEW, REVIEW + b"\n"):
        crawler.run({}, documents={"review.pdf": body})
        clock.advance(3600)
    assert rows(database, "SELECT title, version FROM national_documents") == [(None, 2)]


def test_one_that_is_no_longer_requested_stays(crawler: Crawler, database: Database, clock: Clock) -> None:
    crawler.run({}, documents={"definitions": OLD})
    clock.advance(3600)
    crawler.run({})
    assert rows(database, "SELECT COUNT(*) FROM changes WHERE kind = 'withdrawn'") == [(0,)]
    assert rows(database, "SELECT version FROM national_documents") == [(1,)]


def test_a_page_is_read_as_its_first_heading_and_its_words() -> None:
    old, new = (read_archived(Source.NATIONAL_DOCUMENT, each) for each in (OLD, NEW))
    assert (old.title, old.status) == ("How to read our statistics", ReadingStatus.COMPLETE)
    assert old.text_sha256 != new.text_sha256
    assert read_archived(Source.NATIONAL_DOCUMENT, b"").status is ReadingStatus.UNREADABLE


def test_one_that_cannot_be_read_is_an_issue_and_kept(crawler: Crawler, database: Database) -> None:
    crawler.run({}, documents={"definitions": b"  "})
    assert rows(database, "SELECT code FROM issues WHERE source = 'national_document'") == [("document_unread",)]
    assert rows(database, "SELECT * FROM national_documents") == []
