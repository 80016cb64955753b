"""The page on wrong numbers is true: each query, wrong or right, returns the number that it gives."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.jobs.commands import Done

PAGE = (Path(__file__).parents[2] / "docs" / "how-to" / "sql-mistakes.md").read_text(encoding="utf-8")
QUERY = re.compile(r"^(Wrong|Right), ([\d.]+):\n\n```sql\n(.+?)\n```$", re.MULTILINE | re.DOTALL)
MISTAKES = {part.partition("\n")[0]: QUERY.findall(part) for part in PAGE.split("\n## ")[1:]}


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_has_a_wrong_and_a_right_number(demo: Done, mistake: list[tuple[str, str, str]]) -> None:
    (wrong, false, _), (right, true, _) = mistake
    assert (wrong, right) == ("Wrong", "Right")
    assert false != true
    for _, number, query in mistake:
        assert demo.rows(query) == [(pytest.approx(float(number)),)]


def test_there_are_ten() -> None:
    assert [heading.partition(".")[0] for heading in MISTAKES] == [str(number) for number in range(1, 11)]
