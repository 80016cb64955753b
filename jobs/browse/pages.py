"""Pages that we add to Datasette's: a home page that explains, and for each figure the page of its letter.

A letter is served from the archive, so that a figure leads to the very version that it was read from, even if the
Ombudsman has withdrawn it since.
"""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Mapping
from importlib import resources
from pathlib import Path
from types import ModuleType
from typing import Any

from markupsafe import Markup
from sqlalchemy import text

from jobs.browse import canned
from jobs.browse.configuration import DATABASE
from lgsco_store.archive import Archive, UnknownDocumentError
from lgsco_store.contract.catalog import meaning
from lgsco_store.contract.export import origin
from lgsco_store.contract.views import VIEWS
from lgsco_store.database import fulltext
from lgsco_store.database.session import Database
from lgsco_store.publications.registry import kind_of
from lgsco_store.records import Source

TEMPLATES = Path(str(resources.files("jobs.browse").joinpath("templates")))

_LETTER = r"^/-/letter/(?P<sha256>[0-9a-f]{64})\.pdf$"
_PDF = b"%PDF-"
# Possible subjects of a question, the most likely first.
_KNOWN = {
    "authority": "SELECT authority_slug FROM letters GROUP BY authority_slug ORDER BY COUNT(*) DESC, authority_slug",
    "year": "SELECT DISTINCT year FROM letters ORDER BY year DESC",
}
_COUNTS = """
SELECT COUNT(*) AS letters, COUNT(DISTINCT authority_slug) AS authorities, MIN(year) AS first, MAX(year) AS last
FROM letters
"""


def plugin(hookimpl: Any, response: Any, database: Database) -> ModuleType:
    """Return what Datasette registers as a plugin: functions by the names of its hooks.

    ``hookimpl`` and ``response`` are Datasette's own, which is an extra.
    """

    async def letter(request: Any) -> Any:
        body = await asyncio.to_thread(_letter, database, request.url_vars["sha256"])
        if body is None:
            return response("The archive has no letter with this SHA-256.\n", status=404)
        return response(body, headers={"x-content-type-options": "nosniff"}, content_type="application/pdf")

    def register_routes() -> list[tuple[str, Any]]:
        return [(_LETTER, letter)]

    def render_cell(row: Any, value: object, column: str) -> Markup | None:
        return _link(dict(row), value) if column in {"page", "document_sha256"} else None

    def prepare_connection(conn: sqlite3.Connection) -> None:
        conn.create_function("search_terms", 1, _search_terms, deterministic=True)

    def extra_template_vars(template: str) -> Callable[[], Awaitable[dict[str, Any]]]:
        return lambda: asyncio.to_thread(_template_variables, database, whole=template == "index.html")

    # Datasette keeps its plugins in a set, and looks at their attributes.
    module = ModuleType("lgsco_pages")
    for hook in (register_routes, render_cell, prepare_connection, extra_template_vars):
        setattr(module, hook.__name__, hookimpl(hook))
    return module


def _search_terms(words: object) -> str:
    """Return what a person typed as SQLite's index is asked for it, as the command and the client do."""
    return fulltext.sqlite_query(fulltext.phrases(str(words or "")))


def _letter(database: Database, sha256: str) -> bytes | None:
    """Return the bytes of a letter; None for any other document: a page of the site would run scripts in ours."""
    try:
        body = Archive(database).document_body(sha256)
    except UnknownDocumentError:
        return None
    return body if body.startswith(_PDF) else None


def _link(row: Mapping[str, Any], value: object) -> Markup | None:
    """Link a page number or a digest to its letter; return nothing if the row does not identify one."""
    sha256, source = row.get("document_sha256"), row.get("source", Source.LETTER)
    # A query of the user's own may name anything a source.
    if value is None or not sha256 or source not in set(Source) or not kind_of(Source(source)).is_pdf:
        return None
    page = row.get("page")
    place = Markup("#page={}").format(page) if page else ""
    return Markup('<a href="/-/letter/{}.pdf{}">{}</a>').format(sha256, place, value)


def _template_variables(database: Database, *, whole: bool) -> dict[str, Any]:
    """Return the template variables about the archive; the ``whole`` of them for the home page only."""
    with database.reader() as connection:
        variables: dict[str, Any] = {"is_demonstration": origin.is_demonstration(connection)}
        if not whole:
            return variables
        counts = connection.execute(text(_COUNTS)).one()
        known = {name: [str(row[0]) for row in connection.execute(text(query))] for name, query in _KNOWN.items()}
    questions = [
        (each.question, f"/{DATABASE}/{each.address(known)}", list(each.values))
        for each in canned.queries()
        if counts.letters
    ]
    views = [(name, f"/{DATABASE}/{name}", meaning(name)) for name in VIEWS]
    return {**variables, "counts": counts, "questions": questions, "views": views, "database_url": f"/{DATABASE}"}
