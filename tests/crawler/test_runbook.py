"""The runbook names everything that a run can report: every state, diagnosis, reason and issue code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from lgsco_store.records import Diagnosis
from lgsco_store.runs.reasons import SENTENCES
from lgsco_store.terms import RunState

ROOT = Path(__file__).resolve().parents[2]
RUNBOOK = (ROOT / "docs" / "how-to" / "runbook.md").read_text(encoding="utf-8")

_MAKERS = re.compile(r"_?(issue|finding|missing|UnreadableDocument\w*|Unreadable\w*|Issue|Finding|NotOwn)")
_CODE = re.compile(r"[a-z]+(_[a-z]+)*")


def codes() -> set[str]:
    """Return every issue code in the source."""
    sources = [path for folder in ("crawler", "lgsco_store") for path in sorted((ROOT / folder).rglob("*.py"))]
    return {code for path in sources for code in _codes(ast.parse(path.read_text(encoding="utf-8")))}


def _codes(tree: ast.Module) -> Iterator[str]:
    """Yield the arguments of functions that make issues, and words next to a severity, also if they have a name."""
    named = {_name(each.targets[0]): each.value for each in ast.walk(tree) if isinstance(each, ast.Assign)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _MAKERS.fullmatch(_name(node.func)):
            given = node.args[:2]
        elif isinstance(node, ast.Tuple) and (_has_severity(node) or _is_explained(node)):
            given = node.elts[:1]
        else:
            continue
        for part in (named.get(_name(each) or "-", each) for each in given):
            if (
                isinstance(part, ast.Constant)
                and isinstance(part.value, str)
                and _CODE.fullmatch(part.value)
                and "lgsco" not in part.value
            ):
                yield part.value


def _has_severity(node: ast.Tuple) -> bool:
    return any(_name(getattr(part, "value", part)) == "Severity" for part in node.elts)


def _is_explained(node: ast.Tuple) -> bool:
    """Return whether a code is next to its message."""
    texts = [getattr(part, "value", "") if isinstance(part, ast.Constant) else "" for part in node.elts]
    formatted = isinstance(node.elts[-1] if node.elts else None, ast.JoinedStr)
    return len(texts) == 2 and "_" in str(texts[0]) and (formatted or " " in str(texts[1]))


def _name(node: ast.AST) -> str:
    return node.id if isinstance(node, ast.Name) else getattr(node, "attr", "")


def test_codes_are_found_in_the_source() -> None:
    assert {"page_not_read", "letter_failed", "two_letters", "contradiction", "too_slow", "not_a_letter"} <= codes()


@pytest.mark.parametrize("word", [*RunState, *Diagnosis, *sorted(codes())])
def test_the_runbook_names_it(word: str) -> None:
    assert f"`{word}`" in RUNBOOK


def test_the_runbook_names_no_code_that_is_gone() -> None:
    tables = re.findall(r"^\| `([a-z_0-9]+)` \|", RUNBOOK, re.MULTILINE)
    assert set(tables) <= {*RunState, *Diagnosis, *codes(), *SENTENCES}
    assert len(tables) > 40


@pytest.mark.parametrize("code", SENTENCES)
def test_the_runbook_names_every_reason(code: str) -> None:
    assert f"`{code}`" in RUNBOOK
