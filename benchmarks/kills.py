"""Kill fifty crawls at random moments, and count the archives that the next crawl completed correctly.

``python -m benchmarks.kills [sqlite|postgresql] [KILLS]``.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.crawler.crawls import Archive
from tests.crawler.going_on import killed, seen
from tests.site import councils, server
from tests.site.server import Site
from tests.store.servers import Maker, SQLite, postgresql_server

_KILLS = 50


def main(database: str = "sqlite", kills: str = str(_KILLS)) -> None:
    """Print the result of every kill; the exit status is 1 if an archive differs in the end."""
    copy = server.serve(councils.copy())
    with tempfile.TemporaryDirectory() as folder, copy as site, _maker(database, folder) as maker:
        same = _same(Path(folder), site, maker, int(kills))
    sys.exit(same < int(kills))


@contextmanager
def _maker(database: str, folder: str) -> Iterator[Maker]:
    if database == "postgresql":
        with postgresql_server() as running:
            yield running
    else:
        yield SQLite(Path(folder))


def _same(folder: Path, site: Site, maker: Maker, kills: int) -> int:
    """Return how many archives end up the same as one without any kill."""
    start = time.perf_counter()
    undisturbed = Archive(_made(folder, "undisturbed"), site, maker.upgraded())
    undisturbed.crawl()
    longest, expected = time.perf_counter() - start, seen(undisturbed)
    same = 0
    for number in range(kills):
        moment = random.uniform(0, longest)  # noqa: S311 -- no secret
        archive = Archive(_made(folder, str(number)), site, maker.upgraded())
        killed(archive, site, None, moment)
        states = archive.rows("SELECT state FROM run ORDER BY id")
        same += seen(archive) == expected
        summary = f"killed after {moment:.2f} s, the first run was {states[0][0]}"
        print(f"{summary}: {same} of {number + 1} came to the same end", flush=True)
    return same


def _made(folder: Path, name: str) -> Path:
    path = folder / name
    path.mkdir()
    return path


if __name__ == "__main__":
    main(*sys.argv[1:3])
