"""Turn Scrapy's results into captures: status, headers, digest, and a diagnosis if it is not what was requested."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import assert_never

from scrapy.exceptions import DownloadCancelledError
from scrapy.http import HtmlResponse, Request, Response, TextResponse
from twisted.python.failure import Failure

from crawler.fetch.errors import ForbiddenByRobots, OffSite, TooLarge
from crawler.fetch.headers import is_endless_head, reasons
from crawler.reading.input.truncation import is_truncated
from crawler.site import error_pages
from lgsco_store.publications.inputs import GONE, LOOKS
from lgsco_store.records import Capture, CaptureKind, Diagnosis, Validators

HTTP_OK = 200
HTTP_ACCEPTED = 202
HTTP_TRANSFORMED = 203
HTTP_PARTIAL = 206
HTTP_IM_USED = 226
HTTP_NOT_MODIFIED = 304
HTTP_TOO_MANY = 429
HTTP_SERVER_ERROR = 500

# Producers put some bytes before the header; PDF readers search this far for it.
_PDF_MARGIN = 1024
# A ZIP may have a PDF within that margin, and others behind it.
_ZIP = b"PK\x03\x04"
_HTML_END = b"</html"
_PAGE = re.compile(rb"<(!doctype|html|head|body)\b", re.IGNORECASE)

# Recipients must not accept these characters in a field (RFC 9110, 5.5), and some databases cannot store them.
_CONTROL = re.compile(r"[\x00-\x1f\x7f\ud800-\udfff]")

_WHOLE_RANGE = re.compile(r"bytes 0-(\d+)/(\d+)")

# A missing robots.txt forbids nothing; an unreachable one forbids everything (RFC 9309, 2.3.1).
_ROBOTS_ANSWERED = frozenset(range(400, HTTP_SERVER_ERROR)) - {HTTP_TOO_MANY}

# Statuses about the state of the server, or its opinion of us, and not about the address.
_PASSING = frozenset({HTTP_ACCEPTED, 401, 403, 407, 408, 425, HTTP_TOO_MANY})

# Statuses about the request rather than the letter: without validators the server may answer.
_ILL_ASKED = frozenset({400, 412, 431})

# Signs that the server, or the way to it, is in trouble: these slow the crawl down, and too many end it.
_TROUBLE = frozenset(
    {Diagnosis.NO_ANSWER, Diagnosis.EMPTY, Diagnosis.TRUNCATED, Diagnosis.BLOCK_PAGE, Diagnosis.LOGIN_PAGE}
)
# Possibly temporary faults of one address: worth one retry, and no more.
_DOUBTFUL = frozenset(
    {Diagnosis.SOFT_404, Diagnosis.NOT_A_PDF, Diagnosis.NOT_HTML, Diagnosis.TOO_LARGE, Diagnosis.ANOTHER_AUTHORITY}
)


def response_capture(response: Response, kind: CaptureKind) -> Capture:
    """Make the capture of any answer; a 304 vouches for the bytes that its validators came with."""
    vouched: Validators | None = response.meta.get("validators")
    if response.status == HTTP_NOT_MODIFIED and vouched is not None:
        return _capture(response, kind, vouched.document_sha256, 0, None)
    digest = hashlib.sha256(response.body).hexdigest() if response.body else None
    return _capture(response, kind, digest, len(response.body), diagnose(response, kind))


def failure_capture(request: Request, kind: CaptureKind, failure: Failure) -> Capture:
    """Make the capture of a request that got no answer that could be kept."""
    return Capture(
        url=requested_address(request),
        kind=kind,
        fetched_at=datetime.now(UTC),
        status=None,
        headers={},
        body_sha256=None,
        length=0,
        diagnosis=error_diagnosis(failure.value),
        detail=_plain("; ".join(each.getErrorMessage() for each in reasons(failure.value) or (failure,))),
    )


def diagnose(response: Response, kind: CaptureKind) -> Diagnosis | None:
    """Return why an answer is not what was requested; None if it is."""
    if "off_site" in response.meta:
        return Diagnosis.OFF_SITE
    if not is_in_full(response):
        return _status_fault(response, kind)
    if "dataloss" in response.flags:
        return Diagnosis.TRUNCATED
    if kind is not CaptureKind.ROBOTS and not response.body.strip():
        return Diagnosis.EMPTY
    return _content_fault(response, kind)


def error_diagnosis(error: BaseException | None) -> Diagnosis:
    """Return the diagnosis of a request that never got an answer that could be kept."""
    if isinstance(error, ForbiddenByRobots):
        return Diagnosis.REFUSED_BY_ROBOTS
    if isinstance(error, OffSite):
        return Diagnosis.OFF_SITE
    too_large = isinstance(error, TooLarge | DownloadCancelledError) or is_endless_head(error)
    return Diagnosis.TOO_LARGE if too_large else Diagnosis.NO_ANSWER


def is_trouble(diagnosis: Diagnosis | None, status: int | None) -> bool:
    """Return whether an answer shows that the server is in trouble, or refuses us for now."""
    if diagnosis is Diagnosis.ERROR_STATUS:
        return status in _PASSING or (status is not None and status >= HTTP_SERVER_ERROR)
    return diagnosis in _TROUBLE


def tries_allowed(capture: Capture, retries: int) -> int:
    """Return how often the address of a capture may be tried again later in the run, of the ``retries`` allowed.

    A missing document is always checked a second time: that is not a retry, but the evidence that it is gone.
    """
    if capture.status in GONE and capture.kind is not CaptureKind.ROBOTS:
        return LOOKS - 1
    if is_trouble(capture.diagnosis, capture.status):
        return retries
    return min(retries, 1) if capture.diagnosis in _DOUBTFUL or capture.status in _ILL_ASKED else 0


def diagnosed(capture: Capture, diagnosis: Diagnosis, detail: str) -> Capture:
    """Return a copy of a capture with a diagnosis that only reading it revealed."""
    return replace(capture, diagnosis=diagnosis, detail=detail)


def requested_address(request: Request) -> str:
    """Return the address that was requested, before any redirect."""
    redirected: list[str] = request.meta.get("redirect_urls", [])
    return redirected[0] if redirected else request.url


def is_in_full(response: Response) -> bool:
    """Return whether a status means that the complete document arrived.

    A proxy may say that it changed something (203); a partial answer may be complete (206), if it has as many bytes as
    it says; and 226 equals 200 unless it names the encoding to assemble the answer from (RFC 3229, 10.4.1).
    """
    if response.status == HTTP_PARTIAL:
        covered = _WHOLE_RANGE.fullmatch(_header(response, "Content-Range"))
        return covered is not None and int(covered[1]) + 1 == int(covered[2]) <= len(response.body)
    if response.status == HTTP_IM_USED:
        return "IM" not in response.headers
    return response.status in {HTTP_OK, HTTP_TRANSFORMED}


def _status_fault(response: Response, kind: CaptureKind) -> Diagnosis | None:
    if kind is CaptureKind.ROBOTS and response.status in _ROBOTS_ANSWERED:
        return None
    if response.status == HTTP_NOT_MODIFIED and "validators" in response.meta:
        return None
    if response.status == HTTP_PARTIAL:
        return Diagnosis.TRUNCATED
    blocked = (
        error_pages.diagnose_page(response.body) is Diagnosis.BLOCK_PAGE or "X-Amzn-Waf-Action" in response.headers
    )
    return Diagnosis.BLOCK_PAGE if blocked and response.status in _PASSING else Diagnosis.ERROR_STATUS


def _content_fault(response: Response, kind: CaptureKind) -> Diagnosis | None:
    match kind:
        case CaptureKind.ROBOTS:
            return None
        case CaptureKind.LETTER:
            return _letter_fault(response)
        case CaptureKind.DATA_TABLE:
            return _table_fault(response)
        case CaptureKind.NATIONAL_DOCUMENT:
            return _letter_fault(response) if b"%PDF-" in response.body[:_PDF_MARGIN] else _page_fault(response)
        case (
            CaptureKind.INDEX
            | CaptureKind.DATA_TABLES_INDEX
            | CaptureKind.AUTHORITY_PAGE
            | CaptureKind.LETTERS_PAGE
            | CaptureKind.IMPROVEMENTS_PAGE
            | CaptureKind.REPORTS_PAGE
            | CaptureKind.DECISION_LIST
            | CaptureKind.DECISION
        ):
            return _page_fault(response)
        case _:
            assert_never(kind)


def _letter_fault(response: Response) -> Diagnosis | None:
    """Judge a letter by its bytes alone: servers send any content type with a good PDF, and pages mention PDF too."""
    before, header, _ = response.body[:_PDF_MARGIN].partition(b"%PDF-")
    if not header or before.startswith(_ZIP) or _PAGE.search(before):
        return error_pages.diagnose_page(response.body) or Diagnosis.NOT_A_PDF
    return Diagnosis.TRUNCATED if is_truncated(response.body) else None


def _table_fault(response: Response) -> Diagnosis | None:
    """Judge a yearly table by its bytes: a page in its place is none; whatever else it is, the reader says."""
    if _PAGE.search(response.body[:_PDF_MARGIN]):
        return error_pages.diagnose_page(response.body) or Diagnosis.UNKNOWN_PAGE
    return Diagnosis.TRUNCATED if "partial" in response.flags else None


def _page_fault(response: Response) -> Diagnosis | None:
    if not isinstance(response, TextResponse):
        return Diagnosis.NOT_HTML
    # If no length was announced, only the page itself can show that it is complete.
    breaks_off = "partial" in response.flags and _HTML_END not in response.body.lower()
    if breaks_off and isinstance(response, HtmlResponse):
        return Diagnosis.TRUNCATED
    return error_pages.diagnose_page(response.body)


def _media_type(response: Response) -> str:
    return _plain(_header(response, "Content-Type").lower())


def _header(response: Response, name: str) -> str:
    return (response.headers.get(name) or b"").decode("latin-1").strip()


def _plain(text: str) -> str:
    """Return text from outside in a form that every database and terminal accepts."""
    return _CONTROL.sub(" ", text)


def _capture(
    response: Response, kind: CaptureKind, digest: str | None, length: int, diagnosis: Diagnosis | None
) -> Capture:
    headers = {
        _plain(name.decode("latin-1").lower()): _plain(b", ".join(values).decode("latin-1"))
        for name, values in response.headers.items()
    }
    return Capture(
        url=requested_address(response.request) if response.request else response.url,
        kind=kind,
        fetched_at=datetime.now(UTC),
        status=response.status,
        headers=headers,
        body_sha256=digest,
        length=length,
        diagnosis=diagnosis,
        detail=_detail(response, diagnosis),
        answered_url=response.url if "redirect_urls" in response.meta else None,
    )


def _detail(response: Response, diagnosis: Diagnosis | None) -> str | None:
    if diagnosis is Diagnosis.OFF_SITE:
        return f"the address leads to {_plain(response.meta['off_site'])}, which is not on the site"
    if diagnosis is Diagnosis.NOT_A_PDF:
        return f"the answer is of the type {_media_type(response) or 'unknown'}"
    return f"the address led to {response.url}" if "redirect_urls" in response.meta else None
