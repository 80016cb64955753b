"""Whole crawls of a test's site, each in a process of its own, and the archive's contents afterwards."""

from __future__ import annotations

import importlib
import itertools
import json
import os
import signal
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Protocol

import time_machine
from sqlalchemy import text

from lgsco_store.database import dialects, engine
from tests.jobs import commands
from tests.processes import FORKED, print_to
from tests.site.server import Site
from tests.store.servers import new_archive


@dataclass(frozen=True)
class Ended:
    """A finished crawl: its exit status and its output."""

    status: int
    said: str


class Twist(Protocol):
    """A modification of the process of one crawl."""

    def arm(self) -> None:
        """Apply it in that process, before the crawl begins."""


@dataclass(frozen=True)
class Later:
    """A clock that is ahead."""

    by: timedelta

    def arm(self) -> None:
        time_machine.travel(datetime.now(UTC) + self.by, tick=True).start()


@dataclass(frozen=True)
class Impatient:
    """A crawl that waits only for this many seconds for an archive that somebody else keeps locked."""

    seconds: float

    def arm(self) -> None:
        vars(dialects.sqlite_files)["_BUSY_SECONDS"] = self.seconds


@dataclass(frozen=True)
class Stage:
    """A stage in the work of a run: before or after the nth call of a function of the archive."""

    module: str
    function: str
    call: int
    after: bool

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} call {self.call} of {self.function}"

    def arm(self) -> None:
        """Kill this process at the stage, as a power cut would."""
        path, _, name = self.function.rpartition(".")
        owner = importlib.import_module(self.module)
        for part in filter(None, path.split(".")):
            owner = getattr(owner, part)
        real, calls = getattr(owner, name), itertools.count(1)

        def deadly(*arguments: Any, **named: Any) -> Any:
            mine = next(calls) == self.call
            if mine and not self.after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = real(*arguments, **named)
            if mine:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        setattr(owner, name, deadly)


class Archive:
    """An archive and crawls into it; SQLite in a folder of its own unless the address of one is given."""

    def __init__(self, folder: Path, site: Site, address: str = "") -> None:
        self.site = site
        self.folder = folder
        self.address = address or new_archive(folder / "archive.db")

    def crawl(
        self, *words: str, spider: str = "letters", twist: Twist | None = None, seconds: float = 60, **given: str
    ) -> Ended:
        """Run a crawl as ``scrapy crawl`` does, with settings by their names in lower case.

        It is killed if it takes longer than this many seconds.
        """
        process = self.start(*words, spider=spider, twist=twist, **given)
        process.join(seconds)
        if process.is_alive():
            process.kill()
            process.join()
        return self.ended(process)

    def start(self, *words: str, spider: str = "letters", twist: Twist | None = None, **given: str) -> BaseProcess:
        """Start a run as ``crawl`` does, and return at once."""
        self._log.unlink(missing_ok=True)
        process = FORKED.Process(target=crawl, args=(self.settings(given), (spider, *words), self._log, twist))
        process.start()
        return process

    def ended(self, process: BaseProcess) -> Ended:
        """Wait for a started run and return its end."""
        process.join()
        if process.exitcode is None:
            raise AssertionError("a process that was waited for has an exit status")
        return Ended(process.exitcode, self._log.read_text() if self._log.exists() else "")

    @property
    def _log(self) -> Path:
        return self.folder / "log"

    def settings(self, given: Mapping[str, str]) -> dict[str, str]:
        return {
            **commands.QUICK,
            "LGSCO_DATABASE_URL": self.address,
            "LGSCO_SITE_URL": self.site.url,
            "LGSCO_MIN_AUTHORITIES": "4",
            "LGSCO_CLAIM_EXPIRY": "0.5",
            **{f"LGSCO_{name.upper()}": value for name, value in given.items()},
        }

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        # Not through the archive's own interface: the check must not depend on it, nor keep the archive open.
        looking = engine.make_engine(self.address)
        try:
            with looking.connect() as connection:
                return [tuple(row) for row in connection.execute(text(query))]
        finally:
            looking.dispose()

    def letters(self) -> dict[tuple[str, int], str]:
        """Return the digests of the published letters, without withdrawn ones."""
        rows = self.rows("SELECT authority_slug, year, document_sha256 FROM letters WHERE withdrawn = 0")
        return {(slug, year): digest for slug, year, digest in rows}

    def diagnoses(self, run: int = 1) -> dict[str, list[str]]:
        """Return the diagnoses of a run's captures, in order, by path; good captures have none."""
        query = f"SELECT url, diagnosis FROM capture WHERE run_id = {run} AND diagnosis IS NOT NULL ORDER BY id"  # noqa: S608 -- a number
        found: dict[str, list[str]] = {}
        for url, diagnosis in self.rows(query):
            found.setdefault(url.removeprefix(self.site.origin), []).append(diagnosis)
        return found

    def run(self) -> tuple[str, str]:
        """Return the state of the last run and its reasons."""
        state, reasons = self.rows("SELECT state, reasons FROM run ORDER BY id DESC LIMIT 1")[0]
        return state, reasons

    def codes(self) -> list[str]:
        """Return the codes of the last run's reasons."""
        return [row["code"] for row in json.loads(self.run()[1])]


def crawl(environment: Mapping[str, str], words: tuple[str, ...], log: Path, twist: Twist | None) -> None:
    """Run the crawl process."""
    if twist is not None:
        twist.arm()
    print_to(log, log)
    os.environ.update(environment, SCRAPY_SETTINGS_MODULE="crawler.settings")
    from scrapy.cmdline import execute  # noqa: PLC0415 -- not in the test's own process

    sys.argv = ["scrapy", "crawl", *words]
    execute()
