"""A small strict site, whose pages have several dresses, and an archive for it."""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.crawler.crawls import Archive
from tests.site import councils, server
from tests.site.dresses import DRESSES, Dress
from tests.site.server import Site

_MEMORY = Path("/dev/shm")  # noqa: S108 -- the folder in it has a unique name


_USUAL, *_OTHERS = DRESSES
# Too many whole crawls for every change.
_AT_NIGHT = (pytest.mark.slow, pytest.mark.nightly)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run every test of the site in one dress, with headings, and nightly in two more that depend on its name."""
    if "dressed" in metafunc.fixturenames:
        at = zlib.crc32(metafunc.function.__name__.encode())
        others = [_OTHERS[(at + step) % len(_OTHERS)] for step in (0, 3)]
        names = [_USUAL, *(pytest.param(name, marks=_AT_NIGHT) for name in others)]
        metafunc.parametrize("dressed", names, indirect=True)


@pytest.fixture
def dressed(request: pytest.FixtureRequest) -> Dress:
    """Return the function that makes the pages of the site."""
    return DRESSES[request.param]


@pytest.fixture
def site(dressed: Dress) -> Iterator[Site]:
    """Serve a sound site; a test fails if anything is requested that does not exist."""
    with server.serve(councils.copy(dressed)) as serving:
        yield serving
    assert serving.unknown == []


@pytest.fixture
def archive(site: Site) -> Iterator[Archive]:
    """Make an archive in memory, if the system has a folder for that: disk speed is not tested here."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Archive(Path(folder), site)
