"""Read pages as a browser without scripts does."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TypeAlias

from lxml import html  # type: ignore[import-untyped]

Row: TypeAlias = dict[str, str]
"""The cells of a row by their column headings."""


class Page:
    """One page of a report."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = html.fromstring(path.read_text(encoding="utf-8"))

    @property
    def text(self) -> str:
        return plain(self.tree.find("body"))

    @property
    def lede(self) -> str:
        (found,) = self.tree.xpath("//main//p[@class='lede']")
        return plain(found)

    def table(self, caption: str) -> list[Row]:
        """Return the rows of the table whose caption begins like this; a row that cuts it has the head "break"."""
        for table in self.tree.iter("table"):
            found = table.find("caption")
            if found is not None and plain(found).startswith(caption):
                heads = [plain(cell) for cell in table.find("thead/tr")]
                return [_row(heads, row) for row in table.findall("tbody/tr")]
        raise AssertionError(f"{self.path.name} has no table {caption!r}")

    def captions(self) -> list[str]:
        return [plain(caption) for caption in self.tree.iter("caption")]

    def section(self, identity: str) -> str:
        """Return the words of the element with this ID, or of the section that a heading with it begins."""
        (found,) = self.tree.xpath("//*[@id=$id]", id=identity)
        return plain(found.getparent() if found.tag in {"h2", "h3"} else found)

    def links(self) -> list[str]:
        return [str(link) for link in self.tree.xpath("//@href | //@src")]

    def ids(self) -> list[str]:
        return [str(each) for each in self.tree.xpath("//@id")]

    def facts(self) -> dict[str, str]:
        """Return the key figures: each label, and the text below it."""
        terms = self.tree.xpath("//dl[contains(@class, 'facts')]/div")
        return {plain(each.find("dt")): " / ".join(map(plain, each.findall("dd"))) for each in terms}


def _row(heads: list[str], row: html.HtmlElement) -> Row:
    if row.get("class", "").startswith("brk"):
        return {"break": plain(row)}
    return dict(zip(heads, map(plain, row), strict=True))


def plain(element: html.HtmlElement) -> str:
    """Return the words of an element, with single blanks also between lines."""
    return re.sub(r" (?=[.,:;)])", "", " ".join(" ".join(element.itertext()).split()))
