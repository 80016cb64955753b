"""The figures of the site's real pages, found in their text by their own sentences, and markup for the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal

_PRINTED = {
    "complaints_dealt_with": r"we dealt with (\d+) complaints",
    "complaints_not_for_us": r"Of these, (\d+) were not for us",
    "complaints_assessed_and_closed": r"assessed and closed (\d+) complaints",
    "complaints_investigated": r"closed \d+ complaints\. We investigated (\d+) complaints",
    "investigations": r"total of (\d+) (?:detailed )?investigations for|We investigated (\d+) complaints and",
    "upheld_decisions": r"(\d+) upheld decisions(?! per| for)|complaints and upheld (\d+)",
    "uphold_rate": r"(\d+)% of complaints we investigated",
    "uphold_rate_average": r"investigated were upheld\. This compares to an average of (\d+)%",
    "upheld_per_100k": r"population, this is ([\d.]+)%? upheld decisions per",
    "upheld_per_100k_average": r"of this type is ([\d.]+) upheld decisions per",
    "compliance_rate": r"(\d+)% of cases we were satisfied",
    "compliance_rate_average": r"implemented our recommendations\. This compares to an average of (\d+)%",
    "compliance_outcomes": r"a total of (\d+) compliance outcomes",
    "satisfactory_remedy_rate": r"In (\d+)% of upheld cases",
    "satisfactory_remedy_rate_average": r"reached the Ombudsman\. This compares to an average of (\d+)%",
    "satisfactory_remedy_decisions": r"(\d+) satisfactory remedy decisions",
    "satisfactory_remedy_base": r"satisfactory remedy decisions Statistics are based on a total of (\d+)",
}
_NOTHING_DUE = "No recommendations were due for compliance in this period"
_HEADING = re.compile(
    r"Complaints upheld|Compliance with Ombudsman recommendations|Satisfactory remedies provided by .*"
)
_LINK = re.compile(r"View .*")
_END = re.compile(r"\n(?:Annual letters|Public reports|Reports)\b")

Markup = Callable[[str], str]


def lines(text: str) -> list[str]:
    """Return the lines of a page that have words, without list markers."""
    return [line.strip(" •-") for line in text.splitlines() if line.strip(" •-")]


def figures(text: str) -> dict[tuple[str, str | None], tuple[Decimal | None, str]]:
    """Return the figures that a page prints before its section of letters."""
    statistics = " ".join(lines(_END.split(text)[0]))
    found: dict[tuple[str, str | None], tuple[Decimal | None, str]] = {}
    for measure, pattern in _PRINTED.items():
        if printed := re.search(pattern, statistics):
            value = next(group for group in printed.groups() if group)
            found[measure, None] = (Decimal(value), "printed")
    if _NOTHING_DUE in statistics:
        found["compliance_rate", None] = (None, "not_applicable")
    return found


def _headed(opening: str, closing: str) -> Markup:
    def mark(line: str) -> str:
        if _HEADING.fullmatch(line):
            return f"{opening}{line}{closing}"
        return f'<a href="/decisions">{line}</a>' if _LINK.fullmatch(line) else f"<p>{line}</p>"

    return mark


MARKUPS: Mapping[str, Markup] = {
    "second headings": _headed("<h2>", "</h2>"),
    "classes": _headed('<p class="h1">', "</p>"),
    "strong words": _headed("<div><strong>", "</strong></div>"),
    "lists of terms": _headed("<dl><dt>", "</dt></dl>"),
}
"""The markup of a line of a page, by the element used for its headings."""
