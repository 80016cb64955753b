"""Pages that came instead of what was asked for, known by their headlines alone."""

from __future__ import annotations

import pytest

from crawler.impostors import unmask
from lgsco_store.records import Diagnosis

ASKS_FOR_ONE = '<form><input name="p" type="password"></form>'


@pytest.mark.parametrize(
    ("html", "diagnosis"),
    [
        ("<title>Page not found - Ombudsman</title>", Diagnosis.SOFT_404),
        ("<h1>404</h1>", Diagnosis.SOFT_404),
        ("<h1>Error 404</h1>", Diagnosis.SOFT_404),
        ("<h1>The page you were looking for\n cannot be found</h1>", Diagnosis.SOFT_404),
        ("<h1>We can\N{RIGHT SINGLE QUOTATION MARK}t find the page</h1>", Diagnosis.SOFT_404),
        ("<title>Access <b>Denied</b></title>", Diagnosis.BLOCK_PAGE),
        ("<title>Just a moment...</title>", Diagnosis.BLOCK_PAGE),
        ("<h2>Are you a robot?</h2>", Diagnosis.BLOCK_PAGE),
        ("<p>x</p><script src='/cdn-cgi/challenge-platform/h.js'></script>", Diagnosis.BLOCK_PAGE),
        (f"<h1>Sign in</h1>{ASKS_FOR_ONE}", Diagnosis.LOGIN_PAGE),
        ("<h1>Sign in</h1>", None),
        (f"<title>Kent</title><h1>Kent County Council</h1>{ASKS_FOR_ONE}", None),
        ("<h1>Sample 404 Council</h1><p>Page not found, access denied</p>", None),
        ("<h1>Kent County Council</h1><h2>Complaints about access to records</h2>", None),
        ("", None),
    ],
)
def test_headlines_tell(html: str, diagnosis: Diagnosis | None) -> None:
    assert unmask(html.encode()) is diagnosis
