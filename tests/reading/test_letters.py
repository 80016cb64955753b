"""Every letter of tests/letters, and every seed, is read as it is printed: no figure less, none more."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crawler.reading import READER_VERSION, read
from tests.reading.golden import LETTERS, SEEDS, expected_figures, figures, heads, shown

FILES = sorted(LETTERS.glob("*.txt"))


def seeds() -> list[dict[str, Any]]:
    expected = SEEDS / "expected.jsonl"
    return [json.loads(line) for line in expected.read_text("utf-8").splitlines()] if expected.exists() else []


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_letter_is_read_as_it_is_printed(file: Path) -> None:
    expected = json.loads(file.with_suffix(".json").read_text("utf-8"))
    found = shown(read(file.read_bytes()))
    assert heads(found) == heads(expected)
    assert figures(found) == expected_figures(expected)
    assert sorted(issue["code"] for issue in found["issues"]) == expected["issues"]


def test_each_letter_has_its_expectation() -> None:
    assert len(FILES) >= 20
    assert {file.stem for file in FILES} == {file.stem for file in LETTERS.glob("*.json")}


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
