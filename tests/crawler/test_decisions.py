"""Whole crawls of decisions: the index by weeks, checked against its number of results, and nothing fetched twice."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from crawler.run import commits
from lgsco_store import archive
from lgsco_store.errors import DatabaseBrokenError
from lgsco_store.evidence.decision_index import DecisionIndex
from tests.attacks import Promise
from tests.crawler.crawls import Archive, Ended, Stage
from tests.site import server
from tests.site.decisions import SEARCH, Decisions, sample
from tests.site.server import Answer, Site

FIRST = date(2025, 1, 6)  # a Monday
WINDOW = ("-a", "from=2025-01-06", "-a", "to=2025-02-02")
# Too many whole crawls for every change.
AT_NIGHT = (pytest.mark.slow, pytest.mark.nightly)
_MEMORY = Path("/dev/shm")  # noqa: S108 -- the folder in it has a name of its own


@dataclass
class Copy:
    """A site that has only decisions, and an archive for it."""

    site: Site
    decisions: Decisions
    archive: Archive

    def crawl(self, *words: str, retries: int = 0) -> Ended:
        return self.archive.crawl(*(words or WINDOW), spider="decisions", retries=str(retries))

    @property
    def searches(self) -> list[tuple[str, str, int]]:
        """Return every requested search: first and last day, and page."""
        asked = (parse_qs(urlsplit(each.path).query) for each in self.site.log if each.path.startswith(SEARCH))
        return [(each["fd"][0], each["td"][0], int(each["page"][0])) for each in asked]

    @property
    def fetched(self) -> list[str]:
        """Return the requested addresses of decisions, in order."""
        return [each.path for each in self.site.log if each.path.startswith("/decisions/")]

    def issues(self, run: int = 1) -> list[str]:
        return [code for (code,) in self.archive.rows(f"SELECT code FROM run_issue WHERE run_id = {run} ORDER BY id")]  # noqa: S608 -- a number

    def windows(self, run: int = 1) -> list[tuple[Any, ...]]:
        """Return the results of reading a run's lists: first and last day, number of results, and number listed."""
        query = f"SELECT first, last, results, listed FROM decision_window WHERE run_id = {run} ORDER BY id"  # noqa: S608 -- a number
        return self.archive.rows(query)


@pytest.fixture
def copy() -> Iterator[Copy]:
    """Serve a site with forty decisions, one a day from the first on, with an empty archive."""
    decisions, site = Decisions(), Site()
    decisions.publish(*sample(40, FIRST))
    decisions.stand_on(site)
    site.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /searchpost\n", "text/plain"))
    with (
        server.serve(site) as serving,
        tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder,
    ):
        yield Copy(serving, decisions, Archive(Path(folder), serving))


def paths(count: int) -> list[str]:
    return [each.path for each in sample(count, FIRST)]


def test_every_decision_of_the_window_is_fetched_once_the_oldest_first(copy: Copy) -> None:
    assert copy.crawl().status == 0
    assert copy.searches == [
        ("2025-01-06", "2025-01-12", 1),
        ("2025-01-13", "2025-01-19", 1),
        ("2025-01-20", "2025-01-26", 1),
        ("2025-01-27", "2025-02-02", 1),
    ]
    assert copy.fetched == paths(28)
    assert [row[2:] for row in copy.windows()] == [(7, 7)] * 4
    assert copy.issues() == []
    kept = copy.archive.rows(
        "SELECT url, body FROM capture JOIN document_body ON sha256 = document_sha256 WHERE kind = 'decision'"
    )
    served = {path: answer.body for path in paths(28) if (answer := copy.decisions.page(path))}
    assert {url.removeprefix(copy.site.origin): body for url, body in kept} == served


def test_lists_are_followed_page_by_page(copy: Copy) -> None:
    copy.decisions.publish(*(each for each in sample(70, FIRST, apart=0)[40:]))
    assert copy.crawl("-a", "from=2025-01-06", "-a", "to=2025-01-12").status == 0
    assert [page for *_, page in copy.searches] == [1, 2, 3, 4]
    assert len(copy.fetched) == len(set(copy.fetched)) == 37
    assert copy.windows() == [("2025-01-06", "2025-01-12", 37, 37)]


@pytest.mark.parametrize("says", ["10 results", pytest.param("Showing 10 results", marks=AT_NIGHT)])
def test_the_number_of_one_page_ends_no_list_and_holds_the_run(copy: Copy, says: str) -> None:
    copy.decisions.publish(*(each for each in sample(70, FIRST, apart=0)[40:]))
    copy.decisions.says = says
    assert copy.crawl("-a", "from=2025-01-06", "-a", "to=2025-01-12").status == 3
    assert len(copy.fetched) == len(set(copy.fetched)) == 37
    assert copy.archive.codes() == ["lists_incomplete"]


@pytest.mark.slow
@pytest.mark.nightly
def test_a_window_without_decisions_is_read(copy: Copy) -> None:
    assert copy.crawl("-a", "from=2024-03-04", "-a", "to=2024-03-10").status == 0
    assert copy.windows() == [("2024-03-04", "2024-03-10", 0, 0)]


def test_a_shell_is_asked_for_again(copy: Copy) -> None:
    copy.decisions.shells = 2
    assert copy.crawl(retries=2).status == 0
    assert len(copy.fetched) == 28
    assert copy.archive.diagnoses()[f"{SEARCH}?fd=2025-01-06&td=2025-01-12&page=1"] == ["empty"]


def test_a_list_that_is_a_shell_for_good_holds_the_run(copy: Copy) -> None:
    first = f"{SEARCH}?fd=2025-01-06&td=2025-01-12&page=1"
    copy.site.put(first, Answer(b"<html><body><h1>Search results</h1></body></html>"))
    assert copy.crawl().status == 3
    assert copy.archive.codes() == ["lists_incomplete"]
    assert copy.issues() == ["index_incomplete"]
    assert copy.windows() == [
        ("2025-01-06", "2025-01-12", None, 0),
        ("2025-01-13", "2025-01-19", 7, 7),
        ("2025-01-20", "2025-01-26", 7, 7),
        ("2025-01-27", "2025-02-02", 7, 7),
    ]
    assert copy.fetched == paths(28)[7:]


@pytest.mark.attack(
    Promise.LIMITS,
    {"A search of decisions that ignores the days": "no list is read to its end; the run is held, nothing withdrawn"},
)
def test_a_search_that_ignores_the_days_is_not_read_to_its_end(copy: Copy) -> None:
    """Every week lists all forty, newest first: the first page is of later days."""
    copy.decisions.deaf = True
    assert copy.crawl().status == 3
    assert [page for *_, page in copy.searches] == [1, 1, 1, 1]
    assert copy.windows()[0] == ("2025-01-06", "2025-01-12", 40, 10)
    assert copy.archive.codes() == ["lists_incomplete"]
    [(message,)] = copy.archive.rows("SELECT message FROM run_issue WHERE message LIKE '%from 2025-01-06%'")
    assert "gives 40 results, and shows 10 different ones, 10 of them of other days" in message


def test_a_site_of_nothing_but_shells_fails_the_run(copy: Copy) -> None:
    copy.decisions.shells = 100
    assert copy.crawl(retries=1).status == 4
    assert "none of the 4 lists of decisions has decisions" in copy.archive.run()[1]


def test_recent_weeks_without_decisions_fail_no_run(copy: Copy) -> None:
    """Decisions are published after six weeks, so these five lists say that they have none."""
    assert copy.crawl("-a", "weeks=4").status == 0
    assert [row[2:] for row in copy.windows()] == [(0, 0)] * 5
    assert (copy.archive.run()[0], copy.issues()) == ("published", [])


def test_lists_that_name_no_decision_fail_the_next_run_too(copy: Copy) -> None:
    copy.decisions.unlisted.update(copy.decisions.published)
    for _ in range(2):
        ended = copy.archive.crawl(*WINDOW, spider="decisions", retries="0", retention_statements="100")
        assert ended.status == 4
    assert "none of the 4 lists of decisions that were read names one" in copy.archive.run()[1]
    assert len(copy.searches) == 8


def test_a_wrong_number_of_results_holds_the_run_and_loses_nothing(copy: Copy) -> None:
    copy.decisions.too_many = 1
    assert copy.crawl("-a", "from=2025-01-06", "-a", "to=2025-01-12").status == 3
    # Once more from the first page, since new publications shift the pages.
    assert [page for *_, page in copy.searches] == [1, 2, 1, 2]
    assert (copy.issues(), copy.windows()) == (["index_incomplete"], [("2025-01-06", "2025-01-12", 8, 7)])
    assert copy.fetched == paths(7)


def test_a_decision_that_is_listed_twice_on_one_page_holds_no_run(copy: Copy) -> None:
    copy.decisions.twice = {sample(3, FIRST)[2].reference}
    assert copy.crawl("-a", "from=2025-01-06", "-a", "to=2025-01-12").status == 0
    assert [page for *_, page in copy.searches] == [1]
    assert (copy.issues(), copy.windows()) == ([], [("2025-01-06", "2025-01-12", 8, 8)])
    assert copy.fetched == paths(7)


@pytest.mark.slow
@pytest.mark.nightly
def test_a_page_that_brings_nothing_new_ends_a_list_and_holds_the_run(copy: Copy) -> None:
    copy.decisions.publish(*(each for each in sample(70, FIRST, apart=0)[40:]))
    copy.decisions.stuck = True
    assert copy.crawl("-a", "from=2025-01-06", "-a", "to=2025-01-12").status == 3
    assert [page for *_, page in copy.searches] == [1, 2, 1, 2]
    assert copy.windows() == [("2025-01-06", "2025-01-12", 37, 10)]


def test_a_year_that_expires_holds_no_run(copy: Copy) -> None:
    old = sample(9, date(2015, 3, 2), apart=0)
    copy.decisions.publish(*old)
    window = ("-a", "from=2015-03-02", "-a", "to=2015-03-08")
    assert copy.crawl(*window).status == 0
    for each in old:
        copy.decisions.withdraw(each.reference, 410)
    assert copy.crawl(*window).status == 0
    assert {row[1] for row in changes(copy, 2)} == {"expired"}


@dataclass(frozen=True)
class BrokenIndex:
    """An archive whose index cannot be read."""

    def arm(self) -> None:
        def broken(*_: object) -> list[str]:
            raise DatabaseBrokenError("the database disk image is malformed: restore a copy")

        owner, name = DecisionIndex, "waiting"
        setattr(owner, name, broken)


def test_an_index_that_cannot_be_read_fails_the_run(copy: Copy) -> None:
    ended = copy.archive.crawl(*WINDOW, spider="decisions", twist=BrokenIndex())
    assert ended.status == 4
    assert "the next request could not be determined: the database disk image" in copy.archive.run()[1]
    assert copy.fetched == []


@dataclass(frozen=True)
class Failing:
    """A function of the archive that fails with an error of its own."""

    function: str

    def arm(self) -> None:
        def broken(*_: object) -> None:
            raise OSError("No space left on device")

        owner = DecisionIndex if hasattr(DecisionIndex, self.function) else archive.Archive
        setattr(owner, self.function, broken)


@pytest.mark.parametrize(
    ("function", "reason"),
    [
        ("known_slugs", "the archive cannot be read: No space left on device"),
        ("unread", "not every document could be read: No space left on device"),
    ],
)
def test_what_fails_as_a_run_begins_or_ends_fails_the_run(copy: Copy, function: str, reason: str) -> None:
    ended = copy.archive.crawl(*WINDOW, spider="decisions", twist=Failing(function))
    assert ended.status == 4
    assert reason in copy.archive.run()[1]


@pytest.mark.parametrize("status", [404, pytest.param(410, marks=AT_NIGHT)])
def test_decisions_that_lists_still_name_may_be_gone(copy: Copy, status: int) -> None:
    gone = sample(12, FIRST)
    copy.decisions.gone.update((each.reference, status) for each in gone)
    assert copy.crawl().status == 0
    assert sorted(copy.fetched) == sorted([*paths(28), *paths(12)])
    assert copy.archive.diagnoses()[gone[0].path] == ["error_status"] * 2


@dataclass(frozen=True)
class Unhurried(Stage):
    """A stage in a run whose pieces of work do not wait for each other, however quick the machine is."""

    def arm(self) -> None:
        vars(commits)["_WAIT"] = 0
        super().arm()


# After robots.txt, four lists and fourteen decisions; the last few of them may not have been committed.
KILLED = Unhurried("lgsco_store.archive", "Archive.store_capture", call=20, after=False)


def test_a_run_that_was_killed_is_gone_on_with(copy: Copy) -> None:
    assert copy.archive.crawl(*WINDOW, spider="decisions", twist=KILLED).status == -9
    stored = len(copy.archive.rows("SELECT id FROM capture WHERE kind = 'decision'"))
    # The next ones may have been in transit.
    assert 0 < stored <= len(copy.fetched) < 28
    assert copy.fetched == paths(len(copy.fetched))
    copy.site.log.clear()
    assert copy.crawl().status == 0
    assert copy.searches == []
    assert copy.fetched == paths(28)[stored:]


@pytest.mark.slow
@pytest.mark.nightly
def test_a_run_that_was_killed_among_the_lists_is_gone_on_with(copy: Copy) -> None:
    killed = Stage("crawler.run.commits", "Commits._commit", call=2, after=True)
    assert copy.archive.crawl(*WINDOW, spider="decisions", twist=killed).status == -9
    read = [last for _, last, *_ in copy.windows()]
    copy.site.log.clear()
    assert copy.crawl().status == 0
    assert [last for _, last, _ in copy.searches] == ["2025-01-12", "2025-01-19", "2025-01-26", "2025-02-02"][
        len(read) :
    ]
    assert copy.fetched == paths(28)


@pytest.mark.slow
@pytest.mark.nightly
def test_a_run_that_ended_in_order_is_not_gone_on_with(copy: Copy) -> None:
    assert copy.crawl().status == 0
    copy.site.log.clear()
    assert copy.crawl().status == 0
    assert (len(copy.searches), copy.fetched) == (4, paths(28))


@pytest.mark.slow
@pytest.mark.nightly
def test_pages_that_did_not_change_are_kept_once(copy: Copy) -> None:
    assert copy.crawl().status == 0
    copy.decisions.rewrite(sample(1, FIRST)[0].reference, summary="It was about another delay.")
    assert copy.crawl().status == 0
    kept = "SELECT count(DISTINCT document_sha256) FROM capture WHERE kind = 'decision'"
    assert copy.archive.rows(kept) == [(29,)]


def test_a_page_of_another_decision_files_neither(copy: Copy) -> None:
    first, second, *_ = sample(7, FIRST)
    swapped = copy.decisions.page(second.path)
    assert swapped is not None
    copy.site.put(first.path, swapped)
    copy.decisions.unlisted.add(second.reference)
    assert copy.crawl("-a", "from=2025-01-06", "-a", "to=2025-01-12").status == 0
    assert {first.reference, second.reference} & {row[0] for row in changes(copy, 1)} == set()
    [(severity, message)] = copy.archive.rows("SELECT severity, message FROM issues WHERE code = 'decision_mismatch'")
    assert severity == "error"
    assert first.reference in message
    assert second.reference in message


@pytest.mark.slow
@pytest.mark.nightly
def test_an_address_that_leads_elsewhere_is_not_the_decision(copy: Copy) -> None:
    first, second, *_ = paths(2)
    copy.site.put(first, Answer(status=302, headers={"Location": second}))
    assert copy.crawl().status == 0
    assert copy.archive.diagnoses()[first] == ["unknown_page"]


@pytest.mark.slow
@pytest.mark.nightly
def test_neither_spider_runs_beside_the_other(copy: Copy) -> None:
    copy.site.spoil("/robots.txt", Answer(b"", "text/plain", wait=1.5))
    process = copy.archive.start(*WINDOW, spider="decisions")
    while not copy.archive.rows("SELECT id FROM run"):
        pass
    refused = copy.archive.start("-a", "authority=kent-county-council")
    refused.join()
    assert refused.exitcode == 5
    assert copy.archive.ended(process).status == 0


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["-a", "from=soon"], "from: 'soon' is not a day"),
        pytest.param(["-a", "authority=kent-county-council"], "has no such argument", marks=AT_NIGHT),
    ],
)
def test_what_cannot_be_understood_is_refused_in_a_line(copy: Copy, words: list[str], said: str) -> None:
    ended = copy.crawl(*words)
    assert ended.status == 2
    assert said in ended.said
    assert "Traceback" not in ended.said
    assert copy.archive.rows("SELECT id FROM run") == []


@pytest.fixture
def filed(copy: Copy) -> Copy:
    """Return a site whose decisions of four weeks a first run has filed."""
    assert copy.crawl().status == 0
    copy.site.log.clear()
    return copy


def changes(copy: Copy, run: int) -> list[tuple[Any, ...]]:
    """Return the changes of a run: reference, kind, field, old and new value."""
    return copy.archive.rows(
        "SELECT reference, c.kind, field, old_value, new_value FROM change c JOIN publication p "  # noqa: S608 -- a number
        f"ON p.id = c.publication_id WHERE c.run_id = {run} ORDER BY c.id"
    )


def test_decisions_are_filed_by_their_references_with_all_that_their_pages_say(filed: Copy) -> None:
    assert filed.archive.run()[0] == "published"
    rows = filed.archive.rows(
        "SELECT p.reference, r.authority, r.status, p.url FROM publication p JOIN version v ON v.publication_id = p.id "
        "JOIN reading r ON r.id = v.reading_id WHERE p.kind = 'decision' ORDER BY p.id"
    )
    expected = [(each.reference, each.body, "complete", filed.site.origin + each.path) for each in sample(28, FIRST)]
    assert sorted(rows) == sorted(expected)
    said = filed.archive.rows(
        "SELECT name, value FROM reading_attribute a JOIN version v ON v.reading_id = a.reading_id "
        "JOIN publication p ON p.id = v.publication_id WHERE p.reference = '24 000 000' ORDER BY name"
    )
    assert dict(said) == {
        "actions": (
            '[{"section": "Agreed action", "text": "apologise for case 0;"}, '
            '{"section": "Agreed action", "text": "pay £100."}]'
        ),
        "category": "Housing",
        "decision_date": "2025-01-06",
        "outcome": "Upheld",
        "reference": "24 000 000",
        "sub_category": "Allocations",
        "summary": "Case 0 was about a delay.",
        "type": "statement",
    }
    assert [row[1] for row in changes(filed, 1)] == ["published"] * 28
    open_reports = filed.archive.rows(
        "SELECT reference, decision_date, consider_by FROM open_reports ORDER BY reference"
    )
    assert open_reports == [
        ("24 000 008", "2025-01-14", "2025-04-14"),
        ("24 000 017", "2025-01-23", "2025-04-23"),
        ("24 000 026", "2025-02-01", "2025-05-01"),
    ]


def test_each_way_in_which_a_decision_changes_has_its_name(filed: Copy) -> None:
    revised, redated, reworded, moved, gone, *_ = (each.reference for each in sample(28, FIRST))
    filed.decisions.rewrite(revised, outcome="Not upheld")
    filed.decisions.rewrite(redated, day=date(2025, 1, 20))
    filed.decisions.rewrite(reworded, summary="It was about another delay.")
    old = filed.decisions.published[moved]
    new = filed.decisions.rewrite(moved, sub_category="Council tax")
    filed.decisions.withdraw(gone)
    report = sample(28, FIRST)[8].reference
    filed.decisions.rewrite(report, satisfied="28 July 2025")
    assert filed.crawl().status == 0
    by_reference: dict[str, list[tuple[Any, ...]]] = {}
    for reference, *change in changes(filed, 2):
        by_reference.setdefault(reference, []).append(tuple(change))
    assert by_reference == {
        revised: [("outcome_revised", "outcome", "Upheld", "Not upheld")],
        redated: [("redated", "decision_date", "2025-01-07", "2025-01-20")],
        reworded: [
            ("reworded", None, None, None),
            ("reworded", "summary", "Case 2 was about a delay.", "It was about another delay."),
        ],
        moved: [("moved", "sub_category", old.sub_category, new.sub_category)],
        # Its decision date is less than five years before the day of the crawl.
        gone: [("withdrawn", None, None, None)],
        report: [("reworded", "satisfied_on", None, "2025-07-28")],
    }
    filed.decisions.restore(gone)
    assert filed.crawl().status == 0
    assert changes(filed, 3) == [(gone, "restored", None, None, None)]
    at = dict(filed.archive.rows("SELECT run_id, min(at) FROM changes GROUP BY run_id"))
    shown = f"SELECT version, valid_from, valid_to FROM decision_history WHERE reference = '{gone}' ORDER BY valid_from"  # noqa: S608
    assert filed.archive.rows(shown) == [(1, at[1], at[2]), (1, at[3], None)]
    seen = "SELECT satisfied_on, satisfied_seen_at FROM reports WHERE reference = '{}'"
    assert filed.archive.rows(seen.format(report)) == [("2025-07-28", at[2])]
    states = filed.archive.rows("SELECT state, count(*) FROM decisions GROUP BY state")
    assert states == [("published", 28)]


def test_a_decision_that_goes_at_the_age_of_retention_has_expired(copy: Copy) -> None:
    old = sample(3, date(2015, 3, 2))
    copy.decisions.publish(*(replace(each, is_report=at == 2) for at, each in enumerate(old)))
    window = ("-a", "from=2015-03-02", "-a", "to=2015-03-08")
    assert copy.crawl(*window).status == 0
    for each in old:
        copy.decisions.withdraw(each.reference, 410)
    ended = copy.archive.crawl(*window, spider="decisions", retention_statements="5", retention_reports="100")
    assert ended.status == 0
    assert [row[:2] for row in changes(copy, 2)] == [
        (old[0].reference, "expired"),
        (old[1].reference, "expired"),
        (old[2].reference, "withdrawn"),
    ]
    states = copy.archive.rows("SELECT state FROM decisions ORDER BY reference")
    assert [state for (state,) in states] == ["expired", "expired", "withdrawn"]


def test_decisions_that_no_list_names_are_asked_for_at_their_addresses(filed: Copy) -> None:
    first, second, *_ = sample(28, FIRST)
    filed.decisions.unlisted.update({first.reference, second.reference})
    filed.decisions.gone[second.reference] = 404
    assert filed.crawl().status == 0
    assert [row[:2] for row in changes(filed, 2)] == [(second.reference, "withdrawn")]


def test_every_decision_that_was_not_read_has_an_issue_of_its_own(filed: Copy) -> None:
    gone, moved, lost, removed, *_ = sample(28, FIRST)
    new, dead = (replace(each, reference=f"24 999 00{at}") for at, each in enumerate(sample(2, FIRST)))
    filed.decisions.publish(new, dead)
    filed.decisions.withdraw(gone.reference)
    filed.decisions.gone[dead.reference] = 410
    for each in (moved, new):
        filed.site.put(each.path, Answer(status=302, headers={"Location": "/decisions"}))
    filed.site.put("/decisions", page_saying("Decisions"))
    filed.site.put(lost.path, page_saying("Page not found"))
    filed.site.put(removed.path, page_saying("This decision has been removed"))
    ended = filed.archive.crawl(*WINDOW, spider="decisions", retries="0", max_failed_captures="0.5")
    assert ended.status == 0
    query = "SELECT code, severity, message FROM issues WHERE code IN ('decision_unread', 'decision_unseen')"
    found: dict[tuple[str, str], set[str]] = {
        (code, severity): set() for code, severity, _ in filed.archive.rows(query)
    }
    for code, severity, message in filed.archive.rows(query):
        found[code, severity].add(message.split(" at ")[0].removesuffix(",").rpartition("the decision ")[2])
        assert filed.site.origin in message
    assert found == {
        ("decision_unseen", "warning"): {moved.reference, lost.reference, new.reference},
        ("decision_unseen", "info"): {dead.reference},
        ("decision_unread", "warning"): {removed.reference},
    }
    assert [row[:2] for row in changes(filed, 2)] == [(gone.reference, "withdrawn")]


def page_saying(words: str) -> Answer:
    return Answer(f"<html><title>{words}</title><body><h1>{words}</h1></body></html>".encode())


def test_an_open_report_is_asked_for_whenever_it_was_decided(filed: Copy) -> None:
    reports = [each for each in sample(28, FIRST) if each.is_report]
    filed.decisions.rewrite(reports[0].reference, satisfied="28 July 2025")
    ended = filed.crawl("-a", "from=2025-01-27", "-a", "to=2025-02-02")
    assert ended.status == 0
    assert "1 of 1 lists, 9 of 9 decisions" in ended.said
    assert changes(filed, 2) == [(reports[0].reference, "reworded", "satisfied_on", None, "2025-07-28")]
    assert filed.fetched == [*paths(28)[21:], *(each.path for each in reports[:2])]


@pytest.mark.slow
@pytest.mark.nightly
def test_a_run_that_was_killed_files_what_the_one_before_it_fetched(copy: Copy) -> None:
    assert copy.archive.crawl(*WINDOW, spider="decisions", twist=KILLED).status == -9
    assert copy.crawl().status == 0
    assert len(changes(copy, 2)) == 28


def test_many_decisions_that_are_gone_at_once_hold_the_run(filed: Copy) -> None:
    for each in sample(4, FIRST):
        filed.decisions.withdraw(each.reference)
    assert filed.crawl().status == 3
    assert filed.archive.codes() == ["decisions_gone"]
    assert changes(filed, 2) == []
