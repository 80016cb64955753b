"""The content of the copy of the site: its councils and letters, as they were in each year.

The JSON files under ``data`` are the only source; pages, letters and their PDF files are all made from them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any, TypeAlias

from lgsco_store.records import Person

COPIED = {
    2023: datetime(2023, 7, 26, 9, tzinfo=UTC),
    2024: datetime(2024, 7, 24, 9, tzinfo=UTC),
    2025: datetime(2025, 6, 18, 9, tzinfo=UTC),
}
"""The years in which the site was copied, and when its pages were made in each."""

Figures: TypeAlias = Mapping[tuple[str, str | None], Decimal | None]
"""Value by measure and category, in the order of the letter; None is a rate that does not apply."""

_PACKAGE = resources.files("jobs.demo")


@dataclass(frozen=True, slots=True)
class Council:
    """One council with a page of its own.

    ``slug`` and ``name`` are spelt as on the site; ``official_name`` and ``type`` are the register's. The page exists
    from the year ``since``, and the index lists it in the years ``listed``.
    """

    slug: str
    name: str
    official_name: str
    type: str
    since: int
    listed: tuple[int, ...]
    listed_as: str
    predecessors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """One PDF file of a letter: the bytes at its address from the year ``since``.

    ``stamp`` is a note among the file's properties, and is not shown on its pages.
    """

    file: str
    since: int
    modified: datetime
    figures: Figures
    stamp: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """One annual review letter, by the year in which its period ends.

    ``council`` is a slug in lower case. ``destroyed`` maps the measures whose number is damaged in the PDF to the marks
    in its place. ``withdrawn`` is the first year in which the site no longer has the letter.
    """

    council: str
    year: int
    real: bool
    authority: str
    addressee: Person
    one_line: bool
    letterhead: bool
    signatory: str
    link_text: str
    path: str
    withdrawn: int | None
    destroyed: Mapping[str, str]
    stray_percent: bool
    editions: tuple[Edition, ...] = field(repr=False)

    def edition(self, year: int) -> Edition | None:
        """Return the file at the letter's address in a year, or None."""
        if self.withdrawn is not None and year >= self.withdrawn:
            return None
        return next((edition for edition in reversed(self.editions) if edition.since <= year), None)


@dataclass(frozen=True, slots=True)
class Report:
    """The PDF file of a public report, which is not a letter."""

    name: str
    title: str
    reference: str
    path: str
    file: str
    modified: datetime
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs of a letter under one heading; the first section of a letter has none."""

    heading: str | None
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Prose:
    """The text of the sample letters of one year around their figures; ``invented`` is only in invented letters."""

    date: date
    sections: tuple[Section, ...]
    invented: str


@cache
def councils() -> Mapping[str, Council]:
    """Return every council of all years, by its slug in lower case."""
    lists = ("listed", "predecessors")
    rows = (row | {name: tuple(row[name]) for name in lists} for row in data("councils.json")["councils"])
    return {row["slug"].lower(): Council(**row) for row in rows}


@cache
def letters() -> tuple[Letter, ...]:
    """Return every letter of all years, oldest first."""
    return tuple(_letter(dict(row)) for row in data("letters.json")["letters"])


@cache
def reports() -> Mapping[str, Report]:
    """Return every public report, by name."""
    return {row["name"]: _report(row) for row in data("reports.json")["reports"]}


@cache
def prose(year: int) -> Prose:
    """Return the prose of the letters of one year."""
    row = data("prose.json")["years"][str(year)]
    sections = tuple(Section(part["heading"], tuple(part["paragraphs"])) for part in row["sections"])
    return Prose(date.fromisoformat(row["date"]), sections, row["invented"])


def notice(letter: Letter) -> str:
    """Return the line in which a letter says whether its figures are the Ombudsman's or invented."""
    notices: dict[str, str] = data("prose.json")["notice"]
    return notices["real" if letter.real else "invented"]


def index(year: int) -> list[Council]:
    """List the councils in the site's index of a year, by name."""
    return sorted((council for council in councils().values() if year in council.listed), key=lambda each: each.name)


def council_at(slug: str, year: int) -> Council | None:
    """Return the council with a page under this slug, in any case, if the site has it in that year."""
    council = councils().get(slug.lower())
    return council if council is not None and council.since <= year else None


def letters_of(council: Council, year: int) -> list[tuple[Letter, Edition]]:
    """List the letters on a council's page in a year, the newest first, each with its file."""
    own = (letter for letter in letters() if letter.council == council.slug.lower())
    standing = [(letter, edition) for letter in own if (edition := letter.edition(year))]
    return sorted(standing, key=lambda pair: -pair[0].year)


def editions() -> Iterator[tuple[Letter, Edition]]:
    """Yield every file of every letter."""
    return ((letter, edition) for letter in letters() for edition in letter.editions)


def letter_bytes(edition: Edition) -> bytes:
    """Return the bytes of a letter's PDF file."""
    return folder("letters").joinpath(edition.file).read_bytes()


def report_bytes(report: Report) -> bytes:
    """Return the bytes of a report's PDF file."""
    return folder("reports").joinpath(report.file).read_bytes()


def folder(name: str) -> Traversable:
    """Return one of the package's folders of files."""
    return _PACKAGE.joinpath(name)


def data(name: str) -> Any:
    """Return the content of one of the files of data."""
    return json.loads(folder("data").joinpath(name).read_text(encoding="utf-8"), parse_float=Decimal)


def _report(row: dict[str, Any]) -> Report:
    paragraphs = tuple(row["paragraphs"])
    return Report(**row | {"modified": datetime.fromisoformat(row["modified"]), "paragraphs": paragraphs})


def _letter(row: dict[str, Any]) -> Letter:
    first = row.pop("figures")
    row["addressee"] = Person(**row["addressee"])
    row["editions"] = tuple(_edition(each, first) for each in row["editions"])
    return Letter(**row)


def _edition(row: dict[str, Any], figures: dict[str, Any]) -> Edition:
    return Edition(
        file=row["file"],
        since=row["since"],
        modified=datetime.fromisoformat(row["modified"]),
        figures=_figures(figures | row.get("figures", {})),
        stamp=row.get("stamp"),
    )


def _figures(row: dict[str, Any]) -> Figures:
    """Flatten the nested rows of a table: one entry for each measure and category."""
    return {
        (measure, category): None if number is None else Decimal(number)
        for measure, value in row.items()
        for category, number in (value.items() if isinstance(value, dict) else ((None, value),))
    }
