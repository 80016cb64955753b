"""The result of a close examination of a page."""

from __future__ import annotations

from dataclasses import dataclass

from lgsco_store.records import BBox


@dataclass(frozen=True, slots=True)
class Sight:
    """How far the text of a page agrees with its picture.

    ``blank`` has the characters, by pdfium's number, that are not shown although their text object shows others;
    objects that show nothing have been removed from the page. ``unknown`` has the digits that are not shown as the text
    gives them, in a word that is shown in part. ``is_hidden`` is true if there were letters or digits that the page
    does not show, ``is_covered`` if its picture shows something else in their place. ``is_recognised`` is true if the
    page is a scan with recognised text: that text is then kept whole, and ``numbers`` has each of its numbers with its
    box, in points on the page as shown, and whether the picture shows it as well; None if that is not certain.
    ``misread`` has the numbers that the picture certainly shows in the place of other words, with their boxes.
    """

    blank: frozenset[int] = frozenset()
    unknown: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_covered: bool = False
    is_recognised: bool = False
    numbers: tuple[tuple[str, BBox, bool | None], ...] = ()
    misread: tuple[tuple[str, BBox], ...] = ()
