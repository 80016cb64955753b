"""The registry of kinds: type checking names every place that a new kind must fill."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from lgsco_store.publications.registry import KINDS, has_own_cases, kind_of
from lgsco_store.records import Source

ROOT = Path(__file__).parents[2]
PACKAGES = ("lgsco_store", "crawler", "jobs")


def test_every_word_of_the_contract_has_its_kind() -> None:
    assert [kind.source for kind in KINDS] == [kind_of(word).source for word in Source] == list(Source)


def test_a_page_confirms_the_letter_and_an_authority_is_no_publication() -> None:
    assert [has_own_cases(word) for word in ("letter", "statistics_page", None)] == [True, False, False]


def places_to_fill(root: Path) -> set[str]:
    """Return the files with a ``match`` on a kind of publication that names every kind."""
    files = (path for package in PACKAGES for path in (root / package).rglob("*.py"))
    named = (path for path in files if re.search(r"case Source\.\w+", path.read_text("utf-8")))
    return {path.relative_to(root).as_posix() for path in named}


@pytest.mark.slow
def test_mypy_names_every_place_that_a_new_kind_must_fill(tmp_path: Path) -> None:
    for package in PACKAGES:
        shutil.copytree(ROOT / package, tmp_path / package, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    records = tmp_path / "lgsco_store" / "records.py"
    member = '    STATISTICS_PAGE = "statistics_page"\n'
    text = records.read_text("utf-8")
    assert text.count(member) == 1
    records.write_text(text.replace(member, f'{member}    POSTCARD = "postcard"\n'), "utf-8")
    wanted = places_to_fill(tmp_path)
    assert "lgsco_store/publications/registry.py" in wanted
    asked = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-incremental", *sorted(wanted)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    named = {line.partition(":")[0] for line in asked.stdout.splitlines() if "Source.POSTCARD" in line}
    assert named == wanted, asked.stdout + asked.stderr
