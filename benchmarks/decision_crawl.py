"""Measure the memory of a crawl of decisions: a month's window, the same beside 60,000 in the archive, a year's window.

``python -m benchmarks.decision_crawl`` takes minutes; ``--decisions`` stores fewer in the archive beforehand. The delay
is 0, and nothing but the window differs between the first crawl and the last.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from benchmarks import search
from benchmarks.crawl import ROOT, Measured, measured
from lgsco_store import upgrade
from lgsco_store.database.session import open_database
from lgsco_store.settings import Settings
from tests.site import server
from tests.site.decisions import Decision, Decisions, sample

# The site has had some 500 decisions a month.
_A_DAY = 17
# A window that no invented decision of the archive lies in.
_FIRST = date(2026, 1, 1)
_MONTH, _YEAR = timedelta(days=30), timedelta(days=364)


def main(count: int = search.FULL_SIZE) -> None:
    """Print the memory and the processor time of every crawl, and how the memory of the others compares."""
    site = server.Site()
    site.put("/robots.txt", server.Answer(b"User-agent: *\nDisallow:\n", "text/plain"))
    decisions = Decisions()
    decisions.publish(*_published())
    decisions.stand_on(site)
    with server.serve(site), tempfile.TemporaryDirectory() as folder:
        crawls = {
            "a month": _crawl(site, Path(folder, "month.db"), _MONTH, 0),
            f"a month, {count} in the archive": _crawl(site, Path(folder, "full.db"), _MONTH, count),
            "a year": _crawl(site, Path(folder, "year.db"), _YEAR, 0),
        }
    least = crawls["a month"].megabytes
    for name, found in crawls.items():
        ratio = found.megabytes / least
        print(f"{name}: {found.processor:.1f} s of processor time, {found.megabytes:.0f} MB, ratio {ratio:.2f}")


def _published() -> Iterator[Decision]:
    days = (_YEAR + timedelta(days=1)).days
    for number, each in enumerate(sample(days * _A_DAY, _FIRST, apart=0)):
        yield replace(each, day=_FIRST + timedelta(days=number // _A_DAY))


def _crawl(site: server.Site, file: Path, window: timedelta, stored: int) -> Measured:
    """Crawl a window into an archive that holds some decisions already, and check that all of it came."""
    address = f"sqlite:///{file}"
    upgrade.upgrade(address)
    if stored:
        with open_database(address) as database:
            search.fill(database, "SQLite", stored)
    # The open reports among the invented ones are asked for, and are nowhere.
    settings = Settings(
        database_url=address, site_url=site.origin, download_delay=0, autothrottle=False, max_failed_captures=1
    )
    words = ["scrapy", "crawl", "decisions", "-a", f"from={_FIRST}", "-a", f"to={_FIRST + window}"]
    # The invented decisions have a site of their own.
    words += ["-a", "new_site=yes"] if stored else []
    found = measured(words, settings, str(ROOT))
    wanted = (window.days + 1) * _A_DAY
    with open_database(address) as database, database.reader() as connection:
        query = f"SELECT COUNT(*) FROM decisions WHERE decision_date >= '{_FIRST}'"  # noqa: S608 -- a constant
        there = connection.exec_driver_sql(query).scalar_one()
    if there != wanted:
        raise SystemExit(f"{there} decisions are in the archive, not {wanted}")
    return found


if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="benchmarks.decision_crawl")
    parser.add_argument("--decisions", type=int, default=search.FULL_SIZE)
    main(parser.parse_args().decisions)
