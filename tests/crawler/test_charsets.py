"""Pages whose declared character encoding is none: they are read like pages that declare nothing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from scrapy.http import HtmlResponse, Response

from crawler.fetch.charsets import with_text
from tests.attacks import Promise
from tests.crawler.crawls import Archive
from tests.site import councils
from tests.site.councils import ALL, annual_letters, statistics
from tests.site.server import PREFIX, Answer, Site

ESSEX, KENT, LEEDS, LAMBETH = councils.NAMES

# Python knows all of these; browsers know none of them.
NONE_FOR_TEXT = ("rot13", "base64", "hex", "zlib", "uu", "quopri", "idna", "punycode", "undefined")


@pytest.mark.parametrize("name", NONE_FOR_TEXT)
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_a_page_is_text_whatever_it_declares(name: str, encoding: str) -> None:
    for head, media_type in ((f"<meta charset={name}>", "text/html"), ("", f"text/html; charset={name}")):
        body = f"<html><head>{head}</head><body>Children’s services</body></html>".encode(encoding)
        page = with_text(HtmlResponse("http://127.0.0.1/", body=body, headers={"Content-Type": media_type}))
        assert isinstance(page, HtmlResponse)
        assert "Children’s services" in page.text
        assert page.body == body


def test_what_is_no_text_stays_as_it_is() -> None:
    file = Response("http://127.0.0.1/", body=b"%PDF-1.7")
    assert with_text(file) is file


@pytest.mark.attack(
    Promise.LOST, {"A page that declares a character encoding for something else than text": "it is read all the same"}
)
def test_declarations_of_no_encoding_cost_nothing(site: Site, archive: Archive) -> None:
    for path, name in ((PREFIX, "rot13"), (statistics(KENT), "base64"), (annual_letters(LEEDS), "undefined")):
        site.put(path, replace(site.answers[path], media_type=f"text/html; charset={name}"))
    site.put("/definitions", Answer(b"<html><meta charset=idna><body><h1>Fault</h1></body></html>"))
    ended = archive.crawl(national_paths="/definitions")
    assert ended.status == 0, ended.said
    assert archive.rows("SELECT title FROM national_documents") == [("Fault",)]
    assert archive.letters() == ALL
