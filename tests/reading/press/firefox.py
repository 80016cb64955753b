"""Print with Firefox, from HTML: US Letter, Lato with ligatures, hyphenated, rings at the right."""

from __future__ import annotations

import base64
import json
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from typing import Any

from tests.reading.press.content import Card, Sheet
from tests.reading.press.markup import document, inline, paragraphs

_STYLE = """
body { font: 10.5pt/1.35 Lato; text-align: justify; hyphens: auto; margin: 0 } section { break-after: page }
p { margin: 0 0 6pt } p.logo { font-size: 17pt; letter-spacing: 1.5pt } p.title { font: bold 14pt Lato; }
p.heading, h2 { font: bold 12pt Lato; border-bottom: 1pt solid #999; margin: 10pt 0 4pt }
table.data { border-collapse: collapse; width: 100%; margin-bottom: 10pt }
table.data td { font-size: 7pt; text-align: center; border-left: .6pt solid #888; border-right: .6pt solid #888;
  padding: 2pt; hyphens: manual }
.ring { float: right; border: 4pt solid #a33; border-radius: 50%;
  font-size: 15pt; padding: 15pt 8pt; margin-left: 12pt }
.count { font-weight: bold } .small { font-size: 8pt }
"""
_PAGE = {"background": True, "page": {"width": 21.59, "height": 27.94}}
_PORT = 2828


def print_letter(sheets: list[Sheet], target: Path) -> None:
    """Print pages to a file."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "letter.html"
        source.write_text(document(sheets, _STYLE, _card), "utf-8")
        command = ["firefox-esr", "--headless", "--marionette", "--no-remote", "--profile", folder]
        with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as browser:
            try:
                target.write_bytes(_printed(source.as_uri()))
            finally:
                browser.terminate()


def _printed(address: str) -> bytes:
    with _connected() as connection, connection.makefile("rb") as answers:
        _answer(answers)
        steps = [("WebDriver:NewSession", {}), ("WebDriver:Navigate", {"url": address}), ("WebDriver:Print", _PAGE)]
        for number, (command, values) in enumerate(steps):
            message = json.dumps([0, number, command, values]).encode()
            connection.sendall(b"%d:%s" % (len(message), message))
            answer = _answer(answers)
        return base64.b64decode(answer[3]["value"])


def _connected() -> socket.socket:
    for _ in range(60):
        try:
            return socket.create_connection(("127.0.0.1", _PORT), timeout=60)
        except OSError:
            time.sleep(0.5)
    raise TimeoutError("Firefox does not listen")


def _answer(answers: Any) -> Any:
    length = b""
    while (character := answers.read(1)) != b":":
        length += character
    return json.loads(answers.read(int(length)))


def _card(card: Card) -> str:
    ring = f'<div class="ring">{inline(card.ring)}</div>' if card.ring else ""
    count = f'<p class="count">{inline(card.number)} {inline(card.label)}</p>' if card.number else ""
    small = "".join(f'<p class="small">{inline(text)}</p>' for text in (card.base, card.note) if text)
    return f"<h2>{inline(card.heading)}</h2>{ring}{paragraphs(card.sentences)}{count}{small}"
