"""One commit for all that arrives at about the same time, since every commit waits for the disk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from lgsco_store.archive import Archive
from lgsco_store.errors import LgscoError

# Seconds that work may wait for other work: nothing beside the pause between two requests to a real site.
_WAIT = 0.05

_Result = TypeVar("_Result")
_Waiting: TypeAlias = tuple[Callable[[], Any], asyncio.Future[Any]]


class Commits:
    """Does the work of storing, in transactions that hold whatever came meanwhile."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._waiting: list[_Waiting] = []

    async def add(self, work: Callable[[], _Result]) -> _Result:
        """Do some work in the next transaction, and return its result once that is committed.

        Work that cannot be done spoils nothing else: then each piece gets a transaction of its own.

        Raises:
            ArchiveError: the database cannot be written; nothing of the transaction is stored.
        """
        loop = asyncio.get_running_loop()
        done: asyncio.Future[_Result] = loop.create_future()
        if not self._waiting:
            loop.call_later(_WAIT, self._commit)
        self._waiting.append((work, done))
        return await done

    def _commit(self) -> None:
        waiting, self._waiting = self._waiting, []
        self._do(waiting)

    def _do(self, waiting: list[_Waiting]) -> None:
        try:
            with self._archive.together():
                results = [work() for work, _ in waiting]
        except Exception as error:  # noqa: BLE001 -- whoever waits for the work gets it
            if isinstance(error, LgscoError) or len(waiting) == 1:
                for _, done in waiting:
                    _settle(done, error=error)
            else:
                for each in waiting:
                    self._do([each])
        else:
            for (_, done), result in zip(waiting, results, strict=True):
                _settle(done, result)


def _settle(done: asyncio.Future[Any], result: object = None, error: Exception | None = None) -> None:
    """Pass on how some work ended, unless nobody waits for it any more."""
    if done.cancelled():
        return
    if error is not None:
        done.set_exception(error)
    else:
        done.set_result(result)
