"""The sentence of the letters of 2013: how many complaints the Ombudsman received about the authority.

The averages of all types of authority follow it, and belong to none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.reading.findings import Evidence, Findings, missing, printed, unreadable
from crawler.reading.input.running_text import Passage
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.numbers import number
from crawler.reading.squeezed_text import Found
from crawler.reading.wording import NUMBER, Phrase

YEAR = 2013

_MEASURE, _CATEGORY = "complaints_received", "total"
_ABOUT = r"about (?:(?:your|the) (?:local )?(?:authority|council|organisation)|you)"
_WE_RECEIVED = rf"we received (?P<count>{NUMBER}) (?:(?:enquiries and )?complaints?|complaints and enquiries) {_ABOUT}"
_DATED = Phrase(rf"(?:in|during|for) 2012(?:/|-)(?:20)?13,?{_WE_RECEIVED}")
_UNDATED = Phrase(rf"(?:(?:this|in the|during the) year,?)?{_WE_RECEIVED}")
# What comes before a sentence without a year: words there may say that it is about another one.
_NEW_SENTENCE = re.compile(r"(?:^|[.:!?\n])\s*$")


def knows(statistics: Statistics) -> bool:
    """Return whether a letter of the year has the sentence."""
    return statistics.year == YEAR and bool(_found(statistics.flow(statistics.letter)))


def read(statistics: Statistics) -> Findings:
    """Extract the number; one that is printed with two values is not accepted."""
    passage = statistics.flow(statistics.letter)
    found = _found(passage)
    first, at = found[0], _evidence(passage, found[0])
    value = number(first.groups["count"] or "")
    if value is None or len({each.groups["count"] for each in found}) > 1:
        issue = missing("ambiguous", "Two sentences print it, with different values.", _MEASURE)
        return Findings((unreadable(_MEASURE, at, _CATEGORY),), (issue,))
    return Findings((printed(_MEASURE, value, at, _CATEGORY),))


def _found(passage: Passage) -> list[Found]:
    return [*_DATED.finditer(passage.text), *_alone(passage)]


def _alone(passage: Passage) -> Iterator[Found]:
    """Yield the sentences without a year that nothing precedes."""
    for found in _UNDATED.finditer(passage.text):
        if _NEW_SENTENCE.search(passage.text[: found.start]):
            yield found


def _evidence(passage: Passage, found: Found) -> Evidence:
    page, box = passage.place(found.start, found.end)
    return Evidence(page, box, " ".join(passage.text[found.start : found.end].split()))
