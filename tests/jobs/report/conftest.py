"""The demonstration's report, made once with the command that users type."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.jobs import commands
from tests.jobs.commands import Done


@pytest.fixture(scope="session")
def report(demo: Done, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the report on the demonstration's archive."""
    folder = tmp_path_factory.mktemp("report") / "public"
    ended = commands.lgsco("report", str(folder), cwd=folder.parent, given={"LGSCO_DATABASE_URL": demo.address})
    assert ended.returncode == 0, ended.stderr
    return folder
