"""The locks have exactly what ``pyproject.toml`` requires, checked offline."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import requires
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PROJECT = PYPROJECT["project"]
EXTRAS: dict[str, list[str]] = PROJECT["optional-dependencies"]
GROUPS: dict[str, list[Any]] = PYPROJECT["dependency-groups"]
MINORS = [minor for minor in range(50) if f"3.{minor}" in SpecifierSet(PROJECT["requires-python"])]
PLATFORMS = {"linux": "Linux", "darwin": "Darwin"}


@dataclass(frozen=True)
class Pin:
    """One package of a lock."""

    requirement: Requirement
    hashes: tuple[str, ...]

    @property
    def name(self) -> str:
        return canonicalize_name(self.requirement.name)

    @property
    def version(self) -> str:
        return str(self.requirement.specifier).removeprefix("==")


def lock(name: str) -> list[Pin]:
    text = (ROOT / name).read_text(encoding="utf-8")
    lines = [line for line in text.replace("\\\n", " ").splitlines() if line and not line.lstrip().startswith("#")]
    return [
        Pin(Requirement(line.partition(" --hash")[0].strip()), tuple(re.findall(r"--hash=sha256:(\S+)", line)))
        for line in lines
    ]


RUNNING, DEVELOPMENT, DBT = lock("requirements.lock"), lock("requirements-dev.lock"), lock("requirements-dbt.lock")


def group(name: str) -> Iterator[Requirement]:
    for each in GROUPS[name]:
        if isinstance(each, str):
            yield Requirement(each)
        else:
            yield from group(each["include-group"])


def asked(*lists: Iterable[str]) -> list[Requirement]:
    return [Requirement(each) for listed in lists for each in listed]


def for_running() -> list[Requirement]:
    return [*asked(PROJECT["dependencies"]), *group("build")]


def for_development() -> list[Requirement]:
    groups = [each for name in GROUPS if name != "dbt" for each in group(name)]
    return [*for_running(), *asked(*EXTRAS.values()), *groups]


def here() -> dict[str, str]:
    return {name: str(value) for name, value in default_environment().items()}


def machine(minor: int, platform: str) -> dict[str, str]:
    given = here()
    given["python_version"], given["python_full_version"] = f"3.{minor}", f"3.{minor}.0"
    given["sys_platform"], given["platform_system"], given["os_name"] = platform, PLATFORMS[platform], "posix"
    return given


def applies(requirement: Requirement, given: dict[str, str], extra: str = "") -> bool:
    return requirement.marker is None or requirement.marker.evaluate({**given, "extra": extra})


def pinned(pins: list[Pin], given: dict[str, str]) -> dict[str, str]:
    """Return the versions that a machine gets, by name."""
    found = [(pin.name, pin.version) for pin in pins if applies(pin.requirement, given)]
    assert len(found) == len(dict(found)), "a machine gets two versions of one package"
    return dict(found)


def missed(wanted: Iterable[Requirement], pins: list[Pin], given: dict[str, str]) -> list[str]:
    """Return the requirements that a lock does not meet."""
    versions = pinned(pins, given)
    return [
        str(each)
        for each in wanted
        if applies(each, given) and versions.get(canonicalize_name(each.name), "none") not in each.specifier
    ]


def closure(wanted: Iterable[Requirement]) -> set[str]:
    """Return the names of all required packages, from the metadata of the installed ones."""
    found: set[tuple[str, str]] = set()
    waiting = [(each, "") for each in wanted]
    while waiting:
        requirement, extra = waiting.pop()
        name = canonicalize_name(requirement.name)
        if not applies(requirement, here(), extra):
            continue
        for wanted_extra in {"", *requirement.extras}:
            if (name, wanted_extra) not in found:
                found.add((name, wanted_extra))
                waiting += [(Requirement(each), wanted_extra) for each in requires(name) or []]
    return {name for name, _ in found}


@pytest.mark.parametrize(("minor", "platform"), list(product(MINORS, PLATFORMS)))
def test_each_lock_meets_all_that_the_project_asks_for_on_every_machine(minor: int, platform: str) -> None:
    given = machine(minor, platform)
    assert missed(for_running(), RUNNING, given) == []
    assert missed(for_development(), DEVELOPMENT, given) == []
    assert pinned(RUNNING, given).items() <= pinned(DEVELOPMENT, given).items()
    assert missed(group("dbt"), DBT, given) == []


@pytest.mark.parametrize(
    ("pins", "wanted"), [(RUNNING, for_running()), (DEVELOPMENT, for_development())], ids=["running", "development"]
)
def test_a_lock_holds_what_is_needed_and_nothing_else(pins: list[Pin], wanted: list[Requirement]) -> None:
    assert set(pinned(pins, here())) == closure(wanted)


def test_every_pin_is_one_version_with_its_hashes() -> None:
    for pin in (*RUNNING, *DEVELOPMENT, *DBT):
        assert re.fullmatch(r"==[\w.]+", str(pin.requirement.specifier)), pin
        assert pin.hashes, pin
        assert all(re.fullmatch("[0-9a-f]{64}", each) for each in pin.hashes), pin


@pytest.mark.parametrize("changed", ["nothing-of-the-kind>=1", "scrapy>=99", "lxml<5"])
def test_a_requirement_that_no_lock_meets_is_found(changed: str) -> None:
    assert missed(asked([changed]), DEVELOPMENT, here()) == [str(Requirement(changed))]


def test_no_library_of_an_extra_is_in_the_lock_for_running() -> None:
    extras = {canonicalize_name(each.name) for each in asked(*EXTRAS.values())}
    assert extras & {pin.name for pin in RUNNING} == set()


def test_the_versions_of_python_are_the_same_wherever_they_are_named() -> None:
    classifiers = {f"Programming Language :: Python :: 3.{minor}" for minor in MINORS}
    assert {each for each in PROJECT["classifiers"] if " :: 3." in each} == classifiers
    first, last = MINORS[0], MINORS[-1]
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert f"(3, {first}) <= sys.version_info < (3, {last + 1})" in makefile
    assert f"Python 3.{first} to 3.{last} is needed" in makefile
