"""The page on the proof of a figure: its blocks of code, run one after the other.

``python -m tests.jobs.proof_page`` draws its picture again, from a demonstration made for the purpose.
"""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import tempfile
from pathlib import Path
from typing import Any

from tests.jobs import commands, guides

PAGE = "explanation/proof.md"
PICTURE = commands.ROOT / "docs" / "explanation" / "proof.png"


def run() -> list[tuple[str, str | None]]:
    """Run the blocks in the folder of a demonstration; return what each printed, and what the page says."""
    names: dict[str, Any] = {}
    pairs = []
    for block in guides.blocks(PAGE, "python"):
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            exec(compile(block.code, PAGE, "exec"), names)  # noqa: S102 -- our own page
        pairs.append((printed.getvalue(), block.printed))
    return pairs


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        ended = commands.lgsco("demo", cwd=Path(folder), given={})
        assert ended.returncode == 0, ended.stderr
        os.chdir(folder)
        run()
        shutil.copy("proof.png", PICTURE)


if __name__ == "__main__":
    main()
