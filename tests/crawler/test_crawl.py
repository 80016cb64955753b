"""Whole crawls of a sound site: the requests, their pace, and the contents of the archive at the end."""

from __future__ import annotations

import gzip
from dataclasses import replace
from datetime import timedelta
from importlib.metadata import version
from itertools import pairwise

import pytest

from tests.crawler.crawls import Archive, Later
from tests.site import councils
from tests.site.councils import ALL, PLACES, annual_letters, letter, statistics
from tests.site.server import PREFIX, Answer, Site

PACKED = {"Content-Encoding": "gzip"}


def test_a_second_crawl_of_an_unchanged_site_asks_once_and_transfers_no_letter(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    assert archive.letters() == ALL
    first = len(site.log)
    assert archive.crawl().status == 0
    second = site.log[first:]
    assert len({each.path for each in second}) == len(second) == first
    assert [each.status for each in second if each.path.startswith("/assets")] == [304] * len(PLACES)
    assert archive.rows("SELECT COUNT(*) FROM changes WHERE run_id = 2") == [(0,)]
    assert archive.rows("SELECT letters, not_modified, retries FROM run WHERE id = 2") == [
        (len(PLACES), len(PLACES), 0)
    ]


def test_a_user_agent_says_who_asks(site: Site, archive: Archive) -> None:
    words = ("-a", "authority=kent-county-council", "-a", "years=2020")
    archive.crawl(*words, contact="archive@example.org", project_url="https://example.org/archive")
    about = "annual review letters; +https://example.org/archive; archive@example.org"
    assert {each.headers["accept-encoding"] for each in site.log} == {"gzip, deflate"}
    assert {each.headers["user-agent"] for each in site.log} == {f"lgsco-archive/{version('lgsco-archive')} ({about})"}
    assert [each.path for each in site.log] == [
        "/robots.txt",
        statistics("kent-county-council"),
        annual_letters("kent-county-council"),
        letter("kent-county-council", 2020),
    ]


def test_requests_go_out_one_by_one_with_a_pause(site: Site, archive: Archive) -> None:
    """A pause is at least half of the setting, since Scrapy lets it vary by that much."""
    for path, answer in list(site.answers.items()):
        site.put(path, replace(answer, wait=0.1))
    words = ("-a", "authority=kent-county-council", "-a", "years=2020,2024")
    assert archive.crawl(*words, download_delay="0.4").status == 0
    assert len(site.log) == 5
    assert site.most_at_once == 1
    assert all(later.at - earlier.at >= 0.2 for earlier, later in pairwise(site.log))


@pytest.mark.parametrize(
    ("robots", "status", "reason"),
    [
        (Answer(b"User-agent: *\nDisallow: /\n", "text/plain"), 4, "refused_by_robots"),
        (Answer(b"User-agent: *\nDisallow: /\n", "text/plain", 203), 4, "refused_by_robots"),
        (Answer(status=503), 4, "answered 503"),
        (Answer(gzip.compress(b"User-agent: *\nDisallow:\n")[:-9], headers=PACKED), 4, "truncated"),
        (Answer(status=302, headers={"Location": "http://localhost/robots.txt"}), 4, "off_site"),
        (Answer(status=404), 0, ""),
    ],
)
def test_robots_txt_is_asked_for_once_and_obeyed(
    robots: Answer, status: int, reason: str, site: Site, archive: Archive
) -> None:
    site.put("/robots.txt", robots)
    ended = archive.crawl()
    assert ended.status == status, ended.said
    assert reason in archive.run()[1]
    assert len(site.asked("/robots.txt")) == 1
    assert archive.letters() == (ALL if status == 0 else {})
    assert len(site.log) == (1 if status else 2 + 2 * len(councils.NAMES) + len(PLACES))


@pytest.mark.slow
@pytest.mark.nightly
def test_robots_rules_hold_for_letters_and_for_the_pace(site: Site, archive: Archive) -> None:
    refused = letter("kent-county-council", 2020)
    rules = f"User-agent: *\nAllow: /\nCrawl-delay: 0.3\nDisallow: {refused}\n"
    site.put("/robots.txt", Answer(rules.encode(), "text/plain"))
    assert archive.crawl("-a", "authority=kent-county-council", "-a", "years=2020,2024").status == 0
    assert site.asked(refused) == []
    assert archive.diagnoses() == {refused: ["refused_by_robots"]}
    assert [*archive.letters()] == [("kent-county-council", 2024)]
    at = [each.at for each in site.log]
    assert all(later - earlier >= 0.29 for earlier, later in pairwise(at[1:]))


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("days", [365, 30])
def test_a_letter_is_fetched_in_full_again_after_a_year_or_what_is_set(days: int, site: Site, archive: Archive) -> None:
    words = ("-a", "authority=leeds-city-council", "-a", "years=2024")
    statuses = []
    for day in (0, days - 2, days):
        first = len(site.log)
        assert archive.crawl(*words, twist=Later(timedelta(days=day)), full_refetch_days=str(days)).status == 0
        statuses.append({each.status for each in site.log[first:] if each.path.startswith("/assets")})
    assert statuses == [{200}, {304}, {200}]
    assert archive.rows("SELECT COUNT(*) FROM versions") == [(1,)]


@pytest.mark.slow
@pytest.mark.nightly
def test_too_few_councils_are_an_alarm_and_the_register_helps_only_on_request(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    few = list(councils.NAMES)[:2]
    site.page(PREFIX, "".join(f'<a href="{statistics(slug)}">x</a>' for slug in few))
    assert archive.crawl().status == 3
    assert archive.codes()[0] == "authorities_few"
    assert '"found": 2, "limit": 4' in archive.run()[1]
    assert archive.letters() == ALL
    site.page(PREFIX, "<p>Choose a council</p>")
    assert archive.crawl().status == 3
    assert "authorities_few" in archive.codes()
    assert archive.letters() == ALL
    ended = archive.crawl(fallback_councils="1", max_failed_captures="1")
    assert ended.status == 0, archive.run()
    assert "made from the register were requested as well" in archive.run()[1]
    assert archive.letters() == ALL
    missing = {path for path in site.unknown if path.endswith("/statistics")}
    assert len(missing) == len(site.unknown) > 200
    site.unknown.clear()
