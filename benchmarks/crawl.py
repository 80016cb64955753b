"""A crawl of the bundled site, twice, against the barest spider, which fetches the same and keeps nothing."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.measured import seconds, tell
from jobs.crawl import Request, crawl
from jobs.demo.server import serve
from lgsco_store import migrate
from lgsco_store.database import open_database
from lgsco_store.settings import Settings
from lgsco_store.terms import Trigger

_BAREST = Path(__file__).with_name("barest_spider.py")


def main() -> None:
    """Prints seconds for both crawls, the start of their processes included on both sides."""
    with tempfile.TemporaryDirectory() as folder, serve(2025) as site:
        address = f"sqlite:///{folder}/archive.db"
        migrate.upgrade(address)
        chosen = Settings(
            database_url=address, site_url=site.url, download_delay=0, autothrottle=False, min_authorities=10
        )
        barest = [sys.executable, "-m", "scrapy", "runspider", str(_BAREST), "-a", f"site={site.url}", "-L", "ERROR"]
        theirs = seconds(lambda: subprocess.run(barest, check=True, cwd=folder), times=1)
        with open_database(address) as database:
            for name in ("first crawl", "second crawl"):
                ours = seconds(lambda: crawl(Request(Trigger.CRAWL), database, chosen), times=1)
                tell(name, ours, "barest spider", theirs)


if __name__ == "__main__":
    main()
