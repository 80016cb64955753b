"""Lists of decisions in several dresses: the same words in headings, cards, spans, tables, or bold words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from html import escape
from typing import TypeAlias


@dataclass(frozen=True)
class Listed:
    """The entries of a list for one decision; None is missing. ``line`` has its parts in order."""

    name: str | None
    line: Sequence[str]
    summary: str | None
    href: str | None


@dataclass(frozen=True)
class ListWords:
    """All words of a page of a list; ``count`` is the sentence with the number of results."""

    title: str
    count: str | None
    items: Sequence[Listed]
    further: Sequence[tuple[str, str]] = ()
    foot: str = "Last updated: 4 April 2015"


Dress: TypeAlias = Callable[[ListWords], str]
"""Makes a page's HTML of its words."""

_MENU = (
    '<ul><li><a href="/make-a-complaint">Make a complaint</a></li><li><a href="/decisions">Decisions</a></li>'
    '<li><a href="/decisions/education">Education</a></li></ul>'
)
_FILTER = (
    '<form action="/Decisions/SearchResults"><label><input type="checkbox" name="t">Statement</label>'
    '<label><input type="checkbox" name="t">Report</label><p>10 results per page</p></form>'
)


def headings(words: ListWords) -> str:
    """Use headings with links, and paragraphs below them."""
    items = "".join(
        f"<li><h3>{_link(item)}</h3><p>{_line(item, ' ')}</p>{_summary(item, '<p>Summary: ', '</p>')}</li>"
        for item in words.items
    )
    return f"<nav>{_MENU}</nav><main>{_top(words, 'h1', 'p')}<ol>{items}</ol>{_further(words)}</main>{_foot(words)}"


def cards(words: ListWords) -> str:
    """Put a link around each item."""
    items = "".join(
        f'<a href="{item.href}">' * (item.href is not None)
        + f"<div>{escape(item.name or '')}</div><div>{_line(item, ' ')}</div>"
        + _summary(item, "<div>Summary: ", "</div>")
        + "</a>" * (item.href is not None)
        for item in words.items
    )
    return f"<div>{_MENU}</div>{_top(words, 'p class=h1', 'div')}<div>{items}</div>{_further(words)}{_foot(words)}"


def spans(words: ListWords) -> str:
    """Put each part of a line in a <span>, and the word before the summary in one of its own."""
    items = "".join(
        f'<div class="item">{_link(item)}<div>{_line(item, "</span> <span>", "<span>", "</span>")}</div>'
        f"{_summary(item, '<div><strong>Summary:</strong> ', '</div>')}</div>"
        for item in words.items
    )
    return f"{_MENU}{_FILTER}{_top(words, 'div', 'span')}{items}{_further(words)}{_foot(words)}"


def tables(words: ListWords) -> str:
    """Use a row for each item, a cell for each part of it; a second row has the summary."""
    rows = "".join(
        f"<tr><td>{_link(item)}</td><td>{_line(item, '</td><td>')}</td></tr>"
        f"{_summary(item, '<tr><td>Summary</td><td colspan=4>', '</td></tr>')}"
        for item in words.items
    )
    head = "<tr><th>Council</th><th>Type</th><th>Outcome</th><th>Category</th><th>Date</th></tr>"
    return f"{_MENU}{_top(words, 'h2', 'p')}<table>{head}{rows}</table>{_further(words)}{_foot(words)}"


def bold(words: ListWords) -> str:
    """Use bold words and line breaks; the link comes after each item."""
    items = "".join(
        f"<B>{escape(item.name or '')}</B><BR>{_line(item, ' ')}<BR>{_summary(item, 'Summary: ', '<BR>')}"
        + (f'<A HREF="{item.href}">Read more</A><BR><BR>' if item.href else "<BR>")
        for item in words.items
    )
    return f"{_MENU}<HR>{_top(words, 'B', 'I')}<HR>{items}{_further(words)}{_foot(words)}"


def definition_lists(words: ListWords) -> str:
    """Use terms that are links, and definitions; a picture leads to the decision too."""
    items = "".join(
        (f'<a href="{item.href}"><img src="/icon.png"></a>' if item.href else "")
        + f"<dt>{_link(item)}</dt><dd>{_line(item, ' ')}</dd>{_summary(item, '<dd>Summary: ', '</dd>')}"
        for item in words.items
    )
    return f"{_MENU}{_FILTER}{_top(words, 'strong', 'p')}<dl>{items}</dl>{_further(words)}{_foot(words)}"


DRESSES: dict[str, Dress] = {each.__name__: each for each in (headings, cards, spans, tables, bold, definition_lists)}
"""Every dress, by its name."""


def _top(words: ListWords, title: str, count: str) -> str:
    end_of_title, end_of_count = title.split(maxsplit=1)[0], count.split(maxsplit=1)[0]
    said = f"<{count}>{words.count}</{end_of_count}>" if words.count else ""
    return f"<{title}>{escape(words.title)}</{end_of_title}>{said}"


def _link(item: Listed) -> str:
    name = escape(item.name or "")
    return f'<a href="{item.href}">{name}</a>' if item.href else name


def _line(item: Listed, between: str, before: str = "", after: str = "") -> str:
    return before + between.join(map(escape, item.line)) + after


def _summary(item: Listed, before: str, after: str) -> str:
    return f"{before}{escape(item.summary)}{after}" if item.summary is not None else ""


def _further(words: ListWords) -> str:
    links = "".join(f'<li><a href="{href}">{text}</a></li>' for href, text in words.further)
    return f"<ul>{links}</ul>" if links else ""


def _foot(words: ListWords) -> str:
    return f"<footer><a href='/contact-us'>Contact us</a> {words.foot}</footer>"
