"""The folder of settings that Datasette reads: titles and meanings from the catalogue, example queries, limits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jobs.browse import canned
from jobs.browse.canned import Canned
from lgsco_store.contract.catalog import Column, columns, meaning
from lgsco_store.contract.views import VIEWS
from lgsco_store.database import fulltext

DATABASE = "archive"
"""The name of the archive in addresses."""

# Queries over all figures of all years take longer than Datasette's default limit. Its facet suggestions run one more
# query for each column, which takes seconds on a wide view.
_SETTINGS = {
    "sql_time_limit_ms": 10_000,
    "facet_time_limit_ms": 2_000,
    "suggest_facets": False,
    "allow_download": False,
}

# What people choose from first; each has few enough values to list.
_FACETS = {
    "authorities": ["type", "region"],
    "authority_lineage": ["relation"],
    "letters": ["year", "authority_type", "region", "status", "layout"],
    "figures": ["year", "measure", "category", "authority_type", "source", "state"],
    "figure_history": ["year", "measure", "category", "authority_type", "source", "state"],
    "versions": ["year", "source", "run_id"],
    "changes": ["kind", "cause", "year", "measure", "run_id"],
    "runs": ["state", "trigger"],
    "coverage": ["year", "state"],
    "issues": ["severity", "code", "year"],
    "discrepancies": ["year", "measure"],
    "data_tables": ["table_name", "year", "status"],
    "table_figures": ["table_name", "year", "measure", "category", "state"],
    "table_changes": ["table_name", "year", "kind", "cause"],
    "table_comparisons": ["year", "source", "measure", "agrees", "is_certain"],
    "decisions": ["type", "outcome", "category", "state"],
    "decision_history": ["type", "outcome", "category"],
    "reports": ["outcome", "category", "state"],
    "open_reports": ["category"],
    "service_improvements": ["category", "state"],
    "council_reports": ["state"],
    "national_documents": [],
    "definitions": ["year", "measure", "is_usual"],
    "search": ["source", "outcome", "category", "state"],
    "decision_counts": ["year", "category", "outcome"],
    "decisions_and_letters": ["year", "state"],
    "improvements_and_decisions": ["state"],
    "complaints_received": ["year", "authority_type"],
    "complaints_decided": ["year", "authority_type"],
    "headline_figures": ["year", "authority_type"],
    "letter_figures": ["year", "measure", "category", "authority_type", "state"],
    "council_years": ["year", "authority_type", "region", "state", "comparison"],
    "type_years": ["year", "authority_type"],
    "england_years": [],
    "lineage_years": ["year", "split"],
    "series_breaks": ["kind", "year"],
    "authority_aliases": ["kind"],
    "publications": ["source", "year", "status"],
    "readings": ["source", "reader_version", "status", "layout"],
}

_SEARCH = """
SELECT day, reference, body, category, outcome, state, url, text FROM search
WHERE id IN (SELECT rowid FROM search_index WHERE search_index MATCH search_terms(:words))
    AND :authority IN ('', authority_slug) AND :category IN ('', category) AND :outcome IN ('', outcome)
    AND (:from = '' OR day >= :from) AND (:to = '' OR day <= :to)
ORDER BY day DESC, source, reference
LIMIT 100
""".strip()
_HOW_TO_SEARCH = (
    "Give words, and a phrase in double quotes; all of them occur in what is found, the newest first, at most 100. "
    "The rest may be left empty: an authority, such as kent-county-council, a category and an outcome as printed, and "
    "the first and the last day, such as 2024-12-31."
)


def write(folder: Path, hidden: list[str]) -> None:
    """Write the files of a configuration folder, by the names that Datasette gives them."""
    for name, content in {"metadata.json": metadata(hidden), "settings.json": _SETTINGS}.items():
        (folder / name).write_text(json.dumps(content), encoding="utf-8")


def metadata(hidden: list[str]) -> dict[str, Any]:
    """Describe the archive: titles, meanings with their units, facets, and the example queries.

    ``hidden`` are the tables that Datasette neither lists nor shows; the views that use them still work.
    """
    tables = {name: _view(name) for name in VIEWS} | {name: {"allow": False} for name in hidden}
    queries = {
        each.name: {"title": each.question, "sql": each.sql, "description": _described(each)}
        for each in canned.queries()
    } | {
        "find": {
            "title": "Decisions, reports and improvements by their words.",
            "sql": _SEARCH,
            "description": _HOW_TO_SEARCH,
        }
    }
    return {
        "title": "Annual review letters of the Local Government and Social Care Ombudsman",
        "description": "Read-only. The views are what to query; the columns of each say what they mean.",
        "source": "Local Government and Social Care Ombudsman",
        "source_url": "https://www.lgo.org.uk/copyright",
        "databases": {DATABASE: {"tables": tables, "queries": queries}},
    }


def _view(name: str) -> dict[str, Any]:
    # This gives the page of the view a field to search in.
    searched = {"fts_table": fulltext.INDEX, "fts_pk": "id"} if name == "search" else {}
    return {
        **searched,
        "title": name.replace("_", " ").capitalize(),
        "description": f"{meaning(name)}.",
        "columns": {column.name: _meaning(column) for column in columns(name)},
        "facets": _FACETS[name],
    }


def _meaning(column: Column) -> str:
    return f"{column.description} ({column.unit})" if column.unit else column.description


def _described(query: Canned) -> str:
    if not query.values:
        return "An example query."
    asked = " and ".join(f"{name}, such as {value}" for name, value in query.values.items())
    return f"An example query. Give {asked}."
