"""Every file of the report, one after the other: pages from templates, the feed, and what all of them load."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from jobs.report import authority_page, breaks, cells, changes, comparing, year_page
from jobs.report.facts import Facts
from jobs.report.feed import feed
from jobs.report.file_names import file_of
from jobs.report.year_page import type_of
from lgsco_store.records import Source
from lgsco_store.reference.vocabulary import measures
from lgsco_store.visible import visible

# A page that a browser must still show at once; what more there is, `lgsco changes` lists.
_MOST_EVENTS = 400
_OVERVIEWS = 5


@dataclass(frozen=True, slots=True)
class File:
    """One file of the report: its path inside the folder, with slashes, and its bytes."""

    path: str
    body: bytes


class Site:
    """The files of a report on an archive.

    ``body`` gives a letter's bytes by their SHA-256, for a report that holds the letters themselves; None for one
    that leads to them on the Ombudsman's site.
    """

    def __init__(self, facts: Facts, body: Callable[[str], bytes] | None = None) -> None:
        groups = comparing.groups(facts)
        self.facts = facts
        self.body = body
        self.letters = _letters(facts) if body else []
        self.authorities = authority_page.pages(facts, groups)
        self.years = year_page.pages(facts, groups)
        self.templates = _templates(facts)
        self.templates.globals["letters_inside"] = body is not None

    def __len__(self) -> int:
        pages = len(self.facts.authorities) + len(self.years.members)
        return sum(1 for _ in _assets()) + _OVERVIEWS + pages + len(self.letters)

    def files(self) -> Iterator[File]:
        """Every file, one at a time: letters may be large."""
        yield from _assets()
        yield from (File(f"letters/{sha256}.pdf", self.body(sha256)) for sha256 in self.letters if self.body)
        yield from self._overviews()
        for year, kind in self.years.members:
            path = f"year/{year}-{slug_of(kind)}.html"
            yield self._file("year.html", path, page=self.years.page(year, kind))
        for slug in self.facts.authorities:
            yield self._file("authority.html", f"authority/{file_of(slug)}", page=self.authorities.page(slug))

    def _overviews(self) -> Iterator[File]:
        listed = list(self.facts.authorities.values())
        batches = changes.batches(self.facts)
        types = sorted({kind for _, kind in self.years.members})
        yield self._file("index.html", "index.html", authorities=listed, types=types, **self._counts())
        yield self._file("changes.html", "changes.html", batches=batches, most=_MOST_EVENTS)
        yield self._file("changes.atom", "changes.atom", feed=feed(self.facts, batches))
        yield self._file("coverage.html", "coverage.html", authorities=listed, totals=_totals(self.facts))
        yield self._file("reading.html", "reading.html", measures=measures().values(), of_form=breaks.OF_FORM)

    def _counts(self) -> dict[str, Any]:
        letters = self.facts.letters.values()
        return {
            "by_year_and_type": Counter(
                (each.year, type_of(self.facts.authorities[each.authority_slug])) for each in letters
            ),
            "letters_of": Counter(each.authority_slug for each in letters),
        }

    def _file(self, template: str, path: str, **told: Any) -> File:
        root = "../" * path.count("/")
        text = self.templates.get_template(template).render(root=root, path=path, **told)
        return File(path, visible(text).encode())


def slug_of(kind: str) -> str:
    """The name of a type in an address."""
    return re.sub(r"[^a-z0-9]+", "-", kind.lower()).strip("-")


def _templates(facts: Facts) -> Environment:
    environment = Environment(
        loader=PackageLoader("jobs.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(period=cells.period, day=cells.day, file_of=file_of, slug_of=slug_of, type_of=type_of)
    environment.globals.update(facts=facts, not_comparable=breaks.NOT_COMPARABLE)
    return environment


def _letters(facts: Facts) -> list[str]:
    """The documents of all versions of all letters."""
    letters = (versions for (_, _, source), versions in facts.versions.items() if source == Source.LETTER)
    return sorted({version.document_sha256 for versions in letters for version in versions})


def _totals(facts: Facts) -> Counter[tuple[int, str]]:
    return Counter((year, state) for (_, year), state in facts.coverage.items())


def _assets() -> Iterator[File]:
    return _below(resources.files("jobs.report").joinpath("assets"), "assets")


def _below(folder: Traversable, path: str) -> Iterator[File]:
    for each in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if each.is_dir():
            yield from _below(each, f"{path}/{each.name}")
        else:
            yield File(f"{path}/{each.name}", each.read_bytes())
