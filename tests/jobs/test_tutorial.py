"""The tutorial is true: its blocks, run in order by a shell, print the output that it shows."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from jobs.demo.server import Serving
from tests.jobs import commands, guides

# The environment of these tests is the result of the first step.
INSTALL = "make install\n"
_MARK = "=== next block ==="


def as_shell(block: guides.Block) -> str:
    """Convert a block to lines of a shell script."""
    if block.language == "python":
        return f"{shlex.quote(sys.executable)} -c {shlex.quote(block.code)}\n"
    return block.code.replace('"$PWD/.venv/bin:$PATH"', '"$PATH"')


def trimmed(text: str) -> list[str]:
    """Remove invisible white space at the ends of lines."""
    return [line.rstrip() for line in text.strip().splitlines() if line.strip()]


@pytest.mark.slow
def test_every_block_runs_and_prints_the_output_that_the_page_shows(site: Serving, tmp_path: Path) -> None:
    blocks = [block for language in ("sh", "python") for block in guides.blocks("tutorial/first-answer.md", language)]
    page = guides.page("tutorial/first-answer.md")
    blocks = sorted((block for block in blocks if block.code != INSTALL), key=lambda block: page.index(block.code))
    assert [block.language for block in blocks].count("python") == 1
    assert len(blocks) == 8
    script = "set -e\n" + f"echo '{_MARK}'\n".join(map(as_shell, blocks))
    environment = commands.environment({"LGSCO_SITE_URL": site.url, "LGSCO_MIN_AUTHORITIES": "1"})
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    ended = subprocess.run(
        ["bash", "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120, check=False
    )
    assert ended.returncode == 0, ended.stderr
    printed = ended.stdout.split(f"{_MARK}\n")
    for block, text in zip(blocks, printed, strict=True):
        if block.printed is not None:
            assert trimmed(text) == trimmed(block.printed)
    assert (tmp_path / "report" / "index.html").exists()
    assert int(printed[-1].split()[-1]) > 4


def test_its_first_step_is_a_target_of_make() -> None:
    assert guides.blocks("tutorial/first-answer.md", "sh")[0].code == INSTALL
    makefile = commands.ROOT.joinpath("Makefile").read_text(encoding="utf-8")
    assert re.search(r"^install: \$\(VENV\)/installed", makefile, re.MULTILINE)
