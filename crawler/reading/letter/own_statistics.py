"""Separate the statistics of several authorities or years in one file, by the heads above them.

A head names an authority, or the period that the statistics are about. What stands below a head that contradicts the
one before it belongs to something else.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.reading.input.document import Line
from crawler.reading.layouts.measure_phrases import BLOCKS
from crawler.reading.letter.authority_names import REPORT_ON, name_alone, resolve_name
from crawler.reading.wording import Phrase
from lgsco_store.records import Issue, Severity
from lgsco_store.reference.register import match

_PERIOD = re.compile(r"for the period ending\b.*?\d{1,2}/\d{1,2}/(?:20)?(?P<year>\d\d)\b", re.IGNORECASE)
_TABLE = Phrase(r"complaints (?:and enquiries )?received[^\d\0]{0,60}|decisions(?: made)?")
# A name alone on a line is a head if a period or a heading follows on one of the next lines.
_NEAR = 2
_LONGEST_NAME = 80
_TWO = 2


@dataclass(frozen=True, slots=True)
class Part:
    """Statistics under one head: the register's code of its authority, its name, its year; None if not said."""

    lines: tuple[Line, ...]
    code: str | None = None
    name: str | None = None
    year: int | None = None

    def fits(self, code: str | None, year: int | None) -> bool:
        """Return whether the head contradicts neither the authority nor the year of a letter, as far as it says."""
        return not (_differ(self.code, code) or _differ(self.year, year))

    def __str__(self) -> str:
        """Name the authority and the year, as far as the head says."""
        return " ".join(filter(None, (self.name, str(self.year) if self.year else ""))) or "something else"


@dataclass(frozen=True, slots=True)
class Own:
    """The statistics that are a letter's own: the lines, whether all lines are, and an issue if some are not.

    There are no lines if none are the letter's, or if nobody can say which are.
    """

    lines: tuple[Line, ...]
    is_whole: bool = True
    issues: tuple[Issue, ...] = ()


def own_statistics(lines: tuple[Line, ...], code: str | None, year: int | None) -> Own:
    """Return the statistics of the authority with a code in the register and of a year, as far as these are known."""
    found = parts(lines)
    own = [part for part in found if part.fits(code, year)]
    is_settled = all(
        len({*known} - {None}) < _TWO for known in zip(*((part.code, part.year) for part in own), strict=True)
    )
    if is_settled and len(own) == len(found):
        return Own(lines)
    others = ", ".join(dict.fromkeys(str(part) for part in found if not is_settled or part not in own))
    kept = tuple(line for part in own for line in part.lines) if is_settled else ()
    what = (
        "The file also has statistics of {}; they were left out."
        if kept
        else "The statistics are those of {}; no figure was taken."
    )
    issue = Issue("other_statistics", Severity.WARNING, f"{what.format(others)} Look at it.")
    return Own(kept, is_whole=False, issues=(issue,))


def parts(lines: Sequence[Line]) -> list[Part]:
    """Return the statistics under each head; nearly always all are one part."""
    heads = [Part(())]
    starts = [0]
    for at, line in enumerate(lines):
        name, year = _named(lines, at), _year(line)
        entry = resolve_name(name) if name else None
        if entry is None and year is None:
            continue
        code, called, last = entry.code if entry else None, name if entry else None, heads[-1]
        if _differ(code, last.code) or _differ(year, last.year):
            heads.append(Part((), code, called, year))
            starts.append(at)
        else:
            heads[-1] = Part((), last.code or code, last.name or called, last.year or year)
    places = zip(starts, [*starts[1:], len(lines)], strict=True)
    return [replace(head, lines=tuple(lines[start:end])) for head, (start, end) in zip(heads, places, strict=True)]


def _differ(one: object, other: object) -> bool:
    return one is not None and other is not None and one != other


def _year(line: Line) -> int | None:
    found = _PERIOD.search(line.text)
    return 2000 + int(found["year"]) if found else None


def _named(lines: Sequence[Line], at: int) -> str | None:
    """Return the name in a head on a line; a name alone needs a period or a heading below it."""
    text = lines[at].text
    if report := REPORT_ON.match(text):
        return name_alone(report["name"]) or None
    # Most lines cannot be names, and looking for them in the register takes longer.
    if not text[:1].isupper() or not text[-1:].isalpha() or len(text) > _LONGEST_NAME:
        return None
    return text if match(text) and any(map(_is_heading, lines[at + 1 : at + 1 + _NEAR])) else None


def _is_heading(line: Line) -> bool:
    texts = (line.text, *(cell.text for cell in line.cells))
    headings = (*(block.heading for block in BLOCKS), _TABLE)
    return _year(line) is not None or any(heading.fullmatch(text) for heading in headings for text in texts)
