"""The content of each address of the site in a year: pages made from the data, and PDF files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any
from urllib.parse import parse_qs, unquote

from jinja2 import Environment, PackageLoader, StrictUndefined
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Map, Rule

from jobs.demo import cases, content, wording
from jobs.demo.content import COPIED, Council, Figures, Letter

LINK_ENDINGS = {"link": "", "link with slash": "/", "link with query": "?displaypref=1"}
TABLES = "/information-centre/reports/annual-review-reports/local-government-complaint-reviews"
RESULTS_A_PAGE = 10
ROBOTS = b"User-agent: *\nDisallow: /searchpost\n"

_TEMPLATES = Environment(
    loader=PackageLoader("jobs.demo"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
_PAGES = Map(
    [
        Rule("/your-councils-performance", endpoint="index"),
        Rule("/your-councils-performance/<slug>/statistics", endpoint="statistics"),
        Rule("/your-councils-performance/<slug>/annualletters", endpoint="annualletters"),
        Rule("/your-councils-performance/<slug>/serviceimprovements", endpoint="serviceimprovements"),
        Rule("/decisions/<category>/<sub_category>/<reference>", endpoint="decision"),
        Rule("/Decisions/SearchResults", endpoint="search"),
        Rule(TABLES, endpoint="tables"),
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


def find(path: str, year: int, query: str = "") -> Document | None:
    """Return what a path (with its escapes undone) served in a year, or None; only the search heeds a query."""
    if path == "/robots.txt":
        return Document(ROBOTS, "text/plain; charset=utf-8", COPIED[min(COPIED)])
    return _files(year).get(path) or _page_document(path, year, query)


@cache
def _files(year: int) -> dict[str, Document]:
    """Return every file of the site in a year, by its path."""
    files = (*_letter_files(year), *_report_files(), *_table_files(year))
    return {unquote(path): document for path, document in files}


def _letter_files(year: int) -> Iterator[tuple[str, Document]]:
    for letter in content.letters():
        if edition := letter.edition(year):
            yield letter.path, Document(content.letter_bytes(edition), "application/pdf", edition.modified)


def _report_files() -> Iterator[tuple[str, Document]]:
    for report in content.reports().values():
        yield report.path, Document(content.report_bytes(report), "application/pdf", report.modified)


def _table_files(year: int) -> Iterator[tuple[str, Document]]:
    for table in cases.tables():
        if table.since <= year:
            since = min(each for each in COPIED if table.since <= each and table.csv(each) == table.csv(year))
            yield table.path, Document(table.csv(year), "text/csv", COPIED[since])


def _page_document(path: str, year: int, query: str) -> Document | None:
    body = _page(path, year, query)
    if body is None:
        return None
    return Document(body, "text/html; charset=utf-8", COPIED[_unchanged_since(path, year, query)])


def _unchanged_since(path: str, year: int, query: str) -> int:
    """Find the first of the years, up to this one, in which the page was as it is in this one."""
    earlier = max((other for other in COPIED if other < year), default=None)
    if earlier is None or _page(path, earlier, query) != _page(path, year, query):
        return year
    return _unchanged_since(path, earlier, query)


@cache
def _page(path: str, year: int, query: str) -> bytes | None:
    try:
        endpoint, values = _PAGES.bind("127.0.0.1").match(path)
    except HTTPException:
        return None
    match endpoint:
        case "index":
            return _render("index.html", councils=content.index(year), endings=LINK_ENDINGS)
        case "decision":
            return _decision(path, year)
        case "search":
            return _search(query, year)
        case "tables":
            standing = [each for each in cases.tables() if each.since <= year]
            return _render("reviews.html", tables=standing)
        case _:
            council = content.council_at(values["slug"], year)
            return None if council is None else _council_page(endpoint, council, year)


def _council_page(endpoint: str, council: Council, year: int) -> bytes | None:
    match endpoint:
        case "statistics":
            return _statistics(council, year)
        case "annualletters":
            letters = [letter for letter, _ in content.letters_of(council, year)]
            return _render("annualletters.html", council=council, letters=letters)
        case _:
            found = cases.improvements(council, year)
            return _render("serviceimprovements.html", council=council, improvements=found) if found else None


def _decision(path: str, year: int) -> bytes | None:
    found = next((each for each in cases.decisions(year) if each.path == path.rstrip("/").lower()), None)
    return None if found is None else _render("decision.html", decision=found, satisfied=found.satisfied_on(year))


def _search(query: str, year: int) -> bytes | None:
    """Return one page of the decisions between two days; None if the query does not say which."""
    asked = {name: values[0] for name, values in parse_qs(query).items()}
    try:
        first, last, page = date.fromisoformat(asked["fd"]), date.fromisoformat(asked["td"]), int(asked["page"])
    except (KeyError, ValueError):
        return None
    found = [each for each in cases.decisions(year) if first <= each.day <= last]
    shown = found[(page - 1) * RESULTS_A_PAGE : page * RESULTS_A_PAGE]
    return _render("search.html", count=len(found), decisions=shown)


def _statistics(council: Council, year: int) -> bytes:
    letters = content.letters_of(council, year)
    letter, printed = (letters[0][0], letters[0][1].figures) if letters else (None, {})
    return _render(
        "statistics.html",
        council=council,
        predecessors=[content.councils()[slug] for slug in council.predecessors],
        figures=_figures_template(letter, printed),
        letter=letter,
        printed=printed,
        wording=wording,
        reports=cases.reports_of(council, year),
        improvements=cases.improvements(council, year),
    )


def _figures_template(letter: Letter | None, printed: Figures) -> str:
    if letter is None or not printed:
        return "no_figures.html"
    return "measures.html" if letter.year >= wording.FIRST_THREE_MEASURES else "tables.html"


def _render(template: str, **values: Any) -> bytes:
    return _TEMPLATES.get_template(template).render(values).encode()
