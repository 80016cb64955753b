"""A web page as the sequence of its headings, links and texts, in reading order. Pure functions of HTML.

The markup of the live pages is not known and changes more often than their words. Tags and attributes are only hints
here: they say where a text begins and ends, and where links lead, never what a text means.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree  # type: ignore[import-untyped]

from crawler.site import embedded, hyperlinks
from crawler.site.sections import title_section

_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_UNREAD = frozenset({"script", "style", "head"})
# A footer of the whole page has the site's own links; that of a card or a row belongs to what it closes.
_PARTS = frozenset({"article", "section", "main", "li", "td", "details"})
# Inline elements: none of them begins a paragraph.
_INLINE = frozenset(
    {"a", "abbr", "b", "bdi", "bdo", "cite", "code", "data", "del", "em", "font", "i", "img", "ins", "mark", "q", "s"}
    | {"small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
# Attributes whose text is not displayed: titles of components, labels of regions.
_SAID = ("heading", "title", "label", "aria-label", "data-title", "data-label", "header", "caption")
# Attributes that connect a tab, or a button that opens a panel, to the panel.
_CONTROLS = ("aria-controls", "data-target", "data-bs-target", "for", "href")
_CONTROLLING = "//*[@aria-controls or @data-target or @data-bs-target or @for or starts-with(@href, '#')]"
# Characters that pages may not contain, although some do.
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_PARTS_OF_TITLE = re.compile(r"\s+[-|:\N{EN DASH}\N{EM DASH}\N{MIDDLE DOT}>]+\s+|\s*\|\s*|:\s+")

# Labels are never longer, and a year further from its link may belong to another one.
_LONGEST_LABEL = 120
_LONGEST_AROUND = 300


@dataclass(frozen=True, slots=True)
class Piece:
    """A heading (level 1 to 6), a link (with its absolute address) or a text of a page; the last two have level 0.

    ``label`` is a link's accessible label; ``shown`` is false for text that the page has but does not display. Pieces
    with the same ``line`` are on one line. A ``dead`` text is that of a link or a button that only a script follows.
    """

    level: int
    text: str
    href: str | None = None
    label: str = ""
    shown: bool = True
    line: int = field(default=0, compare=False)
    element: Any = field(default=None, repr=False, compare=False)
    dead: bool = field(default=False, compare=False)


@dataclass(frozen=True, slots=True)
class WebPage:
    """A page at its own address; ``titles`` are its titles in the head, whole and in parts.

    Its links are relative to ``base``, which is its own address unless it names another.
    """

    url: str
    base: str
    pieces: tuple[Piece, ...]
    titles: tuple[str, ...] = ()


def outline(html: str, url: str) -> WebPage:
    """Split a page into pieces; return an empty one for anything that is not HTML."""
    plain = _CONTROL.sub(" ", html)
    parser = etree.HTMLParser(encoding="utf-8", recover=True)
    try:
        root = etree.fromstring(plain.encode(), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        return WebPage(url, url, ())
    given = root.xpath("string((//base/@href)[1])")
    base = (hyperlinks.resolve(given, url) if given else None) or url
    return WebPage(url, base, tuple(_Walk(root, base).pieces()), tuple(_titles(root)))


def words_around(piece: Piece) -> Iterator[str]:
    """Return the texts of the elements around one link alone, including its own words, the nearest first.

    Each is followed by the year that an attribute of the element gives, such as ``data-year``.
    """
    element = piece.element
    while element is not None and _has_one_link(element):
        words = _words(element)
        if len(words) > _LONGEST_AROUND:
            return
        yield words
        yield " ".join(value for name, value in element.attrib.items() if "year" in name)
        element = element.getparent()


class _Walk:
    """One walk over a page, which collects texts until a paragraph or a link ends them."""

    def __init__(self, root: Any, base: str) -> None:
        self.root = root
        self.base = base
        self.line = 0
        self.texts: list[str] = []
        self.panels = _panels(root)

    def pieces(self) -> Iterator[Piece]:
        """Return every heading, link and text of the page."""
        walk = etree.iterwalk(self.root, events=("start", "end", "comment", "pi"))
        for event, element in walk:
            if event == "start":
                if element.tag in _UNREAD or _is_footer(element):
                    yield from self._flush()
                    yield from self._entries(element.text if "json" in element.get("type", "") else None)
                    walk.skip_subtree()
                else:
                    yield from self._begin(element, walk)
            elif event == "end" and element.tag not in _INLINE:
                yield from self._break_line()
            if event != "start" and element.tail:
                self.texts.append(element.tail)
        yield from self._flush()
        for following in self.root.xpath("//link[contains(concat(' ', @rel, ' '), ' next ')]/@href"):
            yield Piece(0, "Next", self._whole(following), shown=False, line=self.line + 1)

    def _begin(self, element: Any, walk: Any) -> Iterator[Piece]:
        href = hyperlinks.href(element)
        level = _level(element)
        if element.tag not in _INLINE:
            yield from self._break_line()
        elif href is not None or level:
            yield from self._flush()
        if href is not None:
            yield self._link(element, href)
        elif level and (words := _words(element)):
            yield Piece(level, words, line=self.line)
            for each in element.iterdescendants():
                inner = hyperlinks.href(each)
                if inner is not None:
                    yield self._link(each, inner)
        elif _is_dead(element):
            yield from self._titles(element)
            yield from self._flush()
            words, label = _words(element), " ".join(_labels(element))
            yield Piece(0, words or label, None, label, bool(words), self.line, dead=True)
        else:
            yield from self._titles(element)
            self.texts.append(element.text or "")
            return
        walk.skip_subtree()

    def _link(self, element: Any, href: str) -> Piece:
        text, label = _words(element), " ".join(_labels(element))
        shown = text if re.search(r"\w", text) else label
        return Piece(0, shown, self._whole(href), label, line=self.line, element=element, dead=not href.strip("# "))

    def _whole(self, href: str) -> str:
        return hyperlinks.resolve(href, self.base) or href

    def _titles(self, element: Any) -> Iterator[Piece]:
        """Return the title of the section that an element is, if only an attribute or another element gives it."""
        panel = self.panels.get(element.get("id", ""))
        values = [element.get(name, "") for name in _SAID] if element.attrib else []
        own = (" ".join(each.split()) for each in values if 0 < len(each) <= _LONGEST_LABEL)
        is_component = "-" in str(element.tag)
        for words in (panel, *(each for each in own if is_component or title_section(each))):
            if words:
                yield Piece(0, words, shown=False, line=self.line)
        for value in element.attrib.values():
            yield from self._entries(value if value.startswith(("[", "{")) else None)

    def _entries(self, data: str | None) -> Iterator[Piece]:
        """Return the links that a script would make of data: each entry with one address, named by its other words."""
        for words, address in embedded.entries(data) if data else ():
            self.line += 1
            yield Piece(0, words, self._whole(address), shown=False, line=self.line)

    def _break_line(self) -> Iterator[Piece]:
        yield from self._flush()
        self.line += 1

    def _flush(self) -> Iterator[Piece]:
        """Return the texts since the last paragraph began: as one if together they are a title, else separately."""
        texts, self.texts = self.texts, []
        together = " ".join("".join(texts).split())
        if title_section(together):
            yield Piece(0, together, line=self.line)
            return
        for text in texts:
            words = " ".join(text.split())
            if words:
                yield Piece(0, words, line=self.line)


def _labels(element: Any) -> Iterator[str]:
    for each in (element, *element.iterdescendants("img", "svg", "i", "span", "input")):
        for name in ("aria-label", "title", "value" if each.tag == "input" else "alt"):
            words = " ".join(each.get(name, "").split())
            if 0 < len(words) <= _LONGEST_LABEL:
                yield words


def _words(element: Any) -> str:
    """Return the text of an element; a blank separates elements that are not part of a line."""
    return " ".join(" ".join(_texts(element)).split()) if len(element) else " ".join((element.text or "").split())


def _texts(element: Any) -> Iterator[str]:
    """Return the texts of an element, joining those of one line."""
    line = element.text or ""
    for event, each in etree.iterwalk(element, events=("start", "end")):
        if each is element:
            continue
        if each.tag not in _INLINE:
            yield line
            line = ""
        if event == "start":
            line += each.text or "" if each.tag not in _UNREAD else ""
        else:
            line += each.tail or ""
    yield line


def _has_one_link(element: Any) -> bool:
    """Return whether all links of an element lead to one place."""
    found: set[str] = set()
    for each in element.iter():
        href = hyperlinks.href(each)
        if href is not None and not href.startswith("#"):
            found.add(href)
            if len(found) > 1:
                return False
    return True


def _is_dead(element: Any) -> bool:
    """Return whether an element without an address is a link or a button that does something all the same.

    What opens a part of the page, or is switched off, leads to nothing further.
    """
    if element.tag == "input":
        acts = element.get("type") in {"submit", "button"}
    else:
        acts = element.tag == "button" or (element.tag == "a" and element.get("href") is not None)
    is_off = element.get("disabled") is not None or element.get("aria-disabled") == "true"
    opens = any(element.get(name) for name in ("aria-expanded", *_CONTROLS[:3]))
    return acts and not is_off and not opens and not _holds_blocks(element)


def _holds_blocks(element: Any) -> bool:
    return any(each.tag not in _INLINE for each in element.iterdescendants())


def _level(element: Any) -> int:
    """Return the level of a heading; a heading by role has its stated level, or the second."""
    if element.tag in _HEADINGS:
        return _HEADINGS[element.tag]
    if element.get("role") != "heading":
        return 0
    level = element.get("aria-level", "").strip()
    return int(level) if re.fullmatch("[1-6]", level) else 2


def _is_footer(element: Any) -> bool:
    if element.tag != "footer" and element.get("role") != "contentinfo":
        return False
    return not any(above.tag in _PARTS for above in element.iterancestors())


def _panels(root: Any) -> Mapping[str, str]:
    """Return, by the ID of a panel, the title of its section, if a tab or a button elsewhere gives it."""
    panels: dict[str, str] = {}
    for element in root.xpath(_CONTROLLING):
        words = _words(element)
        if title_section(words):
            for name in _CONTROLS:
                panels.setdefault(element.get(name, "").lstrip("#"), words)
    for element in root.xpath("//*[@aria-labelledby and @id]"):
        title = next(iter(root.xpath("//*[@id=$name]", name=element.get("aria-labelledby"))), None)
        if title is not None and title_section(_words(title)):
            panels.setdefault(element.get("id"), _words(title))
    panels.pop("", None)
    return panels


def _titles(root: Any) -> Iterable[str]:
    given = root.xpath("//title[not(ancestor::svg)]/text() | //meta[@property='og:title']/@content")
    whole = [" ".join(str(each).split()) for each in given]
    return dict.fromkeys([*whole, *(part for each in whole for part in _PARTS_OF_TITLE.split(each) if part)])
