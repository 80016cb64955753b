"""National publications: reviews, focus reports, pages on how to interpret the statistics. Pure.

They are about no single authority, and each is identified by the path of its address. One that is no longer there stays
in the archive: a review is not withdrawn because the site was rearranged.
"""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from lgsco_store.publications.base import PublicationKind, Standing, Versioned
from lgsco_store.publications.filing import Filed, Filing
from lgsco_store.publications.inputs import Current, Evidence, Fetched, Finding
from lgsco_store.records import CaptureKind, ReadingStatus, Severity, Source
from lgsco_store.terms import Spider


def file_documents(evidence: Evidence, _current: Standing) -> Filing:
    """File each document that was fetched under the path of its address."""
    if not evidence.extent.has_year(None):
        return Filing({}, (), ())
    filed, findings = {}, []
    for fetched in evidence.documents:
        reading = evidence.readings.get((Source.NATIONAL_DOCUMENT, fetched.document_sha256 or ""))
        if reading is None or reading.status is not ReadingStatus.COMPLETE:
            findings.append(_unread(fetched))
            continue
        place = urlsplit(fetched.url).path
        filed[place] = Filed(
            source=Source.NATIONAL_DOCUMENT,
            place=place,
            authority_id=None,
            slug=None,
            year=None,
            url=fetched.url,
            seen_at=fetched.seen_at or fetched.fetched_at,
            fetched=fetched,
            reading=reading,
        )
    return Filing(filed, (), tuple(findings))


def withdrawn_documents(*_: object) -> Iterable[Current]:
    """Return nothing: what was published stays so."""
    return ()


def _unread(fetched: Fetched) -> Finding:
    message = "The national publication was fetched and cannot be read: its bytes are kept"
    about = (None, None, fetched.url, Source.NATIONAL_DOCUMENT)
    return Finding("document_unread", Severity.WARNING, message, *about)


NATIONAL_DOCUMENT = PublicationKind(
    source=Source.NATIONAL_DOCUMENT,
    label="national publication",
    plural="national publications",
    mark=" (national)",
    captured_as=(CaptureKind.NATIONAL_DOCUMENT,),
    is_pdf=False,
    own_cases=False,
    is_judged=False,
    spider=Spider.LETTERS,
    versioned=Versioned.BY_TEXT,
    file=file_documents,
    absent=withdrawn_documents,
)
"""A page or file for the whole country, kept as a document: its title and versions are shown, nothing is read of it."""
