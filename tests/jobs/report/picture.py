"""Takes the picture of the report that the documents show.

``python -m tests.jobs.report.picture docs/how-to/report.png`` crawls the demonstration, writes its report, and
photographs the page of a merged council in a Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.jobs import commands
from tests.jobs.report.chromium import CHROMIUM, QUIET

PAGE = "authority/west-northamptonshire-council.html"
SIZE = (1000, 1370)


def main(picture: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = {"LGSCO_DATABASE_URL": "sqlite:///lgsco-demo.db"}
        for words in (("demo",), ("report", "public")):
            ended = commands.lgsco(*words, cwd=folder, given=given)
            if ended.returncode:
                sys.exit(ended.stderr)
        _take((folder / "public" / PAGE).as_uri(), picture)


def _take(address: str, picture: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page(viewport={"width": SIZE[0], "height": SIZE[1]}, color_scheme="light")
        page.goto(address)
        page.screenshot(path=picture)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
