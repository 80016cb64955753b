"""Whole crawls of a site in trouble, once, permanently or completely, judged by the final archive."""

from __future__ import annotations

import gzip
import json
from collections import Counter

import pytest

from tests.attacks import Promise
from tests.crawler.crawls import Archive, Ended
from tests.site import councils
from tests.site.councils import ALL, PLACES, annual_letters, letter, statistics
from tests.site.server import PDF, PREFIX, Answer, Site

BLOCKED = Answer(b"<html><head><title>Access denied</title></head><body><h1>Access denied</h1></body></html>")
LOGIN = Answer(b"<html><body><h1>Sign in</h1><form><input type='password' name='p'></form></body></html>")
NOT_FOUND = Answer(b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>")
RESET = Answer(reset=True)
SILENT = Answer(hangs=True)
GARBLED = Answer(b"\x1f\x8b not packed at all", headers={"Content-Encoding": "gzip"})


def whole(slug: str, year: int) -> Answer:
    return Answer(councils.bytes_of(slug, year), PDF)


def stops(slug: str, year: int, sent: int) -> Answer:
    """Make a letter whose transfer stops, on a connection that stays open."""
    return Answer(councils.bytes_of(slug, year), PDF, sent=sent, hangs=True)


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.attack(
    Promise.LOST,
    {
        "Each address fails once: 500, 503, 429, reset, silent, empty, cut off, block page, login, “not found”"
        " under 200": ("retried in the same run; every letter is fetched"),
    },
)
def test_passing_faults_leave_no_trace_but_their_captures(site: Site, archive: Archive) -> None:
    """Each address fails once, and is retried later in the same run."""
    faults = {
        "/robots.txt": (Answer(status=500), "error_status"),
        PREFIX: (BLOCKED, "block_page"),
        statistics("kent-county-council"): (Answer(b"gone", status=503, headers={"Retry-After": "1"}), "error_status"),
        statistics("leeds-city-council"): (RESET, "no_answer"),
        statistics("essex-county-council"): (SILENT, "no_answer"),
        annual_letters("kent-county-council"): (Answer(b" "), "empty"),
        annual_letters("leeds-city-council"): (LOGIN, "login_page"),
        letter(*PLACES[0]): (Answer(whole(*PLACES[0]).body, PDF, sent=900), "truncated"),
        letter(*PLACES[1]): (Answer(whole(*PLACES[1]).body[:-40], PDF), "truncated"),
        letter(*PLACES[2]): (Answer(media_type=PDF), "empty"),
        letter(*PLACES[3]): (NOT_FOUND, "soft_404"),
        letter(*PLACES[4]): (BLOCKED, "block_page"),
        letter(*PLACES[5]): (LOGIN, "login_page"),
        letter(*PLACES[6]): (Answer(whole(*PLACES[6]).body, PDF, sent=900, reset=True), "truncated"),
        letter(*PLACES[7]): (stops(*PLACES[7], sent=0), "no_answer"),
        letter(*PLACES[8]): (Answer(b"wait", "text/plain", 429, retry_at=1), "error_status"),
    }
    for path, (fault, _) in faults.items():
        site.spoil(path, fault)
    ended = archive.crawl(retries="2", download_timeout="1", errors_window="30")
    assert ended.status == 0, ended.said
    assert archive.letters() == ALL
    assert archive.diagnoses() == {path: [diagnosis] for path, (_, diagnosis) in faults.items()}
    assert _after(site, 503) >= 1
    assert _after(site, 429) >= 1
    assert archive.rows("SELECT COUNT(*) FROM versions WHERE source = 'letter'") == [(len(ALL),)]
    _is_reported(site, archive, ended, [(fault.status, diagnosis) for fault, diagnosis in faults.values()])


def _is_reported(site: Site, archive: Archive, ended: Ended, faults: list[tuple[int, str]]) -> None:
    """Check that the ledger and one log line count what the site remembers: a fault and a good answer for each address.

    Everything that is not a letter is a page; unanswered requests transfer nothing.
    """
    letters = sum(each.path.startswith("/assets") for each in site.log)
    statuses = ["none" if diagnosis == "no_answer" else str(status) for status, diagnosis in faults]
    answers = Counter([*statuses, *(["200"] * (len(site.log) - len(faults)))])
    diagnoses = Counter(diagnosis for _, diagnosis in faults)
    phrases = [
        f"{len(site.log) - letters} pages",
        f"{letters} letters",
        "answers " + " ".join(f"{answers[word]}x{word}" for word in sorted(answers)),
        f"{len(faults)} retries",
        f"{sum(each.sent for each in site.log)} bytes",
        "0 not modified",
        "diagnoses " + " ".join(f"{diagnoses[word]}x{word}" for word in sorted(diagnoses)),
    ]
    [line] = [line for line in ended.said.splitlines() if "run 1 is published: " in line]
    assert ", ".join(phrases) in line
    columns = "pages, letters, retries, bytes_received, not_modified, captures"
    counts = (len(site.log) - letters, letters, len(faults), sum(each.sent for each in site.log), 0, len(site.log))
    assert archive.rows(f"SELECT {columns} FROM runs") == [counts]  # noqa: S608 -- our own names
    [(stored, found)] = archive.rows("SELECT answers, diagnoses FROM runs")
    assert (json.loads(stored), json.loads(found)) == (answers, diagnoses)


@pytest.mark.attack(
    Promise.LOST,
    {
        "A letter that is a “not found” page or a block page under 200, HTML around a PDF, a truncated one, or 410": (
            "kept as a capture with its diagnosis, never a version"
        ),
    },
)
@pytest.mark.attack(
    Promise.LIMITS,
    {
        "An endless letter, a gzip bomb, one larger than `LGSCO_MAX_BODY_MB`": (
            "given up at the limit; costs one letter"
        ),
    },
)
@pytest.mark.attack(
    Promise.SAFE,
    {
        "Redirects to `file:///etc/passwd`, to another host, to another port of loopback, to 169.254.169.254": (
            "not followed; diagnosed `off_site`"
        ),
    },
)
def test_lasting_faults_of_letters_never_become_versions(site: Site, archive: Archive) -> None:
    """Each letter errs for good, in its own way; the others stay."""
    bomb = gzip.compress(b"%PDF-" + b"\0" * 4_000_000)
    html = "text/html"
    faults: list[tuple[Answer, list[str]]] = [
        (Answer(whole(*PLACES[0]).body, PDF, sent=900), ["truncated"] * 3),
        (NOT_FOUND, ["soft_404"] * 2),
        (BLOCKED, ["block_page"] * 3),
        (Answer(b"%PDF-1.4 endless " * 999, PDF, endless=True), ["too_large"] * 2),
        (Answer(bomb, PDF, headers={"Content-Encoding": "gzip"}), ["too_large"] * 2),
        (Answer(b"x" * 2_000_000, PDF), ["too_large"] * 2),
        (_redirect("http://localhost:1/letter.pdf"), ["off_site"]),
        (_redirect("file:///etc/passwd"), ["off_site"]),
        (_redirect(letter(*PLACES[8])), ["error_status"]),
        (Answer(b"<html>" + whole(*PLACES[9]).body, html), ["not_a_pdf"] * 2),
        (Answer(status=410), ["error_status"] * 2),
        (_redirect("//169.254.169.254/latest/meta-data"), ["off_site"]),
        (_redirect("http://127.0.0.1:1/letter.pdf"), ["off_site"]),
    ]
    expected = {}
    for place, (fault, diagnoses) in zip(PLACES, faults, strict=False):
        site.put(letter(*place), fault)
        expected[letter(*place)] = diagnoses
    ended = archive.crawl(retries="2", max_body_mb="1", max_failed_captures="1", max_blocked="1")
    assert ended.status == 0, archive.run()
    assert archive.diagnoses() == expected
    rest = PLACES[len(faults) :]
    assert archive.letters() == {place: ALL[place] for place in rest}
    assert len(archive.rows("SELECT * FROM issues WHERE code = 'letter_failed'")) == len(faults)


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.attack(
    Promise.LIMITS,
    {
        "Letters that never arrive, stop halfway, or trickle in": (
            "given up after `LGSCO_DOWNLOAD_TIMEOUT`; the next run has them"
        ),
    },
)
def test_letters_that_never_arrive_or_end_are_given_up_and_fetched_by_the_next_run(
    site: Site, archive: Archive
) -> None:
    """Silent, stopping after the headers, stopping within, coming drop by drop, broken off; and one that is slow."""
    drops = Answer(b"%PDF-1.4 a drop ", PDF, endless=True, wait=0.1)
    faults = [SILENT, stops(*PLACES[1], sent=0), stops(*PLACES[2], sent=900), drops, RESET]
    for place, fault in zip(PLACES, faults, strict=False):
        site.spoil(letter(*place), fault)
    site.spoil(letter(*PLACES[-1]), Answer(whole(*PLACES[-1]).body, PDF, wait=0.3))
    assert archive.crawl(download_timeout="1", max_failed_captures="1").status == 0, archive.run()
    given_up = PLACES[: len(faults)]
    assert archive.diagnoses() == {letter(*place): ["no_answer"] for place in given_up}
    assert archive.letters() == {place: ALL[place] for place in PLACES[len(faults) :]}
    first = len(site.log)
    assert archive.crawl().status == 0
    assert archive.letters() == ALL
    assert archive.rows("SELECT COUNT(*) FROM versions WHERE source = 'letter'") == [(len(ALL),)]
    fetched = {each.path for each in site.log[first:] if each.path.startswith("/assets") and each.status == 200}
    assert fetched == {letter(*place) for place in given_up}


@pytest.mark.attack(
    Promise.ENDS,
    {
        "Retry-After of two hours": "the run fails and says so; nothing is requested in the meantime",
    },
)
def test_a_site_that_asks_to_be_left_alone_for_long_fails_the_run(site: Site, archive: Archive) -> None:
    site.put(letter(*PLACES[0]), Answer(b"later", "text/plain", 503, {"Retry-After": "7200"}))
    ended = archive.crawl(retries="5")
    assert ended.status == 4
    assert "asks for a pause of 7200 s" in archive.run()[1]
    assert len([each for each in site.log if each.status == 503]) == 1
    assert archive.letters() == {}


@pytest.mark.attack(
    Promise.LOST,
    {
        "In the middle of a run every address answers 500, a block page, nothing, garbage, or resets": (
            "the run fails after three addresses; nothing is withdrawn"
        ),
    },
)
def test_an_outage_of_any_kind_ends_the_run_and_withdraws_nothing(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    usual = dict(site.answers)
    for outage in (Answer(b"out of order", "text/plain", 500), BLOCKED, RESET, SILENT, GARBLED):
        first = len(site.log)
        for path in list(usual)[2:]:
            site.put(path, outage)
        ended = archive.crawl(retries="5", errors_window="3", download_timeout="0.5" if outage.hangs else "60")
        assert ended.status == 4
        assert "2 of the last 3 addresses failed" in archive.run()[1]
        # Robots, the index, and pages until most of the last three answers were errors.
        assert len(site.log) - first == 4
        assert archive.letters() == ALL
    site.answers.update(usual)
    assert archive.crawl().status == 0
    assert archive.rows("SELECT COUNT(*) FROM changes WHERE run_id > 1") == [(0,)]


@pytest.mark.attack(Promise.ENDS, {"A robots.txt or an index that never answers": "the run fails and says so"})
@pytest.mark.parametrize("path", ["/robots.txt", PREFIX])
def test_a_site_that_never_answers_fails_the_run(path: str, site: Site, archive: Archive) -> None:
    site.put(path, SILENT)
    ended = archive.crawl(retries="1", download_timeout="0.3")
    assert ended.status == 4
    assert f"{site.origin}{path} gave no answer" in archive.run()[1]
    assert [each.path for each in site.log].count(path) == 2
    assert archive.letters() == {}


@pytest.mark.attack(Promise.LOST, {"Half of the councils' pages gone": "the run is held; nothing is withdrawn"})
def test_half_the_councils_gone_are_held_and_nothing_is_withdrawn(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    usual = dict(site.answers)
    for slug in list(councils.NAMES)[:2]:
        site.put(statistics(slug), Answer(b"Not found", "text/plain", 404))
    assert archive.crawl(min_authorities="2").status == 3
    assert "authorities_lost" in archive.codes()
    assert '"found": 2, "limit": 0.08, "of": 4, "run": 1' in archive.run()[1]
    assert archive.letters() == ALL
    site.answers.update(usual)
    assert archive.crawl().status == 0
    assert archive.letters() == ALL
    assert archive.rows("SELECT COUNT(*) FROM changes WHERE run_id > 1") == [(0,)]


@pytest.mark.slow
@pytest.mark.nightly
def test_errors_slow_the_crawl_down(site: Site, archive: Archive) -> None:
    site.spoil(statistics("essex-county-council"), Answer(status=500), 3)
    words = ("-a", "authority=essex-county-council", "-a", "years=2024")
    assert archive.crawl(*words, retries="3", backoff="0.3").status == 0
    at = [each.at for each in site.log]
    # At least half of a doubling pause: 0.3 s after a first error, 0.6 s after the second in a row, then 1.2 s.
    assert [at[2] - at[1] >= 0.15, at[3] - at[2] >= 0.3, at[4] - at[3] >= 0.6] == [True] * 3
    assert len(archive.letters()) == 1


def _redirect(target: str) -> Answer:
    return Answer(status=302, headers={"Location": target})


def _after(site: Site, status: int) -> float:
    """Return the seconds between the last answer with a status and the next request."""
    position = max(at for at, each in enumerate(site.log) if each.status == status)
    return site.log[position + 1].at - site.log[position].at
