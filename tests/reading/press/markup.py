"""Shared code of the producers that print HTML: the text of an element, a table, and a page around its sections."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from html import escape

from tests.reading.press.content import Card, Paragraph, Sheet, Table

RAISED = str.maketrans("¹²³", "123")


def inline(text: str) -> str:
    """Return a text as markup, with raised footnote marks."""
    return re.sub("[¹²³]", lambda mark: f"<sup>{mark[0].translate(RAISED)}</sup>", escape(text))


def table(piece: Table, kinds: str = "") -> str:
    """Return a table; a text spans the empty cells after it in a row without numbers."""
    rows = "".join(f"<tr>{''.join(_cells(row))}</tr>" for row in piece.rows)
    named = " named" if piece.is_named else ""
    return f'<table class="data {kinds}{named}" cellspacing="0">{rows}</table>'


def _cells(row: tuple[str, ...]) -> Iterable[str]:
    at = 0
    while at < len(row):
        end = at + 1
        while end < len(row) and not row[end] and not any(map(str.isdigit, "".join(row))):
            end += 1
        yield f'<td colspan="{end - at}">{inline(row[at])}</td>'
        at = end


def document(sheets: Iterable[Sheet], style: str, card: Callable[[Card], str], kinds: str = "") -> str:
    """Return a whole document, one section per page, with cards as ``card`` makes them in one frame."""
    body = "".join(f"<section>{_section(sheet, card, kinds)}</section>" for sheet in sheets)
    return f'<!DOCTYPE html><html lang="en-GB"><meta charset="utf-8"><title>Letter</title><style>{style}</style>{body}'


def _section(sheet: Sheet, card: Callable[[Card], str], kinds: str) -> str:
    parts: list[str] = []
    cards = ""
    for piece in sheet:
        if isinstance(piece, Card):
            cards += card(piece)
            continue
        parts, cards = [*parts, _framed(cards)], ""
        parts.append(table(piece, kinds) if isinstance(piece, Table) else _paragraph(piece))
    return "".join([*parts, _framed(cards)])


def _framed(cards: str) -> str:
    return f'<div class="cards">{cards}</div>' if cards else ""


def _paragraph(piece: Paragraph) -> str:
    return f'<p class="{piece.kind}">{inline(piece.text)}</p>'


def paragraphs(texts: Iterable[str]) -> str:
    """Return each text in a paragraph."""
    return "".join(f"<p>{inline(text)}</p>" for text in texts if text)
