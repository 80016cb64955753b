"""Authorities and letters that nobody wrote, as many as a benchmark of the archive wants, the same each time."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal

from lgsco_store.archive import Archive
from lgsco_store.records import (
    AuthorityPage,
    Capture,
    CaptureKind,
    Figure,
    FigureState,
    Listing,
    Reading,
    ReadingStatus,
    Shows,
)
from lgsco_store.reference import register
from lgsco_store.reference.vocabulary import categories, measures

YEARS = range(2007, 2025)
SITE = "http://127.0.0.1/archive"
READER = "1"
LETTER_BYTES = 48_000
"""As long as a small letter; like a letter's, the bytes cannot be made fewer by a database that tries to."""

# One letter among so many prints another average than the others of its type and year.
_ODD_LETTER = 97

# Shares of investigations upheld, of recommendations carried out, and of upheld cases remedied before.
_UPHELD, _DONE, _REMEDIED = 0.75, 0.98, 0.12


def store(archive: Archive, run_id: int, number: int) -> None:
    """Stores one authority's page with its statistics, and its letters of all years, through the archive's door."""
    name = _name(number)
    slug = "-".join(register.key(name).split())
    url = f"{SITE}/{slug}/statistics"
    body = f"<html>{name}</html>".encode()
    statistics = hashlib.sha256(body).hexdigest()
    shows = Shows(statistics, statistics)
    capture_id = archive.store_capture(run_id, _capture(url, CaptureKind.AUTHORITY_PAGE, body), body, shows)
    listings = [Listing(slug, f"{SITE}/{slug}/{year}.pdf", f"Letter {year}", year) for year in YEARS]
    archive.store_page(run_id, capture_id, AuthorityPage(slug, slug, name, (), statistics, url), listings)
    archive.store_reading(_reading(body, YEARS[-1], number))
    for listing, year in zip(listings, YEARS, strict=True):
        letter = random.Random(number * 100 + year % 100).randbytes(LETTER_BYTES)  # noqa: S311 -- nothing secret
        archive.store_capture(run_id, _capture(listing.url, CaptureKind.LETTER, letter), letter)
        archive.store_reading(_reading(letter, year, number))


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
        text_sha256=digest,
    )


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
    """Numbers that a letter might print together: no more upheld than investigated, and rates that fit them."""
    investigated = max(1, round(chance.lognormvariate(2.4, 1)))
    upheld = sum(chance.random() < _UPHELD for _ in range(investigated))
    due = max(1, round(upheld * 0.8))
    done = sum(chance.random() < _DONE for _ in range(due))
    remedied = sum(chance.random() < _REMEDIED for _ in range(upheld))
    odd = not (number + year) % _ODD_LETTER
    return {
        "investigations": Decimal(investigated),
        "upheld_decisions": Decimal(upheld),
        "uphold_rate": Decimal(round(100 * upheld / investigated)),
        "uphold_rate_average": Decimal(round(100 * _UPHELD) + odd),
        "upheld_per_100k": Decimal(upheld * 4) / 10,
        "compliance_outcomes": Decimal(due),
        "compliance_rate": Decimal(round(100 * done / due)),
        "compliance_rate_average": Decimal(99),
        "satisfactory_remedy_decisions": Decimal(remedied),
        "satisfactory_remedy_rate": Decimal(round(100 * remedied / upheld) if upheld else 0),
        "satisfactory_remedy_rate_average": Decimal(round(100 * _REMEDIED)),
    }
