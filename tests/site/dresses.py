"""Whole dresses for the pages of the copy: the same words in headings, classes, bold, tables, lists, tabs or nothing.

A page is its words; a dress is its markup: no test of the crawler may depend on one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True)
class Link:
    """Words that lead somewhere; ``before`` and ``after`` are the words around them."""

    href: str
    words: str
    before: str = ""
    after: str = ""


Item: TypeAlias = str | Link


@dataclass(frozen=True)
class Part:
    """The content under one title."""

    title: str
    items: Sequence[Item]


@dataclass(frozen=True)
class Words:
    """All words of a page; ``banner`` comes before its name, None if there is none."""

    name: str | None
    parts: Sequence[Part]
    banner: str | None = None


Dress: TypeAlias = Callable[[Words], str]
"""Makes a page's HTML of its words."""

_NAV = '<a href="/make-a-complaint">Make a complaint</a> <a href="/decisions">Decisions</a>'
_END = "Last updated: 4 April 2015"


def headings(page: Words) -> str:
    """Use headings, lists and paragraphs, as in a textbook."""
    parts = "".join(f"<section><h2>{part.title}</h2>{_list(part)}</section>" for part in page.parts)
    name = f"<h1>{page.name}</h1>" if page.name else ""
    return f"<header><nav>{_NAV}</nav></header><main>{_banner(page)}{name}{parts}</main><footer>{_END}</footer>"


def classes(page: Words) -> str:
    """Use paragraphs that are headings only by their class."""
    parts = "".join(f'<p class="h2">{part.title}</p>{_paragraphs(part)}' for part in page.parts)
    name = f'<p class="h1">{page.name}</p>' if page.name else ""
    return f'<div class="top">{_NAV}</div>{_banner(page)}{name}{parts}<p class="small">{_END}</p>'


def bold(page: Words) -> str:
    """Use bold words, line breaks and old-fashioned capitals; the name is only in the title."""
    lines = [f"<B>{part.title}</B><BR>{'<BR>'.join(map(_inline, part.items))}" for part in page.parts]
    title = f"<TITLE>{page.name} - Ombudsman</TITLE>" if page.name else ""
    return f"{title}<FONT SIZE=2>{_NAV}</FONT><HR>{_banner(page)}{'<BR><BR>'.join(lines)}<HR><I>{_END}</I>"


def tables(page: Words) -> str:
    """Use a table of titles and their contents, with a table in each cell."""
    rows = "".join(f"<tr><th>{part.title}</th><td><table>{_rows(part)}</table></td></tr>" for part in page.parts)
    name = f"<tr><th colspan=2>{page.name}</th></tr>" if page.name else ""
    return f"<table><tr><td>{_NAV}</td></tr></table>{_banner(page)}<table>{name}{rows}</table>{_END}"


def definition_lists(page: Words) -> str:
    """Use terms and definitions; the name is the last word of a breadcrumb."""
    parts = "".join(
        f"<dt>{part.title}</dt>{''.join(f'<dd>{_inline(item)}</dd>' for item in part.items)}" for part in page.parts
    )
    crumb = f"<li aria-current=page>{page.name}</li>" if page.name else ""
    crumbs = f"<nav><ol><li><a href=/>Home</a></li>{crumb}</ol></nav>"
    return f"{_NAV}{crumbs}{_banner(page)}<dl>{parts}</dl><small>{_END}</small>"


def tabs(page: Words) -> str:
    """Use tabs in a row, and their panels one after another, which do not repeat their titles."""
    row = "".join(
        f'<li role="tab"><a href="#tab{at}" aria-controls="tab{at}">{part.title}</a></li>'
        for at, part in enumerate(page.parts)
    )
    panels = "".join(f'<div id="tab{at}" hidden>{_list(part)}</div>' for at, part in enumerate(page.parts))
    name = f"<strong>{page.name}</strong>" if page.name else ""
    return f'{_NAV}{_banner(page)}{name}<ul role="tablist">{row}</ul>{panels}<p>{_END}</p>'


def accordions(page: Words) -> str:
    """Use buttons and summaries that open their contents."""
    opened = [
        f"<details><summary>{part.title}</summary>{_list(part)}</details>"
        if at % 2
        else f'<button aria-expanded="false">{part.title}</button><div hidden>{_list(part)}</div>'
        for at, part in enumerate(page.parts)
    ]
    name = f'<lgo-title heading="{page.name}"></lgo-title>' if page.name else ""
    return f"{_NAV}{_banner(page)}{name}{''.join(opened)}<p>{_END}</p>"


def divs(page: Words) -> str:
    """Use only <div> elements, and <a> for links."""
    parts = "".join(
        f"<div><div>{part.title}</div>{''.join(f'<div>{_inline(item)}</div>' for item in part.items)}</div>"
        for part in page.parts
    )
    name = f"<div>{page.name}</div>" if page.name else ""
    return f"<div>{_NAV}</div><div>{_banner(page)}{name}{parts}</div><div>{_END}</div>"


DRESSES: dict[str, Dress] = {
    each.__name__: each for each in (headings, classes, bold, tables, definition_lists, tabs, accordions, divs)
}
"""Every dress, by its name."""


def _banner(page: Words) -> str:
    return f"<div>{page.banner}</div>" if page.banner else ""


def _inline(item: Item) -> str:
    if isinstance(item, str):
        return item
    return f'{item.before} <a href="{item.href}">{item.words}</a> {item.after}'.strip()


def _list(part: Part) -> str:
    return f"<ul>{''.join(f'<li>{_inline(item)}</li>' for item in part.items)}</ul>"


def _paragraphs(part: Part) -> str:
    return "".join(f"<p>{_inline(item)}</p>" for item in part.items)


def _rows(part: Part) -> str:
    return "".join(f"<tr>{_cells(item)}</tr>" for item in part.items)


def _cells(item: Item) -> str:
    if isinstance(item, str):
        return f"<td colspan=3>{item}</td>"
    return f'<td>{item.before}</td><td><a href="{item.href}">{item.words}</a></td><td>{item.after}</td>'
