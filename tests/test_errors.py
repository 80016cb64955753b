"""Every error that a person can cause and fix is reported in one line that ends with what to do about it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from lgsco_store.database.dialects import postgresql, sqlite
from lgsco_store.errors import LgscoError

ROOT = Path(__file__).parents[1]
PACKAGES = ("crawler", "jobs", "lgsco_store")

# The advice in a line begins with one of these.
ADVICE = re.compile(
    r"\brun (it\b|`)|\b(install|check|give|name|move|make room|try|look|see|discard|leave|takes|should|prints|lists"
    r"|abandons|makes|tells|plan it|publish|free|set|raise|wait|report|ask|correct|keep)\b"
)
# Messages made elsewhere: the settings' own sentences, and the ledger's about an active run. An extra's error makes its
# own message, which says what to install.
MAKES_ITS_OWN = "ExtraMissingError"
MADE_ELSEWHERE = {("settings.py", "SettingsError"), ("ledger.py", "AnotherRunIsOn")}


@dataclass(frozen=True)
class Raised:
    """A place that raises an error, and the constant words of its message."""

    where: str
    error: str
    words: str


def trees() -> dict[Path, ast.Module]:
    """Parse every module of ours, without importing it: some need an extra, and all take long."""
    paths = (path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py")))
    return {path: ast.parse(path.read_text(encoding="utf-8")) for path in paths}


def errors(modules: Iterable[ast.Module]) -> set[str]:
    """Return the names of all our errors: everything that descends from one of them."""
    classes = [node for module in modules for node in ast.walk(module) if isinstance(node, ast.ClassDef)]
    bases = {node.name: {base.id for base in node.bases if isinstance(base, ast.Name)} for node in classes}
    found = {LgscoError.__name__}
    while more := {name for name, named in bases.items() if named & found} - found:
        found |= more
    return found


def words(node: ast.expr) -> str:
    """Return the literal parts of a message."""
    return "".join(
        each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def raised() -> Iterator[Raised]:
    parsed = trees()
    known = errors(parsed.values())
    for path, tree in parsed.items():
        calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name))
        for node in calls:
            name = node.func.id if isinstance(node.func, ast.Name) else ""
            if name in known - {MAKES_ITS_OWN} and node.args and (path.name, name) not in MADE_ELSEWHERE:
                yield Raised(f"{path.relative_to(ROOT)}:{node.lineno}", name, words(node.args[0]))


FOUND = list(raised())


@pytest.mark.parametrize("each", FOUND, ids=lambda each: f"{each.where.split(':')[0]}-{each.error}")
def test_an_error_says_what_to_do(each: Raised) -> None:
    assert ADVICE.search(each.words), f"{each.where}: {each.words!r} leaves a person alone"


def test_the_errors_are_found() -> None:
    assert len(FOUND) > 30
    assert {each.error for each in FOUND} >= {"DatabaseUnusableError", "SettingsError", "ScopeError", "BrowseError"}


@pytest.mark.parametrize(
    "message",
    [message for _, message in (*sqlite.ERRORS.values(), *postgresql.ERRORS.values())],
)
def test_what_is_said_of_a_database_says_what_to_do(message: str) -> None:
    assert ADVICE.search(message)
