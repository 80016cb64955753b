"""Whole crawls of lists and letters that no request can reach: what was there stands, and an issue says so."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from tests.attacks import Promise
from tests.crawler.crawls import Archive
from tests.site import councils
from tests.site.councils import ALL, annual_letters, letter
from tests.site.server import PREFIX, Site
from tests.store.servers import PostgreSQL

ESSEX, KENT, *_ = councils.NAMES
_NEXT = b"<a href=\"javascript:__doPostBack('list','Page$2')\">2</a>"


@pytest.mark.attack(
    Promise.LOST,
    {
        "A list that goes on by a script, a button or a form": "nothing is withdrawn by it; an issue",
        "A letter whose link has no address, such as `#` or `javascript:`": "it is not withdrawn; an issue",
    },
)
def test_nothing_is_withdrawn_by_a_list_that_only_a_script_follows(site: Site, archive: Archive) -> None:
    """Kent's newest letter goes to a second page, and Essex's has only a script to open it."""
    words = ("-a", f"authority={ESSEX},{KENT}")
    assert archive.crawl(*words).status == 0, archive.run()
    newest = f'<a href="{letter(KENT, 2025)}">2024-25</a>'.encode()
    for slug, old, new in (
        (KENT, newest, _NEXT),
        (ESSEX, letter(ESSEX, 2025).encode(), b"javascript:void(0)"),
    ):
        page = site.answers[annual_letters(slug)]
        assert old in page.body
        site.put(annual_letters(slug), replace(page, body=page.body.replace(old, new)))
    assert archive.crawl(*words).status == 0, archive.run()
    assert archive.letters() == {place: digest for place, digest in ALL.items() if place[0] in {ESSEX, KENT}}
    codes = ("letter_not_fetched", "list_beyond_reach")
    issues = archive.rows(f"SELECT code, authority_slug, year FROM issues WHERE code IN {codes} ORDER BY code")  # noqa: S608 -- two words
    assert issues == [("letter_not_fetched", ESSEX, 2025), ("list_beyond_reach", KENT, None)]


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.attack(
    Promise.ENDS, {"An address, a slug or a name of thousands of characters, on PostgreSQL": "costs one letter"}
)
def test_an_address_too_long_for_an_index_costs_one_letter(site: Site, postgresql: PostgreSQL, tmp_path: Path) -> None:
    """Random characters, since an index compresses others."""
    archive = Archive(tmp_path, site, postgresql.upgraded())
    noise = "".join(random.Random(1).choices("0123456789abcdefghijklmnopqrstuvwxyz", k=6000))  # noqa: S311 -- not a secret
    page = site.answers[annual_letters(KENT)]
    path = letter(KENT, 2024)
    site.put(annual_letters(KENT), replace(page, body=page.body.replace(path.encode(), f"{path}?sig={noise}".encode())))
    index = site.answers[PREFIX]
    links = f'<a href="{PREFIX}/{noise}-council/statistics">x</a><a href="{PREFIX}/odd-council/statistics">y</a>'
    site.put(PREFIX, replace(index, body=index.body + links.encode()))
    site.page(f"{PREFIX}/odd-council/statistics", f"<h1>{noise}</h1><h2>Annual letters</h2><p>None</p>")
    assert archive.crawl().status == 0, archive.run()
    assert archive.letters() == {place: digest for place, digest in ALL.items() if place != (KENT, 2024)}
    assert archive.rows("SELECT authority_slug, year FROM issues WHERE code = 'letter_not_fetched'") == [(KENT, 2024)]
