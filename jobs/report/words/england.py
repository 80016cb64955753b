"""Sentences about all letters of a year together, calculated for the report."""

from __future__ import annotations

from jobs.report.words.numbers import capital, count, percent, period, plural
from lgsco_store.reference.comparability import SMALL

FAR = 10
"""This many points from the printed average of its type count as far."""


def headline(rate: int) -> str:
    """Say which share of investigated complaints was upheld."""
    return f"The Ombudsman upheld {percent(rate)} of the complaints about councils that it investigated"


def totals(year: int, investigated: int, upheld: int, letters: int, expected: int) -> str:
    """Say how many complaints were investigated and upheld, and from how many letters that is known."""
    known = f"all {letters} letters of {period(year)}"
    if letters < expected:
        known = f"the {plural(letters, 'letter')} of {period(year)} read so far, of {expected} expected"
    return f"It investigated {plural(investigated, 'complaint')} and upheld {upheld:,}, by {known}."


def compliance(below: int, due: int) -> str:
    """Say in how many councils a compliance rate below 100% was printed; nothing if none was due."""
    if not due:
        return ""
    councils = f"of the {due} councils where recommendations were due"
    if not below:
        return f"In none {councils} is the compliance rate below 100%."
    return f"In {count(below)} {councils}, it was not satisfied in every case that they had been carried out."


def with_few_cases(few: int, of: int) -> str:
    """Say how many councils below 100% are not compared."""
    cases = f"with fewer than {SMALL} cases, or an unknown number"
    if of == 1:
        return cases if few else f"with at least {SMALL} cases"
    return f"{count(few) if few else 'none'} of them {cases}"


def remedies(share: int) -> str:
    """Say in which share of upheld cases a remedy had been offered before."""
    return (
        f"In {percent(share)} of upheld cases the council had offered a satisfactory remedy before the complaint "
        "reached the Ombudsman."
    )


def so_far(year: int, letters: int) -> str:
    """Say that letters of a year have begun to come."""
    return f"So far {plural(letters, 'letter')} of {period(year)}"


def far_from_average(above: int, below: int, few: int) -> str:
    """Say how many councils are far from the printed average of their type."""
    is_above = "the uphold rate is" if above else "is the uphold rate"
    is_below = f"{count(below)} it is" if below else "none is it"
    their = "their" if above > 1 else "its"
    sentence = (
        f"In {_councils(above)} {is_above} {FAR} points or more above the average printed for {their} type, "
        f"and in {is_below} {FAR} points or more below."
    )
    if not few:
        return sentence
    tail = "had fewer than 10 cases and is not compared" if few == 1 else "had fewer than 10 cases and are not compared"
    return f"{sentence} {capital(plural(few, 'council'))} {tail}."


def _councils(number: int) -> str:
    return plural(number, "council") if number else "no council"
