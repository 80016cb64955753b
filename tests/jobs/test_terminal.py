"""What a person sees on a terminal: a bar during a crawl, and nothing of it afterwards."""

from __future__ import annotations

import contextlib
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.jobs import commands


def on_a_terminal(words: list[str], cwd: Path, given: dict[str, str]) -> str:
    """Return everything that a command writes to a terminal of its own."""
    ours, theirs = pty.openpty()
    environment = {
        **commands.environment(given),
        "TERM": "xterm",
        "LINES": "30",
        "COLUMNS": given.get("COLUMNS", "100"),
    }
    child = subprocess.Popen(words, cwd=cwd, env=environment, stdin=theirs, stdout=theirs, stderr=theirs)
    os.close(theirs)
    written = b""
    # An error is how the terminal reports that nobody writes to it any more.
    with contextlib.suppress(OSError):
        while part := os.read(ours, 65536):
            written += part
    os.close(ours)
    child.wait(60)
    return written.decode("utf-8", "replace")


@pytest.mark.slow
@pytest.mark.nightly
def test_a_crawl_draws_how_many_councils_and_letters_are_done(given: dict[str, str], tmp_path: Path) -> None:
    written = on_a_terminal([sys.executable, "-m", "jobs", "crawl"], tmp_path, given)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written)
    assert "councils" in plain
    assert "18/18" in plain
    assert "44/44" in plain
    assert " INFO " not in plain
    # robots.txt, the index, a page and a list of letters of 18 councils, the improvements of three of them
    assert "run 1 is published: 41 pages, 44 letters, answers 85x200, 0 retries, " in plain
    assert "run 1 published: 18 authorities, 44 letters; 44 published" in plain
