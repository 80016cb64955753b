"""The test site's decisions match the real site's: their lists, pages and faults are read in the same way."""

from __future__ import annotations

from datetime import date

import pytest

from crawler.reading.kinds.decision.page import read_decision
from crawler.site.addresses import Site as Addresses
from crawler.site.decisions.addresses import Window, search_address
from crawler.site.decisions.listing import Brings, DecisionListing, read_listing
from crawler.site.outline import outline
from lgsco_store.records import ReadingStatus
from tests.reading.kinds import decision_dresses
from tests.site import listings
from tests.site.decisions import Decisions, sample
from tests.site.server import PREFIX, Site

ADDRESSES = Addresses(f"http://127.0.0.1{PREFIX}")
FIRST = date(2025, 1, 1)
JANUARY = Window(FIRST, date(2025, 1, 31))


@pytest.fixture
def decisions() -> Decisions:
    published = Decisions()
    published.publish(*sample(40, FIRST))
    return published


def search(decisions: Decisions, page: int, window: Window = JANUARY) -> DecisionListing:
    site = Site()
    decisions.stand_on(site)
    address = search_address(ADDRESSES, window, page)
    html = site.answer(address.removeprefix("http://127.0.0.1"), {}).body.decode()
    return read_listing(outline(html, address), ADDRESSES)


@pytest.mark.parametrize("dress", listings.DRESSES.values(), ids=listings.DRESSES)
def test_pages_of_a_window_list_all_of_it(dress: listings.Dress, decisions: Decisions) -> None:
    decisions.list_dress = dress
    pages = [search(decisions, page) for page in (1, 2, 3, 4, 5)]
    assert [len(page.items) for page in pages] == [10, 10, 10, 1, 0]
    assert {page.results for page in pages} == {31}
    assert pages[-1].brings is Brings.NOTHING
    listed = {item.reference: item for page in pages for item in page.items}
    assert len(listed) == 31
    for each in sample(31, FIRST):
        item = listed[each.reference]
        assert (item.body, item.outcome, item.sub_category) == (each.body, each.outcome, each.sub_category)
        assert (item.decision_date, item.summary, item.issues) == (each.day, each.summary, ())


@pytest.mark.parametrize("dress", decision_dresses.DRESSES.values(), ids=decision_dresses.DRESSES)
def test_pages_of_decisions_are_read_in_full(dress: decision_dresses.Dress, decisions: Decisions) -> None:
    decisions.page_dress = dress
    for each in sample(12, FIRST):
        answer = decisions.page(each.path)
        assert answer is not None
        reading = read_decision(answer.body)
        assert (reading.status, reading.reference) == (ReadingStatus.COMPLETE, each.reference)
        assert (reading.body, reading.category, reading.sub_category) == (each.body, each.category, each.sub_category)
        assert (reading.outcome, reading.decision_date, reading.summary) == (each.outcome, each.day, each.summary)
        assert tuple(action.text for action in reading.actions) == each.actions


def test_switches_do_what_they_say(decisions: Decisions) -> None:
    decisions.shells = 1
    assert search(decisions, 1).brings is Brings.SHELL
    decisions.too_many = 2
    assert search(decisions, 1).results == 33
    decisions.stuck = True
    assert search(decisions, 3).items == search(decisions, 1).items


def test_a_decision_is_withdrawn_and_restored(decisions: Decisions) -> None:
    first = sample(1, FIRST)[0]
    decisions.withdraw(first.reference, 410)
    answer = decisions.page(first.path)
    assert (answer and answer.status, search(decisions, 1).results) == (410, 30)
    decisions.restore(first.reference)
    answer = decisions.page(first.path)
    assert (answer and answer.status, search(decisions, 1).results) == (200, 31)


def test_a_decision_moves_and_is_redated(decisions: Decisions) -> None:
    first = sample(1, FIRST)[0]
    moved = decisions.rewrite(first.reference, sub_category="Homelessness", day=date(2025, 3, 1))
    assert decisions.page(first.path) is None
    assert decisions.page(moved.path) is not None
    assert search(decisions, 1).results == 30
