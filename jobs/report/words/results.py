"""What a letter says about complaints upheld, compliance and remedies.

Numbers are those of one letter; None is a number that was not read.
"""

from __future__ import annotations

from decimal import Decimal

from jobs.report.words.numbers import count, of_residents, percent, period, plural, rounded
from lgsco_store.reference.comparability import SMALL

_BEFORE = "a satisfactory remedy before the complaint reached the Ombudsman"
_DONE = "that its recommendations had been carried out"

# With this many cases or more, a printed 100% may be all but one, and a printed 0% may be one.
_ROUNDS = 200


def upheld(name: str, year: int, investigated: int | None, of_them: int | None, rate: Decimal | None) -> str:
    """Say how many complaints about an authority were investigated, and how many of them upheld."""
    if investigated is None:
        return _not_counted(name, year, of_them, rate)
    if investigated == 0:
        return f"The Ombudsman investigated no complaint about {name} in {period(year)}, so there is no uphold rate."
    start = f"In {period(year)} the Ombudsman investigated {plural(investigated, 'complaint')} about {name}"
    if of_them is None:
        tail = "" if rate is None else f" The printed rate is {percent(rate)}."
        return f"{start}. How many it upheld could not be read.{tail}"
    return f"{start} and {_upheld_of(investigated, of_them, rate)}."


def _not_counted(name: str, year: int, of_them: int | None, rate: Decimal | None) -> str:
    letter = f"The letter of {period(year)}"
    if of_them is not None:
        was = "was" if of_them == 1 else "were"
        return (
            f"{letter} says that {plural(of_them, 'complaint')} about {name} {was} upheld. "
            "How many were investigated could not be read."
        )
    if rate is not None:
        return (
            f"{letter} gives an uphold rate of {percent(rate)} for {name}. "
            "How many complaints were investigated could not be read."
        )
    return f"{letter} prints no number of investigations."


def _upheld_of(investigated: int, of_them: int, rate: Decimal | None) -> str:
    if investigated == 1:
        return "upheld it" if of_them else "did not uphold it"
    if of_them == 0:
        return "upheld none"
    if of_them == investigated:
        return f"upheld {'both' if investigated == 2 else 'all of them'}"  # noqa: PLR2004 -- both are two
    share = f", {percent(rate)}" if rate is not None and investigated >= SMALL else ""
    return f"upheld {count(of_them)} of them{share}"


def few(investigated: int | None) -> str:
    """Say that cases are too few for a comparison; nothing if they are enough, or unknown."""
    if not investigated or investigated >= SMALL:
        return ""
    if investigated == 1:
        return "One case is too few for a comparison."
    return (
        f"With {investigated} cases, one more or less upheld moves the rate by {rounded(1, investigated)} points: "
        "too few for a comparison."
    )


def average(value: Decimal, many: str) -> str:
    """Say which average the letter prints for councils of its type."""
    return f"The average printed for {many} is {percent(value)}."


NO_AVERAGE = "Letters of that year print no average."
AVERAGE_DOES_NOT_APPLY = "The letter prints “n/a” as the average."
AVERAGE_UNREAD = "The printed average could not be read."
AVERAGES_DIFFER = "The letter prints two averages, and neither is used."


def per_100k(value: Decimal, printed: Decimal | None, many: str) -> str:
    """Say how many complaints were upheld per 100,000 residents."""
    tail = "" if printed is None else f"; the average printed for {many} is {of_residents(printed)}"
    return f"For every 100,000 residents, {of_residents(value)} complaints were upheld{tail}."


def compliance(rate: Decimal, cases: int | None) -> str:
    """Say in how many cases the Ombudsman was satisfied that its recommendations had been carried out.

    The letter prints a rate and its number of cases, not how many were carried out: that is never calculated.
    """
    if cases is None:
        return f"The Ombudsman was satisfied in {percent(rate)} of cases {_DONE}."
    if cases == 1:
        return f"In the one case that was due, the Ombudsman was {'' if rate else 'not '}satisfied {_DONE}."
    return f"The Ombudsman was satisfied in {_complied(rate, cases)} cases {_DONE}."


def _complied(rate: Decimal, cases: int) -> str:
    exact = cases < _ROUNDS
    if exact and rate == 100:  # noqa: PLR2004 -- per cent
        return "both" if cases == 2 else f"all {cases}"  # noqa: PLR2004 -- both are two
    if exact and rate == 0:
        return f"none of {cases}"
    return f"{percent(rate)} of {cases:,}"


NOTHING_DUE = "No recommendation was due to be carried out in the year, so there is no compliance rate."
COMPLIANCE_UNREAD = "The compliance rate could not be read."
NO_COMPLIANCE = "Letters of that year print no compliance rate."


def remedies(offered: int | None, rate: Decimal | None, of_upheld: int | None) -> str:
    """Say in how many upheld cases a remedy had been offered before; never based on the printed base."""
    if of_upheld == 0:
        return "No complaint was upheld, so there is no share of satisfactory remedies."
    if offered is None or of_upheld is None:
        return "The number of satisfactory remedies could not be read."
    if of_upheld == 1:
        return f"In the one upheld case the council had {'' if offered else 'not '}offered {_BEFORE}."
    cases = f"the {of_upheld:,} upheld cases"
    if offered == 0:
        return f"In none of {cases} had the council offered {_BEFORE}."
    share = f", {percent(rate)}," if of_upheld >= SMALL and rate is not None else ""
    return f"In {count(offered)} of {cases}{share} the council had offered {_BEFORE}."


NO_REMEDIES = "Letters of that year print no number of satisfactory remedies."
