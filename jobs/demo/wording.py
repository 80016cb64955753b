"""The official labels and sentences around figures, in letters and on pages alike.

The words are those of the letters of 2018 and 2020 and of the site's statistics pages since.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jobs.demo.content import Figures, Letter
from lgsco_store.reference.vocabulary import parts

FIRST_THREE_MEASURES = 2019
FIRST_ORGANISATION = 2024
FIRST_OVERVIEW = 2025

COMPLIANCE_NOTE = (
    "Failure to comply with our recommendations is rare. An {body} with a compliance rate below 100% should scrutinise "
    "those complaints where it failed to comply and identify any learning."
)
NO_RECOMMENDATIONS = "No recommendations were due for compliance in this period"
DEFINITIONS = {
    "Complaints dealt with": "every complaint and enquiry that reached us about the council, whatever became of it.",
    "Complaints upheld": "we looked into the complaint and found fault, or the council had put it right by then.",
    "Satisfactory remedies provided by the Council": "it had offered what we would have asked for before we came.",
    "Compliance with Ombudsman recommendations": "the council did what it had agreed to, and showed us that it had.",
    "Average performance rates": "the rates of all councils of the same type, taken together.",
}
ADVICE = (
    "Since 2022-23 we have chosen otherwise which complaints to look into: compare a rate with the average of its year."
)
REMEDIED_LABELS = ("by LGO", "Satisfactorily by Authority before LGO Involvement")
NOTES = (
    "Our uphold rate is calculated in relation to the total number of detailed investigations.",
    (
        "The number of remedied complaints may not equal the number of upheld complaints. This is because, while we "
        "may uphold a complaint because we find fault, we may not always find grounds to say that fault caused "
        "injustice that ought to be remedied."
    ),
)


@dataclass(frozen=True, slots=True)
class Block:
    """One measure as printed under its heading.

    ``ring`` is the percentage drawn inside a ring, ``count`` the big number, and ``label`` its label.
    """

    heading: str
    ring: str | None
    statements: tuple[str, ...]
    count: str | None
    label: str | None
    base: str | None
    note: str | None


@dataclass(frozen=True, slots=True)
class Table:
    """A row of numbers under a row of labels."""

    labels: tuple[str, ...]
    values: tuple[str, ...]


def period(year: int) -> str:
    """Name the period that a letter reports as its sentences do."""
    return f"between 1 April {year - 1} to 31 March {year}"


def period_end(letter: Letter) -> str:
    """Write the last day of the period as the head of the statistics does: with a four-digit year until 2018."""
    style = "%d/%m/%y" if letter.year >= FIRST_THREE_MEASURES else "%d/%m/%Y"
    return date(letter.year, 3, 31).strftime(style)


def received(figures: Figures) -> Table:
    """Build the table "Complaints and enquiries received" of a letter of 2014 to 2018."""
    return _table(figures, "complaints_received")


def decided(figures: Figures) -> Table:
    """Build the table "Decisions made" of a letter of 2014 to 2018, with the uphold rate between Upheld and Total."""
    table = _table(figures, "complaints_decided")
    rate = f"{figures['uphold_rate', None]}%"
    return Table((*table.labels[:-1], "Uphold Rate", table.labels[-1]), (*table.values[:-1], rate, table.values[-1]))


def remedied(figures: Figures) -> Table:
    """Build the table "Complaints Remedied" of a letter of 2016 to 2018."""
    measures = ("remedied_by_ombudsman", "remedied_by_authority")
    return Table(REMEDIED_LABELS, tuple(str(figures[measure, None]) for measure in measures))


def overview(letter: Letter, figures: Figures) -> str | None:
    """Write the sentences above the blocks about all complaints, which letters have since 2025."""
    if letter.year < FIRST_OVERVIEW:
        return None
    number = _Words(letter, figures, {}).number
    return (
        f"B{period(letter.year)[1:]}, we dealt with {number('complaints_dealt_with')} complaints. "
        f"Of these, {number('complaints_not_for_us')} were not for us or not ready for us to investigate. "
        f"We assessed and closed {number('complaints_assessed_and_closed')} complaints. "
        f"We investigated {number('complaints_investigated')} complaints."
    )


def blocks(letter: Letter, figures: Figures, spoilt: Mapping[str, str] | None = None) -> tuple[Block, ...]:
    """List the three measures in the order of the letter: since 2025 remedies come before compliance.

    ``spoilt`` has the marks that replace the numbers of some measures.
    """
    words = _Words(letter, figures, spoilt or {})
    upheld, compliance, remedies = _upheld(words), _compliance(words), _remedies(words)
    return (upheld, remedies, compliance) if letter.year >= FIRST_OVERVIEW else (upheld, compliance, remedies)


class _Words:
    """The sentences of one letter, which differ by its year."""

    def __init__(self, letter: Letter, figures: Figures, spoilt: Mapping[str, str]) -> None:
        self.letter = letter
        self.figures = figures
        self.spoilt = spoilt
        new = letter.year >= FIRST_ORGANISATION
        self.body = "organisation" if new else "authority"
        self.similar = "similar organisations" if new else "similar authorities"
        self.investigations = "investigations" if new else "detailed investigations"
        self.remedy_base = "upheld decisions" if new else "detailed investigations"

    def number(self, measure: str) -> str:
        return self.spoilt.get(measure, str(self.figures[measure, None]))

    def average(self, measure: str) -> str:
        value = self.figures[f"{measure}_average", None]
        return f"This compares to an average of {'n/a' if value is None else f'{value}%'} in {self.similar}."

    def base(self, measure: str, counted: str) -> str:
        number = self.number(measure)
        return f"Statistics are based on a total of {number} {counted} for the period {period(self.letter.year)}"

    def label(self, measure: str, singular: str) -> str:
        return singular if self.figures[measure, None] == 1 else f"{singular}s"

    def per_100k(self) -> tuple[str, ...]:
        if self.letter.year < FIRST_ORGANISATION:
            return ()
        own = self.number("upheld_per_100k") + ("%" if self.letter.stray_percent else "")
        average = self.number("upheld_per_100k_average")
        return (
            f"Adjusted for {self.letter.authority}'s population, this is {own} upheld decisions per 100,000 residents.",
            f"The average for authorities of this type is {average} upheld decisions per 100,000 residents.",
        )


def _upheld(words: _Words) -> Block:
    rate = f"{words.number('uphold_rate')}%"
    statements = (f"{rate} of complaints we investigated were upheld.", words.average("uphold_rate"), *words.per_100k())
    if words.letter.year >= FIRST_OVERVIEW:
        investigated, upheld = words.number("investigations"), words.number("upheld_decisions")
        summary = f"We investigated {investigated} complaints and upheld {upheld}."
        return Block("Complaints upheld", rate, (summary, *statements), None, None, None, None)
    return Block(
        heading="Complaints upheld",
        ring=rate,
        statements=statements,
        count=words.number("upheld_decisions"),
        label=words.label("upheld_decisions", "upheld decision"),
        base=words.base("investigations", words.investigations),
        note=None,
    )


def _compliance(words: _Words) -> Block:
    heading = "Compliance with Ombudsman recommendations"
    note = COMPLIANCE_NOTE.format(body=words.body)
    if ("compliance_outcomes", None) not in words.figures:
        return Block(heading, None, (NO_RECOMMENDATIONS,), None, None, None, note)
    rate = f"{words.figures['compliance_rate', None] or Decimal(0)}%"
    satisfied = (
        f"In {rate} of cases we were satisfied the {words.body} had successfully implemented our recommendations."
    )
    return Block(
        heading=heading,
        ring=rate,
        statements=(satisfied, words.average("compliance_rate")),
        count=None,
        label=None,
        base=words.base("compliance_outcomes", "compliance outcomes"),
        note=note,
    )


def _remedies(words: _Words) -> Block:
    rate = f"{words.number('satisfactory_remedy_rate')}%"
    provided = (
        f"In {rate} of upheld cases we found the {words.body} had provided a satisfactory remedy before the complaint "
        "reached the Ombudsman."
    )
    return Block(
        heading=f"Satisfactory remedies provided by the {words.body}",
        ring=rate,
        statements=(provided, words.average("satisfactory_remedy_rate")),
        count=words.number("satisfactory_remedy_decisions"),
        label=words.label("satisfactory_remedy_decisions", "satisfactory remedy decision"),
        base=words.base("satisfactory_remedy_base", words.remedy_base),
        note=None,
    )


def _table(figures: Figures, measure: str) -> Table:
    own = parts(measure)
    cells = [
        (own[category].label, str(value)) for (name, category), value in figures.items() if name == measure and category
    ]
    return Table(tuple(label for label, _ in cells), tuple(value for _, value in cells))
