"""Which kinds of publication can be searched, and where their readings have the words. Pure.

A kind is added by one entry of ``SEARCHED``; ``lgsco upgrade`` then indexes the readings that an archive already has.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from lgsco_store.records import Source

LONGEST = 20_000
"""How much of a text is searched, in characters: the longest summary and actions that were seen have a third of it.

PostgreSQL keeps 255 places of a term; in longer texts some would be lost, and the databases would answer differently.
"""


# What is filtered by is indexed, and an index holds no longer values; real ones are far shorter.
_LONGEST_VALUE = 200


@dataclass(frozen=True, slots=True)
class Searched:
    """The attributes of a kind's readings that are searched and filtered by; the body's name always is.

    ``texts`` are searched in this order; ``lists`` are JSON lists of texts, or of objects, of which each ``text`` is.
    ``day`` has the date of a publication.
    """

    texts: tuple[str, ...]
    lists: tuple[str, ...] = ()
    category: str = "category"
    outcome: str = "outcome"
    day: str = "decision_date"


SEARCHED: Mapping[Source, Searched] = {
    Source.DECISION: Searched(("reference", "category", "sub_category", "summary"), lists=("references", "actions")),
    Source.SERVICE_IMPROVEMENT: Searched(("reference", "category", "text"), day="decided_on"),
}
"""The kinds that can be searched. Decisions include the reports."""


def search_row(source: Source, body: str | None, attributes: Mapping[str, str]) -> dict[str, Any]:
    """Return what the search has of one reading of a kind that can be searched."""
    of = SEARCHED[source]
    day = attributes.get(of.day)
    return {
        "kind": source,
        "body": body and body[:_LONGEST_VALUE],
        "category": attributes.get(of.category, "")[:_LONGEST_VALUE] or None,
        "outcome": attributes.get(of.outcome, "")[:_LONGEST_VALUE] or None,
        "day": date.fromisoformat(day) if day else None,
        "text": "\n".join(filter(None, (body, *_texts(of, attributes))))[:LONGEST],
    }


def _texts(of: Searched, attributes: Mapping[str, str]) -> Iterator[str]:
    yield from (attributes[name] for name in of.texts if name in attributes)
    for name in of.lists:
        listed = json.loads(attributes.get(name, "[]"))
        yield from (str(each["text"] if isinstance(each, dict) else each) for each in listed)
