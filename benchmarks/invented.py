"""Invented authorities and letters for the archive benchmark, as many as it needs, the same each time."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from lgsco_store.archive import Archive
from lgsco_store.records import (
    AuthorityPage,
    Capture,
    CaptureKind,
    Figure,
    FigureState,
    Issue,
    Item,
    Listing,
    Reading,
    ReadingStatus,
    Severity,
    Shows,
    Source,
)
from lgsco_store.reference import register
from lgsco_store.reference.vocabulary import categories, measures

YEARS = range(2008, 2026)
SITE = "http://127.0.0.1/archive"
READER = "1"
LETTER_BYTES = 48_000
"""As long as a small letter; like a letter, the bytes cannot be compressed by a database."""

# One letter in this many prints a different average from the others of its type and year.
_ODD_LETTER = 97
# And one in this many has an issue of its own.
_LETTER_WITH_ISSUE = 3
_ISSUE = Issue("base_differs", Severity.INFO, "The bases differ", "uphold_rate")


@dataclass(frozen=True)
class Average:
    """The averages that letters print for a type of authority, about as in 2025."""

    upheld: int
    per_100k: str
    done: int
    remedied: int


_AVERAGES = {
    "County": Average(86, "4.9", 99, 8),
    "London borough": Average(86, "9.4", 98, 11),
    "Metropolitan district": Average(81, "4.9", 99, 13),
    "Non-metropolitan district": Average(66, "1.4", 100, 20),
}
_OTHERS = Average(80, "5.1", 99, 12)
# As many definitions as pages print, of measures and of averages.
_SAYS = tuple(
    (f"definition: {term}", f"{term} is what this counts")
    for term in ("Complaints dealt with", "Complaints upheld", "Satisfactory remedies", "Compliance with it", "Others")
)
# For an authority whose population the register does not have.
_RESIDENTS = 200_000


def store(archive: Archive, run_id: int, number: int, years: range = YEARS) -> None:
    """Store one authority's page with its statistics, and its letters of some years, through the archive."""
    name = _name(number)
    slug = "-".join(register.normalised_name(name).split())
    url = f"{SITE}/{slug}/statistics"
    body = f"<html>{name}</html>".encode()
    statistics = hashlib.sha256(body).hexdigest()
    shows = Shows(statistics, statistics)
    capture_id = archive.store_capture(run_id, _capture(url, CaptureKind.AUTHORITY_PAGE, body), body, shows)
    listings = [Listing(slug, f"{SITE}/{slug}/{year}.pdf", f"Letter {year}", year) for year in years]
    archive.store_page(run_id, capture_id, AuthorityPage(slug, slug, name, (), statistics, url), listings)
    archive.store_reading(replace(_reading(body, years[-1], number), attributes=_SAYS), Source.STATISTICS_PAGE)
    archive.store_reading(_improvements(body, number), Source.SERVICE_IMPROVEMENT)
    archive.store_reading(_reports(body, number), Source.COUNCIL_REPORT)
    for listing, year in zip(listings, years, strict=True):
        letter = random.Random(number * 100 + year % 100).randbytes(LETTER_BYTES)  # noqa: S311 -- nothing secret
        archive.store_capture(run_id, _capture(listing.url, CaptureKind.LETTER, letter), letter)
        archive.store_reading(_reading(letter, year, number), Source.LETTER)


def lifetime(entry: register.Entry) -> range:
    """Return the letter years of an authority of the register; each belongs to the year in which its period ends."""
    first = entry.start_date.year + 1 if entry.start_date else YEARS[0]
    last = entry.end_date.year if entry.end_date else YEARS[-1]
    return range(max(first, YEARS[0]), min(last, YEARS[-1]) + 1)


def _name(number: int) -> str:
    known = register.entries()
    return known[number].official_name if number < len(known) else f"Invented Council {number}"


def _capture(url: str, kind: CaptureKind, body: bytes) -> Capture:
    at = datetime.now(UTC) - timedelta(seconds=1)
    digest = hashlib.sha256(body).hexdigest()
    return Capture(url, kind, at, 200, {"content-type": "application/pdf"}, digest, len(body))


def _reading(body: bytes, year: int, number: int) -> Reading:
    digest = hashlib.sha256(body).hexdigest()
    return Reading(
        digest,
        ReadingStatus.COMPLETE,
        READER,
        layout="made",
        year=year,
        figures=tuple(_figures(year, number)),
        issues=() if (number + year) % _LETTER_WITH_ISSUE else (_ISSUE,),
        text_sha256=digest,
    )


def _improvements(body: bytes, number: int) -> Reading:
    """Return the newest ten improvements of a council, as its page lists them."""
    texts = [f"Council {number} will look at its procedure {at} again" for at in range(10)]
    reference = ("reference", f"24 {number:03} 000")
    items = [Item((reference, ("text", each)), hashlib.sha256(each.encode()).hexdigest()) for each in texts]
    return Reading(hashlib.sha256(body).hexdigest(), ReadingStatus.COMPLETE, READER, items=tuple(items))


def _reports(body: bytes, number: int) -> Reading:
    """Return the three reports on a council's page."""
    texts = {f"24 {number:03} {at:03}": f"Council {number} was at fault {at} times" for at in range(3)}
    items = [
        Item(
            (
                ("link", f"{SITE}/{reference}"),
                ("pdf", f"{SITE}/{reference}.pdf"),
                ("reference", reference),
                ("text", words),
            ),
            hashlib.sha256(words.encode()).hexdigest(),
        )
        for reference, words in texts.items()
    ]
    return Reading(hashlib.sha256(body).hexdigest(), ReadingStatus.COMPLETE, READER, items=tuple(items))


def _figures(year: int, number: int) -> Iterator[Figure]:
    chance = random.Random(number * 100 + year % 100)  # noqa: S311 -- nothing secret
    rates = _rates(chance, year, number)
    for measure in measures().values():
        parts = [each for each in categories() if each.category_set == measure.category_set]
        printed = [each.category for each in parts if each.first_year <= year <= each.last_year]
        whole = [None] if not parts and measure.first_year <= year <= (measure.last_year or year) else []
        for word in (*printed, *whole):
            value = rates.get(measure.measure, Decimal(chance.randrange(30)))
            yield Figure(measure.measure, word, value, measure.unit, FigureState.PRINTED, 3, None, f"{value} here")


def _rates(chance: random.Random, year: int, number: int) -> dict[str, Decimal]:
    """Return plausible numbers for one letter: no more upheld than investigated, and matching rates."""
    known = register.entries()
    entry = known[number] if number < len(known) else None
    average = _AVERAGES.get(entry.type if entry else "", _OTHERS)
    residents = (entry and entry.population) or _RESIDENTS
    usual = float(average.per_100k) * residents / average.upheld / 1000
    investigated = max(1, round(usual * chance.lognormvariate(0, 0.3)))
    upheld = _some(chance, investigated, average.upheld)
    due = max(1, round(upheld * 0.8))
    done = _some(chance, due, average.done)
    remedied = _some(chance, upheld, average.remedied)
    return {
        "investigations": Decimal(investigated),
        "complaints_investigated": Decimal(investigated),
        "upheld_decisions": Decimal(upheld),
        "uphold_rate": _share(upheld, investigated),
        "uphold_rate_average": Decimal(average.upheld + (not (number + year) % _ODD_LETTER)),
        "upheld_per_100k": round(Decimal(upheld * 100_000) / residents, 1),
        "upheld_per_100k_average": Decimal(average.per_100k),
        "compliance_outcomes": Decimal(due),
        "compliance_rate": _share(done, due),
        "compliance_rate_average": Decimal(average.done),
        "satisfactory_remedy_decisions": Decimal(remedied),
        "satisfactory_remedy_base": Decimal(upheld),
        "satisfactory_remedy_rate": _share(remedied, upheld),
        "satisfactory_remedy_rate_average": Decimal(average.remedied),
    }


def _some(chance: random.Random, number: int, percent: int) -> int:
    return sum(chance.random() * 100 < percent for _ in range(number))


def _share(part: int, whole: int) -> Decimal:
    return Decimal(round(100 * part / whole) if whole else 0)
