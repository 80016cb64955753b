"""Every file of the report in order: pages from templates, tables, the feed, and the shared assets."""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from jobs.report import england, neighbours, tabular
from jobs.report.briefing_page import HEADS, briefing, is_briefed
from jobs.report.cases_page import cases_page
from jobs.report.changes_page import changes_page
from jobs.report.charts.hexagons import definitions, key
from jobs.report.council_page import Councils
from jobs.report.facts import Facts
from jobs.report.feed import feed
from jobs.report.file_names import file_of
from jobs.report.front_page import Front
from jobs.report.happenings import Happenings
from jobs.report.peers import Groups
from jobs.report.reading_page import reading_page
from jobs.report.results import Results
from jobs.report.templating import environment
from jobs.report.year_page import Years
from lgsco_store.publications.registry import kind_of
from lgsco_store.records import Source
from lgsco_store.reference import comparability
from lgsco_store.reference.vocabulary import measures
from lgsco_store.visible import visible

_OVERVIEWS = 5
_FONTS = {"FONT400": "letters-serif-400.woff2", "FONT600": "letters-serif-600.woff2"}


@dataclass(frozen=True, slots=True)
class File:
    """One file of the report: its path inside the folder, with slashes, and its bytes."""

    path: str
    body: bytes


class Site:
    """The files of a report on an archive.

    ``body`` returns a letter's bytes by their SHA-256, for a report that contains the letters; None for one that links
    to them on the Ombudsman's site. ``base_url`` is the address that the folder will have on the web, with a slash at
    its end; empty if it has none.
    """

    def __init__(self, facts: Facts, body: Callable[[str], bytes] | None = None, base_url: str = "") -> None:
        self.facts, self.body, self.base_url = facts, body, base_url
        self.letters = _letters(facts) if body else []
        self.results = Results(facts)
        self.happenings = Happenings(facts)
        self.newest = england.newest_full(self.results)
        groups = Groups(self.results)
        self.councils = Councils(self.results, groups, self.happenings, self.newest)
        self.years = Years(self.results, self.councils.measures)
        self.front = Front(self.results, groups, self.happenings, self.newest)
        self.templates = environment(
            facts=facts,
            base_url=base_url,
            letters_inside=body is not None,
            newest_page=f"year/{self.newest}.html" if facts.years else "index.html",
            heads=neighbours.HEADS,
            short_heads=neighbours.SHORT_HEADS,
            odd_years=comparability.ODD_YEARS,
        )
        # Councils begin with the newest year, or with a newer letter of their own.
        self.begun = [year for year in facts.years if year >= self.newest]

    def __len__(self) -> int:
        councils = sum(2 + is_briefed(self.councils.current(slug)) for slug in self.facts.authorities)
        years = sum(1 + self.years.count(year) for year in self.facts.years) + len(self.begun)
        cases = sum(map(self._has_cases, self.facts.authorities))
        return len(_assets()) + len(self.letters) + _OVERVIEWS + years + councils + 3 * cases + bool(self.base_url)

    def files(self) -> Iterator[File]:
        """Yield every file, one at a time: letters may be large."""
        paths: list[str] = []
        for file in self._files():
            if file.path.endswith(".html"):
                paths.append(file.path)
            yield file
        if self.base_url:
            yield self._file("sitemap.xml", "sitemap.xml", paths=sorted(paths))

    def _files(self) -> Iterator[File]:
        yield from _assets()
        yield from (File(f"letters/{sha256}.pdf", self.body(sha256)) for sha256 in self.letters if self.body)
        yield from self._overviews()
        for year in self.facts.years:
            for page in self.years.pages(year):
                yield self._file("year.html", f"year/{page.name}.html", page=page)
            yield File(f"year/{year}.csv", tabular.year_rows(self.results, year))
        for year in self.begun:
            yield File(f"year/{year}.js", neighbours.script(self.results, year))
        for slug in self.facts.authorities:
            yield from self._council(slug)
            yield from self._cases(slug)

    def _overviews(self) -> Iterator[File]:
        page = self.front.page()
        ended = sum(each.end_date is not None for each in self.facts.authorities.values())
        yield self._file("index.html", "index.html", page=page, ended=ended, definitions=definitions(), key=key)
        changed = changes_page(self.results, self.happenings)
        yield self._file("changes.html", "changes.html", page=changed)
        yield File("changes.csv", tabular.change_rows(self.facts))
        entries = feed(self.facts, self.happenings.batches)
        yield self._file("changes.atom", "changes.atom", feed=entries)
        tables = {"breaks": comparability.BREAKS, "forms": comparability.FORMS, "measures": measures().values()}
        yield self._file(
            "reading.html", "reading.html", page=reading_page(max([self.newest, *self.facts.years])), **tables
        )

    def _council(self, slug: str) -> Iterator[File]:
        name = file_of(slug)
        page, sheet = self.councils.page(slug), briefing(self.councils, slug)
        yield self._file("council.html", f"authority/{name}", page=page, briefed=sheet is not None)
        if sheet:
            yield self._file("briefing.html", f"briefing/{name}", page=sheet, sheet_heads=HEADS)
        figures = [
            figure
            for year in self.facts.years
            for source in Source
            for figure in self.facts.figures.get((slug, year, source), ())
        ]
        yield File(f"authority/{name.removesuffix('.html')}.csv", tabular.figure_rows(self.facts, figures))

    def _has_cases(self, slug: str) -> bool:
        return slug in self.facts.publications.decisions or slug in self.facts.publications.improvements

    def _cases(self, slug: str) -> Iterator[File]:
        held, name = self.facts.publications, file_of(slug)
        page = cases_page(self.councils.publisher, self.facts.authorities[slug])
        if page:
            yield self._file("cases_page.html", f"decisions/{name}", page=page)
            table = name.replace(".html", ".csv")
            yield File(f"decisions/{table}", tabular.decision_rows(held.decisions.get(slug, [])))
            yield File(f"improvements/{table}", tabular.improvement_rows(held.improvements.get(slug, [])))

    def _file(self, template: str, path: str, **values: Any) -> File:
        root = "../" * path.count("/")
        text = self.templates.get_template(template).render(root=root, path=path, **values)
        return File(path, visible(text).encode())


def _letters(facts: Facts) -> list[str]:
    """List the documents of all versions of all letters."""
    letters = (versions for (_, _, source), versions in facts.versions.items() if kind_of(Source(source)).is_pdf)
    return sorted({version.document_sha256 for versions in letters for version in versions})


@cache
def _assets() -> tuple[File, ...]:
    """Load the files that pages share; fonts go into the style sheet, since a local page may not load font files."""
    folder = resources.files("jobs.report").joinpath("assets")
    files = {each.name: each.read_bytes() for each in folder.iterdir()}
    style = files["report.css"].decode()
    for word, name in _FONTS.items():
        font = resources.files("jobs.report").joinpath("data", name).read_bytes()
        style = style.replace(word, f"data:font/woff2;base64,{base64.b64encode(font).decode()}")
    files["report.css"] = style.encode()
    return tuple(File(f"assets/{name}", body) for name, body in sorted(files.items()))
