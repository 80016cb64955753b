"""Make sure that a page has text, whatever character encoding it declares."""

from __future__ import annotations

from scrapy.http import Response, TextResponse

_UTF_8 = "utf-8"
# What browsers read a page as that declares nothing they know.
_UNDECLARED = "cp1252"


def with_text(response: Response) -> Response:
    """Return an answer whose text can be read.

    Python knows encodings that turn text into other text or bytes, such as "rot13" and "base64", and Scrapy takes them
    for those of a page; to a browser they are unknown, so they count as no declaration.
    """
    if not isinstance(response, TextResponse):
        return response
    try:
        _ = response.text
    except (LookupError, UnicodeError):
        return response.replace(encoding=_UTF_8 if _is_utf_8(response.body) else _UNDECLARED)
    return response


def _is_utf_8(body: bytes) -> bool:
    try:
        body.decode(_UTF_8)
    except UnicodeDecodeError:
        return False
    return True
