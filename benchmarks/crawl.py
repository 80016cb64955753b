"""Measure two crawls of 400 councils and 2,000 letters against the barest spider, which keeps nothing.

``python -m benchmarks.crawl [COUNCILS]``. Process starts are included on both sides; the delay is 0. On a busy machine
processor time is more meaningful than wall-clock time. The memory of the crawl is compared with that of a crawl of a
tenth of the size.
"""

from __future__ import annotations

import base64
import compileall
import os
import re
import resource
import subprocess
import sys
import tempfile
import zlib
from collections import defaultdict
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path

from benchmarks.measured import print_ratio, seconds
from lgsco_store import upgrade
from lgsco_store.database.session import open_database
from lgsco_store.settings import Settings
from tests.site import server
from tests.site.server import PDF, PREFIX, Answer, Site

_BAREST = Path(__file__).with_name("barest_spider.py")
ROOT = Path(__file__).resolve().parents[1]

# Five letters per council, each in a different layout.
_SAMPLES = {
    2018: "jobs/demo/letters/2018-kent-county-council.pdf",
    2019: "tests/letters/2019-kent.reportlab.pdf",
    2020: "jobs/demo/letters/2020-essex-county-council.pdf",
    2024: "jobs/demo/letters/2024-essex-county-council.pdf",
    2025: "jobs/demo/letters/2025-essex-county-council.pdf",
}

_OURS = ("first crawl", "second crawl")
# When the barest spider ends depends on a clock of Scrapy's, by more than a second: it is measured before, between and
# after ours, and the median counts.
_LARGE = ("barest", "first crawl", "barest", "second crawl", "barest")

# A tenth of the councils and letters shows whether memory grows with them.
_SHARE = 10


@dataclass(frozen=True)
class Measured:
    """Wall-clock and processor seconds, reading processes included, and the crawl's memory in megabytes."""

    seconds: float
    processor: float
    megabytes: float


def main(count: int = 400) -> None:
    """Print seconds and memory, and the ratios of both crawls to the barest spider."""
    # Scrapy was compiled when it was installed; of a checkout that is only true of what has been run since it changed.
    for package in ("crawler", "lgsco_store"):
        compileall.compile_dir(ROOT / package, quiet=1)
    small = _crawls(count // _SHARE, ("small first crawl",))
    large = _crawls(count, _LARGE)
    theirs = large["barest"].seconds
    for name in _OURS:
        label = f"{name} of {count} councils, {count * len(_SAMPLES)} letters"
        print_ratio(label, large[name].seconds, "barest spider", theirs)
    for name, measured in {**small, **large}.items():
        print(f"{name}: {measured.processor:.1f} s of processor time, peak memory {measured.megabytes:.0f} MB")
    growth = max(large[name].megabytes for name in _OURS) / small["small first crawl"].megabytes
    print(f"peak memory with {_SHARE} times the letters: ratio {growth:.2f}")


def _crawls(count: int, names: tuple[str, ...]) -> dict[str, Measured]:
    with tempfile.TemporaryDirectory() as folder, server.serve(_site(count)) as site:
        address = f"sqlite:///{folder}/archive.db"
        upgrade.upgrade(address)
        settings = Settings(
            database_url=address,
            site_url=site.url,
            download_delay=0,
            autothrottle=False,
            min_authorities=count,
            data_tables_path="",
        )
        ours = ["scrapy", "crawl", "letters"]
        # Outside the project's folder, so that its settings do not apply.
        barest = ["scrapy", "runspider", str(_BAREST), "-a", f"site={site.url}", "-L", "ERROR"]
        found = defaultdict(list)
        for name in names:
            command, where = (barest, folder) if name == "barest" else (ours, str(ROOT))
            found[name].append(measured(command, settings, where))
        with open_database(address) as database, database.reader() as connection:
            letters = connection.exec_driver_sql("SELECT COUNT(*) FROM letters WHERE status = 'complete'").scalar_one()
        if letters != count * len(_SAMPLES):
            raise SystemExit(f"{letters} letters were read, not {count * len(_SAMPLES)}")
        return {name: sorted(several, key=attrgetter("seconds"))[len(several) // 2] for name, several in found.items()}


def measured(words: list[str], settings: Settings, folder: str) -> Measured:
    """Run a command and follow the memory of its process, not of its children."""
    command = [sys.executable, "-m", *words]
    environment = {**os.environ, **settings.environment()}
    peak = 0.0

    def work() -> None:
        nonlocal peak
        with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL) as process:
            status = Path(f"/proc/{process.pid}/status")
            while process.poll() is None:
                peak = max(peak, _megabytes(status))
                try:
                    process.wait(0.1)
                except subprocess.TimeoutExpired:
                    continue
        if process.returncode != 0:
            with open_database(settings.database_url) as database, database.reader() as connection:
                last_run = connection.exec_driver_sql("SELECT state, reasons FROM run ORDER BY id DESC").first()
            raise SystemExit(f"{words} ended with status {process.returncode}: {last_run}")

    before = _processor_seconds()
    taken = seconds(work, times=1)
    return Measured(taken, _processor_seconds() - before, peak)


def _processor_seconds() -> float:
    """Return the processor time of all child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _megabytes(status: Path) -> float:
    words = status.read_text().split()
    return int(words[words.index("VmHWM:") + 1]) / 1024 if "VmHWM:" in words else 0.0


def _site(count: int) -> Site:
    drawn = {year: _in_clear((ROOT / path).read_bytes()) for year, path in _SAMPLES.items()}
    site = Site()
    site.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /searchpost\n", "text/plain"))
    slugs = [f"sample-{number:04}-council" for number in range(count)]
    site.page(PREFIX, "".join(f'<a href="{PREFIX}/{slug}/statistics">x</a>' for slug in slugs))
    for number, slug in enumerate(slugs):
        view = f'<h2>Annual letters</h2><a href="{PREFIX}/{slug}/annualletters">View annual letters</a>'
        name = slug.replace("-", " ").title()
        site.page(f"{PREFIX}/{slug}/statistics", f"<h1>{name}</h1><h2>Complaint overview</h2><p>51% upheld</p>{view}")
        links = "".join(f'<li><a href="/assets/attach/{year}/{slug}.pdf">{year}</a></li>' for year in drawn)
        site.page(f"{PREFIX}/{slug}/annualletters", f"<h1>{name}</h1><h2>Annual letters</h2><ul>{links}</ul>")
        for year, letter in drawn.items():
            site.put(f"/assets/attach/{year}/{slug}.pdf", Answer(_named(letter, number), PDF))
    return site


def _named(letter: bytes, number: int) -> bytes:
    """Address a letter to another council: a name of the same length leaves everything else in its place."""
    for name in (b"Kent County Council", b"Essex County Council"):
        digits = len(name) - len(b"Sample  Council")
        letter = letter.replace(name, f"Sample {number:0{digits}} Council".encode())
    return letter


def _in_clear(pdf: bytes) -> bytes:
    """Decompress the streams of a PDF, so that its text can be replaced."""
    written = b"%PDF-1.4\n"
    offsets = []
    for number, body in re.findall(rb"^(\d+) 0 obj\s(.*?)\bendobj", pdf, re.MULTILINE | re.DOTALL):
        offsets.append((int(number), len(written)))
        written += b"%b 0 obj\n%bendobj\n" % (number, _unpacked(body))
    root = re.search(rb"/Root\s+\d+ 0 R", pdf)
    if root is None:
        raise SystemExit("a sample letter has no root")
    table = b"".join(b"%d 1\n%010d 00000 n \n" % offset for offset in offsets)
    end = b"xref\n0 1\n0000000000 65535 f \n%btrailer\n<< /Size %d %b >>\nstartxref\n%d\n%%%%EOF\n"
    return written + end % (table, max(offsets)[0] + 1, root[0], len(written))


def _unpacked(body: bytes) -> bytes:
    packed = re.search(rb"/Filter\s*\[\s*/ASCII85Decode\s*/FlateDecode\s*\](.*?)stream\r?\n(.*?)~>", body, re.DOTALL)
    if packed is None:
        return body
    plain = zlib.decompress(base64.a85decode(packed[2]))
    return b"<< /Length %d >>\nstream\n%b\nendstream\n" % (len(plain), plain)


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:2]))
