"""Take the pictures of the report: those in the documents, and the one for shared links.

``python -m tests.jobs.report.picture docs/how-to jobs/report/assets`` fills an archive with invented letters to every
council of the register, of ten years, writes its report, and photographs pages of it in a Chromium: in the first
folder the front page and the page of a council, in the second the card with the map.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from benchmarks import invented
from jobs.report.charts.hexagons import Cell, definitions, hexagons, layout
from lgsco_store import upgrade
from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.reference import register
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.jobs import commands
from tests.jobs.report.chromium import CHROMIUM, QUIET

PAGES = {
    "england.png": ("index.html", (1200, 1560)),
    "report.png": ("authority/kent-county-council.html", (1200, 1070)),
}
FIRST_YEAR = 2016
# Letters to others are few, and nobody looks for them.
COUNCILS = {"County", "London borough", "Metropolitan district", "Non-metropolitan district", "Unitary authority"}
# What services that show links ask for.
CARD = (1200, 630)
COLOURS = 64
CARD_PAGE = """<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><link rel="stylesheet" href="assets/report.css">
<style>body {{ border-top: 16px solid var(--mark); display: grid; grid-template-columns: 1fr 480px; gap: 40px;
padding: 56px 64px; height: 614px }} h1 {{ font-size: 84px; margin: 40px 0 28px }} p {{ font-size: 30px }}</style>
<svg class="defs" width="0" height="0"><defs>{shapes}</defs></svg>
<div><h1>Ombudsman letters to councils</h1><p>Complaints about councils in England, letter by letter,
with every figure and its proof.</p></div>{map}"""


def main(pictures: Path, assets: Path) -> None:
    with tempfile.TemporaryDirectory() as name:
        address = f"sqlite:///{Path(name) / 'archive.db'}"
        report = Path(name) / "public"
        _fill(address)
        ended = commands.lgsco("report", str(report), cwd=Path(name), given={"LGSCO_DATABASE_URL": address})
        if ended.returncode:
            sys.exit(ended.stderr)
        cells = [Cell(code, "#", code, "u1") for code in layout("district")]
        card = CARD_PAGE.format(shapes=definitions(), map=hexagons("map", "England", "district", cells))
        (report / "card.html").write_text(card, encoding="utf-8")
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
            for picture, (page, size) in PAGES.items():
                _take(browser, report / page, size, pictures / picture)
            _take(browser, report / "card.html", CARD, assets / "share.png")
            browser.close()


def _fill(address: str) -> None:
    """Make the archive, as a demonstration: each page says that its figures are invented."""
    upgrade.upgrade(address)
    with open_database(address) as database:
        archive = Archive(database)
        claim = Ledger(database).claim(Trigger.DEMO, invented.SITE, invented.READER)
        for number, entry in enumerate(register.entries()):
            years = invented.lifetime(entry)
            if entry.type in COUNCILS and years and years[-1] >= FIRST_YEAR:
                invented.store(archive, claim.run_id, number, range(max(years[0], FIRST_YEAR), years[-1] + 1))
        archive.publish(archive.plan(claim.run_id), claim)


def _take(browser: Browser, page: Path, size: tuple[int, int], picture: Path) -> None:
    opened = browser.new_page(viewport={"width": size[0], "height": size[1]}, color_scheme="light")
    opened.goto(page.as_uri())
    opened.screenshot(path=picture)
    with Image.open(picture) as drawn:
        drawn.quantize(COLOURS).save(picture, optimize=True)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:3]))
