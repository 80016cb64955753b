"""Take the pictures of the report: the one in the documents, and the one for shared links.

``python -m tests.jobs.report.picture docs/how-to/report.png jobs/report/assets/share.png`` crawls the demonstration,
writes its report, and photographs the page of a council and a card with the map in Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from jobs.report.charts.hexagons import Cell, definitions, hexagons, layout
from tests.jobs import commands
from tests.jobs.report.chromium import CHROMIUM, QUIET

PAGE, SIZE = "authority/kent-county-council.html", (1200, 1070)
# The size that services showing link previews require.
CARD = (1200, 630)
CARD_PAGE = """<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><link rel="stylesheet" href="assets/report.css">
<style>body {{ border-top: 16px solid var(--mark); display: grid; grid-template-columns: 1fr 480px; gap: 40px;
padding: 56px 64px; height: 614px }} h1 {{ font-size: 84px; margin: 40px 0 28px }} p {{ font-size: 30px }}</style>
<svg class="defs" width="0" height="0"><defs>{shapes}</defs></svg>
<div><h1>Ombudsman letters to councils</h1><p>Complaints about councils in England, letter by letter,
with every figure and its proof.</p></div>{map}"""


def main(picture: Path, card: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        given = {"LGSCO_DATABASE_URL": "sqlite:///lgsco-demo.db"}
        for words in (("demo",), ("report", "public")):
            ended = commands.lgsco(*words, cwd=folder, given=given)
            if ended.returncode:
                sys.exit(ended.stderr)
        report = folder / "public"
        cells = [Cell(code, "#", code, "u1") for code in layout("district")]
        (report / "card.html").write_text(
            CARD_PAGE.format(shapes=definitions(), map=hexagons("map", "England", "district", cells)), encoding="utf-8"
        )
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            _take(browser, report / PAGE, SIZE, picture)
            _take(browser, report / "card.html", CARD, card)
            browser.close()
    with Image.open(card) as drawn:
        drawn.quantize(64).save(card, optimize=True)


def _take(browser: Browser, page: Path, size: tuple[int, int], picture: Path) -> None:
    opened = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
    opened.goto(page.as_uri())
    opened.screenshot(path=picture)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
