"""Years that must not be compared, and years from which a measure is redefined.

There are two kinds: a break is a line, after which the measure is permanently different; an odd year lies between two
years that may be compared with one another.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Break:
    """A line between two letters: the first year after it, its letter in charts, and what changed.

    ``measures`` are those that were redefined, None for all; ``reason`` ends a sentence that begins "From 2022-23".
    """

    year: int
    letter: str
    measures: frozenset[str] | None
    reason: str
    note: str

    def cuts(self, measure: str) -> bool:
        """Return whether a measure is different from here on."""
        return self.measures is None or measure in self.measures


@dataclass(frozen=True, slots=True)
class OddYear:
    """A year that is compared with no other; ``reason`` gives the reason in a clause."""

    year: int
    reason: str
    note: str


@dataclass(frozen=True, slots=True)
class Form:
    """A year in which letters changed what they print, without redefining the measures that continue."""

    year: int
    title: str
    text: str


# The Ombudsman's letters of 2014 mention its new way of deciding, its letters of 2023 the new selection of cases.
BREAKS = (
    Break(
        2014,
        "A",
        None,
        "the Ombudsman classified its decisions differently",
        "Results of complaints are named and counted differently.",
    ),
    Break(
        2023,
        "B",
        frozenset({"uphold_rate", "upheld_per_100k", "upheld_decisions"}),
        "the Ombudsman chooses differently which complaints to investigate",
        "It takes up fewer borderline cases, so it finds fault in a larger share of those it does investigate.",
    ),
)

# The Ombudsman's annual report for 2020-21 mentions the pause.
ODD_YEARS = {
    2021: OddYear(
        2021,
        "no new complaints were taken for three months",
        "From the end of March to the end of June 2020 the Ombudsman took no new complaints, so that councils could "
        "deal with the first wave of COVID-19. Counts are low for every council, and rates rest on fewer decisions.",
    )
}

FORMS = (
    Form(
        2013,
        "2012-13: other areas of service, other outcomes",
        "The areas of service and the outcomes that letters count have other names and other borders before "
        "and after; a name that stands on both sides need not count the same.",
    ),
    Form(
        2019,
        "2018-19: three measures instead of tables",
        "Up to 2017-18 letters print complaints received by area of service and decisions by outcome. From "
        "2018-19 they print complaints upheld, compliance with recommendations and satisfactory remedies, "
        "each beside the average of similar authorities, and the tables are gone. The share of satisfactory "
        "remedies is always one of upheld decisions, whatever number is printed as its base.",
    ),
    Form(
        2025,
        "2024-25: an overview first",
        "From 2024-25 letters begin with the number of complaints dealt with and what became of them. It "
        "counts everything that reached the Ombudsman about the authority, and is not the earlier number of "
        "complaints received under another name.",
    ),
)


def between(measure: str, earlier: int, later: int) -> list[Break]:
    """Return the breaks of a measure after one year and up to another, the oldest first."""
    return [each for each in BREAKS if earlier < each.year <= later and each.cuts(measure)]
