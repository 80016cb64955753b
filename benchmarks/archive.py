"""The archive at full size: time a letter, time a question, bytes on disk; against its own first thousand letters.

``python -m benchmarks.archive [AUTHORITIES]`` fills 400 authorities and 18 years unless told otherwise, through the
archive's own door, on SQLite.
"""

from __future__ import annotations

import hashlib
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from sqlalchemy import text

from benchmarks.measured import seconds
from lgsco_store import migrate, register, views
from lgsco_store.archive import Archive
from lgsco_store.database import Database, open_database
from lgsco_store.ledger import Ledger
from lgsco_store.records import (
    AuthorityPage,
    Capture,
    CaptureKind,
    Figure,
    FigureState,
    Listing,
    Reading,
    ReadingStatus,
)
from lgsco_store.terms import Trigger
from lgsco_store.vocabulary import categories, measures

YEARS = range(2007, 2025)
SITE = "http://127.0.0.1/archive"
_FIRST = 1000


def main(authorities: int = 400) -> None:
    """Prints what an archive of so many authorities takes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "archive.db"
        migrate.upgrade(f"sqlite:///{path}")
        with open_database(f"sqlite:///{path}") as database:
            _tell_growth(database, authorities)
            _tell_questions(database)
        letters = authorities * len(YEARS) * len(_body(0, 0))
        print(f"on disk: {path.stat().st_size / 2**20:.0f} MB; the letters alone: {letters / 2**20:.0f} MB")


def _tell_growth(database: Database, authorities: int) -> None:
    archive, ledger = Archive(database), Ledger(database)
    claim = ledger.claim(Trigger.CRAWL, SITE, "1")
    taken = [_page(archive, claim.run_id, number) for number in range(authorities)]
    first = _FIRST // len(YEARS)
    start = time.perf_counter()
    plan = archive.plan(claim.run_id)
    archive.publish(plan, claim)
    letters = authorities * len(YEARS)
    published = time.perf_counter() - start
    a_letter = [1000 * sum(part) / len(part) / len(YEARS) for part in (taken[:first], taken[-first:])]
    print(f"{letters} letters stored: {a_letter[0]:.2f} ms each at first, {a_letter[1]:.2f} ms at last")
    print(f"published in {published:.1f} s: {1000 * published / letters:.2f} ms a letter")


def _tell_questions(database: Database) -> None:
    for view in views.VIEWS:
        slug = "slug" if view == "authorities" else "authority_slug"
        questions = {} if view == "runs" else {"one authority": f"{slug} = 'kent-county-council'"}
        if view in {"letters", "figures", "headline_figures", "complaints_decided"}:
            questions["one type and year"] = "authority_type = 'Non-metropolitan district' AND year = 2020"
        for name, condition in questions.items():
            query = text(f"SELECT * FROM {view} WHERE {condition}")  # noqa: S608 -- our own names
            with database.reader() as connection:
                taken = seconds(lambda query=query, connection=connection: connection.execute(query).all())  # type: ignore[misc]
            print(f"{view}, {name}: {1000 * taken:.1f} ms")


def _page(archive: Archive, run_id: int, number: int) -> float:
    """Stores one authority's page and its letters; gives the seconds that it took."""
    name = _name(number)
    slug = "-".join(register.key(name).split())
    start = time.perf_counter()
    body = f"<html>{name}</html>".encode()
    capture_id = archive.store_capture(run_id, _capture(f"{SITE}/{slug}", CaptureKind.AUTHORITY_PAGE, body), body)
    listings = [Listing(slug, f"{SITE}/{slug}/{year}.pdf", f"Letter {year}", year) for year in YEARS]
    archive.store_page(run_id, capture_id, AuthorityPage(slug, slug, name, (), None, f"{SITE}/{slug}"), listings)
    for listing, year in zip(listings, YEARS, strict=True):
        letter = _body(number, year)
        archive.store_capture(run_id, _capture(listing.url, CaptureKind.LETTER, letter), letter)
        archive.store_reading(_reading(letter, year, number))
    return time.perf_counter() - start


def _name(number: int) -> str:
    known = register.entries()
    return known[number].official_name if number < len(known) else f"Invented Council {number}"


def _body(number: int, year: int) -> bytes:
    """As many bytes as a small letter, no two alike."""
    return b"%PDF-1.7 " + hashlib.sha256(f"{number} {year}".encode()).digest() * 1500 + b" %%EOF"


def _capture(url: str, kind: CaptureKind, body: bytes) -> Capture:
    at = datetime.now(UTC) - timedelta(seconds=1)
    digest = hashlib.sha256(body).hexdigest()
    return Capture(url, kind, at, 200, {"content-type": "application/pdf"}, digest, len(body))


def _reading(body: bytes, year: int, number: int) -> Reading:
    digest = hashlib.sha256(body).hexdigest()
    return Reading(
        digest,
        ReadingStatus.COMPLETE,
        "1",
        layout="made",
        year=year,
        figures=tuple(_figures(year, number)),
        text_sha256=digest,
    )


def _figures(year: int, number: int) -> Iterator[Figure]:
    value = Decimal((number * 7 + year) % 100)
    for measure in measures().values():
        parts = [each for each in categories() if each.category_set == measure.category_set]
        printed = [each.category for each in parts if each.first_year <= year <= each.last_year]
        whole = [None] if not parts and measure.first_year <= year <= (measure.last_year or year) else []
        for word in (*printed, *whole):
            yield Figure(measure.measure, word, value, measure.unit, FigureState.PRINTED, 3, None, f"{value} here")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
