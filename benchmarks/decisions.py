"""Invented decisions for the benchmark of the search, as many as it needs, the same each time."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from lgsco_store.archive import Archive
from lgsco_store.database.batches import batches
from lgsco_store.publications.decision_terms import CATEGORIES, OUTCOMES
from lgsco_store.records import Capture, CaptureKind, Reading, ReadingStatus, Shows, Source
from lgsco_store.reference import register
from lgsco_store.terms import DecisionType

SITE = "http://127.0.0.1/decisions"
READER = "1"
FIRST = date(2020, 1, 1)
_A_DAY = 30
_A_COMMIT = 20

_WHO = ("A mother", "A father", "A tenant", "A carer", "Mrs X", "Mr Y", "A resident", "A trader")
_DID = ("complained about", "said there was fault in", "was unhappy with", "wrote twice about", "asked for a review of")
_WHAT = (
    *(
        "school transport for her child",
        "the delay in a care plan",
        "a neighbour's planning application",
        "missed bins",
    ),
    *("the banding of a housing application", "parking fines near the station", "a council tax bill", "noise at night"),
    *("the cost of a care home", "damp in a temporary flat", "an education, health and care plan", "a blocked road"),
)
_FOUND = (
    *(
        "There was no fault",
        "The Council was at fault and caused distress",
        "We will not investigate",
        "It took too long",
    ),
    *(
        "The Council has agreed to apologise",
        "The records were poor",
        "The panel gave no reasons",
        "Nothing was missed",
    ),
)
_DO = (
    *(
        "apologise in writing",
        "review its policy",
        "train its staff",
        "pay for the missed provision",
        "write to tenants",
    ),
    *("check other cases of the kind", "publish a timetable", "send us proof within a month", "name a person to ask"),
)


def store(archive: Archive, run_id: int, numbers: range) -> None:
    """Store the pages of some decisions with their readings, as many in one commit as a quick site sends meanwhile."""
    for some in batches(numbers, _A_COMMIT):
        with archive.together():
            for number in some:
                _store(archive, run_id, number)


def _store(archive: Archive, run_id: int, number: int) -> None:
    at = datetime.now(UTC) - timedelta(seconds=1)
    attributes, body = _decision(number)
    page = f"<html><body>{body}: {json.dumps(attributes)}</body></html>".encode()
    sha256 = hashlib.sha256(page).hexdigest()
    url = f"{SITE}/education/school-transport/{attributes['reference'].replace(' ', '-')}"
    capture = Capture(url, CaptureKind.DECISION, at, 200, {"content-type": "text/html"}, sha256, len(page))
    archive.store_capture(run_id, capture, page, Shows(sha256, sha256))
    reading = Reading(
        sha256,
        ReadingStatus.COMPLETE,
        READER,
        authority=body,
        text_sha256=sha256,
        attributes=tuple(sorted(attributes.items())),
    )
    archive.store_reading(reading, Source.DECISION)


def _decision(number: int) -> tuple[dict[str, str], str]:
    """Return the attributes of a decision, and its body: one in ten is a care firm."""
    chance = random.Random(number)  # noqa: S311 -- nothing secret
    entries = register.entries()
    body = entries[number % len(entries)].official_name if number % 10 else f"Invented Care {number % 700} Limited"
    found = {
        "type": DecisionType.REPORT if number % 100 == 0 else DecisionType.STATEMENT,
        "reference": f"{20 + number // 10_000:02d} {number // 1000 % 1000:03d} {number % 1000:03d}",
        "category": CATEGORIES[number % len(CATEGORIES)],
        "sub_category": f"Invented area {number % 37}",
        "outcome": OUTCOMES[number % len(OUTCOMES)],
        "decision_date": (FIRST + timedelta(days=number // _A_DAY)).isoformat(),
        "summary": " ".join(_sentences(chance)),
        "actions": json.dumps([{"section": "Agreed action", "text": each} for each in _actions(chance)]),
    }
    return found, body


def _sentences(chance: random.Random) -> Iterator[str]:
    yield f"{chance.choice(_WHO)} {chance.choice(_DID)} {chance.choice(_WHAT)}."
    for _ in range(chance.randrange(2, 6)):
        yield f"{chance.choice(_FOUND)} over {chance.choice(_WHAT)}, case {chance.randrange(9999)}."


def _actions(chance: random.Random) -> Iterator[str]:
    for _ in range(chance.randrange(4)):
        yield f"The Council will {chance.choice(_DO)} about {chance.choice(_WHAT)}, and {chance.choice(_DO)}."
