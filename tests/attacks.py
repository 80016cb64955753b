"""Attacks on an archive and their outcomes, as declared by the tests that carry them out.

``python -m tests.attacks`` writes the page. A test of attacks has the mark ``@pytest.mark.attack(Promise.…, {"attack":
"outcome"})``.
"""

from __future__ import annotations

import importlib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import TypeAlias

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "explanation" / "reliability.md"
BEGIN, END = "<!-- written by python -m tests.attacks -->\n", "<!-- as far as here -->\n"


class Promise(StrEnum):
    """The promises, in the order of the page."""

    FIGURES = "No figure that its letter does not print, and none of another council"
    LOST = "Nothing is lost, and nothing is withdrawn without a reason"
    ENDS = "A run ends cleanly, and the next one continues"
    LIMITS = "Nothing exceeds its limits of time, memory or disk space"
    REPORTED = "Faults are reported in one line, and people are notified"
    REFUSED = "The database accepts no impossible values"
    EVIDENCE = "Nothing is altered behind the archive's back"
    SAFE = "No secret and no control character is shown"


Attacks: TypeAlias = Mapping[Promise, Mapping[str, str]]
"""The outcome of each attack, by the promise that it is about."""


def found() -> Attacks:
    """Collect the attacks of all tests.

    Raises:
        ValueError: two tests give different outcomes for one attack.
    """
    attacks: dict[Promise, dict[str, str]] = defaultdict(dict)
    for promise, outcomes in _marks():
        for attack, outcome in outcomes.items():
            if attacks[promise].setdefault(attack, outcome) != outcome:
                raise ValueError(f"two tests give different outcomes for {attack!r}")
    return attacks


def _marks() -> Iterator[tuple[Promise, Mapping[str, str]]]:
    for path in sorted(ROOT.glob("tests/*/test_*.py")):
        if "mark.attack(" in path.read_text(encoding="utf-8"):
            module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
            for test in vars(module).values():
                marks = getattr(test, "pytestmark", ()) if callable(test) else ()
                yield from (mark.args for mark in marks if mark.name == "attack")


def section(attacks: Attacks) -> str:
    """Return the part of the page that is generated: a table for each promise."""
    return "\n".join(
        f"## {promise}\n\n| Attack | Outcome |\n|---|---|\n"
        + "".join(f"| {attack} | {outcome} |\n" for attack, outcome in sorted(attacks[promise].items()))
        for promise in Promise
    )


def main() -> None:
    """Write the tables into the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n{section(found())}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
