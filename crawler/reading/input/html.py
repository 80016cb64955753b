"""Read HTML: each block of a page is a line, each table row a line of cells; only visible text counts."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from lxml import etree, html  # type: ignore[import-untyped]
from w3lib.encoding import html_to_unicode

from crawler.reading.input import html_tables
from crawler.reading.input.document import Cell, Line, UnreadableError, Word

# Elements whose text stays in the line around them; every other element begins a line of its own.
_INLINE = frozenset(
    {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "dfn", "em", "font", "i", "ins", "kbd"}
    | {"label", "mark", "nobr", "q", "samp", "small", "span", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr"}
)
_UNSEEN = frozenset(
    {"datalist", "del", "desc", "head", "noscript", "object", "s", "script", "select", "strike", "style", "template"}
)
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CELLS = frozenset({"td", "th"})
# A row whose cells contain any of these lays out a page, and does not belong to a table of figures.
_LAYING_OUT = ("table", "ul", "ol", "dl")
# Attributes that connect a tab, or a button, to the panel that it opens.
_OPENS = ("aria-controls", "data-target", "data-bs-target", "href")
_HIDES = ("hidden", "style", "class", "aria-hidden")
# Classes that common style sheets give to text for screen readers alone, and to text that is not shown.
_UNSEEN_CLASSES = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "govuk-visually-hidden", "u-visually-hidden", "screen-reader-text"}
    | {"screen-reader-only", "element-invisible", "hidden-visually", "a11y-hidden", "d-none", "display-none", "hidden"}
)
_UNSEEN_STYLE = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$)", re.IGNORECASE
)
_RAISED_STYLE = re.compile(r"vertical-align\s*:\s*(?:super|sub|text-top)", re.IGNORECASE)
# Raised or lowered text that marks a footnote; other raised text, as in "1st", is kept.
_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[a-z]|[*\u2020\u2021\u00a7#]+)[\])]?(?:\s?,\s?\d{1,3})*", re.IGNORECASE)
# Words that identify the first lines of a page, or of a part of one.
_BEGINS = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|title|meta|main|article|section|header|div|table|h[1-6]|p|dl|ul|font)\b[^<]*>",
    re.IGNORECASE,
)
_BEGINNING = 10_000
_UNDECLARED = "windows-1252"
_NOTE = re.compile(r"#_?(?:fn|ftn|foot|note|ref|cite|endnote)", re.IGNORECASE)


def is_page(content: bytes) -> bool:
    """Return whether bytes begin as HTML does; text with a tag or two in it is not HTML."""
    return _BEGINS.search(content[:_BEGINNING]) is not None


def lines(content: bytes) -> tuple[Line, ...]:
    """Return the lines of a page from top to bottom, without blank ones; refuse anything that is not HTML."""
    return _lines(_parsed(content))


@dataclass(frozen=True, slots=True)
class Article:
    """The content of a page: its lines without the site's menus, which of them are headings, and its titles.

    ``links`` are the texts of lines that are nothing but links. ``addresses`` are the texts of links and buttons with
    their addresses, None for a button; what opens a part of the page is none of them.
    """

    lines: tuple[Line, ...]
    headings: frozenset[str]
    titles: tuple[str, ...]
    links: frozenset[str] = frozenset()
    addresses: Mapping[str, Sequence[str | None]] = field(default_factory=dict)


def article(
    content: bytes,
    *,
    as_item: Callable[[Sequence[str]], Sequence[str] | None] | None = None,
    is_label: Callable[[str], bool] | None = None,
) -> Article:
    """Extract the article of a page; refuse anything that is not HTML.

    ``as_item`` makes the cells of one line of the paragraphs of a list item; None if they are not one item.
    ``is_label`` says of a text whether it labels a column: tables with such columns have one value in each cell.
    """
    root = _parsed(content)
    titles = tuple(" ".join(each.text_content().split()) for each in root.iter("title"))
    for part in [*root.iter("nav", "aside"), *root.xpath("//footer[not(ancestor::article)]")]:
        if part.getparent() is not None:
            part.drop_tree()
    addresses = _addresses(root)
    if is_label is not None:
        html_tables.prepare(root, is_label, _text)
    for row in [row for row in root.iter("tr") if any(map(_holds_paragraphs, row))]:
        for each in (row, *row.iterchildren("*")):
            each.tag = "div"
    headings = frozenset(" ".join(_text(each).split()) for each in root.iter(*_HEADINGS))
    if as_item is not None:
        for item in root.xpath("//li[not(ancestor::li)][not(.//h1|.//h2|.//h3|.//h4|.//h5|.//h6|.//table|.//tr)]"):
            _join(item, as_item)
    return Article(_lines(root), headings - {""}, titles, frozenset(_links(root)), addresses)


def _links(root: Any) -> Iterator[str]:
    """Return the texts of links, and of elements whose every word is in a link."""
    links = root.xpath("//a[@href]")
    around = {id(above): above for link in links if (above := link.getparent()) is not None}
    bare = (each for each in around.values() if not re.search(r"\w", _outside_links(each)))
    for each in (*links, *bare):
        yield " ".join(_text(each).split())


def _outside_links(element: Any) -> str:
    inside = ("" if each.tag == "a" else _outside_links(each) for each in element)
    return " ".join([element.text or "", *inside, *(each.tail or "" for each in element)])


def _addresses(root: Any) -> Mapping[str, Sequence[str | None]]:
    """Return the texts of links and buttons with their addresses."""
    ids = {each.get("id") for each in root.xpath("//*[@id]")}
    found: dict[str, list[str | None]] = {}
    for each in root.iter("a", "button"):
        if not _opens_part(each, ids):
            found.setdefault(" ".join(_text(each).split()), []).append(each.get("href"))
    return found


def _opens_part(element: Any, ids: Collection[str | None]) -> bool:
    """Return whether a link or a button opens, or leads to, a part of the page."""
    opens = any(element.get(name) for name in ("aria-expanded", *_OPENS[:3])) or element.get("role") == "tab"
    return opens or (element.get("href") or "").removeprefix("#") in ids


def _holds_paragraphs(cell: Any) -> bool:
    """Return whether a table cell contains a text of its own, rather than a word or a number."""
    return sum(1 for _ in cell.iter("p", "br", "div")) > 1


def _join(item: Any, as_item: Callable[[Sequence[str]], Sequence[str] | None]) -> None:
    texts = [text for cells in _blocks(item) if (text := " ".join(cell.text for cell in cells).strip())]
    cells = as_item(texts) if len(texts) > 1 else None
    if not cells or (len(cells) > 1 and next(item.iterdescendants("li"), None) is not None):
        return
    for each in list(item):
        item.remove(each)
    if len(cells) == 1:
        item.text = cells[0]
        return
    item.tag, item.text = "tr", None
    for text in cells:
        etree.SubElement(item, "td").text = text


def _parsed(content: bytes) -> Any:
    try:
        return html.document_fromstring(decoded(content).encode(), parser=html.HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        raise UnreadableError("not_html", "The page is not HTML; fetch it again.") from None


def _lines(root: Any) -> tuple[Line, ...]:
    _open_panels(root)
    return tuple(Line(1, cells) for cells in _blocks(root) if any(cell.words for cell in cells))


def decoded(content: bytes) -> str:
    """Return the text of a page in the encoding that browsers choose; bytes that its encoding lacks become U+FFFD.

    Bytes that are valid UTF-8 are UTF-8. Otherwise a page has the encoding that it declares; one that declares none, or
    names none for text, is Windows-1252, and so is Latin-1, which has control characters for its quotes and dashes.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    try:
        return html_to_unicode(None, content, default_encoding=_UNDECLARED)[1]
    except (LookupError, UnicodeError):
        return content.decode(_UNDECLARED, "replace")


def _open_panels(root: Any) -> None:
    """Show the panels that a tab or a button opens, since a person can open them; a tab's panel gets its title.

    A panel has an id that the button names, or follows a button that has an expanded state.
    """
    _number_tabs(root)
    opening = {name.lstrip("#"): each for each in root.iter() for name in map(each.get, _OPENS) if name}
    beside = {each.getnext(): each for each in root.xpath("//*[@aria-expanded]") if each.getnext() is not None}
    for panel in root.iter():
        opener = beside.get(panel, opening.get(panel.get("id") or ""))
        if opener is not None:
            for name in _HIDES:
                panel.attrib.pop(name, None)
            if "tab" in (opener.get("role"), opener.getparent().get("role")):
                title = etree.Element("p")
                title.text, title.tail, panel.text = _text(opener), panel.text, None
                panel.insert(0, title)


def _number_tabs(root: Any) -> None:
    """Connect the tabs of a list that name no panels with as many panels after it, in order."""
    for at, tabs in enumerate(root.xpath("//*[@role='tablist']")):
        named = tabs.xpath(".//*[@role='tab']")
        panels = tabs.xpath("following-sibling::*[@role='tabpanel']")
        if len(named) == len(panels) and not any(tab.get(name) for tab in named for name in _OPENS):
            for number, (tab, panel) in enumerate(zip(named, panels, strict=True)):
                panel.set("id", f"panel {at} {number}")
                tab.set(_OPENS[0], panel.get("id"))


def _blocks(element: Any) -> Iterator[tuple[Cell, ...]]:
    """Return the lines of an element, each as cells."""
    if not _is_seen(element):
        return
    if element.tag == "tr" and next(element.iter(*_LAYING_OUT), None) is None:
        yield tuple(_cell(_text(cell)) for cell in element if cell.tag in _CELLS and _is_seen(cell))
        return
    text = element.text or ""
    for child in element:
        if _is_inline(child):
            text = _beside(text, _text(child))
        else:
            yield (_cell(text),)
            yield from _blocks(child)
            text = ""
        text = _beside(text, child.tail or "")
    yield (_cell(text),)


def _is_inline(element: Any) -> bool:
    """Return whether an element breaks no line; hidden elements break none either."""
    return not _is_seen(element) or (_stays_in_line(element.tag) and all(map(_is_inline, element)))


def _stays_in_line(tag: str) -> bool:
    """Return whether an element of this name is part of the line around it, as Word's own, such as ``o:p``, are."""
    return tag in _INLINE or ":" in tag


def _is_seen(element: Any) -> bool:
    """Return whether an element is visible: not a comment, a script, or hidden by markup."""
    if not isinstance(element.tag, str) or element.tag in _UNSEEN:
        return False
    if element.get("hidden", "until-found") != "until-found" or _UNSEEN_STYLE.search(element.get("style", "")):
        return False
    return _UNSEEN_CLASSES.isdisjoint(element.get("class", "").split())


def _text(element: Any) -> str:
    """Return the visible text of an element and its children, without footnote marks."""
    if not _is_seen(element):
        return ""
    inside = element.text or ""
    for child in element:
        inside = _beside(_beside(inside, _text(child)), child.tail or "")
    inside = inside if _stays_in_line(element.tag) else f" {inside} "
    return "" if _is_raised(element) and _MARK.fullmatch(inside.strip()) else inside


def _is_raised(element: Any) -> bool:
    is_note = element.tag == "a" and _NOTE.match(element.get("href", "")) is not None
    return element.tag in {"sup", "sub"} or is_note or _RAISED_STYLE.search(element.get("style", "")) is not None


def _beside(before: str, after: str) -> str:
    """Join two adjacent texts; digits of two elements may be one number or two, so they are marked as torn."""
    is_torn = before[-1:].isdigit() and after[:1].isdigit()
    return f"{before} {after}" if is_torn else before + after


def _cell(text: str) -> Cell:
    return Cell(tuple(Word(word) for word in text.split()))
