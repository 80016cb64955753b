"""Whole crawls of a test's site, each in a process of its own, and what the archive holds afterwards."""

from __future__ import annotations

import importlib
import itertools
import multiprocessing
import os
import signal
import sqlite3
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lgsco_store import migrate
from tests.jobs import commands
from tests.site.server import Site

# Forked from a process that has imported what takes long, so that a crawl begins at once.
_PROCESSES = multiprocessing.get_context("forkserver")
_PROCESSES.set_forkserver_preload(["scrapy.cmdline", "scrapy.crawler", "lgsco_store.archive", "rich.progress"])


@dataclass(frozen=True)
class Ended:
    """A crawl that is over: its exit status and what it said."""

    status: int
    said: str


@dataclass(frozen=True)
class Stage:
    """A place in the work of a run: before or after the so many-th call of a function of the archive."""

    module: str
    function: str
    call: int
    after: bool

    def __str__(self) -> str:
        return f"{'after' if self.after else 'before'} call {self.call} of {self.function}"

    def arm(self) -> None:
        """Kills this process when it comes to the stage, as a power cut would."""
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
    """An archive in a folder of its own, and crawls into it."""

    def __init__(self, folder: Path, site: Site) -> None:
        self.site = site
        self.folder = folder
        self.path = folder / "archive.db"
        migrate.upgrade(f"sqlite:///{self.path}")

    def crawl(self, *words: str, stage: Stage | None = None, seconds: float = 60, **given: str) -> Ended:
        """Does a run as ``scrapy crawl letters`` does, with settings by their names in lower case.

        It is killed at a stage, or where it takes longer than so many seconds.
        """
        log = self.folder / "log"
        process = _PROCESSES.Process(target=crawl, args=(self.settings(given), words, log, stage))
        process.start()
        process.join(seconds)
        if process.exitcode is None:
            process.kill()
            process.join()
        return Ended(-99 if process.exitcode is None else process.exitcode, log.read_text() if log.exists() else "")

    def settings(self, given: Mapping[str, str]) -> dict[str, str]:
        return {
            **commands.QUICK,
            "LGSCO_DATABASE_URL": f"sqlite:///{self.path}",
            "LGSCO_SITE_URL": self.site.url,
            "LGSCO_MIN_AUTHORITIES": "4",
            "LGSCO_CLAIM_EXPIRY": "0.5",
            **{f"LGSCO_{name.upper()}": value for name, value in given.items()},
        }

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(self.path)) as connection:
            return connection.execute(query).fetchall()

    def letters(self) -> dict[tuple[str, int], str]:
        """The digests of the letters that people see, withdrawn ones left out."""
        rows = self.rows("SELECT authority_slug, year, document_sha256 FROM letters WHERE NOT withdrawn")
        return {(slug, year): digest for slug, year, digest in rows}

    def diagnoses(self, run: int = 1) -> dict[str, list[str]]:
        """The diagnoses of a run's captures, in their order, by path; good captures have none."""
        query = f"SELECT url, diagnosis FROM capture WHERE run_id = {run} AND diagnosis IS NOT NULL ORDER BY id"  # noqa: S608 -- a number
        found: dict[str, list[str]] = {}
        for url, diagnosis in self.rows(query):
            found.setdefault(url.removeprefix(self.site.origin), []).append(diagnosis)
        return found

    def run(self) -> tuple[str, str]:
        """The state of the last run and its reasons."""
        state, reasons = self.rows("SELECT state, reasons FROM run ORDER BY id DESC LIMIT 1")[0]
        return state, reasons


def crawl(environment: Mapping[str, str], words: tuple[str, ...], log: Path, stage: Stage | None) -> None:
    """What the process of a crawl does."""
    if stage is not None:
        stage.arm()
    with log.open("wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    os.environ.update(environment, SCRAPY_SETTINGS_MODULE="crawler.settings")
    from scrapy.cmdline import execute  # noqa: PLC0415 -- not in the test's own process

    sys.argv = ["scrapy", "crawl", "letters", *words]
    execute()
