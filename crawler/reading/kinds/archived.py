"""Read documents in the form that the archive stores: one shape for all kinds, and attributes for the differences."""

from __future__ import annotations

import hashlib
import json
from typing import assert_never

from crawler.reading.input.text_digest import tokens
from crawler.reading.kinds import letter, statistics_page
from crawler.reading.kinds.council_reports import read_council_reports
from crawler.reading.kinds.data_table.table import read_table
from crawler.reading.kinds.decision.page import read_decision
from crawler.reading.kinds.improvements.page import read_improvements
from crawler.reading.kinds.national_document import read_national_document
from lgsco_store.publications.readings import DecisionReading, Improvement, ImprovementsReading
from lgsco_store.records import Item, Reading, Source


def read_archived(source: Source, content: bytes, url: str = "") -> Reading:  # noqa: PLR0911 -- one for each kind
    """Read a document as one kind of publication; ``url`` is an address that it came from."""
    match source:
        case Source.LETTER:
            return letter.read(content)
        case Source.STATISTICS_PAGE:
            return statistics_page.read_page(content, url=url)
        case Source.DATA_TABLE:
            return read_table(content)
        case Source.DECISION:
            return _of_decision(read_decision(content))
        case Source.SERVICE_IMPROVEMENT:
            return _of_improvements(read_improvements(content, url=url))
        case Source.COUNCIL_REPORT:
            return read_council_reports(content, url=url)
        case Source.NATIONAL_DOCUMENT:
            return read_national_document(content)
        case _:
            assert_never(source)


def _of_decision(reading: DecisionReading) -> Reading:
    """Convert a decision to the common shape: its body becomes the authority, whatever it is.

    Sums of money are left out: they are in the stored text, and no view may add them up.
    """
    return Reading(
        sha256=reading.sha256,
        status=reading.status,
        reader_version=reading.reader_version,
        authority=reading.body,
        issues=reading.issues,
        text_sha256=reading.text_sha256,
        attributes=tuple(sorted(_attributes(reading).items())),
    )


def _of_improvements(reading: ImprovementsReading) -> Reading:
    """Convert a page of service improvements to the common shape: each of them is a publication of its own."""
    return Reading(
        sha256=reading.sha256,
        status=reading.status,
        reader_version=reading.reader_version,
        authority=reading.authority,
        issues=reading.issues,
        items=tuple(map(_item, reading.improvements)),
    )


def _item(improvement: Improvement) -> Item:
    found = {
        "category": improvement.category,
        "decided_on": improvement.decided_on and improvement.decided_on.isoformat(),
        "reference": improvement.reference,
        "text": improvement.text,
    }
    digest = hashlib.sha256(" ".join(tokens(improvement.text)).encode()).hexdigest()
    return Item(tuple((name, str(value)) for name, value in found.items() if value), digest)


def _attributes(reading: DecisionReading) -> dict[str, str]:
    actions = [{"section": action.section, "text": action.text} for action in reading.actions]
    found = {
        "type": reading.type,
        "reference": reading.reference,
        "references": _json(list(reading.references)) if len(reading.references) > 1 else None,
        "category": reading.category,
        "sub_category": reading.sub_category,
        "outcome": reading.outcome,
        "decision_date": reading.decision_date and reading.decision_date.isoformat(),
        "summary": reading.summary,
        "actions": _json(actions) if actions else None,
        "satisfied_on": reading.satisfied_on and reading.satisfied_on.isoformat(),
    }
    return {name: str(value) for name, value in found.items() if value}


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
