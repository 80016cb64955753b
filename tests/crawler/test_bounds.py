"""Whole crawls of an endless site, and of one that loses a council's letters at once."""

from __future__ import annotations

from typing import Any

import pytest

from tests.attacks import Promise
from tests.crawler.crawls import Archive
from tests.jobs import commands
from tests.site import councils
from tests.site.councils import ALL, PLACES, annual_letters, letter, statistics
from tests.site.server import PREFIX, Answer, Site

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

ESSEX, KENT, LEEDS, LAMBETH = councils.NAMES


def of(*slugs: str) -> dict[tuple[str, int], str]:
    return {place: digest for place, digest in ALL.items() if place[0] in slugs}


def issues(archive: Archive, run: int) -> list[tuple[str, str, str]]:
    query = "SELECT code, authority_slug, message FROM run_issue WHERE run_id = {} AND severity = 'error' ORDER BY id"
    return [(code, slug, message) for code, slug, message in archive.rows(query.format(run))]


def _goes_on(site: Site, slug: str, pages: int) -> None:
    """Make a list each of whose pages links to another letter and another page."""
    for page in range(1, pages + 1):
        path = annual_letters(slug) + (f"?page={page}" if page > 1 else "")
        links = councils.letter_links(slug) if page == 1 else f'<a href="/trap/{page}.pdf">{1990 + page}</a>'
        further = f'<a href="{annual_letters(slug)}?page={page + 1}">Next</a>'
        site.page(path, f"<h1>{slug}</h1><h2>Annual letters</h2><ul>{links}</ul>{further}")
        if page > 1:
            site.put(f"/trap/{page}.pdf", Answer(b"no", "text/plain", 503))


@pytest.mark.attack(
    Promise.LIMITS,
    {
        "A list whose pages or letters never end": (
            "limited by `LGSCO_MAX_LIST_PAGES` and `LGSCO_MAX_LETTERS`; an issue of severity error, and other "
            "councils are read meanwhile"
        ),
    },
)
def test_an_endless_list_is_limited_and_delays_nobody(site: Site, archive: Archive) -> None:
    """An endless list, then lists with more letters than allowed; everything else is as usual."""
    _goes_on(site, ESSEX, pages=3)
    ended = archive.crawl(max_list_pages="3", max_letters="6", max_failed_captures="1")
    assert ended.status == 0, archive.run()
    assert archive.letters() == ALL
    [(code, slug, message)] = issues(archive, 1)
    assert (code, slug) == ("list_too_long", ESSEX)
    assert "it goes on after 3 pages, which LGSCO_MAX_LIST_PAGES allows" in message
    asked = [each.path for each in site.log]
    last_page = max(at for at, path in enumerate(asked) if path.startswith(PREFIX))
    assert any("/assets/" in path for path in asked[:last_page])
    assert archive.crawl(max_letters="3", max_failed_captures="1").status == 0, archive.run()
    messages = {slug: message for _, slug, message in issues(archive, 2)}
    assert set(messages) == {ESSEX, KENT, LEEDS}
    assert "it has more than 3 letters, which LGSCO_MAX_LETTERS allows" in messages[KENT]
    assert archive.letters() == ALL
    assert archive.rows("SELECT COUNT(*) FROM changes WHERE run_id = 2") == [(0,)]


@pytest.mark.attack(
    Promise.LIMITS,
    {
        "Endless councils, each a merger of the next": "limited by `LGSCO_MAX_AUTHORITIES`; the run is held",
    },
)
def test_endless_councils_hold_the_run(site: Site, archive: Archive) -> None:
    """Each page says that its council is a merger of the next one."""
    councils_ = [f"invented-{number}-council" for number in range(6)]
    for slug, before in zip(councils_, [*councils_[1:], "invented-6-council"], strict=True):
        note = f'<p>{slug} is a merger of several councils and</p><a href="{statistics(before)}">{before}</a>'
        site.page(statistics(slug), f"<h1>{slug}</h1>{note}")
    site.page(PREFIX, f'<a href="{statistics(KENT)}">Kent</a><a href="{statistics(councils_[0])}">Another</a>')
    assert archive.crawl(max_authorities="7", min_authorities="1").status == 3
    assert "authorities_many" in archive.codes()


@pytest.mark.attack(
    Promise.LOST,
    {
        "A list that loses all of its letters": (
            "nothing is withdrawn; an issue of severity error, `lgsco status` ends with 1"
        ),
        "Every letter of one council answers 404": (
            "nothing is withdrawn; an issue of severity error, `lgsco status` ends with 1"
        ),
        "One letter answers 404 once": "retried at the end of the run; nothing is withdrawn",
    },
)
def test_a_council_keeps_its_letters_until_a_person_has_looked(site: Site, archive: Archive) -> None:
    """One list is empty, a second has lost every letter, a third one letter, and one letter comes back in time."""
    assert archive.crawl().status == 0
    usual = dict(site.answers)
    site.page(annual_letters(KENT), "<h2>Annual letters</h2><p>None yet.</p>")
    gone = Answer(b"Not found", "text/plain", 404)
    for place in PLACES:
        if place[0] == LEEDS:
            site.put(letter(*place), gone)
    [lost, slip] = [place for place in PLACES if place[0] == LAMBETH][:2]
    site.put(letter(*lost), gone)
    site.spoil(letter(*slip), gone)
    bounds: dict[str, Any] = {"max_letters_withdrawn": "1", "max_failed_captures": "1"}
    assert archive.crawl(**bounds).status == 0, archive.run()
    assert [(code, slug) for code, slug, _ in issues(archive, 2)] == [
        ("letters_vanished", KENT),
        ("letters_vanished", LEEDS),
    ]
    assert archive.rows("SELECT authority_slug, year, kind FROM changes WHERE run_id = 2") == [(*lost, "withdrawn")]
    given = archive.settings({})
    status = commands.lgsco("status", cwd=archive.folder, given=given)
    assert status.returncode == 1
    assert "needs a person: something may be wrong, according to 2 issues: " in status.stdout
    assert archive.crawl("-a", f"authority={KENT}", **bounds).status == 3
    assert "authorities_emptied" in archive.codes()
    assert f"{KENT} (4 of 4)" in archive.run()[1]
    assert commands.lgsco("publish", "3", cwd=archive.folder, given=given).returncode == 0
    assert archive.letters() == {place: each for place, each in of(ESSEX, LEEDS, LAMBETH).items() if place != lost}
    site.answers.update(usual)
    assert archive.crawl(**bounds).status == 0
    assert archive.letters() == ALL
    assert commands.lgsco("status", cwd=archive.folder, given=given).returncode == 0


def test_a_held_run_counts_what_publishing_it_would_withdraw(site: Site, archive: Archive) -> None:
    """One council's letters have all vanished, which alone would keep them; two others have lost one letter each."""
    assert archive.crawl().status == 0
    vanished = sum(place[0] == KENT for place in PLACES)
    site.page(annual_letters(KENT), "<h2>Annual letters</h2><p>We are carrying out maintenance.</p>")
    for slug in (LEEDS, LAMBETH):
        lost = next(place for place in PLACES if place[0] == slug)
        site.put(letter(*lost), Answer(b"Not found", "text/plain", 404))
    assert archive.crawl(max_failed_captures="1").status == 3
    given = archive.settings({})
    status = commands.lgsco("status", cwd=archive.folder, given=given).stdout
    assert f"would bring {vanished + 2} withdrawn" in status
    assert f"Too many letters would be withdrawn: {vanished + 2} of {len(PLACES)}, the limit is 1" in status
    assert f"letter that would be withdrawn: {vanished + 2}" in status
    published = commands.lgsco("publish", "2", cwd=archive.folder, given=given).stdout
    assert f"run 2 is published: {vanished + 2} withdrawn" in published
