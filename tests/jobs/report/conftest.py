"""The demonstration's report, made once with the command that users type."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.jobs import commands
from tests.jobs.commands import Done
from tests.jobs.report import decided
from tests.store.servers import SQLite


@pytest.fixture(scope="session")
def report(demo: Done, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the report on the demonstration's archive."""
    folder = tmp_path_factory.mktemp("report") / "public"
    ended = commands.lgsco("report", str(folder), cwd=folder.parent, given={"LGSCO_DATABASE_URL": demo.address})
    assert ended.returncode == 0, ended.stderr
    return folder


@pytest.fixture(scope="session")
def published(sqlite: SQLite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the report on an archive that has decisions, reports and improvements."""
    return decided.report_of(sqlite, tmp_path_factory.mktemp("published") / "report")
