"""The queue of decisions to fetch, as a run takes it from its index, on both databases."""

from __future__ import annotations

from datetime import date

from lgsco_store.archive import Archive
from lgsco_store.publications.listed import ListedDecision
from lgsco_store.records import Capture, CaptureKind
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Spider, Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE

LIST = f"{SITE}/Decisions/SearchResults?page=1"


def listed(url: str, day: date | None) -> ListedDecision:
    return ListedDecision(url, None, None, None, None, None, day, None)


def test_listed_decisions_wait_oldest_first_in_batches_and_those_without_a_date_last(
    archive: Archive, ledger: Ledger, clock: Clock
) -> None:
    run_id = ledger.claim(Trigger.CRAWL, SITE, "2", spider=Spider.DECISIONS).run_id
    capture = Capture(LIST, CaptureKind.DECISION_LIST, clock(), 200, {}, None, 0)
    capture_id = archive.store_capture(run_id, capture)
    days = {"d": None, "c": date(2024, 5, 2), "b": date(2024, 5, 1), "a": date(2024, 5, 2), "e": date(2024, 5, 3)}
    archive.store_decisions(run_id, capture_id, [listed(*each) for each in days.items()], None)
    archive.store_capture(run_id, Capture("e", CaptureKind.DECISION, clock(), 200, {}, None, 0))
    index = archive.decision_index(run_id)
    assert [index.waiting(2), index.waiting(2), index.waiting(2)] == [["b", "a"], ["c", "d"], []]
    assert index.count() == 5
