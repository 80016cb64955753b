"""Store that a council's page was read, with the list of letters on it: the evidence of who is listed where."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from lgsco_store.database.batches import insert_rows
from lgsco_store.database.models import ListingRow, PageRead
from lgsco_store.history import authorities, publish
from lgsco_store.publications.inputs import Finding
from lgsco_store.records import AuthorityPage, Listing, Severity, Source


def store(
    connection: Connection, run_id: int, capture_id: int, page: AuthorityPage, listings: Sequence[Listing]
) -> None:
    """Store a page with its list; if its authority cannot be determined, only the issue."""
    authority_id, code, finding = authorities.resolve(connection, run_id, page)
    publish.write_findings(connection, run_id, [each for each in (finding, _unfinished(page)) if each])
    if authority_id is None:
        return
    of_page = {"run_id": run_id, "authority_id": authority_id, "capture_id": capture_id}
    about = {name: getattr(page, name) for name in ("url", "slug", "site_slug", "name")}
    contents = {"code": code, "predecessors": list(page.predecessors), "whole": page.whole}
    insert_rows(connection, PageRead, [{**of_page, **about, **contents}])
    rows = [{**of_page, "url": each.url, "text": each.text, "year": each.year} for each in listings]
    insert_rows(connection, ListingRow, rows)


def _unfinished(page: AuthorityPage) -> Finding | None:
    """Report a list of letters that was not seen to its end; a button may also show what the page has already."""
    if page.whole:
        return None
    if page.cut is not None:
        code, severity, why = "list_too_long", Severity.ERROR, page.cut
    else:
        code, severity, why = "list_beyond_reach", Severity.WARNING, page.beyond or ""
    message = f"The list of letters was not followed to its end, and nothing is withdrawn by it: {why}"
    return Finding(code, severity, message, page.slug, None, page.url, Source.LETTER)
