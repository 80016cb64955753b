"""Pages whose blocks are run: each block of code, and what the page prints after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.jobs import commands

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A block of code, its language, and what it prints; None where the page does not say."""

    language: str
    code: str
    printed: str | None


def page(name: str) -> str:
    """A page of the docs."""
    return commands.ROOT.joinpath("docs", name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[Block]:
    """The blocks of a page in one language, in order."""
    return [Block(*found.groups()) for found in _BLOCK.finditer(page(name)) if found[1] == language]
