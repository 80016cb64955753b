"""Where a series breaks: what happened in a year that keeps its figures from being compared with their neighbours."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Break:
    """One break: the year of its letters, what it is in a line, and what it means for a reader."""

    year: int
    title: str
    text: str


# The Ombudsman's annual report for 2020-21 tells of the pause, its letters of 2023 of the other choice of cases.
NOT_COMPARABLE = (
    Break(
        2021,
        "2020-21: three months without new complaints",
        "From the end of March to the end of June 2020 the Ombudsman took no new complaints, so that councils "
        "could deal with the first wave of COVID-19. The counts of 2020-21 are therefore low for every "
        "authority, and its rates rest on fewer decisions. A fall from 2019-20 or a rise to 2021-22 says "
        "nothing about an authority by itself.",
    ),
    Break(
        2023,
        "2022-23: another choice of what to investigate",
        "In 2022-23 the Ombudsman changed how it chooses which complaints to investigate, and takes up fewer "
        "borderline cases. It finds fault in a larger share of what it does investigate, so that uphold rates "
        "rose for authorities of every type. Compare an authority with the average of its type in the same "
        "year, not with its own earlier years.",
    ),
)

OF_FORM = (
    Break(
        2013,
        "2012-13: other areas of service, other outcomes",
        "The areas of service and the outcomes that letters count have other names and other borders before "
        "and after; a name that stands on both sides need not count the same.",
    ),
    Break(
        2019,
        "2018-19: three measures instead of tables",
        "Up to 2017-18 letters print complaints received by area of service and decisions by outcome. From "
        "2018-19 they print complaints upheld, compliance with recommendations and satisfactory remedies, "
        "each beside the average of similar authorities, and the tables are gone. The share of satisfactory "
        "remedies is always one of upheld decisions, whatever number is printed as its base.",
    ),
    Break(
        2025,
        "2024-25: an overview first",
        "From 2024-25 letters begin with the number of complaints dealt with and what became of them. It "
        "counts everything that reached the Ombudsman about the authority, and is not the earlier number of "
        "complaints received under another name.",
    ),
)
