"""Data that a page has for its scripts, as JSON in an element or an attribute. Pure functions of text."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

_ADDRESS = re.compile(r"(https?:)?/\S+|\S+\.pdf", re.IGNORECASE)


def entries(data: str) -> Iterator[tuple[str, str]]:
    """Return the JSON objects with one address each: their other words and the address; none for other text."""
    try:
        waiting: list[Any] = [json.loads(data)]
    except (ValueError, RecursionError):
        return
    while waiting:
        value = waiting.pop()
        if isinstance(value, list):
            waiting += reversed(value)
        elif isinstance(value, dict):
            words = [str(each) for each in value.values() if isinstance(each, str | int)]
            addresses = [each for each in words if _ADDRESS.fullmatch(each)]
            if len(addresses) == 1:
                yield " ".join(each for each in words if each != addresses[0]), addresses[0]
            waiting += reversed(list(value.values()))
