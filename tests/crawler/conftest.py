"""A small strict site and an archive for it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import Archive
from tests.site import councils, server
from tests.site.server import Site

_MEMORY = Path("/dev/shm")  # noqa: S108 -- the folder in it has a name of its own


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with nothing wrong; nothing may be asked of it that is not there."""
    with server.serve(councils.copy()) as serving:
        yield serving
    assert serving.unknown == []


@pytest.fixture
def archive(site: Site) -> Iterator[Archive]:
    """An archive in memory, where the system has a folder for that: how long a disk takes is not asked here."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Archive(Path(folder), site)
