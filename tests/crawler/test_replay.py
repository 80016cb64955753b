"""The archive's captures in pywb, which shows the site as it was at the time of every run.

pywb requires old releases of some of our dependencies, so it has an environment of its own.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.crawler.crawls import Archive, Later
from tests.crawler.test_warc import written
from tests.site import councils
from tests.site.councils import annual_letters, letter, statistics
from tests.site.server import PDF, PREFIX, Answer, Site

KENT = "kent-county-council"
WAY = [PREFIX, statistics(KENT), annual_letters(KENT), letter(KENT, 2024)]


@pytest.fixture(scope="module")
def pywb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Python that has pywb."""
    folder = tmp_path_factory.mktemp("pywb")
    subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    python = folder / "bin" / "python"
    install = [str(python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "pywb==2.10.0"]
    if subprocess.run(install, check=False, capture_output=True).returncode != 0:
        pytest.skip("pywb cannot be installed here")
    return python


@pytest.mark.nightly
@pytest.mark.slow
def test_the_way_to_a_letter_is_replayed_as_it_was_at_every_run(pywb: Path, site: Site, archive: Archive) -> None:
    """Four runs: everything is new, nothing is, only tokens in the pages are, and then everything is."""
    shown: list[list[bytes]] = []
    times: list[str] = []
    for days, change in enumerate((None, None, _stamp, _renew)):
        if change is not None:
            change(site)
        assert archive.crawl(twist=Later(timedelta(days=30 * days))).status == 0, archive.run()
        shown.append([site.answers[path].body for path in WAY])
        [(began,)] = archive.rows("SELECT MIN(fetched_at) FROM capture WHERE run_id = (SELECT MAX(id) FROM run)")
        times.append("".join(filter(str.isdigit, str(began)))[:14])
    # Pages that differ only in tokens are shown as first captured.
    shown[2] = [*shown[1][:3], shown[2][3]]
    written(archive, "captures.warc.gz")
    replayed = list(_replay(pywb, archive, [(at, site.origin + path) for at in times for path in WAY]))
    assert replayed == [f"200 {hashlib.sha256(body).hexdigest()}" for bodies in shown for body in bodies]


def _replay(python: Path, archive: Archive, wanted: list[tuple[str, str]]) -> Iterator[str]:
    script = Path(__file__).with_name("replay.py")
    lines = "".join(f"{at} {address}\n" for at, address in wanted)
    ended = subprocess.run(
        [python, script, archive.folder], input=lines, capture_output=True, text=True, check=False, timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    yield from ended.stdout.splitlines()


def _stamp(site: Site) -> None:
    """Give each visitor a new token."""
    for path in WAY[:3]:
        body = site.answers[path].body.replace(b"<body>", b"<body><input type='hidden' value='47110815'>")
        site.put(path, replace(site.answers[path], body=body))


def _renew(site: Site) -> None:
    """Change words on all pages, and add another letter."""
    for path in WAY[:3]:
        site.put(
            path, replace(site.answers[path], body=site.answers[path].body.replace(b"</body>", b"<p>New</p></body>"))
        )
    site.put(WAY[3], Answer(councils.bytes_of(KENT, 2024) + b"%\n%%EOF\n", PDF))
