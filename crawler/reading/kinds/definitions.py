"""What a council's page says about its figures: what each counts, and how years compare."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from crawler.reading.input.document import Line

PREFIX = "definition: "
"""The attribute of a definition is this and the term, as printed; its value is what the page says of it."""

ADVICE = "advice"
"""The attribute with the advice on comparing years, a paragraph on each line."""

_TITLE = re.compile(r"more about (?:this|the|these|our) (?:data|figures|statistics)\W*", re.IGNORECASE)
_DEFINITION = re.compile(r"(?P<term>[A-Z][\w', ]{2,70}?)\s*(?:\s[\N{EN DASH}\N{EM DASH}-]|:)\s+(?P<text>\S.{20,})")
_ADVICE = re.compile(r"advice (?:on|about|for) comparing\b.{0,60}", re.IGNORECASE)
_SENTENCES = re.compile(r"[A-Z].{38,}[.!]")


def attributes(lines: Sequence[Line]) -> tuple[tuple[str, str], ...]:
    """Return the definitions and the advice of a page, each as an attribute; a term that is printed twice, once."""
    found = {f"{PREFIX}{term}": text for term, text in reversed([*_definitions(lines)])}
    advice = "\n".join(_advice(lines))
    return tuple(sorted((found | ({ADVICE: advice} if advice else {})).items()))


def _definitions(lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """Yield each term and what it means, from the title to the first line that is no definition."""
    for at, line in enumerate(lines):
        if _TITLE.fullmatch(line.text):
            matches = (_DEFINITION.fullmatch(each.text) for each in lines[at + 1 :])
            yield from ((each["term"], each["text"]) for each in takewhile(bool, matches) if each)


def _advice(lines: Sequence[Line]) -> Iterator[str]:
    """Yield the paragraphs below the first title of advice."""
    start = next((at for at, line in enumerate(lines) if _ADVICE.fullmatch(line.text)), len(lines))
    return takewhile(_SENTENCES.fullmatch, (line.text for line in lines[start + 1 :]))
