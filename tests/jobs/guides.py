"""Pages whose code blocks are run: each block of code, and the output that the page prints after it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tests.jobs import commands

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$(?:\n\n^```text\n(.*?)^```$)?", re.DOTALL | re.MULTILINE)


@dataclass(frozen=True)
class Block:
    """A block of code, its language, and its output; None if the page does not give it."""

    language: str
    code: str
    printed: str | None


def page(name: str) -> str:
    """Return a page of the docs."""
    return commands.ROOT.joinpath("docs", name).read_text(encoding="utf-8")


def blocks(name: str, language: str) -> list[Block]:
    """Return the blocks of a page in one language, in order."""
    return [Block(*found.groups()) for found in _BLOCK.finditer(page(name)) if found[1] == language]
