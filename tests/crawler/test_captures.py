"""The results of requests, as captures with their diagnoses."""

from __future__ import annotations

import hashlib

import pytest
from scrapy.exceptions import DownloadCancelledError
from scrapy.http import HtmlResponse, Request, Response
from twisted.internet.error import ConnectionDone
from twisted.python.failure import Failure
from twisted.web.client import ResponseFailed

from crawler.fetch import captures
from crawler.fetch.errors import ForbiddenByRobots, OffSite, TooLarge
from lgsco_store.records import CaptureKind, Diagnosis, Validators
from tests.attacks import Promise

PDF = b"%PDF-1.4\nsomething\n%%EOF\n"
URL = "http://127.0.0.1/documents/a.pdf"


def response(body: bytes = PDF, status: int = 200, **meta: object) -> Response:
    request = Request(URL, meta=dict(meta))
    return Response(URL, status=status, headers={"ETag": '"1"', "Vary": ["a", "b"]}, body=body, request=request)


def test_a_letter_is_known_by_its_digest_and_keeps_its_headers() -> None:
    capture = captures.response_capture(response(), CaptureKind.LETTER)
    assert capture.body_sha256 == hashlib.sha256(PDF).hexdigest()
    assert (capture.url, capture.status, capture.length, capture.diagnosis) == (URL, 200, len(PDF), None)
    assert capture.headers == {"etag": '"1"', "vary": "a, b"}


@pytest.mark.parametrize(
    ("body", "status", "diagnosis"),
    [
        (b"", 200, Diagnosis.EMPTY),
        (b"<html>Please wait</html>", 200, Diagnosis.NOT_A_PDF),
        (PDF[:-8], 200, Diagnosis.TRUNCATED),
        (PDF, 404, Diagnosis.ERROR_STATUS),
        (PDF, 503, Diagnosis.ERROR_STATUS),
        (b"\n\n" + PDF + b"\n" * 20, 200, None),
    ],
)
def test_an_incomplete_letter_is_reported(body: bytes, status: int, diagnosis: Diagnosis | None) -> None:
    assert captures.response_capture(response(body, status), CaptureKind.LETTER).diagnosis is diagnosis


@pytest.mark.parametrize(
    ("status", "headers", "diagnosis"),
    [
        (203, {}, None),
        (206, {"Content-Range": f"bytes 0-{len(PDF) - 1}/{len(PDF)}"}, None),
        (206, {"Content-Range": f"bytes 0-{len(PDF) - 1}/{len(PDF) + 1}"}, Diagnosis.TRUNCATED),
        (206, {"Content-Range": f"bytes 0-{len(PDF)}/{len(PDF) + 1}"}, Diagnosis.TRUNCATED),
        (206, {"Content-Range": f"bytes 5-{len(PDF) - 1}/{len(PDF)}"}, Diagnosis.TRUNCATED),
        (206, {"Content-Range": "bytes 0-9/*"}, Diagnosis.TRUNCATED),
        (206, {}, Diagnosis.TRUNCATED),
        (226, {}, None),
        (226, {"IM": "vcdiff"}, Diagnosis.ERROR_STATUS),
        (201, {}, Diagnosis.ERROR_STATUS),
        (202, {}, Diagnosis.ERROR_STATUS),
        (202, {"x-amzn-waf-action": "challenge"}, Diagnosis.BLOCK_PAGE),
        (204, {}, Diagnosis.ERROR_STATUS),
        (300, {}, Diagnosis.ERROR_STATUS),
        (999, {}, Diagnosis.ERROR_STATUS),
    ],
)
def test_a_status_of_success_is_not_always_the_whole_answer(
    status: int, headers: dict[str, str], diagnosis: Diagnosis | None
) -> None:
    answer = Response(URL, status=status, headers=headers, body=PDF, request=Request(URL))
    assert captures.response_capture(answer, CaptureKind.LETTER).diagnosis is diagnosis


@pytest.mark.parametrize(
    ("body", "diagnosis"),
    [
        (PDF, None),
        (b"<b>Warning</b>: undefined index\n" + PDF, None),
        (b"<!DOCTYPE html><p>How to open %PDF-1.4 files: look for %%EOF</p>", Diagnosis.NOT_A_PDF),
        (b"<html><h1>Access denied</h1>%PDF- %%EOF", Diagnosis.BLOCK_PAGE),
        (b"PK\x03\x04\x14\0\0\0\0\0letter.pdf" + PDF, Diagnosis.NOT_A_PDF),
    ],
)
@pytest.mark.parametrize("media_type", ["text/html", "image/png", "application/pdf", ""])
def test_the_bytes_of_a_letter_tell_what_it_is_and_not_its_media_type(
    body: bytes, diagnosis: Diagnosis | None, media_type: str
) -> None:
    answer = Response(URL, headers={"Content-Type": media_type}, body=body, request=Request(URL))
    assert captures.response_capture(answer, CaptureKind.LETTER).diagnosis is diagnosis


@pytest.mark.attack(Promise.SAFE, {"Control characters in headers and addresses of the site": "not kept"})
def test_no_control_character_of_a_header_or_an_address_is_kept() -> None:
    headers = {b"X-\x00A": b"a\x00b\x1b[31mc", b"Content-Type": b"text/\x00html"}
    answer = Response(URL, headers=headers, body=b"<p>", request=Request(URL))
    capture = captures.response_capture(answer, CaptureKind.LETTER)
    assert capture.headers == {"x- a": "a b [31mc", "content-type": "text/ html"}
    assert capture.detail == "the answer is of the type text/ html"
    led = response(status=302, off_site="http://a/\x00\x1b")
    assert captures.response_capture(led, CaptureKind.LETTER).detail == (
        "the address leads to http://a/  , which is not on the site"
    )


def test_a_page_must_be_text() -> None:
    assert captures.response_capture(response(), CaptureKind.INDEX).diagnosis is Diagnosis.NOT_HTML
    page = HtmlResponse(URL, body=b"<h1>Kent</h1>", request=Request(URL))
    assert captures.response_capture(page, CaptureKind.INDEX).diagnosis is None


def test_not_modified_vouches_for_the_bytes_of_the_validators() -> None:
    vouched = Validators(etag='"1"', last_modified=None, document_sha256="a" * 64, url=URL)
    capture = captures.response_capture(response(b"", 304, validators=vouched), CaptureKind.LETTER)
    assert (capture.body_sha256, capture.length, capture.diagnosis) == ("a" * 64, 0, None)


def test_not_modified_without_a_question_is_an_error() -> None:
    capture = captures.response_capture(response(b"", 304), CaptureKind.LETTER)
    assert (capture.body_sha256, capture.diagnosis) == (None, Diagnosis.ERROR_STATUS)


def test_a_redirect_is_filed_under_the_address_that_was_asked_for() -> None:
    capture = captures.response_capture(response(redirect_urls=["http://127.0.0.1/old.pdf"]), CaptureKind.LETTER)
    assert capture.url == "http://127.0.0.1/old.pdf"
    assert capture.detail == f"the address led to {URL}"


def test_a_connection_that_breaks_off_has_its_reasons_in_words() -> None:
    broken = ResponseFailed([Failure(ConnectionDone()), Failure(ValueError("conflicting lengths"))])  # type: ignore[no-untyped-call] # Twisted's
    capture = captures.failure_capture(Request(URL), CaptureKind.LETTER, Failure(broken))  # type: ignore[no-untyped-call] # Twisted's
    assert capture.diagnosis is Diagnosis.NO_ANSWER
    assert capture.detail == "Connection was closed cleanly.; conflicting lengths"


@pytest.mark.parametrize(
    ("error", "diagnosis"),
    [
        (ForbiddenByRobots("robots.txt forbids it"), Diagnosis.REFUSED_BY_ROBOTS),
        (OffSite("it is not on the site"), Diagnosis.OFF_SITE),
        (TooLarge("the decompressed body is more than 1000 bytes"), Diagnosis.TOO_LARGE),
        (DownloadCancelledError("Expected size larger than the limit"), Diagnosis.TOO_LARGE),
        (TimeoutError("took too long"), Diagnosis.NO_ANSWER),
    ],
)
def test_no_answer_is_a_capture_with_the_reason(error: Exception, diagnosis: Diagnosis) -> None:
    capture = captures.failure_capture(Request(URL), CaptureKind.LETTER, Failure(error))  # type: ignore[no-untyped-call] # Twisted's
    assert (capture.status, capture.diagnosis, capture.detail) == (None, diagnosis, str(error))
