"""A crawl that is killed anywhere leaves an archive that the next one brings to the same end."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.crawler.crawls import Archive, Stage
from tests.crawler.going_on import killed, seen
from tests.site import councils, server
from tests.site.server import Site

pytestmark = pytest.mark.slow

_ARCHIVE = "lgsco_store.archive"

STAGES = [
    Stage(_ARCHIVE, "Archive.store_capture", 1, after=False),
    Stage(_ARCHIVE, "storing.keep", 3, after=True),
    Stage(_ARCHIVE, "Archive.store_page", 2, after=True),
    Stage(_ARCHIVE, "Archive.store_reading", 4, after=False),
    Stage(_ARCHIVE, "Archive.verdict", 1, after=True),
    Stage(_ARCHIVE, "publishing.write", 1, after=True),
    Stage(_ARCHIVE, "Archive.publish", 1, after=True),
]


@pytest.fixture(scope="module")
def small() -> Iterator[Site]:
    with server.serve(councils.copy()) as serving:
        yield serving
    assert serving.unknown == []


@pytest.fixture(scope="module")
def undisturbed(small: Site, tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[tuple[Any, ...]]]:
    archive = Archive(tmp_path_factory.mktemp("undisturbed"), small)
    assert archive.crawl().status == 0
    return seen(archive)


@pytest.mark.parametrize("stage", STAGES, ids=str)
def test_killed_at_a_border_between_stages(
    stage: Stage, small: Site, undisturbed: dict[str, list[tuple[Any, ...]]], tmp_path: Path
) -> None:
    archive = Archive(tmp_path, small)
    killed(archive, small, stage)
    states = [state for (state,) in archive.rows("SELECT state FROM run ORDER BY id")]
    assert states == ["published" if stage.function == "Archive.publish" else "abandoned", "published"]
    assert seen(archive) == undisturbed


@pytest.mark.parametrize("moment", range(1))
def test_killed_at_any_moment(
    moment: int, small: Site, undisturbed: dict[str, list[tuple[Any, ...]]], tmp_path: Path
) -> None:
    archive = Archive(tmp_path, small)
    killed(archive, small, None, random.Random(moment).uniform(0.2, 2))  # noqa: S311 -- the same moments each time
    assert seen(archive) == undisturbed
