"""The content of each address of the site in a year: pages made from the data, and PDF files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from urllib.parse import unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from jobs.demo import content, wording
from jobs.demo.content import COPIED, Council, Figures, Letter

FIRST_BANNER = 2024
LINK_ENDINGS = {"link": "", "link with slash": "/", "link with query": "?displaypref=1"}
ROBOTS = b"User-agent: *\nDisallow: /searchpost\n"

_TEMPLATES = Environment(
    loader=PackageLoader("jobs.demo"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_PAGES = Map(
    [
        Rule("/your-councils-performance", endpoint="index"),
        Rule("/your-councils-performance/<slug>/statistics", endpoint="statistics"),
        Rule("/your-councils-performance/<slug>/annualletters", endpoint="annualletters"),
    ],
    strict_slashes=False,
    merge_slashes=False,
)


@dataclass(frozen=True, slots=True)
class Document:
    """The answer of an address: the bytes, their type, and when they last changed."""

    body: bytes
    content_type: str
    modified: datetime


def find(path: str, year: int) -> Document | None:
    """Return what a path (with its escapes undone) served in a year, or None."""
    if path == "/robots.txt":
        return Document(ROBOTS, "text/plain; charset=utf-8", COPIED[min(COPIED)])
    return _files(year).get(path) or _page_document(path, year)


@cache
def _files(year: int) -> dict[str, Document]:
    """Return every PDF file of the site in a year, by its path."""
    return {unquote(path): document for path, document in (*_letter_files(year), *_report_files())}


def _letter_files(year: int) -> Iterator[tuple[str, Document]]:
    for letter in content.letters():
        if edition := letter.edition(year):
            yield letter.path, Document(content.letter_bytes(edition), "application/pdf", edition.modified)


def _report_files() -> Iterator[tuple[str, Document]]:
    for report in content.reports().values():
        yield report.path, Document(content.report_bytes(report), "application/pdf", report.modified)


def _page_document(path: str, year: int) -> Document | None:
    body = _page(path, year)
    if body is None:
        return None
    return Document(body, "text/html; charset=utf-8", COPIED[_unchanged_since(path, year)])


def _unchanged_since(path: str, year: int) -> int:
    """Find the first of the years, up to this one, in which the page was as it is in this one."""
    earlier = max((other for other in COPIED if other < year), default=None)
    if earlier is None or _page(path, earlier) != _page(path, year):
        return year
    return _unchanged_since(path, earlier)


@cache
def _page(path: str, year: int) -> bytes | None:
    try:
        endpoint, values = _PAGES.bind("127.0.0.1").match(path)
    except HTTPException:
        return None
    if endpoint == "index":
        return _render("index.html", councils=content.index(year), endings=LINK_ENDINGS)
    council = content.council_at(values["slug"], year)
    if council is None:
        return None
    return _statistics(council, year) if endpoint == "statistics" else _annual_letters(council, year)


def _statistics(council: Council, year: int) -> bytes:
    letters = content.letters_of(council, year)
    letter, printed = (letters[0][0], letters[0][1].figures) if letters else (None, {})
    return _render(
        "statistics.html",
        council=council,
        predecessors=[content.councils()[slug] for slug in council.predecessors],
        banner=year >= FIRST_BANNER,
        figures=_figures_template(letter, printed),
        letter=letter,
        printed=printed,
        wording=wording,
        reports=[content.reports()[name] for name in council.reports],
    )


def _figures_template(letter: Letter | None, printed: Figures) -> str:
    if letter is None or not printed:
        return "no_figures.html"
    return "measures.html" if letter.year >= wording.FIRST_THREE_MEASURES else "tables.html"


def _annual_letters(council: Council, year: int) -> bytes:
    letters = [letter for letter, _ in content.letters_of(council, year)]
    return _render("annualletters.html", council=council, letters=letters)


def _render(template: str, **values: Any) -> bytes:
    return _TEMPLATES.get_template(template).render(values).encode()
