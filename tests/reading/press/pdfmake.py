"""Printing by pdfmake, which runs in Node.js: Roboto, two columns a measure, heads and feet on each page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.reading.press.content import Sheet, plain


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file; Node.js looks for pdfmake in the folder that NODE_PATH names."""
    run(Path(__file__).with_suffix(".js"), sheets, target)


def run(script: Path, sheets: list[Sheet], target: Path) -> None:
    """Let a script of Node.js print pages that it reads as JSON."""
    letter = json.dumps(plain(sheets)).encode()
    subprocess.run(["node", str(script), str(target)], input=letter, check=True, capture_output=True, timeout=60)
