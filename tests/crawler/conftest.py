"""A small strict site and an archive for it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import Archive
from tests.site import councils, server
from tests.site.server import Site


@pytest.fixture
def site() -> Iterator[Site]:
    """A site with nothing wrong; nothing may be asked of it that is not there."""
    with server.serve(councils.copy()) as serving:
        yield serving
    assert serving.unknown == []


@pytest.fixture
def archive(site: Site, tmp_path: Path) -> Archive:
    return Archive(tmp_path, site)
