"""The export formats. A new one is a module of its own, and a line here."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

from lgsco_store.contract.export import package
from lgsco_store.contract.export.base import Format, Selection
from lgsco_store.contract.export.csv_files import CSV
from lgsco_store.contract.export.folder import replacing
from lgsco_store.contract.export.parquet_files import PARQUET
from lgsco_store.contract.export.sqlite_copy import SQLITE
from lgsco_store.contract.export.warc import WARC
from lgsco_store.contract.export.xlsx_book import XLSX
from lgsco_store.database.progress import OnProgress, ignore_progress

FORMATS = {each.name: each for each in (CSV, PARQUET, SQLITE, XLSX, WARC)}

STANDARD = (CSV, SQLITE)
"""The default formats, which need no extra."""


def export(
    selection: Selection,
    folder: Path,
    formats: Sequence[Format] = STANDARD,
    progress: Callable[[Format], AbstractContextManager[OnProgress]] = lambda _: nullcontext(ignore_progress),
) -> list[Path]:
    """Write an archive into a folder and return the files; the same archive gives the same bytes.

    The files replace those of an earlier export there, once all of them are written; files of anything else stay.
    ``progress`` returns the progress callback of a format.

    Raises:
        ExtraMissingError: a requested format needs an extra that is not installed; nothing is written.
        OSError: a file cannot be written.
    """
    for each in formats:
        each.check()
    with replacing(folder) as part:
        return [folder / path.name for path in _write(selection, part, formats, progress)]


def _write(
    selection: Selection,
    folder: Path,
    formats: Sequence[Format],
    progress: Callable[[Format], AbstractContextManager[OnProgress]],
) -> list[Path]:
    files: list[Path] = []
    of_tables: list[Path] = []
    for each in formats:
        with progress(each) as written:
            made = each.write(selection, folder, written)
        files += made
        of_tables += made if each.has_tables else []
    return [*files, package.write(selection, folder, of_tables)] if of_tables else files
