"""What a close look at a page found."""

from __future__ import annotations

from dataclasses import dataclass

from lgsco_store.records import BBox


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page's text and its picture agree.

    ``blank`` are the characters, by pdfium's number, that are not shown although their text object shows others;
    objects of which nothing is shown are out of the page. ``unknown`` are the digits that are not shown as what they
    say within a word of which more is shown. ``is_hidden`` says that there were letters or digits that the page does
    not show, ``is_covered`` that its picture shows something else where they stand. ``is_recognised`` says that all of
    the page is a picture and its text what was recognised in it: that is all left, and ``numbers`` holds each number of
    that text with its box, in points on the page as it is shown, and whether the picture shows it as well.
    """

    blank: frozenset[int] = frozenset()
    unknown: frozenset[int] = frozenset()
    is_hidden: bool = False
    is_covered: bool = False
    is_recognised: bool = False
    numbers: tuple[tuple[str, BBox, bool], ...] = ()
