"""Print with Typst: Libertinus with ligatures, justified and hyphenated, cards side by side, tables on a wide page."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from pathlib import Path

from tests.reading.press.content import Sheet, plain

_TEMPLATE = Path(__file__).with_suffix(".typ")
# The package of that name contains the compiler, but no command.
_COMPILE = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(_TEMPLATE, folder)
        (Path(folder) / "letter.json").write_text(json.dumps(plain(sheets)), "utf-8")
        command = ["python3", "-c", _COMPILE, str(Path(folder) / _TEMPLATE.name), str(target)]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
