"""The files that hosts and tools read agree with the project: Python versions, commands, citation."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml  # type: ignore[import-untyped]
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))

SUPPORTED = {f"3.{minor}" for minor in range(50) if f"3.{minor}" in SpecifierSet(PROJECT["requires-python"])}


def loaded(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return content


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in loaded(path)["jobs"].values() for step in job["steps"]]


def targets(text: str) -> set[str]:
    """Return the requested targets of ``make``."""
    return set(re.findall(r"\bmake ([a-z]+)$", text, re.MULTILINE))


def test_every_supported_python_is_tested_on_linux_and_macos() -> None:
    matrix = loaded(ROOT / ".github" / "workflows" / "tests.yml")["jobs"]["test"]["strategy"]["matrix"]
    assert set(matrix["python"]) == SUPPORTED
    assert {name.partition("-")[0] for name in matrix["os"]} == {"ubuntu", "macos"}


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_pinned_actions_supported_pythons_and_targets_that_are_there(path: Path) -> None:
    used = [step["uses"] for step in steps(path) if "uses" in step]
    assert used
    assert [each for each in used if not re.fullmatch(r"[\w./-]+@(v\d+|[0-9a-f]{40})", each)] == []
    pythons = {step["with"].get("python-version", "") for step in steps(path) if "with" in step}
    assert pythons - {"", "${{ matrix.python }}"} <= SUPPORTED
    asked = targets(path.read_text(encoding="utf-8"))
    assert asked
    assert asked <= set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))


def test_the_workflow_of_tests_does_what_continuous_integration_does() -> None:
    ours = targets((ROOT / ".ci" / "run").read_text(encoding="utf-8"))
    assert targets("\n".join(step.get("run", "") for step in steps(WORKFLOWS[-1]))) == ours | {"nightly"}


def test_hooks_before_a_commit_are_the_tools_of_make_check() -> None:
    recipe = re.search(r"^check:.*\n((?:\t.*\n)+)", MAKEFILE, re.MULTILINE)
    assert recipe is not None
    tools = set(re.findall(r"\$\(BIN\)/(\S+(?: (?:check|format))?)", recipe[1])) - {"python"}
    entries = [hook["entry"] for repo in loaded(ROOT / ".pre-commit-config.yaml")["repos"] for hook in repo["hooks"]]
    assert {re.sub(r" --.*", "", entry).removeprefix(".venv/bin/") for entry in entries} == tools


def test_the_citation_tells_what_the_project_is() -> None:
    citation = loaded(ROOT / "CITATION.cff")
    assert citation["title"] == PROJECT["name"]
    for ours, theirs in {
        "version": "version",
        "license": "license",
        "abstract": "description",
        "keywords": "keywords",
    }.items():
        assert citation[ours] == PROJECT[theirs]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.name)
def test_a_form_links_to_pages_that_are_there(path: Path) -> None:
    for page in re.findall(r"\(\.\./blob/HEAD/([^)]+)\)", path.read_text(encoding="utf-8")):
        assert (ROOT / page).is_file()


def test_make_help_tells_every_target_in_two_columns() -> None:
    printed = subprocess.run(["make", "--silent", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    lines = [re.fullmatch(r"([a-z]+) {2,}(\S.*)", line) for line in printed.splitlines()]
    assert [line and line[1] for line in lines] == re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE)


def tasks() -> dict[str, list[str]]:
    """Return the table of contributing: the files that each task touches."""
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## Where does my change go?")[2]
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")][1:]
    return {task: re.findall(r"`([\w./]*[/.][\w./]*)`", touched) for task, touched in rows}


def test_the_table_of_tasks_names_ten_and_only_files_that_are_there() -> None:
    named = [path for paths in tasks().values() for path in paths]
    assert len(tasks()) == 10
    assert all(tasks().values())
    own = {path for path in named if "NAME" in path}
    assert [path for path in own if not list(ROOT.glob(path.replace("NAME", "*")))] == []
    assert [path for path in named if path not in own and not (ROOT / path).exists()] == []


def test_few_modules_lie_flat_in_a_package() -> None:
    flat = {name: len(list((ROOT / name).glob("*.py"))) for name in ("lgsco_store", "crawler", "jobs")}
    assert flat["lgsco_store"] <= 10
    assert flat["crawler"] <= 9
    assert flat["jobs"] <= 6


def test_the_map_names_every_folder_and_every_module_that_lies_flat() -> None:
    text = (ROOT / "docs" / "explanation" / "architecture.md").read_text(encoding="utf-8")
    packages = [ROOT / name for name in ("lgsco_store", "crawler", "jobs", "crawler/reading")]
    there = [each for package in packages for each in package.iterdir() if not each.name.startswith(("_", "."))]
    flat = {each.name for each in there if each.suffix == ".py" and each.parent.name != "reading"}
    folders = {f"{each.name}/" for each in there if each.is_dir()}
    assert [name for name in sorted(flat | folders) if f"`{name}`" not in text] == []
