"""The folder of a report: written next to its place and moved there as a whole.

If a report is killed, the previous one stays as it was. A folder with anything other than a report is never touched.
"""

from __future__ import annotations

import glob
import json
import shutil
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from jobs.report.site import File
from lgsco_store.errors import LgscoError

MARKER = "report.json"
"""The file that marks a folder as a report, and lists its contents."""

_FORMAT = 1
_A_DAY = 24 * 60 * 60
_NEW, _OLD = ".new-report-", ".old-report-"


class FolderError(LgscoError):
    """The folder cannot take a report; its contents are unchanged."""


def check(folder: Path) -> None:
    """Make sure that a folder may be replaced.

    Raises:
        FolderError: it has something that is not part of a report; the text names one such file.
    """
    if not folder.exists() or not any(folder.iterdir()):
        return
    known = _listed(folder)
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir())
    other = [path for path in found if path not in known]
    if other:
        raise FolderError(
            f"{folder} holds {other[0]}, which is not part of a report: name an empty or a new folder, or move it away"
        )


def write(folder: Path, files: Iterable[File]) -> int:
    """Write a report and replace the previous one; return the number of its files.

    Raises:
        FolderError: it cannot be written there.
    """
    place = folder.resolve()
    try:
        check(place)
        place.parent.mkdir(parents=True, exist_ok=True)
        written = _write(place, files)
        _sweep(place)
    except OSError as error:
        raise FolderError(f"{folder}: the report cannot be written: {_described(error)}") from None
    return written


def _described(error: OSError) -> str:
    """Return what is wrong, and what to do about it."""
    if isinstance(error, FileExistsError | NotADirectoryError):
        return f"{error.filename} is not a folder; name another place"
    return f"{error.strerror or error}; check its permissions and room"


def _write(place: Path, files: Iterable[File]) -> int:
    new = Path(tempfile.mkdtemp(prefix=f".{place.name}{_NEW}", dir=place.parent))
    try:
        listed = [_put(new, file) for file in files]
        marker = {"format": _FORMAT, "files": sorted([*listed, MARKER])}
        _put(new, File(MARKER, (json.dumps(marker, indent=1) + "\n").encode()))
        new.chmod(0o755)
        check(place)
        _swap(new, place)
    finally:
        shutil.rmtree(new, ignore_errors=True)
    return len(listed) + 1


def _put(folder: Path, file: File) -> str:
    path = folder / file.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(file.body)
    return file.path


def _swap(new: Path, place: Path) -> None:
    """Rename twice: in between there is no report for a moment, but never half of one."""
    old = Path(tempfile.mkdtemp(prefix=f".{place.name}{_OLD}", dir=place.parent)) / place.name
    try:
        if place.exists():
            place.rename(old)
        new.rename(place)
    finally:
        if old.exists() and not place.exists():
            old.rename(place)
        shutil.rmtree(old.parent, ignore_errors=True)


def _sweep(place: Path) -> None:
    """Remove what killed reports left, unless it is another user's; what is younger than a day may be in progress."""
    for prefix in (_NEW, _OLD):
        for left in place.parent.glob(f".{glob.escape(place.name)}{prefix}*"):
            with suppress(OSError):
                if left.stat().st_mtime < time.time() - _A_DAY:
                    shutil.rmtree(left)


def _listed(folder: Path) -> set[str]:
    """Return the files that a report's own list names; nothing if there is no such list."""
    try:
        marker = json.loads((folder / MARKER).read_text(encoding="utf-8"))
        return set(marker["files"]) if marker["format"] == _FORMAT else set()
    except (FileNotFoundError, ValueError, KeyError, TypeError):
        return set()
