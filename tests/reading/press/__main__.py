"""Prints the named letters, else every one whose text has a layout, by both producers; tables have rules in turn."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence

from tests.reading.golden import LETTERS
from tests.reading.press import chromium, flowing
from tests.reading.press.content import pages

# Their text is as a converter tore it, which no producer prints.
_TORN = frozenset({"2017-adur"})


def main(names: Sequence[str]) -> None:
    for index, text in enumerate(sorted(LETTERS.glob("*.txt"))):
        layout = json.loads(text.with_suffix(".json").read_text("utf-8"))["layout"]
        if layout is None or text.stem in _TORN or (names and text.stem not in names):
            continue
        content = pages(text.read_text("utf-8"))
        chromium.print_letter(content, LETTERS / f"{text.stem}.chromium.pdf", ruled=index % 2 == 0)
        flowing.print_letter(content, LETTERS / f"{text.stem}.reportlab.pdf", ruled=index % 2 == 1)


if __name__ == "__main__":
    main(sys.argv[1:])
