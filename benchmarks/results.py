"""The last results of each benchmark: a file that ``make bench`` writes, and the page of the docs made from it.

No other page repeats these numbers, so that none can be out of date.
"""

from __future__ import annotations

import json
import os
import platform
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
FILE = ROOT / "benchmarks" / "results.json"
PAGE = ROOT / "docs" / "reference" / "measured.md"

_TITLES = {
    "reading": "Reading letters",
    "crawl": "A crawl, beside a spider that keeps nothing",
    "soak": "Ten years of the schedule, simulated",
    "archive": "The archive, and its views",
    "search": "Decisions: storing and searching",
    "decisions": "Decisions: the memory of a crawl",
    "report": "The report",
}
_HEAD = """\
# What was measured

These are the lines that `make bench` printed last, and the machine that it ran on; it writes this page itself. A ratio
compares the time with that of the baseline named beside it. Times differ from machine to machine, ratios hardly do.
[Accuracy and speed of reading](accuracy.md) says what the lines about reading mean, and has the targets.
"""


def keep(part: str, lines: list[str]) -> None:
    """Store what a part printed, and write the page again."""
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    result = {
        "day": f"{datetime.now(UTC):%Y-%m-%d}",
        "release": version("lgsco-archive"),
        "machine": machine,
        "lines": [line.strip() for line in lines if line.strip()],
    }
    FILE.write_text(json.dumps({**stored(), part: result}, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(), encoding="utf-8")


def stored() -> dict[str, Any]:
    """Return the last results by part."""
    found: dict[str, Any] = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() else {}
    return found


def page() -> str:
    """Return the page of the docs."""
    parts = stored()
    return "\n".join([_HEAD, *(_part(title, parts[name]) for name, title in _TITLES.items() if name in parts)])


def _part(title: str, result: dict[str, Any]) -> str:
    listed = "\n".join(f"- {line}" for line in result["lines"])
    where = f"Release {result['release']} on {result['machine']}; {result['day']}."
    return f"## {title}\n\n{where}\n\n{listed}\n"
