"""The page on how to add a layout, followed: its module reads its letter, as text and as PDF, without errors."""

from __future__ import annotations

import json
import re
import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import cast

import pytest

from crawler.reading import layouts, read
from crawler.reading.layouts import Layout
from lgsco_store.records import Reading, ReadingStatus
from tests.reading.golden import figures, shown
from tests.reading.letterpress import Sheet, covering, pdf

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "add-a-layout.md"
HEAD = """Mr Dicks
Chief Executive
Bromsgrove District Council

Dear Mr Dicks

Annual Review letter 2031

Yours sincerely

Michael King
Local Government and Social Care Ombudsman
\f"""


def example(language: str) -> str:
    """Return the one example of a language on the page."""
    [found] = re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    return str(found)


STATISTICS = example("text")
PRINTED = sorted((tuple(row) for row in json.loads(example("json"))), key=str)


@pytest.fixture(autouse=True)
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """Write the page's module, and list it as the page says."""
    file = tmp_path / "at_a_glance.py"
    file.write_text(example("python"), "utf-8")
    spec = spec_from_file_location("at_a_glance", file)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, "at_a_glance", module)
    spec.loader.exec_module(module)
    added = cast("Layout", module)
    monkeypatch.setattr(layouts, "LAYOUTS", (added, *layouts.LAYOUTS))
    return added


def assert_read(reading: Reading) -> None:
    assert (reading.status, reading.layout, reading.year) == (ReadingStatus.COMPLETE, "at_a_glance", 2031)
    assert figures(shown(reading)) == PRINTED


def test_the_letter_is_read_as_text(layout: Layout) -> None:
    assert 2031 in layout.LETTERS
    assert_read(read((HEAD + STATISTICS).encode()))


@pytest.mark.parametrize("shuffle", [None, 1])
def test_the_letter_is_read_as_pdf(shuffle: int | None) -> None:
    sheet = Sheet()
    sheet.column(60, 60, STATISTICS.splitlines(), leading=20)
    assert_read(read(pdf([covering(2031), sheet], shuffle=shuffle)))


def test_what_is_lost_or_unknown_is_reported() -> None:
    lost = read((HEAD + STATISTICS.replace("12", ". .")).encode())
    assert {one.measure: one.state.value for one in lost.figures}["investigations"] == "unreadable"
    more = read((HEAD + STATISTICS + "Councils visited: 7\n").encode())
    assert [issue.code for issue in more.issues] == ["unexplained_number"]
    prose = read((HEAD + STATISTICS + "In the year 2031 we visited 7 councils and gave them our advice.\n").encode())
    assert prose.status is ReadingStatus.COMPLETE
    assert {lost.status, more.status} == {ReadingStatus.PARTIAL}


def test_without_the_module_the_layout_is_not_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(layouts, "LAYOUTS", layouts.LAYOUTS[1:])
    assert read((HEAD + STATISTICS).encode()).status is ReadingStatus.UNRECOGNISED


def test_every_file_and_name_of_the_page_is_there() -> None:
    root, text = PAGE.parents[2], PAGE.read_text("utf-8")
    named = {name for name in re.findall(r"`([\w./]+\.(?:py|csv))`", text) if "/" in name}
    assert len(named) >= 4
    assert all((root / name).is_file() for name in named)
    assert (root / "crawler/reading/validate/arithmetic.py").is_file()
    assert {"LAYOUTS", "NAMES", "READER_VERSION"} <= set(re.findall(r"`(\w+)`", text))
