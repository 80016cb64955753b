"""The tables of the archive. Nothing in them is ever deleted, so no foreign key cascades."""

from lgsco_store.database.models.authorities import (
    Authority,
    AuthorityAlias,
    AuthoritySuccession,
    RegisterEntry,
    RegisterSuccession,
)
from lgsco_store.database.models.base import Base
from lgsco_store.database.models.evidence import CaptureRow, Document, DocumentBody, ListingRow, PageRead
from lgsco_store.database.models.publications import ChangeRow, Publication, Shown, Version
from lgsco_store.database.models.readings import FigureRow, MeasureCategory, MeasureRow, ReadingIssue, ReadingRow
from lgsco_store.database.models.runs import AcceptedIssue, Call, Run, RunIssue

__all__ = [
    "AcceptedIssue",
    "Authority",
    "AuthorityAlias",
    "AuthoritySuccession",
    "Base",
    "Call",
    "CaptureRow",
    "ChangeRow",
    "Document",
    "DocumentBody",
    "FigureRow",
    "ListingRow",
    "MeasureCategory",
    "MeasureRow",
    "PageRead",
    "Publication",
    "ReadingIssue",
    "ReadingRow",
    "RegisterEntry",
    "RegisterSuccession",
    "Run",
    "RunIssue",
    "Shown",
    "Version",
]
