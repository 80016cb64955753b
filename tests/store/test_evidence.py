"""The evidence: bytes, captures, validators and readings, each kept once."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lgsco_store.archive import Archive, UnknownDocumentError
from lgsco_store.database.session import Database
from lgsco_store.records import (
    CaptureKind,
    Shows,
    Source,
    Validators,
)
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.store.crawls import SITE, Crawler, Letter, rows, sha256, uphold_rate


@pytest.fixture
def run_id(ledger: Ledger) -> int:
    return ledger.claim(Trigger.CRAWL, SITE, "1").run_id


def test_a_letters_bytes_are_kept_once_with_every_capture_of_them(
    archive: Archive, crawler: Crawler, database: Database, run_id: int
) -> None:
    body = Letter().body
    for url in ("http://127.0.0.1/a", "http://127.0.0.1/b"):
        archive.store_capture(run_id, crawler.capture(url, CaptureKind.LETTER, 200, body), body)
    assert archive.document_body(sha256(body)) == body
    assert rows(database, "SELECT sha256, length, media_type FROM document") == [
        (sha256(body), len(body), "application/pdf")
    ]
    assert rows(database, "SELECT count(*) FROM capture WHERE document_sha256 IS NOT NULL") == [(2,)]


def test_a_letters_bytes_are_kept_even_when_they_are_not_what_was_asked_for(
    archive: Archive, crawler: Crawler, run_id: int
) -> None:
    capture = crawler.capture("http://127.0.0.1/a", CaptureKind.LETTER, 503, b"busy")
    archive.store_capture(run_id, capture, b"busy")
    assert archive.document_body(sha256("busy")) == b"busy"


PAGES = [CaptureKind.ROBOTS, CaptureKind.INDEX, CaptureKind.AUTHORITY_PAGE, CaptureKind.LETTERS_PAGE]


@pytest.mark.parametrize("kind", PAGES)
def test_of_a_page_that_nobody_looked_at_only_the_digest_is_kept(
    archive: Archive, crawler: Crawler, database: Database, run_id: int, kind: CaptureKind
) -> None:
    archive.store_capture(run_id, crawler.capture("http://127.0.0.1/", kind, 200, b"<html>"), b"<html>")
    assert rows(database, "SELECT body_sha256, document_sha256 FROM capture") == [(sha256("<html>"), None)]
    with pytest.raises(UnknownDocumentError, match=sha256("<html>")):
        archive.document_body(sha256("<html>"))


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_kept_when_anything_that_it_shows_changes(
    archive: Archive, crawler: Crawler, database: Database, run_id: int, kind: CaptureKind
) -> None:
    """For example its letters, or its reports, beside unchanged statistics; tokens in the markup do not count."""
    url = "http://127.0.0.1/blaby/statistics"
    for body, shown in ((b"one", "40"), (b"two", "40"), (b"three", "41"), (b"four", "40"), (b"five", "40")):
        archive.store_capture(run_id, crawler.capture(url, kind, 200, body), body, Shows(sha256(shown), sha256("40")))
    kept = rows(database, "SELECT document_sha256 FROM capture ORDER BY id")
    assert kept == [(sha256("one"),), (None,), (sha256("three"),), (sha256("four"),), (None,)]


def test_bytes_that_are_not_those_of_the_capture_are_refused(
    archive: Archive, crawler: Crawler, database: Database, run_id: int
) -> None:
    capture = crawler.capture("http://127.0.0.1/a", CaptureKind.LETTER, 200, b"some")
    with pytest.raises(ValueError, match="does not have the digest"):
        archive.store_capture(run_id, capture, b"others")
    assert rows(database, "SELECT count(*) FROM document") == [(0,)]


URL = "http://127.0.0.1/letter.pdf"


def fetch(crawler: Crawler, run_id: int, body: bytes, headers: dict[str, str] | None = None, status: int = 200) -> None:
    """Fetch a letter; with 304 its bytes are only confirmed."""
    capture = replace(crawler.capture(URL, CaptureKind.LETTER, status, body), headers=headers or {})
    crawler.archive.store_capture(run_id, capture, body if status != 304 else None)


def test_validators_are_those_of_the_newest_good_capture(archive: Archive, crawler: Crawler, run_id: int) -> None:
    assert archive.validators(URL) is None
    fetch(crawler, run_id, b"old", {"ETag": '"1"'})
    fetch(crawler, run_id, b"new", {"Last-Modified": "Thu, 01 Aug 2024 09:00:00 GMT"})
    fetch(crawler, run_id, b"down", {"ETag": '"3"'}, 503)
    new = Validators(None, "Thu, 01 Aug 2024 09:00:00 GMT", sha256("new"), URL)
    assert archive.validators(URL) == new


def test_an_answer_without_validators_leaves_those_of_the_same_bytes(
    archive: Archive, crawler: Crawler, run_id: int
) -> None:
    fetch(crawler, run_id, b"one", {"ETag": '"1"'})
    fetch(crawler, run_id, b"one", status=304)
    assert archive.validators(URL) == Validators('"1"', None, sha256("one"), URL)
    fetch(crawler, run_id, b"two")
    assert archive.validators(URL) is None


def test_what_a_bad_answer_or_a_304_says_of_itself_is_never_asked_with(
    archive: Archive, crawler: Crawler, run_id: int
) -> None:
    fetch(crawler, run_id, b"one", {"ETag": '"1"'})
    fetch(crawler, run_id, b"on", {"ETag": '"2"'}, 206)
    capture = replace(crawler.capture(URL, CaptureKind.LETTER, 304, b"one"), headers={"ETag": '"3"'}, length=0)
    archive.store_capture(run_id, capture)
    assert archive.validators(URL) == Validators('"1"', None, sha256("one"), URL)


def test_validators_say_which_address_gave_them(archive: Archive, crawler: Crawler, run_id: int) -> None:
    there = "http://127.0.0.1/assets/letter.pdf"
    capture = replace(
        crawler.capture(URL, CaptureKind.LETTER, 200, b"one"), headers={"ETag": '"1"'}, answered_url=there
    )
    archive.store_capture(run_id, capture, b"one")
    assert archive.validators(URL) == Validators('"1"', None, sha256("one"), there)


def test_a_reading_is_stored_once(archive: Archive, crawler: Crawler, database: Database, run_id: int) -> None:
    letter = Letter(rate="5.7")
    fetch(crawler, run_id, letter.body)
    assert not archive.has_reading(letter.sha256, Source.LETTER, "1")
    first = archive.store_reading(letter.reading("1"), Source.LETTER)
    assert archive.has_reading(letter.sha256, Source.LETTER, "1")
    assert not archive.has_reading(letter.sha256, Source.LETTER, "2")
    assert archive.store_reading(letter.reading("1"), Source.LETTER) == first
    assert archive.store_reading(replace(letter.reading("1"), figures=(uphold_rate("5.8"),)), Source.LETTER) == first
    assert rows(database, "SELECT measure, category, value, unit, state, page, x0, bottom FROM figure") == [
        ("uphold_rate", None, 5.7, "percent", "printed", 3, 101.2, 131.5)
    ]


def test_a_value_that_the_database_would_round_is_refused(archive: Archive, crawler: Crawler, run_id: int) -> None:
    letter = Letter()
    fetch(crawler, run_id, letter.body)
    reading = replace(letter.reading("1"), figures=(uphold_rate("40.00000000000000000001"),))
    with pytest.raises(Exception, match="more digits than the archive can keep"):
        archive.store_reading(reading, Source.LETTER)


def test_a_reading_without_bytes_belongs_nowhere(archive: Archive) -> None:
    with pytest.raises(ValueError, match="belongs to no document"):
        archive.store_reading(replace(Letter().reading("1"), sha256=None), Source.LETTER)
