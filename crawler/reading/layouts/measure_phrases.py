"""The wording of the three measures that letters print from 2019 on.

Each measure has a block: a heading, a sentence with the rate (drawn again inside a ring), the average of similar
authorities, a big number with its label, and the base. The labels are those of the letters of 2020 and of the
Ombudsman's statistics page from 2019 to 2025. The named groups of a pattern are measures; a group is empty if the
number is lost, and has words if the letter says that there is no such figure.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.reading.squeezed_text import TAKEN, Squeezed
from crawler.reading.wording import NUMBER, Phrase

_BODY = "(?:authority|council|organisation)"
DATE = r"\d{1,2}[^\d\0]{3,14}?\d{4}"
# The possible remains of a destroyed number: one word or two.
_DESTROYED = r"[^\0]{1,24}?"


@dataclass(frozen=True, slots=True)
class Block:
    """One of the three measures: its heading, its sentences, and the label of its big number.

    ``shared`` names the measures with the same wording in several blocks, so that only their place identifies them.
    ``ring`` is text that may be in or beside the ring: it repeats the rate.
    """

    rate: str
    heading: Phrase
    sentence: Phrase
    average: Phrase
    base: Phrase
    shared: frozenset[str]
    ring: Phrase
    count: str | None = None
    label: Phrase | None = None


def _percent(measure: str) -> str:
    return rf"(?:(?:(?P<{measure}>{NUMBER})\s?)?%)?"


def number_pattern(measure: str) -> str:
    """Return a pattern for the number of a measure inside a sentence, or for its remains if it is destroyed."""
    return rf"\s?(?:(?P<{measure}>{NUMBER})(?!\s?%)|{_DESTROYED})?"


def _average(measure: str) -> Phrase:
    value = rf"(?:(?P<{measure}>{NUMBER}(?=\s?%)|n/?a)\s?%?|{_DESTROYED})?"
    return Phrase(rf"this compares to an average of {value} in similar (?:authorities|organisations)\.?")


def _base(measure: str, noun: str) -> Phrase:
    period = rf"(?: for the period between {DATE} (?:to|and) {DATE})?"
    return Phrase(rf"statistics are based on a total of {number_pattern(measure)} (?:{noun}){period}\.?")


def _heading(words: str) -> Phrase:
    """Return a heading, with the words of the tooltip that may be attached to it."""
    return Phrase(rf"{words}(?:\s?\?\s?find out more about[^\0]{{0,60}}?)?")


def _ring(words: str) -> Phrase:
    return Phrase(rf"^(?P<rate>{NUMBER})\s?% {words}")


BLOCKS = (
    Block(
        rate="uphold_rate",
        heading=_heading("complaints upheld"),
        sentence=Phrase(r"of complaints we investigated were upheld\.?", _percent("uphold_rate")),
        average=_average("uphold_rate_average"),
        base=_base("investigations", "(?:detailed )?investigations?"),
        shared=frozenset({"uphold_rate_average", "investigations"}),
        ring=_ring("complaints upheld by"),
        count="upheld_decisions",
        label=Phrase(r"upheld decisions?(?!per)"),
    ),
    Block(
        rate="compliance_rate",
        heading=_heading("compliance with(?: ombudsman)? recommendations"),
        sentence=Phrase(
            rf"of cases we were satisfied the {_BODY} had successfully implemented our recommendations\.?",
            rf"(?:in )?{_percent('compliance_rate')}",
        ),
        average=_average("compliance_rate_average"),
        base=_base("compliance_outcomes", "compliance outcomes?"),
        shared=frozenset({"compliance_rate_average"}),
        ring=_ring("of cases were successfully implemented by"),
    ),
    Block(
        rate="satisfactory_remedy_rate",
        heading=_heading(rf"satisfactory remedies provided by the(?: {_BODY})?"),
        sentence=Phrase(
            rf"of upheld cases we found the {_BODY} had provided a satisfactory remedy before the complaint reached"
            r" the ombudsman\.?",
            rf"(?:in )?{_percent('satisfactory_remedy_rate')}",
        ),
        average=_average("satisfactory_remedy_rate_average"),
        base=_base("satisfactory_remedy_base", "(?:detailed )?investigations?|upheld decisions?"),
        shared=frozenset({"satisfactory_remedy_rate_average", "satisfactory_remedy_base"}),
        ring=_ring("complaints with satisfactory remedy provided by"),
        count="satisfactory_remedy_decisions",
        label=Phrase("satisfactory remedy decisions?"),
    ),
)

NOTHING_DUE = Phrase(r"(?P<compliance_rate>no recommendations were due for compliance in this period)\.?")

# Sentences whose number belongs to one measure wherever they appear. Some print a stray percent sign after the number.
ANYWHERE = (
    Phrase(
        rf"adjusted for [^\0]{{1,120}}? population, this is (?:(?P<upheld_per_100k>{NUMBER})\s?%?|{_DESTROYED})?"
        r"upheld decisions? per 100,000 residents\.?"
    ),
    Phrase(
        r"the average for (?:authorities|organisations) of this type is"
        rf"(?:(?P<upheld_per_100k_average>{NUMBER}|n/?a)\s?%?|{_DESTROYED})?"
        r"upheld decisions? per 100,000 residents\.?"
    ),
)

# Text without figures, whatever digits it has, and links, whose words are not labels.
FIXED = (
    Phrase(r"failure to comply with our recommendations is rare\.?"),
    Phrase(
        rf"an? {_BODY} with a compliance rate below 100% should scrutinise (?:those|the) complaints where it failed to"
        r" comply and identify any learning\.?"
    ),
    Phrase(r"with a compliance rate below 100%"),
    Phrase(r"for the period ending[:\s]{0,3}\d{2}/\d{2}/\d{2}(?:\d{2})?"),
    Phrase(r"^page \d+(?: of \d+)?$"),
    Phrase(r"(?:view|see|show|read)(?: all| the| our)? (?:upheld|satisfactory remedy) decisions"),
)

RING = re.compile(rf"(?:^|(?<=[\n{TAKEN}]))[ ]*(?P<rate>{NUMBER})\s?%(?=[ ]*(?:[\n{TAKEN}]|$))")
"""The rate drawn again: a percentage alone on its row, or between places that were extracted from the row."""


def marked(text: Squeezed) -> bool:
    """Return whether text has at least one sentence of the three measures."""
    return bool(NOTHING_DUE.search(text)) or any(block.sentence.search(text) for block in BLOCKS)
