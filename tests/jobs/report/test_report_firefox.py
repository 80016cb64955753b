"""The report in a real Firefox, at three widths: it fits, its scripts work, and its style is understood."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.jobs.report.firefox import FIREFOX, Firefox, firefox
from tests.jobs.report.test_report_browser import CUMBERLAND, KENT, KINDS, OPEN_FOLDS, TALLEST

pytestmark = [
    pytest.mark.skipif(FIREFOX is None, reason="there is no Firefox on this machine"),
    pytest.mark.slow,
]

WIDTHS = (320, 768, 1280)
# How far the content is wider than the frame without its scroll bar, and how high it is.
SIZE = """
    const { scrollWidth, clientWidth, scrollHeight } = document.documentElement;
    return [scrollWidth - clientWidth, scrollHeight];
"""


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Firefox]:
    with firefox(tmp_path_factory.mktemp("firefox")) as opened:
        yield opened


@pytest.mark.parametrize("width", WIDTHS)
def test_every_kind_of_page_fits(browser: Firefox, report: Path, width: int) -> None:
    for name in KINDS:
        browser.show(report / name, width, 740)
        too_wide, height = browser.run(SIZE)
        assert too_wide == 0, name
        assert height < TALLEST, (name, height)
        browser.run(OPEN_FOLDS)
        assert browser.run(SIZE)[0] == 0, (name, "unfolded")


def test_scripts_run(browser: Firefox, report: Path) -> None:
    browser.show(report / "index.html", 1280, 740)
    found = browser.run("""
        const box = document.getElementById("q");
        box.value = "alerdale";
        box.dispatchEvent(new Event("input"));
        return [document.getElementById("found").textContent, document.querySelector("#hits a").firstChild.textContent];
    """)
    assert found == ["No council of that name. Similar: 1 council", "Allerdale"]
    browser.show(report / CUMBERLAND, 1280, 740)
    beside = browser.run("""
        const add = document.getElementById("add");
        add.value = "kent-county-council";
        add.dispatchEvent(new Event("change"));
        return [location.hash, document.querySelector("#beside tr:last-child a").textContent];
    """)
    assert beside == ["#with=kent-county-council", "Kent"]
    browser.show(report / "year/2025.html", 768, 740)
    assert browser.run("return document.querySelector('[aria-sort]').textContent") == "Uphold rate"


def test_the_style_is_understood(browser: Firefox, report: Path) -> None:
    """The font comes with the style, the view of the map follows its choice, and columns share their rows."""
    browser.show(report / "index.html", 1280, 740)
    assert browser.run("return document.fonts.check('600 20px \"Letters Serif\"')")
    key = "return getComputedStyle(document.querySelector('.legend.tall').parentElement).display"
    assert browser.run(key) == "block"
    browser.run("document.getElementById('view-c').click()")
    assert browser.run(key) == "none"
    browser.show(report / KENT, 1280, 740)
    tops = "return [...document.querySelectorAll('.measure > details')].map((each) => each.getBoundingClientRect().top)"
    assert len(set(browser.run(tops))) == 1
