"""Print with LibreOffice, from DOCX: small capitals, justified, cards side by side, headers and page numbers."""

from __future__ import annotations

import re
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import cast
from xml.sax.saxutils import escape

from tests.reading.press.content import Card, Paragraph, Sheet, Table
from tests.reading.press.libreoffice_html import convert
from tests.reading.press.markup import RAISED

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_FONT = '<w:rFonts w:ascii="Caladea" w:hAnsi="Caladea"/>'
_FORMATS = {
    "logo": '<w:b/><w:sz w:val="30"/>',
    "title": '<w:b/><w:sz w:val="26"/>',
    "heading": '<w:b/><w:smallCaps/><w:sz w:val="25"/>',
    "number": '<w:b/><w:sz w:val="44"/>',
    "ring": '<w:b/><w:sz w:val="36"/>',
    "small": '<w:sz w:val="15"/>',
    "plain": '<w:sz w:val="21"/>',
}
_WIDE, _NARROW = 15000, 9600


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file; those with tables are in landscape format."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.docx"
        with zipfile.ZipFile(source, "w") as package:
            for name, part in _parts(sheets):
                package.writestr(name, '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>' + part)
        convert(source, target)


def _parts(sheets: list[Sheet]) -> Iterator[tuple[str, str]]:
    kinds = {"document": "document.main", "header": "header", "footer": "footer"}
    types = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{_OFFICE}.{kind}+xml"/>' for name, kind in kinds.items()
    )
    relations = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    yield "[Content_Types].xml", f'<Types xmlns="{_PACKAGE}/content-types">{relations}{types}</Types>'
    yield "_rels/.rels", _relations([("office", "officeDocument", "word/document.xml")])
    yield "word/_rels/document.xml.rels", _relations([(name, name, f"{name}.xml") for name in ("header", "footer")])
    yield (
        "word/header.xml",
        f"<w:hdr {_W}>{_paragraph('Review of complaints: in confidence until July', 'small')}</w:hdr>",
    )
    number = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    yield (
        "word/footer.xml",
        f'<w:ftr {_W}><w:p><w:pPr><w:jc w:val="center"/></w:pPr>{_run("Page ")}{number}</w:p></w:ftr>',
    )
    body = "".join(_page(sheet, is_last=sheet is sheets[-1]) for sheet in sheets)
    yield "word/document.xml", f'<w:document {_W} xmlns:r="{_R}"><w:body>{body}</w:body></w:document>'


def _relations(named: Iterable[tuple[str, str, str]]) -> str:
    listed = "".join(f'<Relationship Id="{name}" Type="{_R}/{kind}" Target="{to}"/>' for name, kind, to in named)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def _page(sheet: Sheet, *, is_last: bool) -> str:
    wide = any(isinstance(piece, Table) for piece in sheet)
    size = 'w:w="16838" w:h="11906" w:orient="landscape"' if wide else 'w:w="11906" w:h="16838"'
    running = '<w:headerReference w:type="default" r:id="header"/><w:footerReference w:type="default" r:id="footer"/>'
    margins = '<w:pgMar w:top="1100" w:bottom="1000" w:left="1000" w:right="1000" w:header="500" w:footer="500"/>'
    section = f"<w:sectPr>{running}<w:pgSz {size}/>{margins}</w:sectPr>"
    end = section if is_last else f"<w:p><w:pPr>{section}</w:pPr></w:p>"
    groups = groupby(sheet, key=lambda piece: isinstance(piece, Card))
    return "".join(_cards(cast("Iterable[Card]", group)) if cards else _flow(group) for cards, group in groups) + end


def _flow(pieces: Iterable[Paragraph | Table | Card]) -> str:
    return "".join(
        _table(piece) if isinstance(piece, Table) else _paragraph(piece.text, piece.kind)
        for piece in pieces
        if not isinstance(piece, Card)
    )


def _cards(cards: Iterable[Card]) -> str:
    cells = [_card(card) for card in cards]
    line = '<w:tblBorders><w:top w:val="single" w:sz="12"/><w:insideV w:val="single" w:sz="4"/></w:tblBorders>'
    return _grid([cells], _NARROW // len(cells), line)


def _card(card: Card) -> str:
    pieces = [(card.heading, "heading"), (card.ring, "ring"), *((text, "plain") for text in card.sentences)]
    pieces += [(card.number, "number"), (card.label, "plain"), (card.base, "small"), (card.note, "small")]
    return "".join(_paragraph(text, kind) for text, kind in pieces if text)


def _table(table: Table) -> str:
    rows = [[_paragraph(cell, "small", "center") for cell in row] for row in table.rows]
    lines = '<w:tblBorders><w:top w:val="single" w:sz="8"/><w:bottom w:val="single" w:sz="8"/></w:tblBorders>'
    return _grid(rows, _WIDE // len(rows[0]), lines) + _paragraph("", "small")


def _grid(rows: list[list[str]], width: int, borders: str) -> str:
    columns = f'<w:gridCol w:w="{width}"/>' * len(rows[0])
    cell = f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>'
    body = "".join(f"<w:tr>{''.join(f'{cell}{content}</w:tc>' for content in row)}</w:tr>" for row in rows)
    head = f'<w:tblPr>{borders}<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>'
    return f"<w:tbl>{head}{body}</w:tbl>"


def _paragraph(text: str, kind: str, align: str = "both") -> str:
    layout = f'<w:pPr><w:spacing w:after="110"/><w:jc w:val="{align}"/></w:pPr>'
    parts = re.split("([¹²³])", text)
    runs = "".join(_run(part, _FORMATS.get(kind, _FORMATS["small"])) for part in parts if part)
    return f"<w:p>{layout}{runs}</w:p>"


def _run(text: str, look: str = "") -> str:
    raised = '<w:vertAlign w:val="superscript"/>' if text in "¹²³" else ""
    letters = f'<w:t xml:space="preserve">{escape(text.translate(RAISED) if raised else text)}</w:t>'
    return f"<w:r><w:rPr>{_FONT}{look}{raised}</w:rPr>{letters}</w:r>"
