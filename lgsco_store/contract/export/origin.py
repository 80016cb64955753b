"""The origin of an export: the owners of its figures, their licences, its run, and whether the data are real."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

from sqlalchemy import Connection, text

from lgsco_store.contract.export.base import Selection
from lgsco_store.database.types import instant_text, stored_instant
from lgsco_store.terms import Trigger

TITLE = "Annual review letters of the Local Government and Social Care Ombudsman"
WARNING = "This is a demonstration: its figures are samples, most of them invented. Quote none of them."

SOURCES = [
    {"title": "Local Government and Social Care Ombudsman", "path": "https://www.lgo.org.uk/your-councils-performance"},
    {"title": "mySociety's register of UK local authorities: types, regions, dates and populations"},
]
LICENSES = [
    {"title": "Letters and figures: free to use with attribution", "path": "https://www.lgo.org.uk/copyright"},
    {
        "name": "CC-BY-4.0",
        "title": "Register of authorities: Creative Commons Attribution 4.0",
        "path": "https://creativecommons.org/licenses/by/4.0/",
    },
]

_LAST_RUN = "SELECT MAX(run_id) FROM runs WHERE state = 'published' AND finished_at <= :at"
_DEMO = "SELECT COUNT(*) FROM runs WHERE trigger = :demo"
# Later than every time, as text.
_NOW = "9"


def is_demonstration(connection: Connection) -> bool:
    """Return whether a demonstration made the archive."""
    return bool(connection.execute(text(_DEMO), {"demo": Trigger.DEMO}).scalar_one())


def release(selection: Selection) -> str:
    """Return the version of an export: the program's, and the last published run that it shows."""
    at = stored_instant(selection.as_of) if selection.as_of else _NOW
    run_id = selection.connection.execute(text(_LAST_RUN), {"at": at}).scalar_one()
    return f"{version('lgsco-archive')}+run.{run_id or 0}"


def described(selection: Selection) -> dict[str, Any]:
    """Return the entries of ``datapackage.json`` for the origin."""
    state = f"The archive as of {instant_text(selection.as_of)}." if selection.as_of else "The archive."
    warning = f"{WARNING} " if is_demonstration(selection.connection) else ""
    return {
        "title": TITLE,
        "description": f"{warning}{state}",
        "version": release(selection),
        "sources": SOURCES,
        "licenses": LICENSES,
    }
