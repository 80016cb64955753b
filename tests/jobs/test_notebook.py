"""The notebook of the docs is true: its cells, run in order, return what it shows."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.jobs import notebook
from tests.jobs.commands import Done


def test_every_cell_gives_what_the_notebook_shows(demo: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(demo.address.removeprefix("sqlite:///")).parent)
    cells = notebook.code_cells(json.loads(notebook.NOTEBOOK.read_text(encoding="utf-8")))
    names: dict[str, Any] = {}
    assert len(cells) == 6
    for number, cell in enumerate(cells, 1):
        assert cell["execution_count"] == number
        assert notebook.outputs(cell, names) == cell["outputs"], "run python -m tests.jobs.notebook"
    names["archive"].close()
