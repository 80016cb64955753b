"""Starting worker processes that import what reads, and nothing of the program that asks for them."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing.context import SpawnContext, SpawnProcess
from multiprocessing.synchronize import RLock, SemLock
from types import ModuleType
from typing import Any

_hiding = threading.Lock()


class _Worker(SpawnProcess):
    """A spawned process without the caller's main module.

    Multiprocessing imports that module again in each process, in case something in it is called there. For the commands
    of Scrapy this takes as long as reading twenty letters.
    """

    @staticmethod
    def _Popen(process_obj: Any) -> Any:  # noqa: N802 -- overrides multiprocessing's own
        with _hidden_main():
            return SpawnProcess._Popen(process_obj)  # noqa: SLF001 the same


@contextmanager
def _hidden_main() -> Iterator[None]:
    """Hide the main module, which would be imported while a process starts; no option prevents that."""
    with _hiding:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main


class Spawn(SpawnContext):
    """Starts a pool's processes, spawned and not forked: a fork copies locks that the caller's other threads hold.

    It keeps the pool's locks as long as the pool itself. Pebble drops them before it ends the workers, and a worker
    that was still starting would look for the missing locks, and end with a traceback.
    """

    Process = _Worker

    def __init__(self) -> None:
        self._locks: list[SemLock] = []

    def RLock(self) -> RLock:  # noqa: N802 -- overrides multiprocessing's own
        """Make a lock that is kept."""
        lock = super().RLock()
        self._locks.append(lock)
        return lock
