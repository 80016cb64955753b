"""Examine a page closely, with and without its text, and remove the text that its picture does not show.

Text is hidden if the picture is the same without it, whatever hides it: render mode, opacity, colour, a clip, a layer
that is switched off, the edge of the page, or something drawn over it. Pieces of text that touch are left out one at a
time.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import closing
from itertools import islice, starmap

import pypdfium2
from PIL import Image, ImageChops

from crawler.reading.ink.digits import DIGITS, chances, inked, is_whole
from crawler.reading.ink.layers import group_layers
from crawler.reading.ink.marks import Dots, Letters, Mark, enclosing, is_invisible, is_stencil, text_objects, to_dots
from crawler.reading.ink.numbers import confirm_numbers, misread_numbers
from crawler.reading.ink.picture import around, difference, picture, scale_within, show
from crawler.reading.ink.sight import Sight
from crawler.reading.ink.stencils import is_painted, shapes
from crawler.reading.page_text import PageText, Sides
from lgsco_store.records import BBox

# Dots per point: a digit of ten points is some twenty dots high.
_SCALE = 3.0
# The smallest change, of 255, that a person can see: a light grey on white, as used in print, is 40 or more.
_VISIBLE = 22
# Text smaller than this, in points, cannot be read.
_LEAST_SIZE = 1.0
# If the background of hidden text varies by more than this, of 255, it is a picture of something.
_DRAWN = 48
# If something else is drawn over this share of a page's characters, the page is a scan with recognised text.
_RECOGNISED = 0.5
# Minimum probability that ink is a different digit before the printed one is rejected.
_SURE = 0.97


def examine(page: pypdfium2.PdfPage, crossings: Iterable[Sides] = ()) -> Sight:
    """Examine a page closely, and remove from it any text that is not shown.

    A digit that a pen mark crosses, in one of the ``crossings``, is legible and yet no longer what the page says.
    """
    scale = scale_within(page, _SCALE)
    found = _marks(page, scale)
    unseen, misdrawn, bare = _looked_at(page, found, scale)
    crossed = list(starmap(to_dots(page, scale), crossings))
    misdrawn |= {mark for mark in found if _is_within(mark, crossed) and _is_drawn(bare, mark)}
    over_others = (mark for mark in unseen if mark.size >= _LEAST_SIZE and _is_drawn(bare, mark))
    drawn = set(islice(over_others, int(_RECOGNISED * len(found)) + 1))
    if len(drawn) > _RECOGNISED * len(found):
        return _recognised(_words(found), bare, scale)
    whole = {mark for word in _words(found) for mark in _replaced(word, unseen)}
    partly = {mark for mark in (unseen - whole) | misdrawn if mark.letter in DIGITS}
    rest = unseen - partly
    gone = {mark.object for mark in whole} - {mark.object for mark in found if mark not in whole}
    # Once objects are removed, pdfium numbers the characters afresh.
    anew = {(mark.object, mark.box): mark.index for mark in _marks_without(page, gone, found, scale)}
    return Sight(
        blank=frozenset(anew[mark.object, mark.box] for mark in rest if mark.object not in gone),
        unknown=frozenset(anew[mark.object, mark.box] for mark in partly),
        is_hidden=any(mark.letter.isalnum() for mark in whole - drawn) or any(map(_is_unmapped, unseen)),
        is_covered=any(mark.letter.isalnum() for mark in (whole & drawn) | partly),
    )


def _recognised(words: Sequence[Sequence[Mark]], picture: Image.Image, scale: float) -> Sight:
    """Compare the numbers in a scan's recognised text with its picture."""
    grey = picture.convert("L")
    return Sight(
        is_recognised=True,
        numbers=tuple((text, _points(box, scale), is_shown) for text, box, is_shown in confirm_numbers(words, grey)),
        misread=tuple((text, _points(box, scale)) for text, box in misread_numbers(words, grey)),
    )


def _is_unmapped(mark: Mark) -> bool:
    """Return whether pdfium does not know a letter, which may be a digit then; the box of a space is flat."""
    return not mark.letter.isprintable() and mark.box[3] - mark.box[1] >= 1


def _points(box: Dots, scale: float) -> BBox:
    left, top, right, bottom = box
    return left / scale, top / scale, right / scale, bottom / scale


def _words(found: Sequence[Mark]) -> list[list[Mark]]:
    """Group the marks between which pdfium sees no space."""
    words: list[list[Mark]] = []
    for mark in found:
        if words and words[-1][-1].index == mark.index - 1:
            words[-1].append(mark)
        else:
            words.append([mark])
    return words


def _replaced(word: Sequence[Mark], unseen: set[Mark]) -> list[Mark]:
    """Return the marks of a word that show nothing: all of them, or those of texts over which another was printed."""
    if unseen.issuperset(word):
        return list(word)
    shown = [mark for mark in word if mark not in unseen]
    hidden = [[mark for mark in word if mark.object == one] for one in {mark.object for mark in word}]
    return [
        mark
        for text in hidden
        if unseen.issuperset(text) and _overlap(enclosing(text), enclosing(shown))
        for mark in text
    ]


def _overlap(one: Dots, other: Dots) -> bool:
    """Return whether two boxes have most of the smaller one in common, across and down."""
    across = min(one[2], other[2]) - max(one[0], other[0])
    down = min(one[3], other[3]) - max(one[1], other[1])
    narrow, low = min(one[2] - one[0], other[2] - other[0]), min(one[3] - one[1], other[3] - other[1])
    return across > narrow / 2 and down > low / 2


def _marks(page: pypdfium2.PdfPage, scale: float) -> list[Mark]:
    with closing(PageText(page)) as text:
        return Letters(page, text, scale).marks()


def _marks_without(page: pypdfium2.PdfPage, gone: set[int], found: Sequence[Mark], scale: float) -> Sequence[Mark]:
    """Remove text objects that show nothing, and return the marks of the rest.

    A second drawing of their text, which pdfium only now reports, was left out together with the first, and shows
    nothing either.
    """
    known, rest = {mark.object for mark in found}, found
    while gone:
        show(gone, shown=False)
        rest = _marks(page, scale)
        gone = {mark.object for mark in rest} - known
    return rest


def _looked_at(
    page: pypdfium2.PdfPage, found: Sequence[Mark], scale: float
) -> tuple[set[Mark], set[Mark], Image.Image]:
    """Return the hidden marks, the marks that show a different digit, and the picture of the page without its text."""
    everything = frozenset(text_objects(page))
    # A mark that pdfium does not report is a second drawing of the same text in the same place.
    twins = everything - {mark.object for mark in found}
    pictures = _Pictures(page, scale)
    unseen: set[Mark] = set()
    misdrawn: set[Mark] = set()
    for layer in group_layers(found):
        own = [mark for mark in found if mark.object in layer]
        shown, hidden = pictures.without(frozenset()), pictures.without(twins | layer)
        if shown is hidden:
            unseen.update(own)
            continue
        change = difference(shown, hidden)
        unseen.update(mark for mark in own if not _is_seen(change, mark))
        misdrawn.update(mark for mark in own if mark not in unseen and _is_another(change, mark))
    stencils = [mark for mark in unseen if mark.size >= _LEAST_SIZE and is_stencil(mark.object)]
    if stencils:
        alone, shown = (
            shapes(page, {mark.object for mark in stencils}, scale),
            pictures.without(frozenset()).convert("L"),
        )
        painted = {mark for mark in stencils if is_painted(mark, alone, shown, _VISIBLE)}
        unseen -= painted
        misdrawn.update(mark for mark in painted if _is_another(ImageChops.invert(alone), mark))
    return unseen, misdrawn, pictures.without(everything)


class _Pictures:
    """Pictures of a page with parts of its text left out, each drawn once."""

    def __init__(self, page: pypdfium2.PdfPage, scale: float) -> None:
        self._page, self._scale = page, scale
        self._drawn: dict[frozenset[int], Image.Image] = {}

    def without(self, objects: frozenset[int]) -> Image.Image:
        """Return the picture without these text objects; an object that draws nothing makes no difference."""
        gone = frozenset(one for one in objects if not is_invisible(one))
        if gone not in self._drawn:
            show(gone, shown=False)
            try:
                self._drawn[gone] = picture(self._page, self._scale)
            finally:
                show(gone, shown=True)
        return self._drawn[gone]


def _is_seen(change: Image.Image, mark: Mark) -> bool:
    """Return whether leaving out a character makes a visible change in its place; a digit must be seen whole."""
    shades = change.crop(around(mark.box))
    if _extremes(shades)[0][1] < _VISIBLE or mark.size < _LEAST_SIZE:
        return False
    if mark.letter not in DIGITS:
        return True
    found = inked(*_dots(shades), 0)
    return found is not None and is_whole(found, shades.size)


def _dots(shades: Image.Image) -> tuple[tuple[int, int], bytes]:
    return shades.size, shades.tobytes()


def _is_another(change: Image.Image, mark: Mark) -> bool:
    """Return whether the ink in a digit's place is certainly a different digit."""
    if mark.letter not in DIGITS:
        return False
    left, top, right, bottom = around(mark.box)
    over, within, under = (
        _extremes(change.crop((left, start, right, end)))[0][1]
        for start, end in ((top - 2, top - 1), (top, bottom), (bottom + 1, bottom + 2))
    )
    # A font that gives false letter sizes yields boxes that cut through what it draws.
    if max(over, under) > within / 2:
        return False
    likely = chances(*_dots(change.crop((left, top, right, bottom))), 0, mark.turn)
    return max(likely, default=0.0) > _SURE and likely[int(mark.letter)] < 1 - _SURE


def _is_within(mark: Mark, places: Iterable[Dots]) -> bool:
    left, top, right, bottom = mark.box
    return any(x0 < right and left < x1 and y0 < bottom and top < y1 for x0, y0, x1, y1 in places)


def _is_drawn(bare: Image.Image, mark: Mark) -> bool:
    """Return whether the page shows something else in the place of a character."""
    return any(most - least > _DRAWN for least, most in _extremes(bare.crop(around(mark.box))))


def _extremes(shades: Image.Image) -> list[tuple[int, int]]:
    """Return the darkest and the lightest shade of each colour."""
    found = shades.getextrema()
    return [found] if len(shades.getbands()) == 1 else list(found)  # type: ignore[list-item, arg-type]
