"""A site that is served while a test runs, and an archive for it."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.demo.server import Serving, serve
from tests.jobs import commands
from tests.jobs.commands import Done
from tests.store.servers import new_archive


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Done:
    """Run the demonstration as a user does, once for all processes of the test."""
    own = tmp_path_factory.getbasetemp()
    folder = (own if worker_id == "master" else own.parent) / "demo"
    folder.mkdir(exist_ok=True)
    printed = folder / "printed"
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not printed.exists():
            ended = commands.lgsco("demo", cwd=folder, given={})
            # A story, and no line of the log.
            assert (ended.returncode, ended.stderr) == (0, "")
            printed.write_text(ended.stdout, "utf-8")
    return Done(f"sqlite:///{folder / 'lgsco-demo.db'}", printed.read_text("utf-8"))


@pytest.fixture
def site() -> Iterator[Serving]:
    with serve(2025) as serving:
        yield serving


@pytest.fixture
def given(site: Serving, tmp_path: Path) -> dict[str, str]:
    """Return the settings of an empty archive of the site, in a folder of its own."""
    return {"LGSCO_DATABASE_URL": new_archive(tmp_path / "archive.db"), "LGSCO_SITE_URL": site.url}
