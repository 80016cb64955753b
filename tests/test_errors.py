"""Whatever a person can cause and mend is told in one line that ends with what to do about it."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import crawler
import jobs
import lgsco_store
from lgsco_store.errors import LgscoError

# What a line tells a person to do begins with one of these.
ADVICE = re.compile(
    r"\brun (it\b|`)|\b(install|check|give|name|move|make room|try|look|see|discard|leave|takes|should|prints|lists"
    r"|abandons|makes|tells|plan it|publish|free|set|raise|wait|report|ask|correct|keep)\b"
)
# Messages that others make: the settings' own sentences, and the ledger's on the run that is on.
MADE_ELSEWHERE = {("settings.py", "SettingsError"), ("ledger.py", "AnotherRunIsOn")}


@dataclass(frozen=True)
class Raised:
    """A place that raises an error, and the words of its message that are always there."""

    where: str
    error: str
    words: str


def errors() -> dict[str, type[LgscoError]]:
    """Every error of ours by its name."""
    for package in (crawler, jobs, lgsco_store):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if not module.name.startswith(("lgsco_store.migrations", "jobs.__main__")):
                importlib.import_module(module.name)
    found, waiting = {}, [LgscoError]
    while waiting:
        kind = waiting.pop()
        found[kind.__name__] = kind
        waiting += kind.__subclasses__()
    return found


def words(node: ast.expr) -> str:
    """The literal parts of a message."""
    return "".join(
        each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
    )


def raised() -> Iterator[Raised]:
    known = errors()
    for package in (crawler, jobs, lgsco_store):
        for path in sorted(Path(package.__path__[0]).rglob("*.py")):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.Call)
                    and isinstance(node.func, ast.Name)
                    and node.func.id in known
                    and node.args
                ):
                    if (path.name, node.func.id) in MADE_ELSEWHERE:
                        continue
                    yield Raised(f"{package.__name__}/{path.name}:{node.lineno}", node.func.id, words(node.args[0]))


FOUND = list(raised())


@pytest.mark.parametrize("each", FOUND, ids=lambda each: f"{each.where.split(':')[0]}-{each.error}")
def test_an_error_says_what_to_do(each: Raised) -> None:
    assert ADVICE.search(each.words), f"{each.where}: {each.words!r} leaves a person alone"


def test_the_errors_are_found() -> None:
    assert len(FOUND) > 30
    assert {each.error for each in FOUND} >= {"DatabaseMissingError", "SettingsError", "ScopeError", "BrowseError"}
