"""Draw every PDF file of the sample site again: ``python -m jobs.demo.make_letters``.

The files are part of the package. Run this after changing the data or the drawing, and commit the results.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from jobs.demo import content
from jobs.demo.content import Edition, Letter
from jobs.demo.drawing import reports, rings, tables
from jobs.demo.drawing.covering import covering_letter
from jobs.demo.drawing.paper import document
from jobs.demo.wording import FIRST_THREE_MEASURES

PACKAGE = Path(__file__).parent


def draw(letter: Letter, edition: Edition) -> bytes:
    """Build one edition of a letter as PDF; without figures it has no statistics page."""
    layout = rings if letter.year >= FIRST_THREE_MEASURES else tables
    statistics = layout.statistics(letter, edition.figures) if edition.figures else []
    title = f"Annual Review letter {letter.year}: {letter.authority}"
    return document([*covering_letter(letter), *statistics], title, edition.stamp)


def files() -> Iterator[tuple[Path, bytes]]:
    """Yield every PDF file of the site: its path in the package, and its bytes."""
    for letter, edition in content.editions():
        yield PACKAGE / "letters" / edition.file, draw(letter, edition)
    for report in content.reports().values():
        yield PACKAGE / "reports" / report.file, reports.draw(report)


def main() -> None:
    """Write the files and say what was written."""
    written = {path: path.write_bytes(data) for path, data in files()}
    sys.stdout.write(f"Wrote {len(written)} PDF files, {sum(written.values()):,} bytes, under {PACKAGE}\n")


if __name__ == "__main__":
    main()
