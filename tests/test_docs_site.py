"""The docs build as a self-contained site, and broken links fail the build."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
from lxml import html  # type: ignore[import-untyped]

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

ROOT = Path(__file__).parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
# The resources that a browser loads by itself to show a page.
FETCHED = "//script/@src | //img/@src | //iframe/@src | //link[not(@rel='canonical')]/@href | //source/@src"


def build(pages: Path, site: Path) -> subprocess.CompletedProcess[str]:
    """Build as ``make docs`` does, with the configuration of the project."""
    found = re.search(r"-m sphinx (.+) docs build/docs$", MAKEFILE, re.MULTILINE)
    assert found is not None
    options = [*shlex.split(found[1]), "--conf-dir", str(ROOT / "docs")]
    words = [sys.executable, "-m", "sphinx", *options, str(pages), str(site)]
    return subprocess.run(words, capture_output=True, text=True, timeout=100, check=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    ended = build(ROOT / "docs", folder)
    assert (ended.returncode, ended.stderr) == (0, "")
    return folder


def test_every_page_is_in_the_site_and_its_contents_name_the_four_parts(site: Path) -> None:
    pages = {path.relative_to(ROOT / "docs").with_suffix(".html") for path in (ROOT / "docs").rglob("*.md")}
    assert pages <= {path.relative_to(site) for path in site.rglob("*.html")}
    index = html.parse(site / "index.html")
    assert index.xpath("//p[@class='caption']/span/text()") == ["Tutorial", "How-to", "Reference", "Explanation"]
    listed = index.xpath("//div[contains(@class, 'sidebar-tree')]//a/@href")
    assert {Path(each) for each in listed} == pages - {Path("index.html")}


def test_nothing_is_fetched_from_another_host(site: Path) -> None:
    fetched = [each for page in site.rglob("*.html") for each in html.parse(page).xpath(FETCHED)]
    assert len(fetched) > 100
    assert [each for each in fetched if re.match(r"(\w+:)?//", each)] == []
    styles = [path.read_text(encoding="utf-8") for path in site.rglob("*.css")]
    assert styles
    assert [found for text in styles for found in re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//.*", text)] == []


def test_dead_links_and_unlisted_pages_are_reported_and_fail(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    links = "[page](page-gone.md) [there](listed.md#there-gone) [here](#here-gone)"
    index = f"# Index\n\n{links}\n\n## Part\n\n- [Listed](listed.md)\n"
    for name, text in {"index": index, "listed": "# Listed\n", "unlisted": "# Unlisted\n"}.items():
        pages.joinpath(f"{name}.md").write_text(text, encoding="utf-8")
    ended = build(pages, tmp_path / "site")
    assert ended.returncode == 1
    for word in ("page-gone", "there-gone", "here-gone", "unlisted.md"):
        assert word in ended.stderr
