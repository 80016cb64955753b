"""Questions that a committee may ask: only those that a figure raises, and one that the letters leave open."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from jobs.report.words.numbers import day, percent

_OPEN = "What did the upheld complaints have in common? The letters do not say; the Ombudsman’s decisions do."
_OPEN_OF_ONE = "What was the upheld complaint about? The letter does not say; the Ombudsman’s decision does."


def questions(compliance: Decimal | None, upheld: int | None, remedied: int | None) -> list[str]:
    """Return the questions; None is a missing rate or number."""
    found = []
    if compliance is not None and compliance < 100:  # noqa: PLR2004 -- per cent
        found.append(
            f"Compliance was {percent(compliance)}, not 100%: which recommendation was not carried out, and is it now?"
        )
    if upheld and remedied is not None and remedied < upheld:
        found.append(_without(upheld, upheld - remedied))
    if upheld != 0:
        found.append(_OPEN_OF_ONE if upheld == 1 else _OPEN)
    return found


def open_report(decided: date | None, seen: date) -> str:
    """Ask about a public report whose page did not say that the response was satisfactory."""
    of = f" of {day(decided)}" if decided else ""
    return (
        f"Is the Ombudsman satisfied with the council’s response to the public report{of}? "
        f"Its page did not say so on {day(seen)}."
    )


def _without(upheld: int, without: int) -> str:
    if upheld == without:
        cases = {1: "the one upheld case", 2: "both upheld cases"}.get(upheld, f"all {upheld:,} upheld cases")
    else:
        cases = f"{without:,} of {upheld:,} upheld cases" if without > 1 else f"one of {upheld:,} upheld cases"
    return f"In {cases} no satisfactory remedy had been offered before. What would have let the council offer one?"
