"""The pages of `lgsco browse` in a real Chromium: axe finds nothing on them, and they fit a telephone."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import sync_playwright

from tests.jobs.report.chromium import CHROMIUM, QUIET
from tests.jobs.report.test_report_browser import AXE, DESK, TELEPHONE
from tests.jobs.test_browse import browsing
from tests.store import filled
from tests.store.servers import SQLite

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine"),
    pytest.mark.slow,
]

# The home page, the database, a view with filters and facets, a search, a query of ours, one that fails, no page.
PAGES = (
    "",
    "archive",
    "archive/figures?year=2020",
    "archive/search?_search=fence",
    "archive/find?words=fence&authority=&category=&outcome=&from=&to=",
    "archive?sql=select+1",
    "archive?sql=selct",
    "nothing",
)


def test_axe_finds_nothing_and_pages_fit(sqlite: SQLite, tmp_path: Path) -> None:
    with browsing(filled.archive(sqlite), tmp_path) as (url, _), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        page = browser.new_page()
        for at, name in enumerate(PAGES):
            page.set_viewport_size(DESK if at % 2 else TELEPHONE)
            page.goto(url.removesuffix("archive") + name)
            # The editor of queries takes the place of its field once everything is loaded.
            page.wait_for_function("document.querySelector('.CodeMirror, body:not(:has(#sql-editor))') !== null")
            page.wait_for_timeout(50)
            found = Axe().run(page, options=AXE)
            assert found.violations_count == 0, (name, found.generate_report())
            page.set_viewport_size(TELEPHONE)
            assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"], name
        browser.close()
