"""From what Scrapy got to a capture: status, headers, digest, and a diagnosis where it is not what was asked for."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import UTC, datetime

from scrapy.exceptions import DownloadCancelledError, IgnoreRequest, ResponseDataLossError
from scrapy.http import Request, Response, TextResponse
from twisted.python.failure import Failure

from lgsco_store.records import Capture, CaptureKind, Diagnosis, Validators

HTTP_OK = 200
HTTP_NOT_MODIFIED = 304

# Producers put some bytes before the header and after the end mark; readers look this far for them.
_PDF_MARGIN = 1024


def of_response(response: Response, kind: CaptureKind) -> Capture:
    """The capture of an answer, whatever it was; a 304 vouches for the bytes that its validators came with."""
    vouched: Validators | None = response.meta.get("validators")
    if response.status == HTTP_NOT_MODIFIED and vouched is not None:
        return _capture(response, kind, vouched.document_sha256, 0, None)
    digest = hashlib.sha256(response.body).hexdigest() if response.body else None
    return _capture(response, kind, digest, len(response.body), diagnose(response, kind))


def of_failure(request: Request, kind: CaptureKind, failure: Failure) -> Capture:
    """The capture of a request that got no answer that could be kept."""
    return Capture(
        url=asked_for(request),
        kind=kind,
        fetched_at=datetime.now(UTC),
        status=None,
        headers={},
        body_sha256=None,
        length=0,
        diagnosis=_refusal(failure.value),
        detail=failure.getErrorMessage(),
    )


def diagnose(response: Response, kind: CaptureKind) -> Diagnosis | None:
    """Why an answer is not what was asked for; None where it is."""
    if response.status != HTTP_OK:
        return Diagnosis.ERROR_STATUS
    if not response.body:
        return Diagnosis.EMPTY
    if kind is not CaptureKind.LETTER:
        return None if isinstance(response, TextResponse) else Diagnosis.NOT_HTML
    if b"%PDF-" not in response.body[:_PDF_MARGIN]:
        return Diagnosis.NOT_A_PDF
    return None if b"%%EOF" in response.body[-_PDF_MARGIN:] else Diagnosis.TRUNCATED


def diagnosed(capture: Capture, diagnosis: Diagnosis, detail: str) -> Capture:
    """The same capture, found on reading it not to be what was asked for."""
    return replace(capture, diagnosis=diagnosis, detail=detail)


def asked_for(request: Request) -> str:
    """The address that was asked for before any redirect."""
    redirected: list[str] = request.meta.get("redirect_urls", [])
    return redirected[0] if redirected else request.url


def _capture(
    response: Response, kind: CaptureKind, digest: str | None, length: int, diagnosis: Diagnosis | None
) -> Capture:
    headers = {
        name.decode("latin-1").lower(): b", ".join(values).decode("latin-1")
        for name, values in response.headers.items()
    }
    return Capture(
        url=asked_for(response.request) if response.request else response.url,
        kind=kind,
        fetched_at=datetime.now(UTC),
        status=response.status,
        headers=headers,
        body_sha256=digest,
        length=length,
        diagnosis=diagnosis,
        detail=f"the address led to {response.url}" if "redirect_urls" in response.meta else None,
    )


def _refusal(error: BaseException | None) -> Diagnosis:
    if isinstance(error, IgnoreRequest) and "robots.txt" in str(error):
        return Diagnosis.REFUSED_BY_ROBOTS
    if isinstance(error, DownloadCancelledError):
        return Diagnosis.TOO_LARGE
    return Diagnosis.TRUNCATED if isinstance(error, ResponseDataLossError) else Diagnosis.NO_ANSWER
