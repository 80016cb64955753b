"""The site of the soak: councils and letters that appear, change and disappear, from a seed, served as real files."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from operator import itemgetter
from random import Random

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from tests.site.server import PDF, PREFIX, Answer, Site

COUNCILS = {
    "kent-county-council": "Kent County Council",
    "essex-county-council": "Essex County Council",
    "leeds-city-council": "Leeds City Council",
    "worcester-city-council": "Worcester City Council",
    "luton-borough-council": "Luton Borough Council",
    "blaby-district-council": "Blaby District Council",
    "redditch-borough-council": "Redditch Borough Council",
    "london-borough-of-lambeth": "London Borough of Lambeth",
    "allerdale-borough-council": "Allerdale Borough Council",
    "carlisle-city-council": "Carlisle City Council",
}
MERGED = ("allerdale-borough-council", "carlisle-city-council")
MERGER = ("cumberland-council", "Cumberland Council")
YEARS_TO_MERGER = 2

BARRED = Answer(b"<html><body><h1>Access denied</h1><p>Request blocked.</p></body></html>", status=403, validated=False)
AWAY = Answer(b"<html><body>Out of order</body></html>", status=503, validated=False)

Place = tuple[str, int]
"""Slug and year of a letter."""


@dataclass(frozen=True)
class Letter:
    """A letter: ``upheld`` of a hundred investigations, ``words`` in its prose, ``stamp`` only in its bytes."""

    council: str
    year: int
    upheld: int
    words: int = 0
    stamp: int = 0


@dataclass
class Life:
    """The events on the site; ``trouble`` is its current fault, until a moment."""

    random: Random
    start: datetime
    names: dict[str, str] = field(default_factory=lambda: dict(COUNCILS))
    letters: dict[Place, Letter] = field(default_factory=dict)
    gone: list[tuple[Place, Letter]] = field(default_factory=list)
    trouble: str = ""
    until: datetime | None = None

    def __post_init__(self) -> None:
        for slug in self.names:
            for year in (self.start.year - 2, self.start.year - 1):
                self._write(slug, year)

    def pass_time(self, now: datetime) -> None:
        """Simulate the events of half a day."""
        chance = self.random.random
        if now.year >= self.start.year + YEARS_TO_MERGER:
            self.names.setdefault(*MERGER)
        if now.month in {5, 6, 7} and chance() < 0.3:  # noqa: PLR2004 -- about 50 letters a season, more than there are
            self._appear(now.year)
        for odds, happen in (
            (0.02, self._correct),
            (0.01, self._reword),
            (0.01, self._restamp),
            (0.004, self._withdraw),
            (0.01, self._restore),
        ):
            if chance() < odds:
                happen()
        self._trouble(now)

    def _trouble(self, now: datetime) -> None:
        if self.until is not None and now >= self.until:
            self.trouble, self.until = "", None
        if not self.trouble and self.random.random() < 0.02:  # noqa: PLR2004 -- some fourteen times a year
            self.trouble = self.random.choice(["down", "pages", "blocked"])
            self.until = now + timedelta(days=self.random.randint(1, 9))

    def _write(self, slug: str, year: int) -> None:
        self.letters[slug, year] = Letter(self.names[slug], year, self.random.randint(0, 100))

    def _appear(self, year: int) -> None:
        wanting = [slug for slug in self.listed() if (slug, year) not in self.letters]
        if wanting:
            self._write(self.random.choice(wanting), year)

    def _correct(self) -> None:
        place, letter = self._any()
        self.letters[place] = replace(letter, upheld=self.random.randint(0, 100))

    def _reword(self) -> None:
        place, letter = self._any()
        self.letters[place] = replace(letter, words=letter.words + 1)

    def _restamp(self) -> None:
        place, letter = self._any()
        self.letters[place] = replace(letter, stamp=letter.stamp + 1)

    def _any(self) -> tuple[Place, Letter]:
        return self.random.choice(sorted(self.letters.items(), key=itemgetter(0)))

    def _withdraw(self) -> None:
        place, letter = self._any()
        del self.letters[place]
        self.gone.append((place, letter))

    def _restore(self) -> None:
        if self.gone:
            place, letter = self.gone.pop()
            self.letters.setdefault(place, letter)

    def listed(self) -> list[str]:
        """Return the slugs of the index: merged councils are only in their successor's note."""
        return [slug for slug in self.names if MERGER[0] not in self.names or slug not in MERGED]


def show(life: Life, site: Site) -> None:
    """Publish the site on loopback in its current state."""
    site.answers.clear()
    site.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /searchpost\n", "text/plain"))
    site.page(PREFIX, f"<h1>Your council's performance</h1><ul>{_links(life, life.listed())}</ul>")
    for slug in life.names:
        _show_council(life, site, slug)
    if life.trouble == "down":
        site.answers = dict.fromkeys(site.answers, AWAY)


def _show_council(life: Life, site: Site, slug: str) -> None:
    merged = f"<p>{MERGER[1]} is a merger of several councils and the historical information for these are located "
    note = f"{merged}from the following links.</p>{_links(life, MERGED)}" if slug == MERGER[0] else ""
    places = [place for place in life.letters if place[0] == slug]
    links = "".join(f'<li><a href="{path(place)}">{place[1] - 1}-{place[1] % 100}</a></li>' for place in places)
    page = f"<h1>{life.names[slug]}</h1>{note}<h2>Annual letters</h2><ul>{links}</ul><h2>Public reports</h2>"
    site.page(f"{PREFIX}/{slug}/statistics", page)
    if life.trouble == "pages" and life.random.random() < 0.3:  # noqa: PLR2004 -- some pages are away
        site.put(f"{PREFIX}/{slug}/statistics", AWAY)
    for place in places:
        barred = life.trouble == "blocked"
        site.put(path(place), BARRED if barred else Answer(drawn(life.letters[place]), PDF))


def path(place: Place) -> str:
    """Return the address of a letter."""
    return f"/documents/councilperformance/{place[1]}/{place[0]}.pdf"


def served(life: Life, site: Site) -> Iterator[tuple[str, int, str]]:
    """Return slug, year and digest of every letter that the site served or confirmed since the last call."""
    places = {path(place): place for place in life.letters}
    for asked in site.log:
        if asked.path in places and asked.status in {200, 304}:
            place = places[asked.path]
            yield *place, hashlib.sha256(drawn(life.letters[place])).hexdigest()


def _links(life: Life, slugs: list[str] | tuple[str, ...]) -> str:
    return "".join(f'<li><a href="{PREFIX}/{slug}/statistics">{life.names[slug]}</a></li>' for slug in slugs)


@cache
def drawn(letter: Letter) -> bytes:
    """Draw a letter as a PDF file, with arithmetic that holds."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setKeywords(str(letter.stamp))
    for lines in (_cover(letter), _statistics(letter)):
        for row, line in enumerate(lines):
            canvas.drawString(60, A4[1] - 80 - 20 * row, line)
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def _cover(letter: Letter) -> list[str]:
    year = letter.year
    return [
        f"23 July {year}",
        "By email",
        "Ms Example",
        "Chief Executive",
        letter.council,
        "Dear Ms Example",
        f"Annual Review letter {year - 1}-{year % 100}",
        f"This letter is about the year that ended on 31 March {year}.",
        f"It was written for a trial and is number {letter.words} of its kind.",
        "Yours sincerely,",
        "Alex Example",
        "Local Government and Social Care Ombudsman",
    ]


def _statistics(letter: Letter) -> list[str]:
    year, upheld = letter.year, letter.upheld
    period = f"1 April {year - 1} to 31 March {year}"
    return [
        "Complaints upheld",
        f"{upheld}%",
        f"{upheld}% of complaints we investigated were upheld.",
        "This compares to an average of 60% in similar organisations.",
        f"{upheld}",
        f"upheld decision{'' if upheld == 1 else 's'}",
        f"Statistics are based on a total of 100 investigations for the period between {period}",
    ]
