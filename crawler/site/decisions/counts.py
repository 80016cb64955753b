"""The number of decisions that a list gives for all of its pages, in figures or in words. Pure functions of text.

A number of one page, of a part of the list, or of more than it can say is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

_ONES = (
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_WORDS = {"zero": 0, **{word: at for at, word in enumerate(_ONES)}} | {
    f"{tens}{ones and '-'}{ones}": 10 * (2 + at) + more
    for at, tens in enumerate(_TENS)
    for more, ones in enumerate(("", *_ONES[1:10]))
}
_N = rf"(?:\d[\d,]*|(?:{'|'.join(_TENS)})[- ](?:{'|'.join(_ONES[1:10])})|{'|'.join([*_TENS, 'zero', *_ONES])})\b"
_COUNT = rf"(?P<count>{_N})"
_THINGS = r"(?:results?|matches|decisions?|statements?|cases?|records?|items?)"
# A number after one of these is that of a part of the list, or is not exact.
_PART = (
    r"(?P<part>(?:\b(?:showing|displaying|viewing|shows|lists|(?:this|each|the|a) page (?:has|contains)|top|first|last"
    r"|latest|newest|recent|next|previous|more than|over|at least|up to|about|around|nearly|almost|approximately|to"
    r"|and|of the)\b|[-\N{EN DASH}])\s*)?"
)
_EXACT = rf"{_PART}(?<![\w(,.\N{{EN DASH}}-]){_COUNT}"
_OF_A_PAGE = r"\s+(?:per|on (?:each|this)|an? |in each|at a time|shown|displayed|of\b)|\s*[:(]\s*\d"
_RUNNING = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"{_EXACT}\s+(?:results?|matches)\b(?!{_OF_A_PAGE})",
        rf"{_EXACT}\s+{_THINGS}\s+(?:(?:was|were|ha(?:s|ve) been|that)\s+)?(?:found|match(?:e[sd])?|returned)\b",
        rf"(?P<part>(?!))?\b(?:found|matched|returned)\s+{_COUNT}\s+{_THINGS}\b(?!{_OF_A_PAGE})",
    )
]
# "Showing 1-10 of 23", "10 results of 23", "10 of 23 results": the last number is that of the list.
_OF_ALL = re.compile(
    rf"(?P<lead>\b(?:showing|displaying|viewing|{_THINGS})\s+)?{_N}(?P<to>\s*(?:-|\N{{EN DASH}}|to)\s*{_N})?"
    rf"(?P<of>\s+{_THINGS})?\s+(?:out )?of\s+(?:a total of\s+)?{_COUNT}(?P<things>\s+{_THINGS}\b)?(?!\s+pages)",
    re.IGNORECASE,
)
_ALONE = re.compile(
    rf"(?:(?:your|total|number of|search|matching)\s+)*(?:results?|matches|decisions|total)"
    rf"(?:\s+(?:found|returned|in total))?\s*(?::\s*|\(\s*){_COUNT}(?:\s+{_THINGS})?\s*\)?\.?"
    rf"|(?P<only>{_N})\s+decisions?",
    re.IGNORECASE,
)
_PAGE_OF = re.compile(r"\bpage\s+\d+\s+of\s+(\d+)\b", re.IGNORECASE)
# A sentence of the list about itself wins over other numbers on the page.
_OWN = re.compile(
    r"\b(?:your search|archive|we|we have) (?:has|have|returned|found|matched)\b[^.]*"
    rf"|{_EXACT.replace('part', 'part_of').replace('count', 'own')}\s+{_THINGS}\s+(?:that )?match(?:es|ed|ing)? your\b",
    re.IGNORECASE,
)
_SAYS_NONE = re.compile(
    r"\b(?:no|zero) (?:results?|decisions?|statements?|matches)\b"
    r"|\b(?:nothing|none) (?:was |were |has been )?(?:found|matched)\b"
    r"|\b(?:did not|didn't|does not|doesn't|could not|couldn't|cannot|can't|unable to) (?:return|match|find) any\b",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:search )?results|decisions|(?:decisions|results) found", re.IGNORECASE)
_NONE = re.compile(r"none|nil", re.IGNORECASE)


def printed_counts(texts: Sequence[str]) -> list[str]:
    """Return every number that a list gives for the whole of itself, as printed."""
    text = _PAGE_OF.sub(" ", " ".join(texts))
    own = [found for sentence in _OWN.finditer(text) for found in _running(sentence[0])]
    return own or [*_running(text), *_alone(texts)]


def count_of(printed: str) -> int:
    """Return the value of a printed number."""
    words = printed.lower().replace(" ", "-")
    return _WORDS[words] if words in _WORDS else int(words.replace(",", ""))


def says_none(texts: Sequence[str]) -> bool:
    """Return whether a list says that it has no decisions; "None" says so right below a title of it."""
    straight = [text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'") for text in texts]
    below = any(_TITLE.fullmatch(_bare(title)) and _NONE.fullmatch(_bare(text)) for title, text in pairwise(straight))
    return below or any(map(_SAYS_NONE.search, straight))


def pages(texts: Sequence[str]) -> int:
    """Return the largest number of pages that a list says it has; 0 if it does not say."""
    return max((int(found) for text in texts for found in _PAGE_OF.findall(text)), default=0)


def _running(text: str) -> Iterator[str]:
    """Return the numbers in running text."""
    for pattern in _RUNNING:
        yield from (found["count"] for found in pattern.finditer(text) if not found["part"])
    for found in _OF_ALL.finditer(text):
        if any(found[name] for name in ("lead", "to", "of", "things")):
            yield found["count"]


def _alone(texts: Sequence[str]) -> Iterator[str]:
    """Return the numbers of texts that are nothing but a number of results with its label."""
    beside = (f"{label} {value}" for label, value in pairwise(texts) if label.endswith(":") or value.startswith("("))
    sentences = (sentence for text in texts for sentence in text.split(". "))
    for text in (*sentences, *beside):
        if found := _ALONE.fullmatch(text.strip()):
            yield found["count"] or found["only"]


def _bare(text: str) -> str:
    return text.strip(" .:")
