"""The list of the kinds of publication that the archive knows. Pure."""

from __future__ import annotations

from typing import assert_never

from lgsco_store.publications.base import PublicationKind
from lgsco_store.publications.council_report import COUNCIL_REPORT
from lgsco_store.publications.data_table import DATA_TABLE
from lgsco_store.publications.decision import DECISION
from lgsco_store.publications.letter import LETTER
from lgsco_store.publications.national_document import NATIONAL_DOCUMENT
from lgsco_store.publications.service_improvement import SERVICE_IMPROVEMENT
from lgsco_store.publications.statistics_page import STATISTICS_PAGE
from lgsco_store.records import CaptureKind, Source


def kind_of(source: Source) -> PublicationKind:  # noqa: PLR0911 -- one for each kind
    """Return the kind for a word of the column ``source``."""
    match source:
        case Source.LETTER:
            return LETTER
        case Source.STATISTICS_PAGE:
            return STATISTICS_PAGE
        case Source.DECISION:
            return DECISION
        case Source.DATA_TABLE:
            return DATA_TABLE
        case Source.SERVICE_IMPROVEMENT:
            return SERVICE_IMPROVEMENT
        case Source.COUNCIL_REPORT:
            return COUNCIL_REPORT
        case Source.NATIONAL_DOCUMENT:
            return NATIONAL_DOCUMENT
        case _:
            assert_never(source)


def has_own_cases(source: str | None) -> bool:
    """Return whether the figures of a source count cases of their own; None means no publication."""
    return source is not None and kind_of(Source(source)).own_cases


KINDS = tuple(map(kind_of, Source))
"""Every kind, in the order in which people see them."""


def kinds_captured_as(kind: CaptureKind) -> tuple[PublicationKind, ...]:
    """Return the kinds of publication whose documents are in captures of a kind."""
    return tuple(each for each in KINDS if kind in each.captured_as)
