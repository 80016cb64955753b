"""Whole crawls of a site that misbehaves; what counts is the archive at the end."""

from __future__ import annotations

import gzip
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from email.utils import formatdate
from itertools import pairwise
from time import monotonic, time

import pytest

from tests.crawler.crawls import Archive
from tests.site import councils
from tests.site.councils import PLACES, annual_letters, letter, statistics
from tests.site.server import PDF, PREFIX, Answer, Site

ALL = {place: councils.digest(*place) for place in PLACES}
BLOCKED = Answer(b"<html><head><title>Access denied</title></head><body><h1>Access denied</h1></body></html>")
LOGIN = Answer(b"<html><body><h1>Sign in</h1><form><input type='password' name='p'></form></body></html>")
NOT_FOUND = Answer(b"<html><head><title>Page not found</title></head><body><h1>Page not found</h1></body></html>")


def whole(slug: str, year: int) -> Answer:
    return Answer(councils.bytes_of(slug, year), PDF)


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
    archive.crawl("-a", "authority=kent-county-council", "-a", "years=2020", contact="archive@example.org")
    assert {each.headers["user-agent"] for each in site.log} == {
        "lgsco-archive/0.1.0 (annual review letters; archive@example.org)"
    }
    assert [each.path for each in site.log] == [
        "/robots.txt",
        statistics("kent-county-council"),
        annual_letters("kent-county-council"),
        letter("kent-county-council", 2020),
    ]


def test_passing_faults_leave_no_trace_but_their_captures(site: Site, archive: Archive) -> None:
    """Each address errs once, and is asked again later in the same run."""
    until = int(time()) + 6
    faults = {
        "/robots.txt": (Answer(status=500), "error_status"),
        PREFIX: (BLOCKED, "block_page"),
        statistics("kent-county-council"): (
            Answer(b"gone away", status=503, headers={"Retry-After": "1"}),
            "error_status",
        ),
        statistics("leeds-city-council"): (Answer(reset=True), "no_answer"),
        annual_letters("kent-county-council"): (Answer(b" "), "empty"),
        annual_letters("leeds-city-council"): (LOGIN, "login_page"),
        letter(*PLACES[0]): (Answer(whole(*PLACES[0]).body, PDF, sent=900), "truncated"),
        letter(*PLACES[1]): (Answer(whole(*PLACES[1]).body[:-40], PDF), "truncated"),
        letter(*PLACES[2]): (Answer(media_type=PDF), "empty"),
        letter(*PLACES[3]): (NOT_FOUND, "soft_404"),
        letter(*PLACES[4]): (BLOCKED, "block_page"),
        letter(*PLACES[5]): (LOGIN, "login_page"),
        letter(*PLACES[6]): (Answer(whole(*PLACES[6]).body, PDF, sent=900, reset=True), "truncated"),
        letter(*PLACES[7]): (Answer(whole(*PLACES[7]).body, PDF, wait=3), "no_answer"),
        letter(*PLACES[8]): (
            Answer(b"wait", "text/plain", 429, {"Retry-After": formatdate(until, usegmt=True)}),
            "error_status",
        ),
    }
    for path, (fault, _) in faults.items():
        site.spoil(path, fault)
    ended = archive.crawl(retries="2", download_timeout="1", errors_window="30")
    assert ended.status == 0, ended.said
    assert archive.letters() == ALL
    assert archive.diagnoses() == {path: [diagnosis] for path, (_, diagnosis) in faults.items()}
    assert _pause_after(site, 503) >= 1
    assert _time_after(site, 429) >= until
    assert archive.rows("SELECT retries FROM run") == [(len(faults),)]
    assert archive.rows("SELECT COUNT(*) FROM versions") == [(len(ALL),)]


def test_lasting_faults_of_letters_never_become_versions(site: Site, archive: Archive) -> None:
    """Each letter errs for good, in its own way; the others, and what was published before, stay."""
    bomb = gzip.compress(b"%PDF-" + b"\0" * 4_000_000)
    html = "text/html"
    faults: list[tuple[Answer, list[str]]] = [
        (Answer(whole(*PLACES[0]).body, PDF, sent=900), ["truncated"] * 3),
        (NOT_FOUND, ["soft_404"] * 2),
        (BLOCKED, ["block_page"] * 3),
        (Answer(b"%PDF-1.4 endless " * 999, PDF, endless=True), ["too_large"] * 2),
        (Answer(bomb, PDF, headers={"Content-Encoding": "gzip"}), ["too_large"] * 2),
        (Answer(b"x" * 2_000_000, PDF), ["too_large"] * 2),
        (Answer(status=302, headers={"Location": "http://localhost:1/letter.pdf"}), ["off_site"]),
        (Answer(status=302, headers={"Location": "file:///etc/passwd"}), ["off_site"]),
        (Answer(status=302, headers={"Location": letter(*PLACES[8])}), ["error_status"]),
        (Answer(whole(*PLACES[9]).body, html), ["not_a_pdf"] * 2),
        (Answer(status=410), ["error_status"]),
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


def test_a_site_that_asks_to_be_left_alone_for_long_fails_the_run(site: Site, archive: Archive) -> None:
    site.put(letter(*PLACES[0]), Answer(b"later", "text/plain", 503, {"Retry-After": "7200"}))
    ended = archive.crawl(retries="5")
    assert ended.status == 4
    assert "asks to be left alone for 7200 s" in archive.run()[1]
    assert len([each for each in site.log if each.status == 503]) == 1
    assert archive.letters() == {}


def test_an_outage_ends_the_run_and_withdraws_nothing(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    first = len(site.log)
    for path in list(site.answers)[2:]:
        site.put(path, Answer(b"out of order", "text/plain", 500))
    ended = archive.crawl(retries="5", errors_window="3")
    assert ended.status == 4
    assert "2 of the last 3 addresses gave no proper answer" in archive.run()[1]
    # Robots, the index, and pages until most of the last three answers were errors.
    assert len(site.log) - first == 4
    assert archive.letters() == ALL


def test_errors_slow_the_crawl_down(site: Site, archive: Archive) -> None:
    site.spoil(statistics("essex-county-council"), Answer(status=500), 3)
    words = ("-a", "authority=essex-county-council", "-a", "years=2024")
    assert archive.crawl(*words, retries="3", backoff="0.5").status == 0
    at = [each.at for each in site.log]
    # At least half of a pause that doubles: 0.5 s after a first error, 1 s after the second in a row, then 2 s.
    assert [at[2] - at[1] >= 0.25, at[3] - at[2] >= 0.5, at[4] - at[3] >= 1.0] == [True] * 3
    assert len(archive.letters()) == 1


@pytest.mark.parametrize(
    ("robots", "status", "reason"),
    [
        (Answer(b"User-agent: *\nDisallow: /\n", "text/plain"), 4, "refused_by_robots"),
        (Answer(status=503), 4, "answered 503"),
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


def test_a_letter_is_fetched_in_full_again_after_a_year(site: Site, archive: Archive) -> None:
    """The captures of the first run are made older: half of them just within the year, half just beyond it."""
    words = ("-a", "authority=leeds-city-council")
    assert archive.crawl(*words).status == 0
    with closing(sqlite3.connect(archive.path)) as connection, connection:
        for path, days in ((letter("leeds-city-council", 2020), 365), (letter("leeds-city-council", 2024), 363)):
            at = (datetime.now(UTC) - timedelta(days=days)).isoformat(timespec="microseconds")
            old = connection.execute("SELECT fetched_at FROM capture LIMIT 1").fetchone()[0]
            moved = at[:19] + old[19:]
            connection.execute("UPDATE capture SET fetched_at = ? WHERE url = ?", (moved, site.origin + path))
    first = len(site.log)
    assert archive.crawl(*words).status == 0
    again = {each.path: each.status for each in site.log[first:] if each.path.startswith("/assets")}
    assert again == {
        letter("leeds-city-council", 2018): 304,
        letter("leeds-city-council", 2020): 200,
        letter("leeds-city-council", 2024): 304,
        letter("leeds-city-council", 2025): 304,
    }
    assert archive.rows("SELECT COUNT(*) FROM versions WHERE run_id = 2") == [(0,)]


MARKUP = {
    "essex-county-council": '<h2>Annual letters</h2><a href="#l">View annual letters</a><p>{}</p><h2>Reports</h2>',
    "kent-county-council": "<dl><dt>Annual review letters</dt><dd>{}</dd><dt>Reports</dt></dl>",
    "leeds-city-council": '<div role="heading">Annual letters</div>{}<div role="heading">Public reports</div>',
    "london-borough-of-lambeth": "<button>View annual letters</button><p><b>Annual letters</b></p>{}<p>Reports</p>",
}


def test_an_index_in_data_and_lists_in_any_markup_give_the_same_archive(site: Site, archive: Archive) -> None:
    """The index names a script, the script names a JSON address, and that names the councils, in any case."""
    site.page(PREFIX, '<h1>Your council</h1><script src="/js/map.js"></script>')
    site.put("/js/map.js", Answer(b'fetch("/data/councils.json")', "text/javascript"))
    slugs = ", ".join(f'{{"slug": "{slug.title()}"}}' for slug in MARKUP)
    site.put("/data/councils.json", Answer(f"[{slugs}]".encode(), "application/json"))
    for slug, markup in MARKUP.items():
        report = '<a href="/documents/report-2023.pdf">Report of 2023</a>'
        list_ = markup.format(councils.letter_links(slug) + councils.letter_links(slug))
        site.page(statistics(slug.title()), f"<h1>{councils.NAMES[slug]}</h1>{list_}{report}")
    ended = archive.crawl()
    assert ended.status == 0, archive.run()
    assert archive.letters() == ALL
    assert archive.rows("SELECT code FROM run_issue") == []
    assert len(site.log) == 1 + 3 + len(MARKUP) + len(PLACES)


def test_paging_ends_where_it_brings_nothing_new(site: Site, archive: Archive) -> None:
    slug = "leeds-city-council"
    path, links = annual_letters(slug), councils.letter_links(slug).replace("</li>", "</li>|").split("|")[:-1]
    for number, part in enumerate([*links, links[-1]], 1):
        shown = f"<h2>Annual letters</h2>{part}<a href='{path}?page={number + 1}'>Next</a>"
        site.page(f"{path}?page={number}" if number > 1 else path, f"<h1>Leeds</h1>{shown}")
    assert archive.crawl().status == 0
    assert archive.letters() == ALL
    assert len([each for each in site.log if each.path.startswith(path)]) == len(links) + 1


def test_too_few_councils_are_an_alarm_and_the_register_helps_only_when_told_to(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    few = list(councils.NAMES)[:2]
    site.page(PREFIX, "".join(f'<a href="{statistics(slug)}">x</a>' for slug in few))
    assert archive.crawl().status == 3
    assert "Too few authorities were found: 2, where 4 is the least" in archive.run()[1]
    assert archive.letters() == ALL
    site.page(PREFIX, "<p>Choose a council</p>")
    assert archive.crawl().status == 3
    assert "Too few authorities were found: 0" in archive.run()[1]
    assert archive.letters() == ALL
    ended = archive.crawl(fallback_councils="1", max_failed_captures="1")
    assert ended.status == 0, archive.run()
    assert "made from the register were asked for besides" in archive.run()[1]
    assert archive.letters() == ALL
    missing = {path for path in site.unknown if path.endswith("/statistics")}
    assert len(missing) == len(site.unknown) > 200
    site.unknown.clear()


def test_renamed_headings_withdraw_nothing(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    slug = "kent-county-council"
    site.page(annual_letters(slug), "<h1>Kent</h1><h2>What we wrote</h2><p>See below.</p>")
    assert archive.crawl(min_authorities="3", max_authorities_lost="0.5").status == 0
    assert archive.diagnoses(2) == {annual_letters(slug): ["unknown_page"]}
    assert archive.letters() == ALL
    assert ("page_not_read", slug) in archive.rows("SELECT code, authority_slug FROM issues")


def test_councils_renamed_merged_gone_and_new_are_known_as_that(site: Site, archive: Archive) -> None:
    """Kent's page moves, Essex goes behind a merger note, Leeds vanishes, and the merged council is new."""
    assert archive.crawl().status == 0
    moved, merged = "kent-council", "bournemouth-christchurch-and-poole-council"
    links = "".join(f'<a href="{statistics(slug)}">x</a>' for slug in (moved, merged, "london-borough-of-lambeth"))
    site.page(PREFIX, links)
    del site.answers[statistics("leeds-city-council")]
    site.put(statistics("kent-county-council"), Answer(status=301, headers={"Location": statistics(moved)}))
    councils.list_council(site, moved, "Kent County Council", listed_as="kent-county-council")
    note = "is a merger of several councils and the historical information is located from the following links."
    old = f'<p>Bournemouth, Christchurch and Poole {note}</p><a href="{statistics("essex-county-council")}">Essex</a>'
    view = f'<h2>Annual letters</h2><a href="{annual_letters(merged)}">View annual letters</a>'
    site.page(statistics(merged), f"<h1>Bournemouth, Christchurch and Poole Council</h1>{old}{view}")
    site.page(annual_letters(merged), "<h1>BCP</h1><h2>Annual letters</h2><p>None yet.</p>")
    ended = archive.crawl(max_authorities_lost="0.5")
    assert ended.status == 0, archive.run()
    renamed = {("kent-council" if slug == "kent-county-council" else slug, year): ALL[slug, year] for slug, year in ALL}
    assert archive.letters() == renamed
    assert archive.rows("SELECT COUNT(*) FROM versions WHERE run_id = 2") == [(0,)]
    assert archive.rows("SELECT authority_slug FROM issues WHERE code = 'page_not_read'") == [("leeds-city-council",)]
    slugs = "SELECT slug FROM authority ORDER BY slug"
    assert [row[0] for row in archive.rows(slugs)] == sorted({slug for slug, _ in renamed} | {merged})


def _after(site: Site, status: int) -> tuple[float, float]:
    """When the last answer with a status went out, and when the next request came."""
    position = max(at for at, each in enumerate(site.log) if each.status == status)
    return site.log[position].at, site.log[position + 1].at


def _pause_after(site: Site, status: int) -> float:
    answered, asked = _after(site, status)
    return asked - answered


def _time_after(site: Site, status: int) -> float:
    return _after(site, status)[1] + time() - monotonic()
