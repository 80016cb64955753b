"""The folder of an export: its files are written in a folder of their own, and then replace those of the export before.

An export that fails changes nothing. One that is killed while it replaces files leaves a description with digests that
tell; the next export puts it right, since every file there is in one of the two descriptions.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from lgsco_store.contract.export import package

_PART = ".lgsco-export"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Return a new folder; the files written there replace those of an earlier export.

    Raises:
        OSError: a file cannot be written or replaced.
    """
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / _PART
    # A killed export left it.
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        yield part
        _replace(folder, part)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _replace(folder: Path, part: Path) -> None:
    """Move the files to their places, the description first, and remove those that only the former description lists.

    Captures are not tables, and no description lists them: they replace a file of captures alone.
    """
    names = {path.name for path in part.iterdir()}
    described = names & {package.FILE_NAME}
    if described:
        for name in package.listed(folder) - names:
            (folder / name).unlink(missing_ok=True)
    for name in (*described, *sorted(names - described)):
        (part / name).replace(folder / name)
