"""A site that is served while a test runs, and an archive for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from jobs.demo.server import Serving, serve
from lgsco_store import migrate
from tests.jobs import commands
from tests.jobs.commands import Done


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Done:
    """The demonstration, run once as a user runs it."""
    folder = tmp_path_factory.mktemp("demo")
    ended = commands.lgsco("demo", cwd=folder, given={})
    assert ended.returncode == 0, ended.stderr
    return Done(f"sqlite:///{folder / 'lgsco-demo.db'}", ended.stdout)


@pytest.fixture
def site() -> Iterator[Serving]:
    with serve(2025) as serving:
        yield serving


@pytest.fixture
def given(site: Serving, tmp_path: Path) -> dict[str, str]:
    """The settings of an empty archive of the site, in a folder of its own."""
    address = f"sqlite:///{tmp_path / 'archive.db'}"
    migrate.upgrade(address)
    return {"LGSCO_DATABASE_URL": address, "LGSCO_SITE_URL": site.url}
