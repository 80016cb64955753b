"""Repair words that lost a ligature to their font, if the letters allow exactly one word.

A glyph for "ti" or "ff" may come without letters, and Ghostscript gives it a wrong letter. Numbers are never repaired,
nor are words outside the frames, labels and sentences of letters.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from functools import cache
from itertools import product

from crawler.reading.input.document import Cell, Document, Line, Page, Word
from crawler.reading.squeezed_text import UNKNOWN
from lgsco_store.reference.register import entries
from lgsco_store.reference.vocabulary import rows

_LIGATURES = ("ti", "tt", "tti", "ft", "ff", "fi", "fl", "ffi", "ffl", "fft", "tf")
_OLD_LIGATURES = ("ct", "st", "sp", "th", "fb", "fh", "fj", "fk")
# Nearly every letter has some of these words; if "ti" is intact, they all read correctly.
_SOUND = "investi"
_SIGN = re.compile(r"inves[a-z]ga|sta[a-z]s[a-z]cs|sa[a-z]sf|authori[a-z]es|recommenda[a-z]ons|execu[a-z]ve\b")
_LETTERS = re.compile(rf"[^\W\d_{UNKNOWN}]*{UNKNOWN}[^\W\d_]*(?:{UNKNOWN}[^\W\d_]*)*|[^\W\d_]+")
# In a word this long, one letter does not replace another by chance.
_LONG = 8
_MOST_PLACES = 4
_WORDS = """
accepted acting adjusted advice agreed amerdeep annual appendices assessed attached authorities authority average based
before benefits borough chair chief child children childrens city clerk closed commission commissioner committee
complaint complaints compares complete compliance control corporate council councillor councils cases county data dealt
decision decisions department deputy detailed director district each education ending enquiries entitled environment
equal executive failed failure faithfully finance first for formal forwarded found from government growth have head
housing identify implemented improvement incomplete indicate informal initial injustice interim invalid investigate
investigated investigation investigations investigative involvement issued joint july june jurisdiction justified
king leader learning letter letters local london maladministration management managing march martin metropolitan
michael minor mrs national not notes officer officers ombudsman ombudsmen organisation organisations other our outcome
outcomes outside paid park parks period planning population possible power prematures premature principal provided
public rare rate rates reached ready received recommendations referred remedied remedies remedy report resolution
respond response satisfactorily satisfactory satisfied scrutinise secretary section senior service services settlements
similar sincerely social somal spent statistics strategic successfully support team temporary territory their these
this those title total town traffic transport treatment types under unit unitary until upheld uphold view
website were where which with without written year your
"""


def repair_words(document: Document) -> Document:
    """Repair every word that can only be one word; return an undamaged document unchanged."""
    text = document.text.casefold()
    odd = _odd_letters(text) if _SOUND not in text and _SIGN.search(text) else {}
    if not odd and UNKNOWN not in text:
        return document
    texts = {word.text for line in document.lines for cell in line.cells for word in cell.words}
    meant = {text: whole for text in texts if (whole := _meant(text, odd)) != text}
    return Document(tuple(_page(page, meant) for page in document.pages))


@cache
def _lexicon() -> frozenset[str]:
    names = [name for entry in entries() for name in (entry.official_name, entry.short_name)]
    labels = [row["label"] for file in ("measures.csv", "categories.csv") for row in rows(file)]
    return frozenset(re.findall(r"[^\W\d_]+", " ".join((_WORDS, *names, *labels)).casefold()))


def _odd_letters(text: str) -> dict[str, str]:
    """Return each letter that also represents a ligature, judging by the long words that it explains."""
    found: Counter[tuple[str, str]] = Counter()
    for word in set(re.findall(rf"[^\W\d_]{{{_LONG},}}", text)) - _lexicon():
        for at, ligature in product(range(len(word)), _LIGATURES):
            if word[:at] + ligature + word[at + 1 :] in _lexicon():
                found[word[at], ligature] += 1
    return {letter: ligature for (letter, ligature), _ in reversed(found.most_common())}


def _meant(text: str, odd: dict[str, str]) -> str:
    return _LETTERS.sub(lambda part: _whole(part.group(), odd), text)


def _whole(word: str, odd: dict[str, str]) -> str:
    """Return the intended word: the only one in the lexicon that fits its letters; otherwise the word unchanged."""
    small = word.casefold()
    if small in _lexicon() or not (UNKNOWN in word or any(letter in small for letter in odd)):
        return word
    found = _unknown(small) if UNKNOWN in word else _odd(small, odd)
    if len(found) != 1:
        return word
    [only] = found
    return only.upper() if word.isupper() else only.capitalize() if word[0].isupper() else only


def _unknown(word: str) -> set[str]:
    known = len(word.replace(UNKNOWN, ""))
    first, last = word.split(UNKNOWN, maxsplit=1)[0], word.rsplit(UNKNOWN, maxsplit=1)[-1]
    glyph = f"(?:{'|'.join((*_LIGATURES, *_OLD_LIGATURES))}|[a-z])"
    pattern = re.compile(glyph.join(map(re.escape, word.split(UNKNOWN))))
    near = (one for one in _lexicon() if one.startswith(first) and one.endswith(last))
    return {one for one in near if known > 2 * word.count(UNKNOWN) and pattern.fullmatch(one)}


def _odd(word: str, odd: dict[str, str]) -> set[str]:
    places = sum(letter in odd for letter in word)
    if places > _MOST_PLACES:
        return set()
    ways = product(*((letter, odd[letter]) if letter in odd else (letter,) for letter in word))
    return {"".join(way) for way in ways} & _lexicon()


def _page(page: Page, meant: dict[str, str]) -> Page:
    lines = tuple(Line(line.page, tuple(_cell(cell, meant) for cell in line.cells)) for line in page.lines)
    tables = tuple(
        replace(table, rows=tuple(tuple(_cell(cell, meant) for cell in row) for row in table.rows))
        for table in page.tables
    )
    return replace(page, lines=lines, tables=tables)


def _cell(cell: Cell, meant: dict[str, str]) -> Cell:
    # A word that needs no repair stays the same object: words of tables are also words of lines.
    return Cell(tuple(Word(meant[word.text], word.box) if word.text in meant else word for word in cell.words))
