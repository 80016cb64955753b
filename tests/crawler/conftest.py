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

_MEMORY = Path("/dev/shm")  # noqa: S108 -- the folder in it has a name of its own


_USUAL, *_OTHERS = DRESSES
# Too many whole crawls for every change.
_AT_NIGHT = (pytest.mark.slow, pytest.mark.nightly)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Let every test of the site run in three dresses: in headings, and at night in two others that its name picks."""
    if "dressed" in metafunc.fixturenames:
        at = zlib.crc32(metafunc.function.__name__.encode())
        others = [_OTHERS[(at + step) % len(_OTHERS)] for step in (0, 3)]
        names = [_USUAL, *(pytest.param(name, marks=_AT_NIGHT) for name in others)]
        metafunc.parametrize("dressed", names, indirect=True)


@pytest.fixture
def dressed(request: pytest.FixtureRequest) -> Dress:
    """What makes the pages of the site."""
    return DRESSES[request.param]


@pytest.fixture
def site(dressed: Dress) -> Iterator[Site]:
    """A site with nothing wrong; nothing may be asked of it that is not there."""
    with server.serve(councils.copy(dressed)) as serving:
        yield serving
    assert serving.unknown == []


@pytest.fixture
def archive(site: Site) -> Iterator[Archive]:
    """An archive in memory, where the system has a folder for that: how long a disk takes is not asked here."""
    with tempfile.TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
        yield Archive(Path(folder), site)
