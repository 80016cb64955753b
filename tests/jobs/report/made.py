"""Invented letters with a few figures each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from jobs.report.facts import Authority
from jobs.report.results import Key, Result, State, Value
from lgsco_store.contract.records import Figure, Letter
from lgsco_store.records import FigureState, ReadingStatus, Source
from lgsco_store.reference.vocabulary import ALL

COUNCIL = Authority("a-council", "A Council", None, "E10000016", "County", "South East", None, None)


SEEN = datetime(2025, 8, 1, 9, tzinfo=UTC)


def letter(authority: Authority, year: int, status: str = "complete", *, withdrawn: bool = False) -> Letter:
    return Letter(
        authority_slug=authority.slug,
        authority_name=authority.name,
        gss_code=authority.gss_code,
        authority_type=authority.type,
        region=authority.region,
        year=year,
        title=None,
        letter_date=None,
        url="http://x",
        version=1,
        status=ReadingStatus(status),
        layout=None,
        document_sha256="0" * 64,
        first_published_at=SEEN,
        last_changed_at=SEEN,
        last_seen_at=SEEN,
        withdrawn=withdrawn,
        withdrawn_at=SEEN if withdrawn else None,
        period_start=None,
        period_end=None,
        reader_version="1",
    )


def figure(
    measure: str, number: float | None, state: str = "printed", *, slug: str = "a-council", year: int = 2020
) -> Figure:
    """Make a figure of a letter, without its box."""
    return Figure(
        authority_slug=slug,
        authority_name="A Council",
        gss_code=None,
        authority_type="County",
        year=year,
        source=Source.LETTER,
        measure=measure,
        category=ALL,
        value=None if number is None else Decimal(str(number)),
        unit="percent",
        state=FigureState(state),
        page=2,
        text="words",
        version=1,
        document_sha256="0" * 64,
        x0=None,
        top=None,
        x1=None,
        bottom=None,
        withdrawn=False,
        withdrawn_at=None,
        last_seen_at=SEEN,
    )


def value(number: float | str | None, state: State = State.PRINTED) -> Value:
    return Value(state, None if number is None else Decimal(str(number)))


def result(values: Mapping[str, float | Value | None], year: int = 2025, **changed: Any) -> Result:
    """Make a letter that prints some measures; a number that is None does not apply."""
    status, authority = changed.pop("status", "complete"), changed.pop("authority", COUNCIL)
    withdrawn = changed.pop("withdrawn", False)
    made = letter(authority, year, status, withdrawn=withdrawn) if status else None
    cells: dict[Key, Value] = {
        (name, ALL): each
        if isinstance(each, Value)
        else value(each, State.PRINTED if each is not None else State.NOT_APPLICABLE)
        for name, each in values.items()
    }
    return Result(authority, year, made, made is not None and not withdrawn, cells)


KENT: dict[str, float | Value | None] = {
    "investigations": 104, "upheld_decisions": 90, "uphold_rate": 87, "uphold_rate_average": 86,
    "upheld_per_100k": 5.7, "upheld_per_100k_average": 4.9,
    "compliance_rate": 99, "compliance_rate_average": 99, "compliance_outcomes": 75,
    "satisfactory_remedy_decisions": 7, "satisfactory_remedy_rate": 8, "satisfactory_remedy_rate_average": 8,
}  # fmt: skip
