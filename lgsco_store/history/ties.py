"""What publications of different kinds contradict in one another, as a crawl of decisions leaves them."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection, text

from lgsco_store.publications.inputs import Finding
from lgsco_store.records import Severity, Source

_MORE = text(
    "SELECT authority_slug, year, letter_upheld, published_upheld FROM decisions_and_letters WHERE state = 'more' "
    "ORDER BY authority_slug, year"
)


def contradictions(connection: Connection) -> Iterator[Finding]:
    """Yield a finding for each letter that counts fewer upheld decisions than were published: it counts them all."""
    for row in connection.execute(_MORE):
        message = (
            f"{row.published_upheld} decisions of {row.year - 1}-{row.year % 100:02} are published as upheld, and the "
            f"letter counts {row.letter_upheld:g}: look at both"
        )
        yield Finding(
            "more_upheld_than_counted",
            Severity.WARNING,
            message,
            row.authority_slug,
            row.year,
            source=Source.DECISION,
        )
