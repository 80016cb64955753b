"""The report in a real Chromium, opened from its folder as a user opens it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, ViewportSize, sync_playwright

from tests.jobs.report.chromium import CHROMIUM, QUIET

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

# One page of each kind; Cumberland's has a merger, Kent's a revision.
KINDS = (
    "index.html",
    "changes.html",
    "coverage.html",
    "reading.html",
    "year/2020-non-metropolitan-district.html",
    "authority/cumberland-council.html",
)
AUTHORITIES = ("authority/cumberland-council.html", "authority/kent-county-council.html")
# Axe would fetch style sheets by itself, which the pages forbid.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = {"runOnly": {"type": "tag", "values": WCAG}, "preload": False}
A_PAGE = 300_000
TELEPHONE = ViewportSize(width=360, height=740)
DESK = ViewportSize(width=1100, height=900)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


class Watched:
    """A page that says on leaving whether anything went wrong in it."""

    def __init__(self, page: Page, report: Path) -> None:
        self.page, self.report = page, report
        self.complaints: list[str] = []
        self.loaded: list[Path] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self._route)

    def open(self, name: str) -> Page:
        self.loaded.clear()
        self.page.goto((self.report / name).as_uri())
        return self.page

    def _console(self, message: ConsoleMessage) -> None:
        self.complaints.append(f"{message.type}: {message.text}")

    def _route(self, route: Route) -> None:
        url = route.request.url
        if url.startswith(self.report.as_uri()):
            self.loaded.append(Path(url.removeprefix("file://").partition("#")[0]))
            route.continue_()
        else:
            self.complaints.append(f"a request off the folder: {url}")
            route.abort()


@contextmanager
def watching(browser: Browser, report: Path) -> Iterator[Watched]:
    context = browser.new_context(viewport=DESK)
    watched = Watched(context.new_page(), report)
    yield watched
    context.close()
    assert watched.complaints == []


@pytest.fixture
def watched(browser: Browser, report: Path) -> Iterator[Watched]:
    with watching(browser, report) as found:
        yield found


def first_column(page: Page, table: str) -> list[str]:
    return page.locator(f"{table} tbody tr:visible th").all_inner_texts()


def second_column(page: Page, table: str) -> list[str]:
    return page.locator(f"{table} tbody td:nth-child(2)").all_inner_texts()


def test_search_finds_by_name_type_and_region_and_says_how_many(watched: Watched) -> None:
    page = watched.open("index.html")
    search = page.get_by_label("Find an authority")
    search.fill("east midlands district")
    assert first_column(page, "#authority-table") == [
        "Blaby District Council",
        "North West Leicestershire District Council",
        "Northampton Borough Council until 2021",
    ]
    assert page.get_by_role("status").inner_text() == "3 of 18 found"
    search.fill("nowhere")
    assert first_column(page, "#authority-table") == []
    search.fill("")
    assert len(first_column(page, "#authority-table")) == 18
    page.get_by_role("link", name="Kent County Council").click()
    assert page.locator("h1").inner_text() == "Kent County Council"


def test_tables_sort_by_keyboard_and_by_mouse(watched: Watched) -> None:
    page = watched.open("year/2025-unitary-authority.html")
    button = page.get_by_role("button", name="Uphold rate")
    button.focus()
    page.keyboard.press("Enter")
    # The rates of the four letters; the foot stays where it is.
    assert second_column(page, "table") == ["75%", "80%", "83%", "86%"]
    head = page.get_by_role("columnheader", name="Uphold rate")
    assert head.get_attribute("aria-sort") == "ascending"
    page.keyboard.press("Space")
    assert second_column(page, "table") == ["86%", "83%", "80%", "75%"]
    assert head.get_attribute("aria-sort") == "descending"
    page.get_by_role("button", name="Authority").click()
    assert first_column(page, "table") == sorted(first_column(page, "table"))
    assert head.get_attribute("aria-sort") is None
    assert page.locator("tfoot tr").count() == 2


def test_what_is_no_number_stays_below_whichever_way_a_column_is_sorted(watched: Watched) -> None:
    page = watched.open("year/2024-non-metropolitan-district.html")
    for order in (("67%", "100%"), ("100%", "67%")):
        page.get_by_role("button", name="Uphold rate").click()
        assert page.locator("tbody tr td:nth-child(2)").all_inner_texts() == [*order, *["no letter known"] * 3]


DRAWN = """place => {
    const canvas = place.querySelector("canvas");
    const data = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data;
    const colours = new Set();
    for (let at = 0; at < data.length; at += 4) if (data[at + 3] === 255)
        colours.add(`rgb(${data[at]}, ${data[at + 1]}, ${data[at + 2]})`);
    return [...colours];
}"""


@pytest.mark.parametrize("name", AUTHORITIES)
def test_charts_are_drawn_in_the_colours_of_their_legends(watched: Watched, name: str) -> None:
    page = watched.open(name)
    charts = page.locator(".chart").all()
    assert len(charts) == page.locator("table[data-unit]").count() > 4
    for chart in charts:
        legend = chart.locator("xpath=following-sibling::ul[1]//span[contains(@class, 'line s')]").all()
        colours = {line.evaluate("line => getComputedStyle(line).borderTopColor") for line in legend}
        assert colours <= set(chart.evaluate(DRAWN))
        assert "The table below holds the same numbers" in (chart.get_attribute("aria-label") or "")
        assert chart.get_attribute("role") == "img"


def test_charts_draw_what_the_table_says_and_leave_gaps(watched: Watched) -> None:
    page = watched.open("authority/cumberland-council.html")
    told = page.evaluate('read(document.getElementById("uphold_rate-table"))')
    assert told["x"] == list(range(2018, 2026))
    none = None
    assert told["lines"] == [
        [none, none, none, none, none, none, 81, 75],  # Cumberland
        [33, none, 33, none, none, none, none, none],  # Allerdale, before the merger
        [none, none, none, none, none, none, 79, 80],  # the average that Cumberland's letters print
    ]
    assert told["mergers"] == [2023]
    assert told["breaks"] == [2021, 2023]


@pytest.mark.parametrize("name", KINDS)
def test_axe_finds_nothing_in_either_scheme(watched: Watched, name: str) -> None:
    page = watched.open(name)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, found.generate_report()


def test_no_page_is_wider_than_a_telephone_or_heavier_than_300_kb(watched: Watched) -> None:
    watched.page.set_viewport_size(TELEPHONE)
    largest = max(watched.report.rglob("*.html"), key=lambda path: path.stat().st_size)
    for path in {largest, *(watched.report / name for name in KINDS)}:
        page = watched.open(str(path.relative_to(watched.report)))
        assert page.evaluate("document.documentElement.scrollWidth") == TELEPHONE["width"], path
        assert sum(each.stat().st_size for each in watched.loaded) < A_PAGE, path
        assert path in watched.loaded


def test_the_first_stop_of_the_keyboard_skips_to_the_content(watched: Watched) -> None:
    page = watched.open("index.html")
    page.keyboard.press("Tab")
    skip = page.get_by_role("link", name="Skip to the content")
    box = skip.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert skip.evaluate("link => getComputedStyle(link).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(
    ("name", "landscape"), [(AUTHORITIES[1], False), ("year/2020-non-metropolitan-district.html", True)]
)
def test_pages_print_on_white_and_wide_tables_across(
    watched: Watched, tmp_path: Path, name: str, *, landscape: bool
) -> None:
    page = watched.open(name)
    page.emulate_media(color_scheme="dark")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "printed.pdf") as printed:
        assert {round(sheet.width) > round(sheet.height) for sheet in printed.pages} == {landscape}
        assert name == AUTHORITIES[1] or "Blaby District Council" in "".join(map(words, printed.pages))
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("nav").first.is_hidden()


def words(sheet: pdfplumber.page.Page) -> str:
    return str(sheet.extract_text())


def test_a_printed_table_has_its_heads_on_every_sheet(watched: Watched, tmp_path: Path) -> None:
    page = watched.open("index.html")
    # As many rows as a whole archive has.
    page.evaluate("""() => {
        const body = document.querySelector("#authority-table tbody");
        for (let times = 0; times < 3; times++) body.append(...[...body.rows].map((row) => row.cloneNode(true)));
    }""")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "printed.pdf") as printed:
        sheets = [words(sheet) for sheet in printed.pages]
    rows = [sheet for sheet in sheets if "Borough Council" in sheet]
    assert len(rows) > 1
    assert all("Authority Type Region Letters" in sheet for sheet in rows)


def test_nothing_is_missing_without_scripts(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((report / "authority" / "kent-county-council.html").as_uri())
    assert page.get_by_role("cell", name="64%").first.is_visible()
    assert page.locator(".legend:visible").count() == 0
    page.goto((report / "index.html").as_uri())
    assert page.locator(".search").is_hidden()
    context.close()
