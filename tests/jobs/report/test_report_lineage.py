"""The page of a council that replaced eight others, with letters of every year to each: the longest page possible."""

from __future__ import annotations

from pathlib import Path

import pdfplumber
import pytest
from playwright.sync_api import sync_playwright

from benchmarks import invented
from jobs.report import folder
from jobs.report.facts import gather
from jobs.report.site import Site
from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.reference import register
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.jobs.report.chromium import CHROMIUM, QUIET
from tests.jobs.report.reading import Page
from tests.jobs.report.test_report_browser import NARROW, TALLEST
from tests.store.servers import SQLite

# From this year on letters print an uphold rate.
FIRST = 2016
MERGED = "North Yorkshire Council"
BEFORE = ("Craven", "Hambleton", "Harrogate", "North Yorkshire", "Richmondshire", "Ryedale", "Scarborough", "Selby")


@pytest.fixture(scope="module")
def page(sqlite: SQLite, tmp_path_factory: pytest.TempPathFactory) -> Path:
    code = next(entry.code for entry in register.entries() if entry.official_name == MERGED)
    place = tmp_path_factory.mktemp("lineage") / "report"
    with open_database(sqlite.upgraded()) as database:
        archive = Archive(database)
        claim = Ledger(database).claim(Trigger.CRAWL, invented.SITE, invented.READER)
        for number, entry in enumerate(register.entries()):
            if entry.code == code or code in entry.replaced_by:
                last = invented.YEARS[-1] if entry.code == code else invented.lifetime(entry)[-1]
                invented.store(archive, claim.run_id, number, range(FIRST, last + 1))
        archive.publish(archive.plan(claim.run_id), claim)
        with database.reader() as connection:
            folder.write(place, Site(gather(connection)).files())
    return place / "authority" / "north-yorkshire-council.html"


@pytest.mark.slow
def test_each_council_of_a_merger_has_a_chart_and_a_column(page: Path) -> None:
    document = Page(page)
    charts = document.tree.xpath("//*[contains(@class, 'many')]//svg[@role='img']/title/text()")
    assert [each.removeprefix("Uphold rate: ").split(" ")[0] for each in charts] == [
        *(name.split(" ")[0] for name in BEFORE),
        "North",
    ]
    rows = {row["Year"]: row for row in document.table("Uphold rate as printed.") if "Year" in row}
    assert list(rows) == [f"{year - 1}-{year % 100:02}" for year in range(2025, 2015, -1)]
    assert rows["2023-24"]["Selby District Council"] == "ended"
    assert rows["2022-23"]["Selby District Council"].endswith("%")


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")
def test_the_longest_page_fits_a_telephone_and_two_sheets(page: Path, tmp_path: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        opened = browser.new_page(viewport=NARROW)
        opened.goto(page.as_uri())
        sizes = opened.evaluate("[document.documentElement.scrollWidth, document.documentElement.scrollHeight]")
        opened.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
        browser.close()
    assert sizes[0] == NARROW["width"]
    assert sizes[1] < TALLEST
    with pdfplumber.open(tmp_path / "printed.pdf") as printed:
        assert len(printed.pages) == 2
