"""Letters with their expected contents, written from the letter and never from the reader's output."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from crawler.reading.findings import Key
from crawler.reading.kinds.names import DocumentKind, ReadDocument
from crawler.reading.serialise import json_line
from lgsco_store.records import Reading

LETTERS = Path(__file__).parents[1] / "letters"
UNREAD = LETTERS / "unread.csv"
SEEDS = Path(__file__).parents[2].parent / "shared" / "seeds"

HEADS = (
    "status",
    "layout",
    "authority",
    "year",
    "period_start",
    "period_end",
    "title",
    "letter_date",
    "addressee",
    "signatory",
)


def unread() -> dict[str, str]:
    """Return the printed letters that cannot be read completely yet, each with the reason."""
    with UNREAD.open(encoding="utf-8", newline="") as file:
        return {row["file"]: row["reason"] for row in csv.DictReader(file)}


def expectation(file: Path) -> dict[str, Any]:
    """Return the expected contents of a letter, which its text and its PDFs share."""
    expected: dict[str, Any] = json.loads((LETTERS / f"{file.name.split('.')[0]}.json").read_text("utf-8"))
    return expected


def shown(reading: Reading) -> dict[str, Any]:
    """Serialise a reading and parse it again."""
    found: dict[str, Any] = json.loads(json_line("a letter", ReadDocument(DocumentKind.LETTER, reading)))
    return found


def heads(found: Mapping[str, Any]) -> dict[str, Any]:
    return {name: found[name] for name in HEADS}


def figures(found: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    """Return measure, category, value and state of each figure, sorted: none may be missing and none may be added."""
    rows = [(row["measure"], row["category"], row["value"], row["state"]) for row in found["figures"]]
    return sorted(rows, key=str)


def expected_figures(expected: Mapping[str, Any]) -> list[tuple[Any, ...]]:
    return sorted((tuple(row) for row in expected["figures"]), key=str)


def printed(file: Path) -> dict[Key, Decimal]:
    """Return the values that a letter prints, by measure and category."""
    rows = expectation(file)["figures"]
    return {(measure, category): Decimal(str(value)) for measure, category, value, _ in rows if value is not None}
