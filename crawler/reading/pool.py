"""Read in expendable processes: a hostile document costs one worker, never its neighbours or the caller.

Pebble runs the processes: it replaces one that dies or takes too long, and reads every other document as if nothing had
happened.
"""

from __future__ import annotations

import gc
import hashlib
import importlib
import logging
import resource
import signal
import threading
from collections.abc import Callable
from concurrent.futures import CancelledError, Future, wait
from concurrent.futures import TimeoutError as TooSlowError
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeVar

from pebble import ProcessExpired, ProcessPool

from crawler.reading.kinds.names import ReadDocument
from crawler.reading.spawning import Spawn
from crawler.reading.version import unread
from lgsco_store.records import Issue, Reading, Severity, Source

# A worker is replaced after this many documents, to release whatever the libraries keep; no growth was seen over 5,000.
# Starting another takes as long as reading thirty letters.
_DOCUMENTS_A_WORKER = 5000
# How many new objects a worker has before garbage is collected: about as many as one letter makes at a time, and nearly
# all of them go without that.
_NEW_OBJECTS = 20_000
# A process receives several copies of a document: one that takes more than this share of its memory is not sent.
_LARGEST_SHARE = 1 / 6
_TIME_SIGNALS = {-signal.SIGXCPU}

# A pool may break on any document; if several pools break in a row, this machine cannot start processes.
_POOLS_A_DOCUMENT = 3

logger = logging.getLogger(__name__)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits for one document: seconds, of wall-clock and processor time, and megabytes of address space."""

    seconds: float
    memory_mb: int


@dataclass(slots=True, eq=False)
class _Wanted:
    """One queued document, and its reader; ``broken`` counts the pools that broke before it was read.

    ``unread`` turns an issue into the answer for a document that could not be read.
    """

    future: Future[Any]
    sha256: str
    content: bytes
    read: Callable[[bytes], Any]
    unread: Callable[[str, Issue], Any]
    broken: int = 0


class ReadingPool:
    """Worker processes that read documents within limits.

    ``submit`` returns a future that never fails: whatever a document does to its worker, the result is a reading,
    ``unreadable`` with an issue that says what happened. A pool that breaks, as Pebble's does when an idle worker dies,
    is replaced, and the new one reads its documents. Leaving the ``with`` block waits for all of them; leaving it by an
    exception cancels those that have not begun.
    """

    def __init__(self, *, workers: int = 2, seconds: float = 10.0, memory_mb: int = 512) -> None:
        self.workers = workers
        self._limits = Limits(seconds, memory_mb)
        self._lock = threading.RLock()
        self._unanswered: set[_Wanted] = set()
        self._waiting: dict[Future[Any], _Wanted] = {}
        self._pool = self._begin()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            for task in tuple(self._waiting):
                if not task.running():
                    task.cancel()
        self.close()

    def submit(self, content: bytes, source: Source = Source.LETTER, url: str = "") -> Future[Reading]:
        """Queue one document of a kind that the archive keeps, with an address that it came from."""
        return self._queue(content, partial(_read_known, source=source, url=url), unread)

    def submit_unknown(self, content: bytes) -> Future[ReadDocument]:
        """Queue one document of unknown kind; its content decides."""
        return self._queue(content, _read_unknown, _unread_unknown)

    def _queue(self, content: bytes, read: Callable[[bytes], T], unread: Callable[[str, Issue], T]) -> Future[T]:
        future: Future[T] = Future()
        sha256 = hashlib.sha256(content).hexdigest()
        if len(content) > self._limits.memory_mb * 2**20 * _LARGEST_SHARE:
            future.set_result(unread(sha256, _too_much_memory(self._limits)))
        else:
            wanted = _Wanted(future, sha256, content, read, unread)
            self._unanswered.add(wanted)
            self._send(wanted)
        return future

    def close(self) -> None:
        """Wait until every queued document is read, and end the workers."""
        wait([wanted.future for wanted in tuple(self._unanswered)])
        self._pool.close()  # type: ignore[no-untyped-call]
        self._pool.join()

    def _begin(self) -> ProcessPool:
        return ProcessPool(self.workers, _DOCUMENTS_A_WORKER, _limit, (self._limits,), Spawn())

    def _send(self, wanted: _Wanted) -> None:
        """Send a document to the pool, or to a new one if that is broken; give it up after several broken pools."""
        with self._lock:
            while wanted.broken < _POOLS_A_DOCUMENT:
                pool = self._pool
                try:
                    args = (wanted.content, wanted.read, self._limits)
                    task = pool.schedule(_read_within, args=args, timeout=self._limits.seconds)
                except RuntimeError as error:
                    self._renew(pool, error)
                    wanted.broken += 1
                    continue
                self._waiting[task] = wanted
                task.add_done_callback(self._finish)
                # A pool that broke in the meantime forgets the documents that it had not sent yet.
                if not pool.active:
                    self._renew(pool, RuntimeError("they all ended"))
                return
        self._settle(wanted, _no_process(RuntimeError("they ended at once")))

    def _finish(self, task: Future[Any]) -> None:
        wanted = self._waiting.pop(task, None)
        if wanted is None:
            return
        if task.cancelled():
            wanted.future.cancel()
            self._settle(wanted, _no_process(CancelledError()))
        elif isinstance(error := task.exception(), BrokenProcessPool):
            self._renew(self._pool, error)
            self._again(wanted)
        else:
            self._settle(wanted, _answer(task, self._limits))

    def _renew(self, broken: ProcessPool, error: BaseException) -> None:
        """Replace the pool, once, and move the queued documents from the old one to the new one."""
        with self._lock:
            if broken is not self._pool or broken.active:
                return
            logger.warning("the reading processes ended (%s); starting new ones", error)
            self._pool = self._begin()
            # In a thread of its own: the caller may be one of the threads that ending the pool waits for.
            threading.Thread(target=_end, args=(broken,), daemon=True).start()
            forgotten, self._waiting = tuple(self._waiting.values()), {}
        for wanted in forgotten:
            self._again(wanted)

    def _again(self, wanted: _Wanted) -> None:
        wanted.broken += 1
        self._send(wanted)

    def _settle(self, wanted: _Wanted, answer: Any) -> None:
        """Deliver the answer for one document, unless its caller has given it up."""
        self._unanswered.discard(wanted)
        if wanted.future.set_running_or_notify_cancel():
            wanted.future.set_result(wanted.unread(wanted.sha256, answer) if isinstance(answer, Issue) else answer)


def _end(broken: ProcessPool) -> None:
    broken.stop()  # type: ignore[no-untyped-call]
    broken.join()


def _answer(task: Future[Any], limits: Limits) -> Any:
    try:
        return task.result()
    except TooSlowError:
        return _too_slow(limits)
    except ProcessExpired as death:
        if death.exitcode in _TIME_SIGNALS:
            return _too_slow(limits)
        status = f"status {death.exitcode}"
        return _issue("reader_died", f"The process that read the file ended ({status}); check the file.")
    except (BrokenProcessPool, CancelledError) as error:
        return _no_process(error)


def _limit(limits: Limits) -> None:
    """Start a worker: limit its memory, and make it killable even inside a library call that never returns.

    What reads letters is imported now, and in no other process; what reads other kinds only when one comes. All of it
    stays to the end, so that garbage collection need not look through it.
    """
    importlib.import_module("crawler.reading.kinds.letter")
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mb * 2**20,) * 2)


def _read_within(content: bytes, read: Callable[[bytes], T], limits: Limits) -> T | Issue:
    """Read in a worker; the limit on its processor time applies even if the parent has ended."""
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + limits.seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        return read(content)
    except MemoryError:
        return _too_much_memory(limits)
    except Exception as error:  # noqa: BLE001 a fault of the reader costs one document, and is reported
        return _issue("reader_failed", f"The reader failed on this file; report it: {type(error).__name__}: {error}")


def _read_known(content: bytes, source: Source, url: str) -> Reading:
    from crawler.reading.kinds.archived import read_archived  # noqa: PLC0415 only workers read

    return read_archived(source, content, url)


def _read_unknown(content: bytes) -> ReadDocument:
    from crawler.reading.kinds.registry import read_document  # noqa: PLC0415 the same

    return read_document(content)


def _unread_unknown(sha256: str, issue: Issue) -> ReadDocument:
    return ReadDocument(None, unread(sha256, issue))


def _too_slow(limits: Limits) -> Issue:
    return _issue("too_slow", f"Reading took more than {limits.seconds:g} seconds; check the file.")


def _too_much_memory(limits: Limits) -> Issue:
    return _issue("too_much_memory", f"Reading took more than {limits.memory_mb} MB; check the file.")


def _no_process(error: BaseException) -> Issue:
    return _issue("reader_failed", f"No reading process could be started: {error}; give it more memory.")


def _issue(code: str, message: str) -> Issue:
    return Issue(code, Severity.WARNING, message)
