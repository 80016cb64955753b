"""The report in a real Chromium, opened from its folder as a user opens it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pdfplumber
import pytest
from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, ViewportSize, sync_playwright

from tests.jobs.report.chromium import CHROMIUM, QUIET

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium on this machine")

KENT, CUMBERLAND = "authority/kent-county-council.html", "authority/cumberland-council.html"
SMALL, BRIEFING = "authority/worcester-city-council.html", "briefing/kent-county-council.html"
BLABY, CASES = "authority/blaby-district-council.html", "decisions/blaby-district-council.html"
# One page of each kind: Kent's has a correction, Cumberland's a merger, Worcester's few cases.
KINDS = ("index.html", "year/2025.html", KENT, CUMBERLAND, BRIEFING, SMALL, "changes.html", "reading.html")
# Axe would otherwise fetch style sheets itself, which the pages forbid.
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
AXE = {"runOnly": {"type": "tag", "values": WCAG}, "preload": False}
A_PAGE = 300_000
NARROW = ViewportSize(width=320, height=640)
TELEPHONE = ViewportSize(width=375, height=740)
TABLET = ViewportSize(width=768, height=1024)
DESK = ViewportSize(width=1280, height=900)
# A third of the height that the pages of the first design had on a telephone.
TALLEST = 7_000
OPEN_FOLDS = "document.querySelectorAll('details').forEach(each => { each.open = true; })"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()


class Watched:
    """A page that checks on leaving whether anything went wrong in it."""

    def __init__(self, page: Page, report: Path) -> None:
        self.page, self.report = page, report
        self.complaints: list[str] = []
        self.loaded: list[Path] = []
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.route("**/*", self._route)

    def open(self, name: str) -> Page:
        self.loaded.clear()
        self.page.goto("about:blank")
        path, mark, fragment = name.partition("#")
        self.page.goto((self.report / path).as_uri() + mark + fragment)
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


def hits(page: Page) -> list[str]:
    """Return the councils that a search found, without their descriptions."""
    return [text.partition("\n")[0].strip() for text in page.locator("#hits a").all_inner_texts()]


@pytest.mark.parametrize(
    ("typed", "first", "said"),
    [
        ("kent", "Kent", "1 council"),
        ("borough of blaby", "Blaby", "1 council"),
        ("maidstone", "Kent", "1 council"),
        ("carlisle", "Cumberland", "1 council"),
        ("upon thames", "Kingston upon Thames", "1 council"),
        ("alerdale", "Allerdale", "No council of that name. Similar: 1 council"),
        ("zzzzzz", None, "No council of that name. All councils are listed from A to Z below."),
    ],
)
def test_search_finds_by_name_town_predecessor_and_near_miss(
    watched: Watched, typed: str, first: str | None, said: str
) -> None:
    page = watched.open("index.html")
    page.get_by_label("Find a council").fill(typed)
    assert page.locator("#found").inner_text() == said
    assert hits(page)[:1] == ([first] if first else [])


def test_the_map_moves_by_arrow_keys_and_says_where_it_is(watched: Watched) -> None:
    page = watched.open("index.html")
    stops = page.locator("svg.hexes:not(.key) a[tabindex='0']")
    assert stops.count() == 2
    stops.first.focus()
    readout = page.locator(".readout")
    first = readout.inner_text()
    page.keyboard.press("ArrowDown")
    assert readout.inner_text() not in {"", first}
    assert stops.count() == 2
    page.keyboard.press("Enter")
    page.wait_for_url("**/authority/*.html")


def rates(page: Page) -> list[str]:
    return page.locator("table.measures tbody tr[data-s]:visible td:nth-child(4)").all_inner_texts()


def test_a_year_sorts_with_few_cases_last_whichever_way(watched: Watched) -> None:
    page = watched.open("year/2025.html")
    head = page.get_by_role("columnheader", name="Uphold rate")
    assert head.get_attribute("aria-sort") == "descending"
    before = rates(page)
    assert before[:2] == ["90%", "89%"]
    # Worcester 2 of 3 and Redditch 1 of 2, then three councils without a letter.
    assert before[-5:] == ["67%", "50%", "no letter", "no letter", "no letter"]
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    after = rates(page)
    assert head.get_attribute("aria-sort") == "ascending"
    assert after[:-5] == before[:-5][::-1]
    assert after[-5:] == ["50%", "67%", "no letter", "no letter", "no letter"]


def test_the_line_above_few_cases_is_shown_only_above_some(watched: Watched) -> None:
    line = "Fewer than 10 cases from here on"
    page = watched.open("year/2025.html")
    assert line in page.inner_text("table.measures")
    # No county has few cases, and in the East Midlands councils without a letter follow a council with many.
    for choice in ("type=County", "region=East+Midlands"):
        assert line not in watched.open(f"year/2025.html#{choice}").inner_text("table.measures")
    # Worcester, a district of the West Midlands, has few investigations.
    page.get_by_label("Region").select_option(label="West Midlands")
    assert line in page.inner_text("table.measures")


def test_a_year_s_choices_are_kept_in_the_address(watched: Watched) -> None:
    page = watched.open("year/2025.html")
    page.get_by_label("Type").select_option(label="Unitary councils")
    page.get_by_label("Mark a council").select_option(label="Kent")
    assert page.locator("#shown").inner_text() == "5 of 15 councils"
    assert page.locator("tr.marked th").inner_text() == "Kent"
    assert page.locator(".mk text").text_content() == "Kent 87%"
    address = page.url
    watched.open(f"year/2025.html#{address.partition('#')[2]}")
    assert page.locator("#shown").inner_text() == "5 of 15 councils"
    assert page.locator("tr.marked th").inner_text() == "Kent"


def test_on_a_telephone_a_year_shows_one_measure_of_one_s_choice(watched: Watched) -> None:
    watched.page.set_viewport_size(TELEPHONE)
    page = watched.open("year/2025.html")
    visible = page.locator("table.measures thead th:visible")
    assert visible.all_inner_texts() == ["Council", "Uphold rate", "Upheld of investigated"]
    page.get_by_label("Measure to show").select_option(label="Compliance")
    assert visible.all_inner_texts() == ["Council", "Compliance"]


def without_northumberland(route: Route) -> None:
    text = Path(route.request.url.removeprefix("file://").partition("#")[0]).read_text(encoding="utf-8")
    row = re.search(r'<tr data-s="northumberland-county-council">.*?</tr>', text)
    assert row
    route.fulfill(body=text.replace(row[0], ""), content_type="text/html; charset=utf-8")


def test_a_neighbour_is_added_and_kept_in_the_address(watched: Watched) -> None:
    # Pretend that one of its type is not a neighbour.
    watched.page.route("**/cumberland-council.html*", without_northumberland)
    page = watched.open(CUMBERLAND)
    names = page.locator("#beside tbody th")
    assert names.count() == 4  # itself, the average, and two other unitary councils
    assert page.locator("#add optgroup").first.get_attribute("label") == "Unitary councils"
    page.get_by_label("Add a council").select_option(label="Northumberland")
    assert page.locator("#beside tbody tr").last.locator("td").all_inner_texts()[:2] == ["15 of 18", "83%"]
    assert page.locator("#beside tr.brk").count() == 0
    assert page.url.endswith("#with=northumberland-county-council")


def test_a_council_of_another_type_is_read_beside_the_average_of_its_own(watched: Watched) -> None:
    page = watched.open(CUMBERLAND)
    page.get_by_label("Add a council").select_option(label="Kent")
    added = page.locator("#beside tr.extra").all_inner_texts()
    assert added[0].startswith("County councils are another type of council: read their rates beside the average")
    # The letter of 2025 to Kent: 90 of 104 upheld, 87%, where the average of counties is 86%.
    cells = page.locator("#beside tr.extra").last.locator("td").all_inner_texts()
    assert [" ".join(cell.split()) for cell in cells[:2]] == ["90 of 104", "87% average 86%"]
    watched.open(f"{CUMBERLAND}#{page.url.partition('#')[2]}")
    assert page.locator("#beside tr.extra").count() == 2
    page.get_by_role("button", name="Remove Kent").click()
    assert page.locator("#beside tr.extra").count() == 0
    assert page.url.endswith("cumberland-council.html#")


def test_decisions_and_improvements_are_found_and_the_words_kept_in_the_address(
    browser: Browser, published: Path
) -> None:
    with watching(browser, published) as opened:
        page = opened.open(CASES)
        items = page.locator("ul.cases li:visible")
        assert items.count() == 8
        assert page.locator("#found").inner_text() == ""
        page.get_by_label("Find words").fill("FENCE plan")
        assert page.locator("#found").inner_text() == "6 of 8 found"
        page.get_by_label("Outcome").select_option(label="Not upheld")
        assert items.count() == 1
        assert page.url.endswith("#q=FENCE+plan&outcome=Not+upheld")
        opened.open(f"{CASES}#q=duty")
        assert items.locator("p").first.inner_text() == "Train the duty team removed"
        assert items.count() == 1
        # Words are compared from their beginnings.
        page.get_by_label("Find words").fill("uty")
        assert page.locator("#found").inner_text() == "0 of 8 found"


def test_a_long_list_is_shown_in_part_at_first(browser: Browser, published: Path) -> None:
    def longer(route: Route) -> None:
        text = (published / CASES).read_text(encoding="utf-8")
        first = re.search(r"<li data-c.*?</li>\n", text, re.DOTALL)
        assert first
        route.fulfill(body=text.replace(first[0], first[0] * 25), content_type="text/html; charset=utf-8")

    with watching(browser, published) as opened:
        opened.page.route(f"**/{CASES}*", longer)
        page = opened.open(CASES)
        items = page.locator("#decisions ~ ul li:visible")
        assert items.count() == 12
        page.get_by_role("button", name="Show all 30").click()
        assert items.count() == 30


@pytest.mark.parametrize("name", [BLABY, CASES])
def test_axe_finds_nothing_on_pages_with_decisions_which_fit(browser: Browser, published: Path, name: str) -> None:
    with watching(browser, published) as opened:
        page = opened.open(name)
        page.evaluate(OPEN_FOLDS)
        for width in (320, 1280):
            page.set_viewport_size(ViewportSize(width=width, height=740))
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert page.evaluate("document.documentElement.scrollHeight") < TALLEST
        found = Axe().run(page, options=AXE)
        assert found.violations_count == 0, found.generate_report()


def test_charts_of_all_councils_begin_folded_on_a_phone_and_are_printed(watched: Watched, tmp_path: Path) -> None:
    page = watched.open(KENT)
    strip = page.locator(".among svg").first
    assert strip.is_visible()
    page.set_viewport_size(TELEPHONE)
    page.wait_for_function("!document.querySelector('.among details').open")
    page.get_by_text("Among 2 county councils").first.click()
    assert strip.is_visible()
    page.locator("details.wide").first.evaluate("fold => { fold.open = false; }")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "printed.pdf") as printed:
        assert "average printed 86%" in "".join(str(sheet.extract_text()) for sheet in printed.pages)


def test_a_link_to_a_year_opens_its_letter(watched: Watched) -> None:
    page = watched.open(f"{KENT}#y2020")
    assert page.get_by_text("“64% of complaints we investigated were upheld.”").is_visible()


@pytest.mark.parametrize(("name", "dark"), [(name, at % 2 == 1) for at, name in enumerate(KINDS)])
def test_axe_finds_nothing_in_light_on_a_desk_nor_in_the_dark_on_a_telephone(
    watched: Watched, name: str, *, dark: bool
) -> None:
    page = watched.open(name)
    page.evaluate(OPEN_FOLDS)
    page.set_viewport_size(TELEPHONE if dark else DESK)
    page.emulate_media(color_scheme="dark" if dark else "light")
    found = Axe().run(page, options=AXE)
    assert found.violations_count == 0, found.generate_report()


def test_pages_fit_every_width_and_are_neither_tall_nor_heavy(watched: Watched) -> None:
    for name in KINDS:
        for size in (NARROW, TELEPHONE, TABLET, DESK):
            watched.page.set_viewport_size(size)
            page = watched.open(name)
            width, height = page.evaluate(
                "[document.documentElement.scrollWidth, document.documentElement.scrollHeight]"
            )
            assert width == size["width"], (name, width)
            assert height < TALLEST, (name, height)
            page.evaluate(OPEN_FOLDS)
            assert page.evaluate("document.documentElement.scrollWidth") == size["width"], (name, "unfolded")
        assert sum(each.stat().st_size for each in set(watched.loaded)) < A_PAGE, name
        assert watched.report / name in watched.loaded


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


# What a printer needs for each kind of page.
SHEETS = {BRIEFING: 1, SMALL: 1, "changes.html": 2, KENT: 2, CUMBERLAND: 2, "year/2025.html": 2, "index.html": 2}


@pytest.mark.parametrize(("name", "most"), [*SHEETS.items(), ("reading.html", 2)])
def test_pages_print_on_white_and_waste_no_sheet(watched: Watched, tmp_path: Path, name: str, most: int) -> None:
    page = watched.open(name)
    page.emulate_media(color_scheme="dark")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "printed.pdf") as printed:
        assert len(printed.pages) <= most
        assert "This is a demonstration." in str(printed.pages[0].extract_text())
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("nav").first.is_hidden()
    # On paper "Why" leads nowhere.
    assert page.locator(".caution a:visible").count() == 0


def test_a_printed_year_has_every_row_and_its_heads_on_every_sheet(watched: Watched, tmp_path: Path) -> None:
    page = watched.open("year/2025.html")
    # As many rows as a complete archive has.
    page.evaluate("""() => {
        const body = document.querySelector("table.measures tbody");
        for (let times = 0; times < 4; times++) body.append(...[...body.rows].map((row) => row.cloneNode(true)));
    }""")
    page.pdf(path=tmp_path / "printed.pdf", prefer_css_page_size=True)
    with pdfplumber.open(tmp_path / "printed.pdf") as printed:
        sheets = [str(sheet.extract_text()) for sheet in printed.pages]
    rows = [sheet for sheet in sheets if "district council" in sheet]
    assert 1 < len(rows) <= 6
    assert all("Compliance" in sheet and "Region" in sheet for sheet in rows)


def test_the_years_of_the_front_page_print_two_abreast(watched: Watched) -> None:
    page = watched.open("index.html")
    page.emulate_media(media="print")
    boxes = [year.bounding_box() for year in page.locator("dl.cov dt").all()[:3]]
    tops = [box["y"] for box in boxes if box]
    assert tops[0] == tops[1] < tops[2]


def test_nothing_is_missing_without_scripts(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((report / KENT).as_uri())
    assert page.get_by_text("90 of 104 investigated").is_visible()
    assert page.get_by_text("The Ombudsman corrected the letter of 2019-20").first.is_visible()
    page.goto((report / "index.html").as_uri())
    assert page.get_by_label("Find a council").is_hidden()
    assert page.locator("svg.hexes:not(.key) a").count() == 15
    page.goto((report / "year" / "2025.html").as_uri())
    assert page.get_by_label("Mark a council").is_hidden()
    assert page.locator("table.measures tbody tr:visible").count() == 16  # 15 councils and the line of few cases
    context.close()
