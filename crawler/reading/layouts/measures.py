"""The words of the three measures that letters print from 2019 on.

Each measure has a block: a heading, a sentence with the rate (drawn again inside a ring), the average of similar
authorities, a big number with its label, and the base. The labels are those of the letters of 2020 and of the
Ombudsman's page of statistics from 2019 to 2025. The named groups of a pattern are measures; a group is empty where
the number is lost, and holds words where the letter says that there is none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from crawler.reading.passage import NUMBER
from crawler.reading.scrap import TAKEN, Sentence, phrase

_BODY = "(?:authority|council|organisation)"
_DATE = r"\d{1,2} \w+ \d{4}"
_DESTROYED = r"(?:\S{1,12}\s+){1,2}?"


@dataclass(frozen=True, slots=True)
class Block:
    """One of the three measures: its heading, its sentences, and the label of its big number.

    ``shared`` names the measures whose words are the same in several blocks, so that only their place tells whose
    they are.
    """

    rate: str
    heading: re.Pattern[str]
    sentence: Sentence
    average: re.Pattern[str]
    base: re.Pattern[str]
    shared: frozenset[str]
    count: str | None = None
    label: re.Pattern[str] | None = None


def _percent(measure: str) -> str:
    return rf"(?:(?:(?P<{measure}>{NUMBER})\s?)?%\s+)?"


def counted(measure: str) -> str:
    """A pattern of the number of a measure inside a sentence, or of what is left where it is destroyed."""
    return rf"(?:(?P<{measure}>{NUMBER})(?!\s?%)\s+|{_DESTROYED})?"


def _average(measure: str) -> re.Pattern[str]:
    value = rf"(?:(?P<{measure}>{NUMBER}(?=\s?%)|n/?a\b)\s?%?\s+|{_DESTROYED})?"
    return phrase(rf"This compares to an average of {value}in similar (?:authorities|organisations)\b\.?")


def _base(measure: str, noun: str) -> re.Pattern[str]:
    period = rf"(?: for the period between {_DATE} (?:to|and) {_DATE})?"
    return phrase(rf"Statistics are based on a total of {counted(measure)}(?:{noun})\b{period}\.?")


BLOCKS = (
    Block(
        rate="uphold_rate",
        heading=phrase("Complaints upheld"),
        sentence=Sentence(_percent("uphold_rate"), r"\bof complaints we investigated were upheld\b\.?"),
        average=_average("uphold_rate_average"),
        base=_base("investigations", "(?:detailed )?investigations?"),
        shared=frozenset({"uphold_rate_average", "investigations"}),
        count="upheld_decisions",
        label=phrase(r"\bupheld decisions?\b(?! per)"),
    ),
    Block(
        rate="compliance_rate",
        heading=phrase("Compliance with(?: Ombudsman)? recommendations"),
        sentence=Sentence(
            rf"(?:\bIn )?{_percent('compliance_rate')}",
            rf"\bof cases we were satisfied the {_BODY} had successfully implemented our recommendations\b\.?",
        ),
        average=_average("compliance_rate_average"),
        base=_base("compliance_outcomes", "compliance outcomes?"),
        shared=frozenset({"compliance_rate_average"}),
    ),
    Block(
        rate="satisfactory_remedy_rate",
        heading=phrase(f"Satisfactory remedies provided by the(?: {_BODY})?"),
        sentence=Sentence(
            rf"(?:\bIn )?{_percent('satisfactory_remedy_rate')}",
            rf"\bof upheld cases we found the {_BODY} had provided a satisfactory remedy before the complaint reached"
            r" the Ombudsman\b\.?",
        ),
        average=_average("satisfactory_remedy_rate_average"),
        base=_base("satisfactory_remedy_base", "(?:detailed )?investigations?|upheld decisions?"),
        shared=frozenset({"satisfactory_remedy_rate_average", "satisfactory_remedy_base"}),
        count="satisfactory_remedy_decisions",
        label=phrase(r"\bsatisfactory remedy decisions?\b"),
    ),
)

NOTHING_DUE = phrase(r"(?P<compliance_rate>No recommendations were due for compliance in this period)\.?")

# Sentences whose number is one measure's wherever they stand. Some print a stray percent sign after the number.
ANYWHERE = (
    phrase(
        rf"Adjusted for [^\0]{{1,120}}? population, this is (?:(?P<upheld_per_100k>{NUMBER})\s?%?\s+|{_DESTROYED})?"
        r"upheld decisions? per 100,000 residents\b\.?"
    ),
    phrase(
        r"The average for (?:authorities|organisations) of this type is"
        rf" (?:(?P<upheld_per_100k_average>{NUMBER}|n/?a\b)\s?%?\s+|{_DESTROYED})?"
        r"upheld decisions? per 100,000 residents\b\.?"
    ),
)

# Text that holds no figures, whatever digits are in it.
FIXED = (
    phrase(r"Failure to comply with our recommendations is rare\b\.?"),
    phrase(
        rf"An {_BODY} with a compliance rate below 100% should scrutinise those complaints where it failed to comply"
        r" and identify any learning\b\.?"
    ),
    phrase(r"For the period ending:? \d{2}/\d{2}/\d{2}(?:\d{2})?\b"),
    phrase(r"^page \d+(?: of \d+)?$"),
)

RING = re.compile(rf"(?:^|(?<=[\n{TAKEN}]))[ ]*(?P<rate>{NUMBER})\s?%(?=[ ]*(?:[\n{TAKEN}]|$))")
"""The rate drawn again: a percentage alone on its row, or between what was taken from the row."""


def marked(text: str) -> bool:
    """Whether text prints at least one sentence of the three measures."""
    return bool(NOTHING_DUE.search(text)) or any(True for block in BLOCKS for _ in block.sentence.finditer(text))
