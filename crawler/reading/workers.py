"""Reading in expendable processes: a hostile document costs one worker, never its neighbours and never the caller.

Each worker process belongs to one thread and has a pipe of its own, so that nothing is shared that a dying process
could leave locked.
"""

from __future__ import annotations

import contextlib
import hashlib
import multiprocessing
import resource
import signal
import threading
from concurrent.futures import Future
from dataclasses import dataclass
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from queue import Empty, SimpleQueue
from types import TracebackType
from typing import Self

from crawler.reading.reader import read, unread
from lgsco_store.records import Issue, Reading, Severity

# A worker ends after so many documents, so that whatever the libraries keep of them is given back.
_DOCUMENTS_A_WORKER = 200
# A process that has not started by then never will.
_START_SECONDS = 60.0
_TIME_SIGNALS = {-signal.SIGXCPU}

# Spawned, not forked: a fork would copy locks that other threads of the caller hold.
_SPAWN = multiprocessing.get_context("spawn")


@dataclass(frozen=True, slots=True)
class Limits:
    """What one document may take: seconds, by the clock and of processor time, and megabytes of address space."""

    seconds: float
    memory_mb: int


class ReadingPool:
    """Worker processes that read documents within limits.

    ``submit`` gives a future that never fails: whatever a document does to its worker becomes a reading that is
    ``unreadable``, with an issue that says what happened. Leaving the ``with`` block waits for all of them; leaving it
    by an exception cancels those that have not begun.
    """

    def __init__(self, *, workers: int = 2, seconds: float = 10.0, memory_mb: int = 512) -> None:
        limits = Limits(seconds, memory_mb)
        self._jobs: SimpleQueue[tuple[bytes, Future[Reading]] | None] = SimpleQueue()
        self._threads = [threading.Thread(target=self._serve, args=(limits,), daemon=True) for _ in range(workers)]
        for thread in self._threads:
            thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is not None:
            self._cancel_waiting()
        self.close()

    def submit(self, content: bytes) -> Future[Reading]:
        """Queue one document."""
        future: Future[Reading] = Future()
        self._jobs.put((content, future))
        return future

    def close(self) -> None:
        """Wait until every queued document is read, and end the workers."""
        for _ in self._threads:
            self._jobs.put(None)
        for thread in self._threads:
            thread.join()

    def _cancel_waiting(self) -> None:
        with contextlib.suppress(Empty):
            while job := self._jobs.get_nowait():
                job[1].cancel()

    def _serve(self, limits: Limits) -> None:
        worker = _Worker(limits)
        while job := self._jobs.get():
            content, future = job
            if future.set_running_or_notify_cancel():
                future.set_result(worker.read(content))
        worker.end()


class _Worker:
    """One process at a time, begun when a document needs it and ended when a document has spoilt it."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._left = 0

    def read(self, content: bytes) -> Reading:
        """Have one document read; what goes wrong is in the reading."""
        answer = self._answer(content)
        if isinstance(answer, Reading):
            return answer
        self.end()
        return unread(hashlib.sha256(content).hexdigest(), answer)

    def end(self) -> None:
        """End the process, whatever it is doing."""
        if self._process is not None and self._pipe is not None:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._pipe.close()
        self._process = self._pipe = None

    def _answer(self, content: bytes) -> Reading | Issue:
        try:
            pipe = self._ready()
            pipe.send_bytes(content)
            if not pipe.poll(self._limits.seconds):
                return _too_slow(self._limits)
            answer: Reading | Issue = pipe.recv()
        except (EOFError, OSError) as error:
            return self._death(error)
        return answer

    def _ready(self) -> Connection:
        if self._left == 0:
            self.end()
        if self._process is None or self._pipe is None:
            self._pipe, theirs = _SPAWN.Pipe()
            self._process = _SPAWN.Process(target=_work, args=(theirs, self._limits), daemon=True)
            self._process.start()
            theirs.close()
            self._left = _DOCUMENTS_A_WORKER
            if not self._pipe.poll(_START_SECONDS) or self._pipe.recv() != "ready":
                raise OSError("The reading process did not start.")
        self._left -= 1
        return self._pipe

    def _death(self, error: Exception) -> Issue:
        if self._process is None:
            return _issue("reader_failed", f"No reading process could be started: {error}")
        self._process.join(1)
        status = self._process.exitcode
        if status in _TIME_SIGNALS:
            return _too_slow(self._limits)
        return _issue("reader_died", f"The file ended its reading process (status {status}); a person must look at it.")


def _work(pipe: Connection, limits: Limits) -> None:
    """What a worker process does: read documents from its pipe until that is closed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_mb * 2**20,) * 2)
    pipe.send("ready")
    with contextlib.suppress(EOFError):
        while True:
            pipe.send(_read_within(pipe.recv_bytes(), limits))


def _read_within(content: bytes, limits: Limits) -> Reading | Issue:
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime + limits.seconds) + 2
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.getrlimit(resource.RLIMIT_CPU)[1]))
    try:
        return read(content)
    except MemoryError:
        return _issue(
            "too_much_memory", f"Reading takes more than {limits.memory_mb} MB; a person must look at the file."
        )
    except Exception as error:  # noqa: BLE001 a fault of the reader costs one document, and is told
        return _issue("reader_failed", f"The reader has a fault that this file shows: {type(error).__name__}: {error}")


def _too_slow(limits: Limits) -> Issue:
    return _issue("too_slow", f"Reading takes more than {limits.seconds:g} seconds; a person must look at the file.")


def _issue(code: str, message: str) -> Issue:
    return Issue(code, Severity.WARNING, message)
