"""Run every benchmark, or the named ones, and write their output into the docs.

``python -m benchmarks [PART...]`` keeps the last results of the other parts.
"""

from __future__ import annotations

import contextlib
import io
import sys
from collections.abc import Callable

from benchmarks import archive, crawl, decision_crawl, reading, report, results, search, soak

PARTS: dict[str, Callable[[], object]] = {
    "reading": reading.main,
    "crawl": crawl.main,
    "soak": soak.main,
    "archive": lambda: archive.main(40, 4),  # the full size takes minutes: python -m benchmarks.archive
    "search": lambda: search.main(6000),  # 60,000: python -m benchmarks.search
    "decisions": lambda: decision_crawl.main(6000),  # 60,000: python -m benchmarks.decision_crawl
    "report": lambda: report.main(60),  # the same: python -m benchmarks.report
}


class _Both(io.StringIO):
    """Prints output and keeps it."""

    def write(self, text: str) -> int:
        sys.__stdout__.write(text)  # type: ignore[union-attr]
        sys.__stdout__.flush()  # type: ignore[union-attr]
        return super().write(text)


def main(names: list[str]) -> None:
    """Measure some parts, or all of them if none is named."""
    if unknown := set(names) - PARTS.keys():
        sys.exit(f"no such part: {', '.join(sorted(unknown))}; there are {', '.join(PARTS)}")
    for name in names or PARTS:
        with contextlib.redirect_stdout(_Both()) as printed:
            PARTS[name]()
        results.keep(name, printed.getvalue().splitlines())


# Some parts take arguments of their own when they are run directly.
named, sys.argv[1:] = sys.argv[1:], []
main(named)
