"""Pages of decisions: the same words in headings, classes, bold, tables, definition lists, or nothing but <div>."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TypeAlias

FINAL = "The Ombudsman's final decision:"
_LABELS = ("Category :", "Decision :", "Decision date :")
_HEADINGS = frozenset(
    {"Summary", "The complaint", "Finding", "Recommendations", "Further report"}
    | {"The Ombudsman\N{RIGHT SINGLE QUOTATION MARK}s role and powers"}
)


@dataclass
class DecisionWords:
    """All the words of a decision's page: ``pairs`` are its labels with their values."""

    name: str | None = None
    pairs: list[tuple[str, str]] = field(default_factory=list)
    is_final: bool = False
    summary: str | None = None
    parts: list[tuple[str, list[str]]] = field(default_factory=list)
    close: list[str] = field(default_factory=list)


Dress: TypeAlias = Callable[[DecisionWords], str]
"""Makes a page's HTML of its words."""

_MENU = '<a href="/make-a-complaint">Make a complaint</a> <a href="/decisions">Decisions</a>'


def headings(words: DecisionWords) -> str:
    pairs = "".join(f"<p>{label} {value}</p>" for label, value in _pairs(words))
    summary = f"<p><strong>Summary:</strong> {escape(words.summary)}</p>" if words.summary else ""
    parts = "".join(f"<h2>{heading}</h2>{_list(items)}" for heading, items in _parts(words))
    return (
        f"<nav>{_MENU}</nav><article><header><h1>{_name(words)}</h1></header>{pairs}"
        f"{'<h2>' + FINAL + '</h2>' if words.is_final else ''}{summary}{parts}{_close(words)}</article>"
    )


def classes(words: DecisionWords) -> str:
    """Use the site's own markup: pairs of a label and a value; a category in parts of its own."""
    pairs = "".join(
        f'<div class="pair"><span class="label">{label}</span>'
        f'<div class="value">{value.replace("&gt;", "<div>&gt;</div>")}</div></div>'
        for label, value in _pairs(words)
    )
    final = f'<p class="h2">{FINAL}</p>' if words.is_final else ""
    summary = f'<p class="h3">Summary</p><p>{escape(words.summary)}</p>' if words.summary else ""
    parts = "".join(f'<p class="h3">{heading}</p>{_paragraphs(items)}' for heading, items in _parts(words))
    name = f'<header><p class="h1">{_name(words)}</p></header>'
    return f'<div>{_MENU}</div><article id="article">{name}{pairs}{final}{summary}{parts}{_close(words)}</article>'


def bold(words: DecisionWords) -> str:
    """Use bold words and line breaks; the name is only in the title."""
    lines = [f"<B>{label}</B> {value}" for label, value in _pairs(words)]
    lines += [f"<B>{FINAL}</B>"] if words.is_final else []
    lines += [f"<B>Summary:</B> {escape(words.summary)}"] if words.summary else []
    for heading, items in _parts(words):
        lines += [f"<B>{heading}</B>", *map(escape, items)]
    title = f"<TITLE>{_name(words)} - Local Government and Social Care Ombudsman</TITLE>" if words.name else ""
    return f"<HTML><HEAD>{title}</HEAD><BODY>{_MENU}<HR>{'<BR>'.join([*lines, *map(escape, words.close)])}</BODY>"


def tables(words: DecisionWords) -> str:
    """Use a table whose labels have lost their colons, and one of headings and texts."""
    pairs = "".join(f"<tr><th>{label.rstrip(': ')}</th><td>{value}</td></tr>" for label, value in _pairs(words))
    summary = f"<tr><th>Summary</th><td>{escape(words.summary)}</td></tr>" if words.summary else ""
    final = f"<tr><th colspan=2>{FINAL}</th></tr>" if words.is_final else ""
    parts = "".join(f"<tr><th>{heading}</th><td>{_paragraphs(items)}</td></tr>" for heading, items in _parts(words))
    name = f"<caption>{_name(words)}</caption>" if words.name else ""
    return f"<table>{name}{pairs}{final}{summary}{parts}</table>{_close(words)}"


def definition_lists(words: DecisionWords) -> str:
    """Use terms and definitions; the name ends a line of breadcrumbs, too."""
    pairs = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in _pairs(words))
    summary = f"<dt>Summary:</dt><dd>{escape(words.summary)}</dd>" if words.summary else ""
    final = f"<dt>{FINAL}</dt>" if words.is_final else ""
    parts = "".join(
        f"<dt>{heading}</dt>{''.join(f'<dd>{escape(item)}</dd>' for item in items)}" for heading, items in _parts(words)
    )
    crumbs = f"<p>Home Decisions {_name(words)}</p><p>{_name(words)}</p>" if words.name else ""
    return f"{_MENU}{crumbs}<dl>{pairs}{final}{summary}{parts}</dl>{_close(words)}"


def divs(words: DecisionWords) -> str:
    """Use only <div> elements; the whole head is in one of them."""
    pairs = " ".join(f"{label} {value}" for label, value in _pairs(words))
    final = f"<div>{FINAL}</div>" if words.is_final else ""
    summary = f"<div>Summary: {escape(words.summary)}</div>" if words.summary else ""
    parts = "".join(f"<div>{heading}</div>{_divs(items)}" for heading, items in _parts(words))
    return f"<div>{_MENU}</div><div>{_name(words)}</div><div>{pairs}</div>{final}{summary}{parts}{_divs(words.close)}"


DRESSES: dict[str, Dress] = {each.__name__: each for each in (headings, classes, bold, tables, definition_lists, divs)}


def words_of(path: Path) -> DecisionWords:
    """Return the words of a stored text of a decision or report, without the collector's notes."""
    text = path.read_text(encoding="utf-8").split("\n\n[in-page list")[0]
    lines = [
        line.strip() for line in text.splitlines() if line.strip() and not re.match(r"\[(URL|stored|text|NOTE)", line)
    ]
    words = DecisionWords()
    lines = _head(words, lines)
    for line in lines:
        if re.match(r"Ombudsman satisfied|Print this page", line):
            words.close.append(line)
        elif line in _HEADINGS:
            words.parts.append((line, []))
        elif words.parts:
            words.parts[-1][1].append(line)
        else:
            words.parts.append(("The complaint", [line]))
    if words.summary is None and words.parts and words.parts[0][0] == "Summary":
        words.summary = " ".join(words.parts.pop(0)[1])
    return words


def _head(words: DecisionWords, lines: Sequence[str]) -> list[str]:
    """Take the head from the lines; return the lines after it."""
    rest = list(lines)
    while rest:
        line = rest[0]
        label = next((each for each in reversed(_LABELS) if line.startswith(each)), None)
        if label is not None:
            rest.pop(0)
            value = [line.removeprefix(label).strip()]
            while not value[0] and rest and not rest[0].startswith((*_LABELS, "Summary")):
                value.append(rest.pop(0))
            words.pairs.append((label, " ".join(filter(None, value if value[0] else value[1:]))))
            continue
        if line == FINAL:
            words.is_final = True
        elif line.startswith("Summary:"):
            words.summary = line.removeprefix("Summary:").strip()
            return rest[1:]
        elif line == "Summary":
            return rest
        else:
            words.name = line
        rest.pop(0)
    return rest


def _name(words: DecisionWords) -> str:
    return escape(words.name or "")


def _pairs(words: DecisionWords) -> list[tuple[str, str]]:
    return [(label, escape(value)) for label, value in words.pairs]


def _parts(words: DecisionWords) -> list[tuple[str, list[str]]]:
    return [(escape(heading), items) for heading, items in words.parts]


def _list(items: Sequence[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in items)}</ul>"


def _paragraphs(items: Sequence[str]) -> str:
    return "".join(f"<p>{escape(item)}</p>" for item in items)


def _divs(items: Sequence[str]) -> str:
    return "".join(f"<div>{escape(item)}</div>" for item in items)


def _close(words: DecisionWords) -> str:
    return _paragraphs(words.close)
