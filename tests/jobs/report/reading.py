"""Reads pages as a browser without scripts does."""

from __future__ import annotations

from pathlib import Path
from typing import TypeAlias

from lxml import html  # type: ignore[import-untyped]

Row: TypeAlias = dict[str, str]
"""The cells of a row by the heads of their columns."""


class Page:
    """One page of a report."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.tree = html.fromstring(path.read_text(encoding="utf-8"))

    @property
    def text(self) -> str:
        return plain(self.tree.find("body"))

    def table(self, caption: str) -> list[Row]:
        """The rows of the table with this caption, those of its foot too."""
        for table in self.tree.iter("table"):
            if plain(table.find("caption")) == caption:
                heads = [plain(cell) for cell in table.find("thead/tr")]
                rows = [row for part in ("tbody", "tfoot") for row in table.findall(f"{part}/tr")]
                return [dict(zip(heads, map(plain, row), strict=True)) for row in rows]
        raise AssertionError(f"{self.path.name} has no table {caption!r}")

    def captions(self) -> list[str]:
        return [plain(caption) for caption in self.tree.iter("caption")]

    def section(self, identity: str) -> str:
        """The words of the section that a heading with this id begins."""
        (heading,) = self.tree.xpath("//*[@id=$id]", id=identity)
        return plain(heading.getparent())

    def links(self) -> list[str]:
        return [str(link) for link in self.tree.xpath("//@href | //@src")]

    def ids(self) -> list[str]:
        return [str(each) for each in self.tree.xpath("//@id")]


def plain(element: html.HtmlElement) -> str:
    """The words of an element, with single blanks; parts on lines of their own are parted."""
    return " ".join(" ".join(element.itertext()).split())
