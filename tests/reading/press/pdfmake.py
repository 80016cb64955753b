"""Print with pdfmake in Node.js: Roboto, two columns per measure, headers and footers on each page."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

from tests.reading.press.content import Sheet, plain


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file; Node.js finds pdfmake in the folder that NODE_PATH names."""
    run(Path(__file__).with_suffix(".js"), sheets, target)


def run(script: Path, sheets: list[Sheet], target: Path) -> None:
    """Let a Node.js script print pages that it reads as JSON."""
    letter = json.dumps(plain(sheets)).encode()
    subprocess.run(["node", str(script), str(target)], input=letter, check=True, capture_output=True, timeout=60)
