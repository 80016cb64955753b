"""Workers import what reads, and nothing of the program that asks for them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
from crawler.reading.spawning import Spawn

print("the program is imported", flush=True)
if __name__ == "__main__":
    worker = Spawn().Process(target=print, args=("the worker works",))
    worker.start()
    worker.join()
    print(__import__("__main__").__file__ == __file__)
"""


def test_a_worker_does_not_import_the_program_again(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, "utf-8")
    done = subprocess.run([sys.executable, str(program)], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines() == ["the program is imported", "the worker works", "True"]
