"""The README's queries return the output that it prints."""

from __future__ import annotations

import re

import pytest

from tests.jobs import commands
from tests.jobs.commands import Done

README = (commands.ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```sql\n(.+?)\n```\n\n```text\n(.+?)\n```", README, re.DOTALL)


def test_there_are_three_examples() -> None:
    assert len(EXAMPLES) == 3


@pytest.mark.parametrize(("query", "printed"), EXAMPLES)
def test_a_query_gives_what_is_printed(demo: Done, query: str, printed: str) -> None:
    assert [" | ".join(str(cell) for cell in row) for row in demo.rows(query)] == printed.splitlines()


def test_the_story_that_the_demonstration_tells_is_as_printed(demo: Done) -> None:
    block = re.search(r"```text\n(The site .+?)\n```", README, re.DOTALL)
    assert block
    printed = demo.printed[demo.printed.index("The site ") :]
    assert without_days(printed).startswith(without_days(block[1]) + "\n")


def without_days(text: str) -> str:
    """Replace the days in a text, so that texts of different days can be compared."""
    return re.sub(r"noticed \d+ \w+ \d{4}", "noticed then", text)
