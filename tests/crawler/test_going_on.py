"""A crawl killed at any point leaves an archive that the next one completes with the same result."""

from __future__ import annotations

import random
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from tests.attacks import Promise
from tests.crawler.crawls import Archive, Impatient, Stage
from tests.crawler.going_on import disturbed, killed, seen
from tests.site import councils, server
from tests.site.server import Site
from tests.store.servers import Maker, PostgreSQL, postgresql_server

pytestmark = pytest.mark.slow

_ARCHIVE = "lgsco_store.archive"
_SAME = "the next run makes the archive that an undisturbed one makes, and fetches nothing twice"

Seen: TypeAlias = dict[str, list[tuple[Any, ...]]]

STAGES = [
    Stage(_ARCHIVE, "Archive.store_capture", 1, after=False),
    Stage(_ARCHIVE, "documents.keep", 3, after=True),
    Stage(_ARCHIVE, "Archive.store_page", 2, after=True),
    Stage(_ARCHIVE, "Archive.store_reading", 4, after=False),
    Stage(_ARCHIVE, "Archive.verdict", 1, after=True),
    Stage(_ARCHIVE, "publishing.write", 1, after=True),
    Stage(_ARCHIVE, "Archive.publish", 1, after=True),
]


@pytest.fixture(scope="module")
def small() -> Iterator[Site]:
    with server.serve(councils.copy()) as serving:
        yield serving
    assert serving.unknown == []


@pytest.fixture(scope="module")
def undisturbed(small: Site, tmp_path_factory: pytest.TempPathFactory) -> Seen:
    archive = Archive(tmp_path_factory.mktemp("undisturbed"), small)
    assert archive.crawl().status == 0
    return seen(archive)


@pytest.mark.attack(Promise.ENDS, {f"`kill -9` {stage}": _SAME for stage in STAGES})
@pytest.mark.parametrize("stage", STAGES, ids=str)
def test_killed_at_a_border_between_stages(stage: Stage, small: Site, undisturbed: Seen, tmp_path: Path) -> None:
    archive = Archive(tmp_path, small)
    killed(archive, small, stage)
    assert _states(archive) == ["published" if stage.function == "Archive.publish" else "abandoned", "published"]
    assert seen(archive) == undisturbed


# The boundaries that a database transaction itself has to protect.
@pytest.mark.attack(Promise.ENDS, {"`kill -9` in a transaction on PostgreSQL": _SAME})
@pytest.mark.parametrize("stage", [STAGES[1], STAGES[5]], ids=str)
def test_killed_at_a_border_on_a_server(
    stage: Stage, small: Site, undisturbed: Seen, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    archive = Archive(tmp_path, small, postgresql.upgraded())
    killed(archive, small, stage)
    assert _states(archive) == ["abandoned", "published"]
    assert seen(archive) == undisturbed


@pytest.mark.attack(Promise.ENDS, {"`kill -9` at a random moment, on SQLite and PostgreSQL": _SAME})
@pytest.mark.parametrize("moment", range(1))
def test_killed_at_any_moment(moment: int, small: Site, undisturbed: Seen, maker: Maker, tmp_path: Path) -> None:
    archive = Archive(tmp_path, small, maker.upgraded())
    killed(archive, small, None, random.Random(moment).uniform(0.2, 2))  # noqa: S311 -- the same moments each time
    assert seen(archive) == undisturbed


@pytest.mark.attack(
    Promise.ENDS,
    {
        "The PostgreSQL server crashes during a crawl": (
            "one line, exit status 2; the next run makes the archive that an undisturbed one makes"
        ),
    },
)
def test_a_server_that_dies_under_a_crawl(small: Site, undisturbed: Seen, tmp_path: Path) -> None:
    """The server comes back; the interrupted crawl ended with its reason in one line, and nothing of it is shown."""
    with postgresql_server() as server:
        archive = Archive(tmp_path, small, server.upgraded())

        def crash() -> None:
            process = _begun(archive, small)
            server.crash()
            ended = archive.ended(process)
            assert "the server does not answer" in ended.said
            assert "Traceback" not in ended.said
            assert ended.status == 2
            server.start()
            assert archive.letters() == {}

        disturbed(archive, small, crash)
        assert _states(archive) == ["abandoned", "published"]
        assert seen(archive) == undisturbed


@pytest.mark.attack(
    Promise.ENDS,
    {
        "Another program keeps the archive locked for long": (
            "one line, exit status 2; the next run makes the archive that an undisturbed one makes"
        ),
    },
)
def test_an_archive_that_is_locked_for_long(small: Site, undisturbed: Seen, tmp_path: Path) -> None:
    archive = Archive(tmp_path, small)

    def lock() -> None:
        process = _begun(archive, small, Impatient(0.3))
        with _locked(archive):
            ended = archive.ended(process)
        assert "another program keeps the archive locked" in ended.said
        assert "Traceback" not in ended.said
        assert ended.status == 2
        assert archive.letters() == {}

    disturbed(archive, small, lock)
    assert _states(archive) == ["abandoned", "published"]
    assert seen(archive) == undisturbed


@pytest.mark.attack(
    Promise.ENDS,
    {
        "Another program keeps the archive locked for a while": "the crawl waits and continues",
    },
)
def test_an_archive_that_is_locked_for_a_while(small: Site, undisturbed: Seen, tmp_path: Path) -> None:
    """The lock outlasts the expiry of a claim, but nobody else wants the claim: the crawl waits and continues."""
    archive = Archive(tmp_path, small)
    process = _begun(archive, small)
    with _locked(archive):
        time.sleep(1)
        assert process.is_alive()
    assert archive.ended(process).status == 0
    assert _states(archive) == ["published"]
    assert seen(archive) == undisturbed


def _begun(archive: Archive, site: Site, twist: Impatient | None = None) -> BaseProcess:
    """Return a crawl that has fetched some letters and still has others to fetch."""
    first = len(site.log)
    process = archive.start(twist=twist, download_delay="0.05")
    while sum("/assets/" in each.path for each in site.log[first:]) < 3:
        assert process.is_alive(), archive.ended(process).said
        time.sleep(0.01)
    return process


@contextmanager
def _locked(archive: Archive) -> Iterator[None]:
    """Lock the archive's file."""
    path = archive.address.removeprefix("sqlite:///")
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        yield
        connection.execute("ROLLBACK")


def _states(archive: Archive) -> list[str]:
    return [state for (state,) in archive.rows("SELECT state FROM run ORDER BY id")]
