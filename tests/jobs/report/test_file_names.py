"""Every slug has a file name of its own that every file system accepts."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jobs.report.file_names import file_of


def test_an_ordinary_slug_is_its_files_name() -> None:
    assert file_of("kent-county-council") == "kent-county-council.html"


@given(st.text(min_size=1, max_size=600), st.text(min_size=1, max_size=600))
def test_a_file_name_is_short_plain_and_unique(one: str, other: str) -> None:
    name = file_of(one)
    assert len(name.encode()) <= 140
    assert Path(name).name == name
    assert not name.startswith((".", "-"))
    assert (file_of(other) == name) == (other == one)


@pytest.mark.parametrize("slug", ["a" * 300, "..", "a/b", "é" * 200])
def test_a_slug_that_no_disk_takes_is_written(slug: str, tmp_path: Path) -> None:
    (tmp_path / file_of(slug)).write_text("page")
