"""The archive of the Ombudsman's letters: its contents, how they are stored, and the views that people query.

Programs read it through ``lgsco_store.open_archive``; docs/how-to/python.md shows how.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lgsco_store.contract.client import OpenArchive, open_archive
    from lgsco_store.contract.records import Authority, Change, Figure, Letter, PastFigure, SearchResult
    from lgsco_store.contract.rows import Rows
    from lgsco_store.errors import LgscoError
    from lgsco_store.records import Source

# Each name is imported on first use, so that importing the package costs a command nothing.
_HOMES = {
    "Authority": "contract.records",
    "Change": "contract.records",
    "Figure": "contract.records",
    "SearchResult": "contract.records",
    "Letter": "contract.records",
    "LgscoError": "errors",
    "OpenArchive": "contract.client",
    "PastFigure": "contract.records",
    "Rows": "contract.rows",
    "Source": "records",
    "open_archive": "contract.client",
}

__all__ = [
    "Authority",
    "Change",
    "Figure",
    "Letter",
    "LgscoError",
    "OpenArchive",
    "PastFigure",
    "Rows",
    "SearchResult",
    "Source",
    "open_archive",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*globals(), *__all__]
