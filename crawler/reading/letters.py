"""Whether a document is an annual letter of the Ombudsman at all, and to which authority."""

from __future__ import annotations

import re
from collections.abc import Iterator

from crawler.reading.document import Line
from crawler.reading.heads import Outline
from crawler.reading.names import resolved
from lgsco_store.records import Issue, Severity
from lgsco_store.register import key, match

# A letter that is quoted in a report stands behind pages of something else.
_LONGEST_PREFACE = 60

# What the reports that go with letters bear at their head, those of layouts that can't be read yet included.
_REPORT = re.compile(
    r"^(?:local authority report\s*[:\u2013-]\s*.+|section 1: complaints about .+ \d{4}/\d{2}"
    r"|annual letter \d{4}/\d{2})$",
    re.IGNORECASE | re.MULTILINE,
)
_OWN_WORDS = re.compile(
    r"\bmade (?:to|by) the Local Government (?:and Social Care )?Ombudsman\s(?:\(LGS?C?O\) )?about your authority"
    r"|^Local Government (?:(?:&|and) Social Care )?OMBUDSMAN$",
    re.IGNORECASE | re.MULTILINE,
)
# A title may be another one day; the year that a letter reports on ends on the same day.
_YEARLY = re.compile(r"\byear\s+end(?:ed|ing)\s+31\s+March\s+\d{4}", re.IGNORECASE)
_OMBUDSMAN = re.compile(r"\bLocal Government (?:(?:&|and) Social Care )?Ombudsman\b|\bLGO\b", re.IGNORECASE)

_REPORT_ON = re.compile(
    r"local authority report\s*[:\u2013-]\s*(?P<name>.+?)(?:\s+for the period ending\b.*)?"
    r"|section 1: complaints about (?P<about>.+) \d{4}/\d{2}",
    re.IGNORECASE,
)
_POPULATION_OF = re.compile(r"Adjusted\s+for\s+(?P<name>[^\n]{3,80}?)['\u2019]s?\s+population", re.IGNORECASE)


def is_letter(outline: Outline, text: str) -> bool:
    """Whether the Ombudsman writes here about one authority's year: by title and signature, or by a report's heading.

    A council's reply, another ombudsman's letter and a report that quotes a letter are none.
    """
    if outline.preface > _LONGEST_PREFACE:
        return False
    if outline.signatory is not None:
        is_yearly = outline.title is not None or _YEARLY.search(text) is not None or _REPORT.search(text) is not None
        return outline.is_from_ombudsman and is_yearly
    if outline.title is not None:
        return _OWN_WORDS.search(text) is not None
    return _REPORT.search(text) is not None and _OMBUDSMAN.search(text) is not None


def authority(outline: Outline, statistics: tuple[Line, ...]) -> tuple[str | None, list[Issue]]:
    """The authority as the letter prints it: in its head, else over its statistics; issues where these are at odds."""
    elsewhere = list(_named(statistics))
    names = [outline.addressed.authority] if outline.addressed.authority else elsewhere
    if not names:
        return None, [Issue("authority_missing", Severity.WARNING, "The letter names no authority in its head.")]
    name = names[0]
    issues = [
        Issue("authority_differs", Severity.ERROR, f"The letter is to {name}, and its statistics are headed {other}.")
        for other in elsewhere
        if not _same(name, other)
    ]
    entry = resolved(name)
    if entry is None:
        issues.append(Issue("authority_unknown", Severity.WARNING, f"The register has no authority called {name}."))
    if entry is None or match(name) is not None:
        return name, issues
    message = f"The letter prints {name}; the register has one authority that this can mean."
    return entry.official_name, [*issues, Issue("authority_completed", Severity.INFO, message)]


def _named(lines: tuple[Line, ...]) -> Iterator[str]:
    for line in lines:
        report = _REPORT_ON.fullmatch(line.text)
        if report:
            yield (report["name"] or report["about"]).strip()
    yield from (found["name"] for found in _POPULATION_OF.finditer("\n".join(line.text for line in lines)))


def _same(one: str, other: str) -> bool:
    """Whether two names mean one authority; the second may be cut off or be its short name."""
    first, second = resolved(one), resolved(other)
    if first is not None and second is not None:
        return first.code == second.code
    return key(one).startswith(key(other)) or key(other) in key(one)
