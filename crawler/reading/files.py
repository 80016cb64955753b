"""Read files without an archive, in the order given, whatever they contain."""

from __future__ import annotations

import stat
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path

from crawler.reading.kinds.names import ReadDocument
from crawler.reading.pool import ReadingPool
from crawler.reading.version import MAX_BYTES, unread
from lgsco_store.records import Issue, Severity

# Queued files stay in memory until a worker takes them, so only a few are opened ahead.
_AHEAD = 4
_REASONS = {
    FileNotFoundError: ("file_missing", "There is no such file."),
    IsADirectoryError: ("is_a_directory", "It is a directory; give the files in it."),
    PermissionError: ("no_permission", "Permission to read it is missing; ask for it."),
}


def read_files(paths: Iterable[str], pool: ReadingPool) -> Iterator[tuple[str, ReadDocument]]:
    """Read each file in one of the pool's processes; yield each path with its reading, in the order given."""
    waiting: deque[tuple[str, Future[ReadDocument]]] = deque()
    for path in paths:
        waiting.append((path, _begun(path, pool)))
        if len(waiting) == _AHEAD:
            yield _next(waiting)
    while waiting:
        yield _next(waiting)


def _next(waiting: deque[tuple[str, Future[ReadDocument]]]) -> tuple[str, ReadDocument]:
    path, future = waiting.popleft()
    return path, future.result()


def _begun(path: str, pool: ReadingPool) -> Future[ReadDocument]:
    content = _content(path)
    if isinstance(content, bytes):
        return pool.submit_unknown(content)
    future: Future[ReadDocument] = Future()
    future.set_result(ReadDocument(None, unread(None, content)))
    return future


def _content(path: str) -> bytes | Issue:
    try:
        # Opening a named pipe would block for ever; a directory fails to open with its own error.
        if stat.S_ISFIFO(Path(path).stat().st_mode):
            return _issue("not_a_file", "It is a pipe; save it to a file.")
        with Path(path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        known = next((reason for kind, reason in _REASONS.items() if isinstance(error, kind)), None)
        return _issue(*known) if known else _issue("file_unreadable", f"It cannot be read: {error}.")
    if len(content) > MAX_BYTES:
        return _issue("too_large", f"It has more than {MAX_BYTES} bytes, too many for a letter.")
    return content


def _issue(code: str, message: str) -> Issue:
    return Issue(code, Severity.WARNING, message)
