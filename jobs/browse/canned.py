"""The example queries with parameters for the council and the year that they ask about."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from lgsco_store.contract.catalog import Example, examples

_AUTHORITY = re.compile(r"\bauthority_slug = '([a-z-]+)'")
_YEAR = re.compile(r"\byear = (\d{4})\b")


@dataclass(frozen=True, slots=True)
class Canned:
    """One example query with its name in addresses; ``values`` are the example's, by parameter."""

    name: str
    question: str
    sql: str
    values: dict[str, str]

    def address(self, known: Mapping[str, Sequence[str]]) -> str:
        """Return the end of an address that asks it of what the example asks, or else of the first that is known."""
        chosen = {name: own if own in known[name] else known[name][0] for name, own in self.values.items()}
        return f"{self.name}?{urlencode(chosen)}" if chosen else self.name


def queries() -> list[Canned]:
    """Return all example queries, in their order."""
    return [_canned(each) for each in examples()]


def _canned(example: Example) -> Canned:
    values = {}
    sql = example.query
    for name, pattern, by in (
        ("authority", _AUTHORITY, "authority_slug = :authority"),
        # A parameter is text, which never equals a number.
        ("year", _YEAR, "year = CAST(:year AS INTEGER)"),
    ):
        if found := pattern.search(sql):
            values[name] = found[1]
            sql = pattern.sub(by, sql)
    name = "-".join(re.findall(r"[a-z0-9]+", example.question.lower()))
    return Canned(name, example.question, sql, values)
