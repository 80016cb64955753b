"""Record how each reader version reads the letters of tests/letters: ``python -m tests.reading.versions``.

``versions.csv`` only grows. A letter has one row for each reader version, with a digest of its text and one of its
reading. Readings published under one version must stay reproducible, so a letter that is read differently needs a new
version; a new letter does not.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from crawler.reading import READER_VERSION
from tests.reading.golden import LETTERS

LEDGER = Path(__file__).with_name("versions.csv")

Digests = Mapping[str, str]


def digests(folder: Path) -> dict[str, str]:
    """Return the digests of each letter in a folder: of its text, and of its reading in canonical form."""
    return {file.stem: _digest(file) for file in sorted(folder.glob("*.json"))}


def noted(ledger: Path) -> dict[int, dict[str, str]]:
    """Return each version of the ledger with the digests of its letters."""
    versions: dict[int, dict[str, str]] = {}
    with ledger.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            versions.setdefault(int(row["reader_version"]), {})[row["letter"]] = row["sha256"]
    return versions


def faults(versions: Mapping[int, Digests], letters: Digests, current: int) -> Iterator[str]:
    """Return differences between a ledger, the letters and the reader's own version, one line each."""
    if list(versions) != list(range(1, current + 1)):
        yield f"the ledger must have the versions 1 to {current} in order; it has {', '.join(map(str, versions))}"
        return
    for letter, digest in letters.items():
        before = versions[current].get(letter)
        if before is None:
            yield f"{letter} is new; note it: python -m tests.reading.versions"
        elif before != digest:
            yield f"{letter} is read otherwise than version {current} read it; raise READER_VERSION"
    for letter in sorted({letter for digests in versions.values() for letter in digests} - set(letters)):
        yield f"{letter} is gone; letters that a version has read are kept"


def main() -> None:
    """Add the letters without a row for the current reader version; refuse to change a row."""
    current, letters = int(READER_VERSION), digests(LETTERS)
    versions = noted(LEDGER)
    own = versions.setdefault(current, {})
    new = {letter: digest for letter, digest in letters.items() if letter not in own}
    own.update(new)
    found = list(faults(versions, letters, current))
    if found:
        sys.exit("\n".join(found))
    with LEDGER.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows((current, *row) for row in new.items())


def _digest(expectation: Path) -> str:
    facts = json.dumps(json.loads(expectation.read_text("utf-8")), sort_keys=True)
    return hashlib.sha256(expectation.with_suffix(".txt").read_bytes() + facts.encode()).hexdigest()


if __name__ == "__main__":
    main()
