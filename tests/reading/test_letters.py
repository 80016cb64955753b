"""Every letter of tests/letters, and every seed, is read as printed: no figure is missing, and none is added."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import pytest
from _pytest.mark import ParameterSet

from crawler.reading import READER_VERSION, layouts, read
from crawler.reading.layouts import LAYOUTS, Layout
from tests.reading.golden import (
    LETTERS,
    SEEDS,
    expectation,
    expected_figures,
    figures,
    heads,
    shown,
    unread,
)

SCANS = sorted(LETTERS.glob("*.ocrmypdf.pdf"))
FILES = sorted(file for file in LETTERS.iterdir() if file.suffix in {".txt", ".pdf"} and file not in SCANS)
PRODUCERS = sorted({file.name.split(".")[1] for file in FILES if file.suffix == ".pdf"})


def seeds() -> list[dict[str, Any]]:
    expected = SEEDS / "expected.jsonl"
    return [json.loads(line) for line in expected.read_text("utf-8").splitlines()] if expected.exists() else []


def cases(files: Sequence[Path]) -> list[ParameterSet]:
    """Return letters as cases; those that cannot be read completely yet must fail, each for its reason."""
    reasons = unread()
    marks = {name: [pytest.mark.xfail(reason=reason)] for name, reason in reasons.items()}
    return [pytest.param(file, id=file.name, marks=marks.get(file.name, [])) for file in files]


@pytest.mark.parametrize("file", cases(FILES))
def test_a_letter_is_read_as_it_is_printed(file: Path) -> None:
    expected = expectation(file)
    found = shown(read(file.read_bytes()))
    assert heads(found) == heads(expected)
    assert figures(found) == expected_figures(expected)
    assert sorted(issue["code"] for issue in found["issues"]) == expected["issues"]


@pytest.mark.parametrize("file", cases(SCANS))
def test_a_scan_gives_most_figures(file: Path) -> None:
    expected = values(expected_figures(expectation(file)))
    found = values(figures(shown(read(file.read_bytes()))))
    assert len(expected & found) >= 0.65 * len(expected)


@pytest.mark.parametrize("file", [*SCANS, *map(LETTERS.joinpath, unread())], ids=lambda file: file.name)
def test_what_is_not_read_whole_is_not_misread(file: Path) -> None:
    found = shown(read(file.read_bytes()))
    wrong = values(figures(found)) - values(expected_figures(expectation(file)))
    assert not wrong or any(issue["severity"] == "error" for issue in found["issues"])


def values(rows: Iterable[tuple[Any, ...]]) -> set[tuple[Any, ...]]:
    return {row[:3] for row in rows if row[2] is not None}


def test_each_letter_has_its_expectation() -> None:
    assert len(FILES) >= 60
    assert set(unread()) <= {file.name for file in (*FILES, *SCANS)}
    assert {file.name.split(".")[0] for file in FILES} == {file.stem for file in LETTERS.glob("*.json")}


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.NAME)
@pytest.mark.parametrize("kind", [".txt", ".chromium.pdf", ".reportlab.pdf"])
def test_each_layout_has_letters_as_text_and_by_two_producers(layout: Layout, kind: str) -> None:
    expected = [expectation(file) for file in FILES if file.name.endswith(kind)]
    assert any(one["layout"] == layout.NAME and one["status"] == "complete" and one["figures"] for one in expected)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.NAME)
def test_each_layout_is_printed_by_many_producers(layout: Layout) -> None:
    printed = [file for file in FILES if file.suffix == ".pdf" and expectation(file)["layout"] == layout.NAME]
    assert len({file.name.split(".")[1] for file in printed}) >= 8
    assert len(PRODUCERS) >= 12


def test_each_module_of_the_layouts_that_names_one_is_asked() -> None:
    modules = [import_module(f"{layouts.__name__}.{module.name}") for module in iter_modules(layouts.__path__)]
    named = {module.NAME for module in modules if hasattr(module, "NAME")}
    assert named == {layout.NAME for layout in LAYOUTS}


def test_the_years_of_the_layouts_follow_one_another_without_a_gap() -> None:
    years = sorted((layout.LETTERS.start, layout.LETTERS.stop) for layout in LAYOUTS)
    assert years[0][0] == 2004
    assert all(end == start for (_, end), (start, _) in pairwise(years))


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed letters are not beside this project")
@pytest.mark.parametrize("expected", seeds(), ids=lambda expected: expected["file"])
def test_a_seed_is_read_as_it_is_printed(expected: dict[str, Any]) -> None:
    found = shown(read((SEEDS / expected["file"]).read_bytes()))
    assert found["status"] in expected["allowed_status"]
    assert heads(found) == heads(expected)
    assert figures(found) == expected_figures(expected)
    assert not [issue for issue in found["issues"] if issue["severity"] == "error"]
    assert found["reader_version"] == READER_VERSION


@pytest.mark.skipif(not SEEDS.exists(), reason="the seed letters are not beside this project")
def test_the_derived_figure_of_blaby_says_what_it_follows_from() -> None:
    found = shown(read((SEEDS / "2020-blaby.txt").read_bytes()))
    derived = [row for row in found["figures"] if row["state"] == "derived"]
    assert [row["value"] for row in derived] == [1]
    assert "satisfactory_remedy_rate 33" in derived[0]["text"]
    assert "upheld_decisions 3" in derived[0]["text"]
