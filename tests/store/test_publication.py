"""Publishing a run: held runs, plans, claims, interruptions, and what the verdict measures."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import Connection, text

from crawler.extensions import thresholds
from lgsco_store.archive import Archive
from lgsco_store.contract.views import VIEWS
from lgsco_store.database import batches
from lgsco_store.database.session import Database
from lgsco_store.history import authorities
from lgsco_store.history.complete_years import complete_years
from lgsco_store.history.planner import PlanOutdatedError
from lgsco_store.records import (
    Issue,
    Reading,
    ReadingStatus,
    Severity,
)
from lgsco_store.runs.endings import RunStateError
from lgsco_store.runs.ledger import ClaimLost, Ledger
from lgsco_store.runs.reasons import Reason
from lgsco_store.settings import Settings
from lgsco_store.terms import Kind, Trigger
from tests.attacks import Promise
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Letter, Page, link, rows

BLABY = "blaby-district-council"
REDDITCH = "redditch-borough-council"


def test_a_held_run_shows_nothing_and_is_published_later_without_fetching(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(claim.run_id)
    verdict = archive.verdict(plan, thresholds(Settings()))
    assert [reason.code for reason in verdict.holds] == ["authorities_few"]
    archive.hold(plan, claim, verdict.reasons)
    for view in ("letters", "figures", "versions", "changes", "issues"):
        assert rows(database, f"SELECT count(*) FROM {view}") == [(0,)]  # noqa: S608
    assert rows(database, "SELECT state, published FROM runs") == [("held", 1)]
    archive.publish(archive.plan(claim.run_id))
    assert rows(database, "SELECT state FROM runs") == [("published",)]
    assert rows(database, "SELECT year FROM letters") == [(2020,)]
    with database.reader() as connection:
        reasons = connection.execute(text("SELECT reasons FROM runs")).scalar_one()
    assert '"code": "authorities_few", "found": 1, "limit": 250' in reasons


@pytest.mark.attack(Promise.LOST, {"A held run published after a later one": "refused"})
def test_a_held_run_is_not_published_after_a_later_one(crawler: Crawler, archive: Archive) -> None:
    held = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(held.run_id)
    archive.hold(plan, held, [])
    crawler.run({BLABY: Page([link(BLABY, 2020, Letter(rate="50"))])})
    with pytest.raises(PlanOutdatedError, match="run 1 is older than run 2, which is published: discard it"):
        archive.plan(held.run_id)
    with pytest.raises(RunStateError, match="run 1 is discarded, not held"):
        archive.publish(plan)


def test_a_plan_holds_only_as_long_as_nothing_else_is_published(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    held = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    archive.hold(archive.plan(held.run_id), held, [])
    later = crawler.gather({BLABY: Page([link(BLABY, 2020, Letter(rate="50"))])})
    plan = archive.plan(later.run_id)
    archive.publish(archive.plan(held.run_id))
    with pytest.raises(PlanOutdatedError, match="run 1 was published since run 2 was planned: plan it again"):
        archive.publish(plan, later)
    assert rows(database, "SELECT state FROM runs ORDER BY run_id") == [("published",), ("running",)]
    archive.publish(archive.plan(later.run_id), later)
    assert rows(database, "SELECT version, run_id FROM versions ORDER BY version") == [(1, 1), (2, 2)]


def test_a_plan_holds_only_as_long_as_the_run_would_do_the_same(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(claim.run_id)
    crawler.page(claim.run_id, REDDITCH, Page([link(REDDITCH, 2020)]), "1")
    with pytest.raises(PlanOutdatedError, match="what run 1 would do is not what was planned: plan it again"):
        archive.publish(plan, claim)
    assert rows(database, "SELECT count(*) FROM version") == [(0,)]
    archive.publish(archive.plan(claim.run_id), claim)
    assert rows(database, "SELECT count(*) FROM version") == [(2,)]


def test_a_letter_is_filed_by_what_stood_before_wherever_else_it_stood(
    crawler: Crawler, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One council's letter moves to another as a newer reader comes, and each council is planned separately."""
    monkeypatch.setattr(batches, "_AUTHORITIES", 1)
    letter = Letter()
    crawler.run({BLABY: Page([link(BLABY, 2020, letter)]), REDDITCH: Page()})
    crawler.run(
        {BLABY: Page([link(BLABY, 2020, Letter(rate="50"))]), REDDITCH: Page([link(REDDITCH, 2020, letter)])}, "2"
    )
    query = (
        "SELECT slug, reader_version FROM version JOIN reading ON reading.id = reading_id "
        "JOIN publication ON publication.id = publication_id JOIN authority ON authority.id = authority_id "
        "WHERE run_id = 2 ORDER BY slug"
    )
    assert rows(database, query) == [(BLABY, "2"), (REDDITCH, "1")]


def test_a_document_that_is_not_a_letter_is_reported_for_all_who_list_it(
    crawler: Crawler, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Regardless of how many councils are planned at a time."""
    monkeypatch.setattr(batches, "_AUTHORITIES", 1)
    report = link("shared", 2020, Letter(status=ReadingStatus.NOT_A_LETTER))
    crawler.run({BLABY: Page([report]), REDDITCH: Page([report])})
    query = "SELECT authority_slug, code FROM issues ORDER BY authority_slug"
    assert rows(database, query) == [(BLABY, "not_a_letter"), (REDDITCH, "not_a_letter")]
    # It was fetched twice, and the last time counts.
    query = "SELECT diagnosis FROM capture WHERE kind = 'letter' ORDER BY id"
    assert rows(database, query) == [(None,), ("not_a_letter",)]


class Doubtful(Letter):
    """A letter with a figure that may be wrong."""

    def reading(self, reader_version: str) -> Reading:
        issue = Issue("sum_mismatch", Severity.ERROR, "The parts add up to 8, not 9")
        return replace(super().reading(reader_version), issues=(issue, issue))


def test_each_new_version_that_contradicts_itself_counts_once(crawler: Crawler) -> None:
    """Two councils share one such letter, in which two things are wrong."""
    site = {
        BLABY: Page([link("one", 2020, Doubtful())]),
        REDDITCH: Page([link("other", 2020, Doubtful()), link(REDDITCH, 2019)]),
    }
    plan = crawler.run(site)
    assert (plan.versions, plan.contradictory) == (3, 2)
    assert crawler.run(site).contradictory == 0


@pytest.mark.attack(Promise.ENDS, {"A run whose claim was taken over publishes": "refused"})
def test_publication_is_fenced_by_the_claim(
    crawler: Crawler, archive: Archive, ledger: Ledger, database: Database, clock: Clock
) -> None:
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(claim.run_id)
    clock.advance(121)
    ledger.claim(Trigger.CRAWL, SITE, "1")
    with pytest.raises(ClaimLost, match="run 1 no longer belongs to this process"):
        archive.publish(plan, claim)
    with pytest.raises(RunStateError, match="run 1 is abandoned, not held"):
        archive.publish(plan)
    assert rows(database, "SELECT count(*) FROM version") == [(0,)]


@pytest.mark.attack(Promise.ENDS, {"A publication is interrupted halfway": "nothing of it shows; it can be repeated"})
def test_a_publication_that_breaks_off_leaves_nothing_behind(
    crawler: Crawler, archive: Archive, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2019)])})
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    plan = archive.plan(claim.run_id)
    before = [rows(database, f"SELECT * FROM {view}") for view in VIEWS]  # noqa: S608

    def break_off(_connection: Connection, _run_id: int) -> None:
        raise InterruptedError

    with monkeypatch.context() as broken:
        broken.setattr(authorities, "publish", break_off)
        with pytest.raises(InterruptedError):
            archive.publish(plan, claim)
    assert [rows(database, f"SELECT * FROM {view}") for view in VIEWS] == before  # noqa: S608
    archive.publish(plan, claim)
    assert rows(database, "SELECT year, withdrawn FROM letters ORDER BY year") == [(2019, 1), (2020, 0)]


def test_an_unknown_run(archive: Archive) -> None:
    with pytest.raises(RunStateError, match="there is no run 9"):
        archive.plan(9)


def test_what_the_verdict_measures(crawler: Crawler, archive: Archive) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020)]), REDDITCH: Page([link(REDDITCH, 2020)])})
    unread = Letter(status=ReadingStatus.UNREADABLE)
    letters = [link(BLABY, 2021, unread), *(link(BLABY, year, unread) for year in (2018, 2019))]
    lost = [link(BLABY, year, 503) for year in (2022, 2023)]
    claim = crawler.gather({BLABY: Page([*letters, *lost]), REDDITCH: Page(up=False)})
    strict = replace(thresholds(Settings()), min_authorities=2)
    assert archive.verdict(archive.plan(claim.run_id), strict).reasons == (
        Reason("authorities_few", {"found": 1, "limit": 2, "setting": "LGSCO_MIN_AUTHORITIES"}),
        Reason("versions_unread", {"found": 3, "of": 3, "limit": 2, "setting": "LGSCO_MAX_UNREAD"}),
        Reason("captures_failed", {"found": 3, "of": 7, "limit": 2, "setting": "LGSCO_MAX_FAILED_CAPTURES"}),
        Reason(
            "authorities_lost", {"run": 1, "found": 1, "of": 2, "limit": 0.04, "setting": "LGSCO_MAX_AUTHORITIES_LOST"}
        ),
    )


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "A letter of 1973, or of the year after next": "not filed; an issue of severity error",
    },
)
@pytest.mark.parametrize("year", [1973, 2026])
def test_a_letter_of_a_year_that_cannot_be_is_an_issue_and_no_failure(
    crawler: Crawler, database: Database, year: int
) -> None:
    plan = crawler.run({BLABY: Page([link(BLABY, 2020, Letter(year)), link(BLABY, 2019)])})
    assert plan.kinds == {Kind.PUBLISHED: 1}
    issues = rows(database, "SELECT code, severity FROM run_issue WHERE code LIKE 'year%'")
    assert issues == [("year_impossible", "error")]


@pytest.mark.attack(Promise.FIGURES, {"A letter that prints a rate of 140 %": "kept as unreadable, with its words"})
def test_a_rate_that_cannot_be_is_kept_as_unreadable_with_its_words(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, Letter(rate="140"))])})
    found = rows(database, "SELECT value, state, text FROM figure")
    assert found == [(None, "unreadable", "140% of complaints we investigated were upheld.")]


def test_a_year_is_complete_as_long_as_none_of_its_letters_is_withdrawn(crawler: Crawler, database: Database) -> None:
    both = Page([link(BLABY, 2020), link(BLABY, 2021)])
    for page, complete in ((both, {2021}), (Page([link(BLABY, 2020)]), set())):
        crawler.run({BLABY: page})
        with database.reader() as connection:
            assert complete_years(connection) == complete
