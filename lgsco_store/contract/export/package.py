"""``datapackage.json``: describes the files of an export, by the Frictionless standard."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from lgsco_store.contract.catalog import Column
from lgsco_store.contract.export import origin
from lgsco_store.contract.export.base import Selection
from lgsco_store.contract.export.tables import Table

FILE_NAME = "datapackage.json"

_NAME = "lgsco-archive"
_TYPES = {"integer": "integer", "number": "number", "boolean": "boolean", "date": "date"}


def write(selection: Selection, folder: Path, files: Sequence[Path]) -> Path:
    """Describe the files: every table as CSV with its schema; ``copies`` are the files in other formats."""
    by_name = {f"{table.name}.csv": table for table in selection.tables}
    package = {
        "profile": "data-package",
        "name": _NAME,
        **origin.described(selection),
        "resources": [_resource(path, by_name[path.name]) for path in files if path.name in by_name],
        "copies": [_file(path) for path in files if path.name not in by_name],
    }
    path = folder / FILE_NAME
    path.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    return path


def listed(folder: Path) -> set[str]:
    """Return the names of the files that the package of an earlier export lists; none if there is no such package."""
    try:
        package = json.loads((folder / FILE_NAME).read_text(encoding="utf-8"))
        paths = [Path(each["path"]) for each in (*package["resources"], *package["copies"])]
        return {path.name for path in paths if package["name"] == _NAME and path.parent == Path()}
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()


def _file(path: Path) -> dict[str, Any]:
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"path": path.name, "bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _resource(path: Path, table: Table) -> dict[str, Any]:
    return {
        "name": table.name,
        "description": table.meaning,
        "profile": "tabular-data-resource",
        "format": "csv",
        "encoding": "utf-8",
        **_file(path),
        "schema": {
            "fields": [_field(column) for column in table.columns],
            **({"primaryKey": list(table.key)} if table.key else {}),
        },
    }


def _field(column: Column) -> dict[str, str]:
    kind = _TYPES.get(column.type, "string")
    return {"name": column.name, "type": kind, "description": column.description}
