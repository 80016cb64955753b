"""Whole crawls of a site with odd answers: unusual but good ones, and others that only look good."""

from __future__ import annotations

import gzip
import hashlib
import socket
from dataclasses import replace
from pathlib import Path

import pytest

from tests.attacks import Promise
from tests.crawler.crawls import Archive
from tests.site import councils, server
from tests.site.councils import ALL, PLACES, annual_letters, letter, statistics
from tests.site.server import PDF, PREFIX, Answer, Site

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

ESSEX, KENT, LEEDS, LAMBETH = councils.NAMES


def whole(number: int) -> Answer:
    return Answer(councils.bytes_of(*PLACES[number]), PDF)


def in_members(body: bytes) -> bytes:
    """Compress a body in pieces, as some servers do: one gzip member after another."""
    half = len(body) // 2
    return gzip.compress(body[:half]) + gzip.compress(body[half:])


def page(html: str) -> Answer:
    return Answer(f"<html><body>{html}</body></html>".encode())


@pytest.mark.attack(
    Promise.LOST,
    {
        "Good letters as `text/html`, `image/png`, with a status of 203, 206 (the whole) or 226": (
            "they are accepted as usual"
        ),
        "A `Content-Encoding` that is wrong or unknown": "the bytes are decisive",
        "gzip in several members, for a letter and for a list": "decompressed completely",
        "A NUL or an escape sequence in a header": "the letter is kept, the character is not",
    },
)
def test_good_answers_are_taken_however_they_are_dressed(site: Site, archive: Archive) -> None:
    length = len(whole(2).body)
    odd = [
        replace(whole(0), media_type="text/html; charset=utf-8"),
        replace(whole(1), status=203),
        replace(whole(2), status=206, headers={"Content-Range": f"bytes 0-{length - 1}/{length}"}),
        replace(whole(3), status=226),
        replace(whole(4), headers={"Content-Encoding": "none"}),
        replace(whole(5), headers={"Content-Encoding": "gzip"}),
        replace(whole(6), body=in_members(whole(6).body), headers={"Content-Encoding": "gzip"}),
        replace(whole(7), media_type="image/png", headers={"Content-Encoding": "br"}),
        replace(whole(8), headers={"X-Odd": "a\0b", "ETag": '"caf\xe9"'}),
        replace(whole(9), body=b"\n<b>Notice</b>: x\n" + whole(9).body, headers={"X-Odd": "\x1b[31m"}),
    ]
    for number, answer in enumerate(odd):
        site.put(letter(*PLACES[number]), answer)
    for path in (PREFIX, statistics(KENT), annual_letters(KENT), annual_letters(LEEDS)):
        site.put(path, replace(site.answers[path], headers={"Content-Encoding": "utf-8"}))
    lists = site.answers[annual_letters(ESSEX)]
    site.put(annual_letters(ESSEX), replace(lists, body=in_members(lists.body), headers={"Content-Encoding": "gzip"}))
    ended = archive.crawl()
    assert ended.status == 0, ended.said
    assert archive.diagnoses() == {}
    letters = archive.letters()
    del letters[PLACES[9]]
    assert letters == {place: digest for place, digest in ALL.items() if place != PLACES[9]}
    assert archive.rows(
        "SELECT DISTINCT media_type FROM document WHERE sha256 IN (SELECT document_sha256 FROM letters)"
    ) == [("application/pdf",)]
    archive.crawl()
    asked = site.asked(letter(*PLACES[8]))
    assert asked[-1].headers["if-none-match"] == '"caf\xe9"'


# Pages that may replace a list of letters with a status of success, with their diagnoses.
INSTEAD = {
    "half a page": (Answer(b"", headers={"Content-Encoding": "gzip"}), "truncated"),
    "an error message": (page("<h1>Annual letters</h1><p>Sorry, something went wrong</p>"), "block_page"),
    "an error message in the title": (
        page("<h1>Sorry, something went wrong</h1><h2>Annual letters</h2>"),
        "block_page",
    ),
    "a login": (page("<h2>Annual letters</h2><form><input type=password></form>"), "login_page"),
    "a form": (page("<h2>Annual letters</h2><form method=post><select name=year></select></form>"), "unknown_page"),
    "a consent wall": (page("<h2>Annual letters</h2><p>Accept our cookies to go on</p>"), "block_page"),
}


@pytest.mark.attack(
    Promise.LOST,
    {
        f"In place of a list of letters, with status 200: {what}": f"diagnosed `{INSTEAD[what][1]}`; no letter changes"
        for what in INSTEAD
    },
)
@pytest.mark.parametrize("what", INSTEAD)
def test_a_page_in_place_of_a_list_withdraws_nothing(what: str, site: Site, archive: Archive) -> None:
    words = ("-a", f"authority={KENT},{LEEDS}")
    assert archive.crawl(*words).status == 0
    before = archive.letters()
    answer, diagnosis = INSTEAD[what]
    if not answer.body:
        list_ = site.answers[annual_letters(KENT)].body
        answer = replace(answer, body=in_members(list_)[:-12])
    site.put(annual_letters(KENT), answer)
    assert archive.crawl(*words).status in {0, 3}, archive.run()
    assert archive.diagnoses(2) == {annual_letters(KENT): [diagnosis]}
    assert archive.letters() == before
    assert archive.rows("SELECT COUNT(*) FROM changes WHERE run_id = 2") == [(0,)]


@pytest.mark.attack(
    Promise.LIMITS,
    {
        "Endless headers": "cut off at 64 KB; costs one letter",
        "A redirect to `http://[::1/` or to an address with a NUL": "diagnosed `off_site`; costs one letter",
    },
)
def test_endless_headers_and_an_invalid_address_cost_one_letter_each(site: Site, archive: Archive) -> None:
    site.put(letter(*PLACES[0]), Answer(endless_head=True))
    site.put(letter(*PLACES[1]), Answer(status=302, headers={"Location": "http://[::1/letter.pdf"}))
    site.put(letter(*PLACES[2]), Answer(status=302, headers={"Location": "http://[::1]:9/\0letter.pdf"}))
    ended = archive.crawl(max_failed_captures="1")
    assert ended.status == 0, ended.said
    assert archive.diagnoses() == {
        letter(*PLACES[0]): ["too_large"],
        letter(*PLACES[1]): ["off_site"],
        letter(*PLACES[2]): ["off_site"],
    }
    [(detail,)] = archive.rows("SELECT detail FROM capture WHERE diagnosis = 'too_large'")
    assert "the headers are more than 65536 bytes" in detail
    assert archive.letters() == {place: ALL[place] for place in PLACES[3:]}


@pytest.mark.attack(
    Promise.LOST,
    {
        "A truncated letter with the ETag of the complete one": (
            "the ETag is never used; the next run has the complete letter"
        ),
    },
)
def test_the_validators_of_a_bad_answer_are_never_used(site: Site, archive: Archive) -> None:
    """A truncated letter has the tag of the complete one: with that tag the server would confirm the truncated one."""
    path = letter(*PLACES[0])
    site.spoil(path, replace(whole(0), sent=900))
    assert archive.crawl(max_failed_captures="1").status == 0
    assert archive.diagnoses() == {path: ["truncated"]}
    assert archive.crawl().status == 0
    assert "if-none-match" not in site.asked(path)[-1].headers
    assert archive.letters() == ALL


@pytest.mark.attack(
    Promise.LOST,
    {
        "An ETag longer than the server itself accepts": "requested again without it, to notice later changes",
    },
)
def test_a_letter_is_asked_for_without_validators_where_these_are_refused(site: Site, archive: Archive) -> None:
    """A tag may be longer than the server itself accepts: otherwise no later run would ever get the letter again."""
    words, place = ("-a", f"authority={KENT}", "-a", "years=2024"), (KENT, 2024)
    tag = f'"{"a" * 9000}"'
    site.put(letter(*place), Answer(councils.bytes_of(*place), PDF, headers={"ETag": tag}))
    assert archive.crawl(*words).status == 0
    site.spoil(letter(*place), Answer(b"Request Header Too Large", "text/plain", 431))
    changed = councils.bytes_of(*place) + b"%\n%%EOF\n"
    site.put(letter(*place), Answer(changed, PDF, headers={"ETag": tag}))
    assert archive.crawl(*words, retries="1").status == 0, archive.run()
    assert [each.headers.get("if-none-match") for each in site.asked(letter(*place))] == [None, tag, None]
    assert archive.letters() == {place: hashlib.sha256(changed).hexdigest()}


def test_a_site_may_have_an_ipv6_address(tmp_path: Path) -> None:
    if not socket.has_dualstack_ipv6():
        pytest.skip("there is no IPv6 here")
    with server.serve(councils.copy(), "::1") as site:
        archive = Archive(tmp_path, site)
        assert archive.crawl("-a", f"authority={KENT}", "-a", "years=2024").status == 0, archive.run()
        assert archive.letters() == {(KENT, 2024): ALL[KENT, 2024]}


def robots(delay: str) -> Answer:
    return Answer(f"User-agent: *\nCrawl-delay: {delay}\n".encode(), "text/plain")


@pytest.mark.attack(
    Promise.LIMITS,
    {
        "A Crawl-delay of 10^9, inf, nan, a negative number or a word": "`LGSCO_LONGEST_WAIT` limits it",
    },
)
@pytest.mark.parametrize("delay", ["1000000000", "inf", "nan", "-5", "often"])
def test_an_impossible_crawl_delay_is_limited(delay: str, site: Site, archive: Archive) -> None:
    site.put("/robots.txt", robots(delay))
    ended = archive.crawl("-a", f"authority={KENT}", longest_wait="0.05")
    assert ended.status == 0, archive.run()
    reported = "robots.txt asks for 1e+09 s between two requests: 0.05 s are used" in archive.run()[1]
    assert reported is (delay == "1000000000")


@pytest.mark.attack(
    Promise.ENDS,
    {
        "A Crawl-delay of an hour": "the run fails at once and says how long it would take",
    },
)
def test_a_distance_that_no_run_could_keep_ends_it_at_once(site: Site, archive: Archive) -> None:
    site.put("/robots.txt", robots("3600"))
    ended = archive.crawl(run_limit="3.5")
    assert ended.status == 4
    assert "it would take 4 hours at least, and LGSCO_RUN_LIMIT is 3.5" in archive.run()[1]
    assert [each.path for each in site.log] == ["/robots.txt"]
