"""Reading the sample letters, against plain pdfplumber: open, words and tables of every page."""

from __future__ import annotations

import io

import pdfplumber

from benchmarks.measured import seconds, tell
from crawler.reading import read
from jobs.demo import content


def main() -> None:
    """Prints seconds for all letters, one process each way."""
    letters = [content.letter_bytes(edition) for _, edition in content.editions()]
    ours = seconds(lambda: [read(letter) for letter in letters])
    theirs = seconds(lambda: [_plain(letter) for letter in letters], times=1)
    tell(f"reading {len(letters)} letters", ours, "plain pdfplumber", theirs)


def _plain(letter: bytes) -> int:
    found = 0
    with pdfplumber.open(io.BytesIO(letter)) as document:
        for page in document.pages:
            found += len(page.extract_words()) + len(page.extract_tables())
            page.close()
    return found


if __name__ == "__main__":
    main()
