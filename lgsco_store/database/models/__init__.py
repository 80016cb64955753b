"""The tables of the archive. No evidence in them is ever deleted, so no foreign key cascades."""

from lgsco_store.database.models.authorities import (
    Authority,
    AuthorityAlias,
    AuthoritySuccession,
    RegisterEntry,
    RegisterSuccession,
)
from lgsco_store.database.models.base import Base
from lgsco_store.database.models.decisions import DecisionListingRow, DecisionWindow
from lgsco_store.database.models.evidence import (
    CaptureRow,
    Document,
    DocumentBody,
    ListingRow,
    ListPageRow,
    PageRead,
)
from lgsco_store.database.models.publications import ChangeRow, Publication, Shown, Version
from lgsco_store.database.models.readings import (
    FigureRow,
    MeasureCategory,
    MeasureRow,
    ReadingAttribute,
    ReadingIssue,
    ReadingRow,
)
from lgsco_store.database.models.runs import AcceptedIssue, Notification, Run, RunIssue
from lgsco_store.database.models.search import SearchText
from lgsco_store.database.models.wide import TypicalAverage, WideReading
from lgsco_store.database.models.words import (
    WORDS,
    CaptureKindRow,
    ChangeKindRow,
    DiagnosisRow,
    EventRow,
    PublicationKindRow,
)

__all__ = [
    "WORDS",
    "AcceptedIssue",
    "Authority",
    "AuthorityAlias",
    "AuthoritySuccession",
    "Base",
    "CaptureKindRow",
    "CaptureRow",
    "ChangeKindRow",
    "ChangeRow",
    "DecisionListingRow",
    "DecisionWindow",
    "DiagnosisRow",
    "Document",
    "DocumentBody",
    "EventRow",
    "FigureRow",
    "ListPageRow",
    "ListingRow",
    "MeasureCategory",
    "MeasureRow",
    "Notification",
    "PageRead",
    "Publication",
    "PublicationKindRow",
    "ReadingAttribute",
    "ReadingIssue",
    "ReadingRow",
    "RegisterEntry",
    "RegisterSuccession",
    "Run",
    "RunIssue",
    "SearchText",
    "Shown",
    "TypicalAverage",
    "Version",
    "WideReading",
]
