"""Processes that start at once: they are forked from one that has imported everything slow."""

from __future__ import annotations

import multiprocessing
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from jobs.cli import COMMANDS

FORKED = multiprocessing.get_context("forkserver")
FORKED.set_forkserver_preload(
    [
        *{module for module, _ in COMMANDS.values()},
        "scrapy.cmdline",
        "scrapy.crawler",
        "lgsco_store.archive",
        "rich.progress",
    ]
)


@dataclass(frozen=True)
class Command:
    """A command with its arguments, and its complete environment."""

    main: Callable[[list[str]], object]
    words: list[str]
    cwd: Path
    environment: dict[str, str]


def run(command: Command, seconds: float) -> subprocess.CompletedProcess[str]:
    """Run a command in a process of its own, and return its exit status and its output.

    Raises:
        subprocess.TimeoutExpired: it took longer than this many seconds, and was killed.
    """
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder) / "out", Path(folder) / "err"
        process = FORKED.Process(target=_begin, args=(command, out, err))
        process.start()
        process.join(seconds)
        status = process.exitcode
        if status is None:
            process.kill()
            process.join()
            raise subprocess.TimeoutExpired(command.words, seconds)
        return subprocess.CompletedProcess(command.words, status, out.read_text("utf-8"), err.read_text("utf-8"))


def print_to(out: Path, err: Path) -> None:
    """Redirect all output of this process to files."""
    for number, path in ((1, out), (2, err)):
        with path.open("ab") as file:
            os.dup2(file.fileno(), number)


def _begin(command: Command, out: Path, err: Path) -> None:
    os.chdir(command.cwd)
    os.environ.clear()
    os.environ.update(command.environment)
    print_to(out, err)
    sys.argv = command.words
    command.main(command.words[1:])
