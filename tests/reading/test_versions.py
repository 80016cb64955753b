"""The readings of a reader version never change: a different reading of the same letter needs a new version."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from crawler.reading import READER_VERSION
from tests.reading.golden import LETTERS
from tests.reading.versions import LEDGER, digests, faults, noted

CURRENT = int(READER_VERSION)
KENT = "2019-kent"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with some of the letters."""
    for file in LETTERS.glob("2019-kent.*"):
        shutil.copy(file, tmp_path)
    return tmp_path


def test_every_letter_is_read_as_the_reader_s_version_has_noted() -> None:
    assert list(faults(noted(LEDGER), digests(LETTERS), CURRENT)) == []


def change_figure(folder: Path) -> None:
    file = folder / f"{KENT}.json"
    expected = json.loads(file.read_text("utf-8"))
    expected["figures"][0][2] += 1
    file.write_text(json.dumps(expected), "utf-8")


def change_state(folder: Path) -> None:
    file = folder / f"{KENT}.json"
    file.write_text(file.read_text("utf-8").replace('"printed"', '"derived"', 1), "utf-8")


def change_text(folder: Path) -> None:
    file = folder / f"{KENT}.txt"
    file.write_text(file.read_text("utf-8") + "More.\n", "utf-8")


@pytest.mark.parametrize("change", [change_figure, change_state, change_text])
def test_a_letter_read_otherwise_needs_a_new_version(change: Callable[[Path], None], folder: Path) -> None:
    before = digests(folder)
    change(folder)
    assert digests(folder) != before
    assert list(faults({1: before}, digests(folder), 1)) == [
        f"{KENT} is read otherwise than version 1 read it; raise READER_VERSION"
    ]
    assert list(faults({1: before, 2: digests(folder)}, digests(folder), 2)) == []


def test_spaces_and_the_order_of_keys_make_no_difference(folder: Path) -> None:
    before, file = digests(folder), folder / f"{KENT}.json"
    expected = json.loads(file.read_text("utf-8"))
    file.write_text(json.dumps(dict(reversed(expected.items())), indent=4), "utf-8")
    assert digests(folder) == before


def test_a_new_letter_needs_a_row_and_no_new_version() -> None:
    assert list(faults({1: {"a": "0"}}, {"a": "0", "b": "1"}, 1)) == [
        "b is new; note it: python -m tests.reading.versions"
    ]


@pytest.mark.parametrize("versions", [{}, {2: {"a": "0"}}, {1: {"a": "0"}, 3: {"a": "0"}}])
def test_no_version_is_left_out(versions: dict[int, dict[str, str]]) -> None:
    assert len(list(faults(versions, {"a": "0"}, 2))) == 1


def test_a_letter_that_was_read_is_kept() -> None:
    assert list(faults({1: {"a": "0", "b": "1"}, 2: {"a": "0"}}, {"a": "0"}, 2)) == [
        "b is gone; letters that a version has read are kept"
    ]
