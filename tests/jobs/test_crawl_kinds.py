"""``lgsco crawl --kind``: decisions as well as letters, and no option that would be ignored."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.crawler.crawls import Archive
from tests.jobs.commands import lgsco
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
