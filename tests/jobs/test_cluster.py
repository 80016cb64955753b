"""``lgsco reread --dask``: a cluster of two worker processes reads the same as one machine, whatever happens to it."""

from __future__ import annotations

import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from distributed import LocalCluster

from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.records import AuthorityPage, Capture, CaptureKind, Listing, Reading, ReadingStatus, Source
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.jobs import commands
from tests.jobs.commands import Done
from tests.reading import hostile
from tests.store.servers import PostgreSQL, SQLite

SITE = "http://127.0.0.1/councils"
LETTERS = {
    path.stem: path.read_bytes() for path in sorted((commands.ROOT / "jobs" / "demo" / "letters").glob("2025-*"))
}
HOSTILE = {"2005-kent-county-council": hostile.swollen_twice(), "2006-kent-county-council": hostile.noise()}
# One of its pages decompresses to four gigabytes, far beyond the memory limit.
DEADLY = hashlib.sha256(hostile.swollen_twice()).hexdigest()
LIMITS = {"LGSCO_READ_SECONDS": "3", "LGSCO_READ_MEMORY_MB": "400"}
KILLED_AFTER = 4

READINGS = """
    SELECT r.document_sha256, r.status, r.year, r.text_sha256, r.figures_sha256, i.code, i.message
    FROM reading r LEFT JOIN reading_issue i ON i.reading_id = r.id
    WHERE r.reader_version <> '0' ORDER BY 1, i.position
"""
CHANGES = """
    SELECT authority_slug, year, kind, field, measure, category, old_value, new_value FROM changes
    WHERE cause = 'reader' ORDER BY 1, 2, 3, 4, 5, 6, 8
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[LocalCluster]:
    """Start two worker processes, each with a nanny that replaces it if it is lost."""
    with LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None
    ) as started:
        yield started


def misread(postgresql: PostgreSQL) -> Done:
    """Make an archive of letters, including hostile ones, in which reader 0 found no figure."""
    address = postgresql.upgraded()
    with open_database(address) as database:
        archive, ledger = Archive(database), Ledger(database)
        claim = ledger.claim(Trigger.CRAWL, SITE, "0")
        for name, letter in {**LETTERS, **HOSTILE}.items():
            year, _, slug = name.partition("-")
            store(archive, claim.run_id, slug, int(year), letter)
        archive.publish(archive.plan(claim.run_id), claim)
    return Done(address, "")


def store(archive: Archive, run_id: int, slug: str, year: int, letter: bytes) -> None:
    page = archive.store_capture(run_id, capture(f"{SITE}/{slug}", CaptureKind.AUTHORITY_PAGE, b""), b"")
    url = f"{SITE}/{slug}/{year}.pdf"
    about = AuthorityPage(slug, slug, slug.replace("-", " ").title(), (), None, f"{SITE}/{slug}")
    archive.store_page(run_id, page, about, [Listing(slug, url, f"Letter {year}", year)])
    archive.store_capture(run_id, capture(url, CaptureKind.LETTER, letter), letter)
    archive.store_reading(
        Reading(hashlib.sha256(letter).hexdigest(), ReadingStatus.PARTIAL, "0", year=year), Source.LETTER
    )


def capture(url: str, kind: CaptureKind, body: bytes) -> Capture:
    digest = hashlib.sha256(body).hexdigest() if body else None
    return Capture(url, kind, datetime.now(UTC), 200, {"content-type": "application/pdf"}, digest, len(body))


def settings(done: Done) -> dict[str, str]:
    return {**LIMITS, "LGSCO_DATABASE_URL": done.address}


def outcome(done: Done) -> list[list[tuple[Any, ...]]]:
    return [done.rows(READINGS), done.rows(CHANGES)]


def read_so_far(done: Done) -> int:
    return int(done.rows("SELECT COUNT(*) FROM reading WHERE reader_version <> '0'")[0][0])


@pytest.mark.slow
def test_a_cluster_that_loses_a_worker_reads_what_one_machine_reads(
    cluster: LocalCluster, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    alone, together = misread(postgresql), misread(postgresql)
    here = commands.lgsco("reread", "--workers", "2", cwd=tmp_path, given=settings(alone))
    assert here.returncode == 0, here.stderr

    words = ("reread", "--dask", cluster.scheduler_address)
    there = commands.start(*words, cwd=tmp_path, given=settings(together))
    while read_so_far(together) < KILLED_AFTER:
        assert there.poll() is None, there.communicate()
        time.sleep(0.02)
    lost = next(iter(cluster.workers.values())).pid
    os.kill(lost, signal.SIGKILL)
    printed, errors = there.communicate(timeout=100)
    assert there.returncode == 0, errors
    assert printed == here.stdout
    assert outcome(together) == outcome(alone)
    assert all(nanny.pid not in {None, lost} for nanny in cluster.workers.values())
    # A document that ended its process has no reading, and is retried by the next call.
    assert DEADLY not in {digest for digest, *_ in outcome(together)[0]}
    assert all(f"to be retried by the next call: document {DEADLY}" in said for said in (errors, here.stderr))


@pytest.mark.slow
def test_what_was_broken_off_goes_on(cluster: LocalCluster, postgresql: PostgreSQL, tmp_path: Path) -> None:
    done = misread(postgresql)
    words = ("reread", "--dask", cluster.scheduler_address)
    broken_off = commands.start(*words, cwd=tmp_path, given=settings(done))
    while not read_so_far(done):
        assert broken_off.poll() is None, broken_off.communicate()
        time.sleep(0.02)
    broken_off.kill()
    broken_off.communicate()
    before = read_so_far(done)
    again = commands.lgsco(*words, cwd=tmp_path, given=settings(done))
    assert again.returncode == 0, again.stderr
    left = len(LETTERS) + len(HOSTILE) - before
    assert f"read {left - 1} of {left} documents" in again.stderr
    assert f"to be retried by the next call: document {DEADLY}" in again.stderr


@pytest.mark.slow
@pytest.mark.nightly
def test_no_cluster_is_one_clear_line(sqlite: SQLite, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
    done = commands.lgsco("reread", "--dask", address, cwd=tmp_path, given=settings(Done(sqlite.upgraded(), "")))
    assert done.returncode == 2
    assert done.stderr.startswith(f"lgsco: {address}: no Dask cluster answers there: check the address: ")
    assert done.stderr.count("\n") == 1


def test_without_the_extra_it_says_what_to_install(sqlite: SQLite, tmp_path: Path) -> None:
    missing = "import sys; sys.modules['distributed'] = None; from jobs.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", missing, "reread", "--dask", "tcp://127.0.0.1:8786"],
        cwd=tmp_path,
        env={**commands.environment(settings(Done(sqlite.upgraded(), ""))), "PYTHONPATH": str(commands.ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    message = (
        f"lgsco: --dask needs the extra dask; in the project's folder: {sys.executable} -m pip install '.[dask]'\n"
    )
    assert (done.returncode, done.stderr) == (2, message)


def test_workers_here_and_a_cluster_there_cannot_both_read(tmp_path: Path) -> None:
    done = commands.lgsco("reread", "--dask", "tcp://127.0.0.1:8786", "--workers", "2", cwd=tmp_path, given={})
    assert done.returncode == 2
    assert "give one" in done.stderr
