"""Kills fifty crawls at random moments, and says how many archives the next crawl brought to the same end."""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

from tests.crawler.crawls import Archive
from tests.crawler.going_on import killed, seen
from tests.site import councils, server

_KILLS = 50


def main() -> None:
    """Prints the result of every kill; the exit status is 1 where an archive came to another end."""
    with tempfile.TemporaryDirectory() as folder, server.serve(councils.copy()) as site:
        start = time.perf_counter()
        undisturbed = Archive(_made(folder, "undisturbed"), site)
        undisturbed.crawl()
        longest, expected = time.perf_counter() - start, seen(undisturbed)
        same = 0
        for number in range(_KILLS):
            moment = random.uniform(0, longest)  # noqa: S311 -- no secret
            archive = Archive(_made(folder, str(number)), site)
            killed(archive, site, None, moment)
            state = archive.rows("SELECT state FROM run ORDER BY id LIMIT 1")[0][0]
            same += seen(archive) == expected
            print(f"killed after {moment:.2f} s, the run was {state}: {same} of {number + 1} came to the same end")
    sys.exit(same < _KILLS)


def _made(folder: str, name: str) -> Path:
    path = Path(folder, name)
    path.mkdir()
    return path


if __name__ == "__main__":
    main()
