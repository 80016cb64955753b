"""Whole crawls on a machine without enough memory for a letter: that says nothing about the letter."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from crawler.reading import pool
from tests.attacks import Promise
from tests.crawler.crawls import Archive
from tests.site import councils
from tests.site.councils import ALL, letter
from tests.site.server import PDF, Answer, Site

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

KENT = "kent-county-council"
OF_KENT = {place: digest for place, digest in ALL.items() if place[0] == KENT}


@dataclass(frozen=True)
class Cramped:
    """A machine on which every document takes too much memory."""

    def arm(self) -> None:
        vars(pool)["_LARGEST_SHARE"] = 0


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "Reading is interrupted, for lack of time or of a process": (
            "no reading is kept; the next run reads the letter, and announces no change of the source"
        ),
    },
)
def test_a_letter_that_could_not_be_read_is_read_by_the_next_run(site: Site, archive: Archive) -> None:
    """First all letters, then one that was saved again: neither is a version, nor a change, until it is read."""
    words = ("-a", f"authority={KENT}")
    assert archive.crawl(*words, twist=Cramped()).status == 0, archive.run()
    assert archive.letters() == {}
    codes = {code for (code,) in archive.rows("SELECT code FROM issues WHERE authority_slug IS NOT NULL")}
    assert "reading_missing" in codes
    rows = archive.rows("SELECT message FROM issues WHERE code = 'reading_broke_off'")
    assert len(rows) >= len(OF_KENT)
    assert all("Reading took more than 512 MB" in message for (message,) in rows)
    assert archive.crawl(*words).status == 0
    assert archive.letters() == OF_KENT
    assert archive.rows("SELECT DISTINCT kind, cause FROM changes WHERE run_id = 2 AND source = 'letter'") == [
        ("published", "source")
    ]
    site.put(letter(KENT, 2024), Answer(councils.bytes_of(KENT, 2024) + b"%\n%%EOF\n", PDF))
    assert archive.crawl(*words, twist=Cramped()).status == 0, archive.run()
    assert archive.letters() == OF_KENT
    assert archive.rows("SELECT kind FROM changes WHERE run_id = 3") == []
    assert archive.crawl(*words).status == 0
    assert archive.rows("SELECT year, kind, cause FROM changes WHERE run_id = 4") == [(2024, "restamped", "source")]
