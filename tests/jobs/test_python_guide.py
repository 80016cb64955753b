"""The page on Python is true: its examples, run in order, print the output that it shows."""

from __future__ import annotations

import contextlib
import io
from pathlib import Path
from typing import Any

import pytest

import lgsco_store
from tests.jobs import guides
from tests.jobs.commands import Done


def test_the_examples_print_the_output_that_the_page_shows(demo: Done, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(Path(demo.address.removeprefix("sqlite:///")).parent)
    names: dict[str, Any] = {}
    examples = guides.blocks("how-to/python.md", "python")
    assert len(examples) == 6
    for example in examples:
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(example.code, "docs/how-to/python.md", "exec"), names)  # noqa: S102 -- our own page
        lines = [line.rstrip() for line in printed.getvalue().splitlines()]
        assert example.printed is not None
        assert lines == example.printed.splitlines()


def test_every_call_is_in_the_table() -> None:
    page = guides.page("reference/python.md")
    public = {name for name in vars(lgsco_store.OpenArchive) if not name.startswith("_")} - {"close"}
    assert {name for name in public if f"| `{name}(" in page} == public
