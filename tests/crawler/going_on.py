"""Kill crawls, let the next one finish the work, and compare with an archive that was never disturbed."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from typing import Any

from tests.crawler.crawls import Archive, Stage
from tests.site.server import Site

# The published contents, without times and run numbers, which differ between any two archives.
_SEEN = {
    "letters": "authority_slug, year, title, letter_date, url, version, status, document_sha256, withdrawn",
    "figures": "authority_slug, year, measure, category, value, state, page, text, version, document_sha256",
    "versions": "authority_slug, year, source, version, url, document_sha256, text_sha256, figures_sha256",
    "changes": "authority_slug, year, kind, measure, category, old_value, new_value, cause",
    "issues": "authority_slug, year, code, message",
}

# A claim of a killed run expires after half a second.
_EXPIRED = 0.7


def seen(archive: Archive) -> dict[str, list[tuple[Any, ...]]]:
    """Return the published contents of an archive."""
    return {
        view: sorted(archive.rows(f"SELECT {columns} FROM {view}"), key=repr)  # noqa: S608 -- our own names
        for view, columns in _SEEN.items()
    }


def killed(archive: Archive, site: Site, stage: Stage | None, seconds: float = 60) -> None:
    """Kill an archive's first crawl at a stage, or after this many seconds, and let a second one continue."""
    disturbed(archive, site, lambda: archive.crawl(twist=stage, seconds=seconds))


def disturbed(archive: Archive, site: Site, first_crawl: Callable[[], object]) -> None:
    """Let a second crawl continue after a disturbed one.

    Raises:
        AssertionError: it fetched a letter again that the first had stored, or did not end well.
    """
    before = len(site.log)
    first_crawl()
    stored = {url for (url,) in archive.rows("SELECT url FROM capture WHERE kind = 'letter'")}
    first = len(site.log)
    time.sleep(_EXPIRED)
    ended = archive.crawl()
    assert ended.status == 0, ended.said
    again = Counter(each.path for each in site.log[first:])
    assert max(again.values()) == 1
    fetched = {site.origin + each.path for each in site.log[first:] if "/assets/" in each.path and each.status == 200}
    assert not fetched & stored
    assert first > before or not stored
