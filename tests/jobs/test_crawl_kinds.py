"""``lgsco crawl --kind``: decisions as well as letters, and no option that would be ignored."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from lgsco_store import archive as store_of
from lgsco_store.database.session import open_database
from lgsco_store.runs.held import WiderRunHeldError, refuse_narrower
from lgsco_store.runs.ledger import Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import Spider, Trigger
from tests.crawler.crawls import Archive
from tests.jobs.commands import lgsco, scrapy
from tests.site import server
from tests.site.decisions import Decisions, sample
from tests.site.server import Answer, Site
from tests.store.servers import new_archive


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--weeks", "2"], "--weeks does not go with --kind letters"),
        (["--kind", "decisions", "--years", "2020"], "--years does not go with --kind decisions"),
        (["--kind", "decisions", "--from", "soon"], "'soon' is not a day"),
    ],
)
def test_an_option_of_the_other_kind_is_refused(words: list[str], said: str, tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": new_archive(tmp_path / "archive.db")}
    done = lgsco("crawl", *words, cwd=tmp_path, given=given)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert said in done.stderr


@pytest.mark.parametrize(
    ("held", "asked", "refused"),
    [
        ({}, {"authorities": ["Kent"]}, True),
        ({}, {"years": [2024]}, True),
        ({}, {}, False),
        ({"authorities": ["kent"]}, {"authorities": ["Kent", "leeds"]}, False),
        ({"authorities": ["kent"]}, {"authorities": ["leeds"]}, True),
        ({"years": [2024]}, {"years": [2023, 2024]}, False),
        ({"spider": Spider.DECISIONS}, {"spider": Spider.DECISIONS, "window": True}, True),
        ({"spider": Spider.DECISIONS}, {"spider": Spider.DECISIONS}, False),
        ({"spider": Spider.DECISIONS}, {"authorities": ["kent"]}, False),
    ],
)
def test_a_crawl_of_less_than_a_held_run_covers_is_refused(
    held: dict[str, Any],
    asked: dict[str, Any],
    refused: bool,  # noqa: FBT001
    tmp_path: Path,
) -> None:
    with open_database(new_archive(tmp_path / "archive.db")) as database:
        claim = Ledger(database).claim(Trigger.CRAWL, "http://127.0.0.1/x", "1", **held)
        store = store_of.Archive(database)
        store.hold(store.plan(claim.run_id), claim, [trouble("too strange")])
        scope = {"spider": Spider.LETTERS, "authorities": [], "years": [], **asked}
        with pytest.raises(WiderRunHeldError, match="`lgsco publish 1`") if refused else nullcontext():
            refuse_narrower(database, **scope)


def test_both_commands_refuse_before_they_ask_the_site(tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": new_archive(tmp_path / "archive.db"), "LGSCO_SITE_URL": "http://127.0.0.1:9/x"}
    with open_database(given["LGSCO_DATABASE_URL"]) as database:
        claim = Ledger(database).claim(Trigger.CRAWL, given["LGSCO_SITE_URL"], "1")
        store = store_of.Archive(database)
        store.hold(store.plan(claim.run_id), claim, [trouble("too strange")])
    done = lgsco("crawl", "--authority", "kent", cwd=tmp_path, given=given)
    by_scrapy = scrapy("crawl", "letters", "-a", "authority=kent", given=given)
    for each in (done, by_scrapy):
        assert (each.returncode, "run 1 is held and covers more than this crawl" in each.stderr) == (2, True)


@pytest.mark.slow
@pytest.mark.nightly
def test_decisions_are_crawled_by_the_command(tmp_path: Path) -> None:
    decisions, site = Decisions(), Site()
    decisions.publish(*sample(7, date(2025, 1, 6)))
    decisions.stand_on(site)
    site.put("/robots.txt", Answer(b"", "text/plain"))
    with server.serve(site) as serving:
        archive = Archive(tmp_path, serving)
        window = ("--from", "2025-01-06", "--to", "2025-01-12")
        done = lgsco("crawl", "--kind", "decisions", *window, cwd=tmp_path, given=archive.settings({}))
    assert done.returncode == 0
    assert archive.rows("SELECT count(*) FROM decisions") == [(7,)]
