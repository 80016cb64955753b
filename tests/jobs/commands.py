"""Run commands as a user does, each in a process of its own, with only the given settings."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import text

from jobs.cli import main
from lgsco_store.database.session import open_database
from tests import processes
from tests.processes import Command

ROOT = Path(__file__).resolve().parents[2]

# Test sites are on loopback and need no pauses; an address that does not answer there never will.
QUICK = {
    "LGSCO_DOWNLOAD_DELAY": "0",
    "LGSCO_AUTOTHROTTLE": "0",
    "LGSCO_RETRIES": "0",
    "LGSCO_BACKOFF": "0",
    "LGSCO_MIN_AUTHORITIES": "10",
    "LGSCO_READ_WORKERS": "1",
    "LGSCO_DECISION_WEEKS": "0",
    "LGSCO_DATA_TABLES_PATH": "",
}


_SECONDS = 120.0


@dataclass(frozen=True)
class Done:
    """An archive of all years of the bundled site, and the output of making it."""

    address: str
    printed: str

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        with open_database(self.address) as database, database.reader() as connection:
            return [tuple(row) for row in connection.execute(text(query))]


def environment(given: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of a command, with only the given settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LGSCO_")}
    return {**kept, **QUICK, **given}


def lgsco(*words: str, cwd: Path, given: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run ``lgsco`` with arguments."""
    return processes.run(Command(_lgsco, ["lgsco", *words], cwd, environment(given)), _SECONDS)


def scrapy(*words: str, given: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    """Run ``scrapy`` with arguments, in the folder of its ``scrapy.cfg``."""
    return processes.run(Command(_scrapy, ["scrapy", *words], ROOT, environment(given)), _SECONDS)


def start(*words: str, cwd: Path, given: Mapping[str, str]) -> subprocess.Popen[str]:
    """Start ``lgsco`` with arguments, without waiting for it."""
    return subprocess.Popen(
        [sys.executable, "-m", "jobs", *words],
        cwd=cwd,
        env=environment(given),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _lgsco(words: list[str]) -> None:
    main(words, prog_name="lgsco")


def _scrapy(words: list[str]) -> None:
    from scrapy.cmdline import execute  # noqa: PLC0415 -- not in the test's own process

    execute(["scrapy", *words])
