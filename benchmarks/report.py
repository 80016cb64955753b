"""Measure the report at full size: seconds, memory, the heaviest page, against only querying the archive.

``python -m benchmarks.report [AUTHORITIES]`` fills 400 authorities and 18 years by default, and then runs the command
as a user does.
"""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import invented
from benchmarks.measured import print_ratio, seconds
from jobs.report.facts import gather
from lgsco_store import upgrade
from lgsco_store.archive import Archive
from lgsco_store.database.session import open_database
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger

FULL_SIZE = 400


def main(authorities: int = FULL_SIZE) -> None:
    """Print the cost of a report on an archive of this many authorities."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        address = f"sqlite:///{folder / 'archive.db'}"
        _fill(address, authorities)
        report = folder / "report"
        start = time.perf_counter()
        _report(address, report)
        taken = time.perf_counter() - start
        asked = seconds(lambda: _ask(address), 1)
        print_ratio(
            f"report on {authorities} authorities, {len(invented.YEARS)} years", taken, "asking for its facts", asked
        )
        memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        weight, page = max((_weight(path), path.relative_to(report)) for path in report.rglob("*.html"))
        print(f"{memory:.0f} MB of memory; heaviest page with all it loads: {weight / 1000:.0f} kB ({page})")


def _fill(address: str, authorities: int) -> None:
    upgrade.upgrade(address)
    with open_database(address) as database:
        archive = Archive(database)
        claim = Ledger(database).claim(Trigger.CRAWL, invented.SITE, invented.READER)
        for number in range(authorities):
            invented.store(archive, claim.run_id, number)
        archive.publish(archive.plan(claim.run_id), claim)


def _report(address: str, folder: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "jobs", "report", str(folder)],
        env={**os.environ, "LGSCO_DATABASE_URL": address},
        check=True,
    )


def _ask(address: str) -> None:
    with open_database(address, read_only=True) as database, database.reader() as connection:
        gather(connection)


def _weight(page: Path) -> int:
    """Return the bytes of a page and of every script and style sheet that it uses."""
    text = page.read_text(encoding="utf-8")
    loaded: list[str] = re.findall(r'<(?:script defer src|link rel="stylesheet" href)="([^"]+)"', text)
    return page.stat().st_size + sum((page.parent / name).stat().st_size for name in loaded)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
