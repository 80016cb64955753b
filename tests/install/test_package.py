"""Wheel and sdist as a user gets them: their contents, and that the wheel works on its own."""

from __future__ import annotations

import sys
import tarfile
import zipfile
from collections.abc import Iterator
from importlib.metadata import distribution
from pathlib import Path

import pytest

from jobs.demo.server import serve
from tests.install.running import run
from tests.install.test_locks import PROJECT, ROOT, asked, closure

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

PACKAGES = {"crawler", "lgsco_store", "jobs"}
MIGRATIONS = "lgsco_store/migrations"


def build(kind: str, source: Path, into: Path) -> Path:
    """Build with the releases in the lock, without a network."""
    done = run(sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", str(into), cwd=source)
    assert done.returncode == 0, done.stderr
    (built,) = into.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the sdist, so that the sdist is complete too."""
    folder = tmp_path_factory.mktemp("building")
    with tarfile.open(build("sdist", ROOT, folder / "sdist")) as sdist:
        sdist.extractall(folder, filter="data")
    (source,) = folder.glob("lgsco_archive-*")
    return build("wheel", source, folder / "wheel")


def files(top: str) -> Iterator[str]:
    """Return the files in a folder of the checkout, without those that Python leaves there."""
    for path in (ROOT / top).rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(ROOT).as_posix()


def link_requirements(site_packages: Path) -> None:
    """Put the locked packages that the project depends on into an environment, and no others: no extra, no tool."""
    for name in closure(asked(PROJECT["dependencies"])):
        found = distribution(name)
        for top in {path.parts[0] for path in found.files or []} - {"..", "__pycache__"}:
            (site_packages / top).symlink_to(Path(str(found.locate_file(top))))


@pytest.fixture(scope="module")
def lgsco(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the command, in an environment with the wheel and its requirements."""
    folder = tmp_path_factory.mktemp("empty") / "environment"
    run(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=ROOT)
    (site_packages,) = folder.glob("lib/python3.*/site-packages")
    link_requirements(site_packages)
    pip = [sys.executable, "-m", "pip", "--python", str(folder / "bin" / "python")]
    for words in (["install", "--quiet", "--no-index", str(wheel)], ["check"]):
        done = run(*pip, *words, cwd=folder)
        assert done.returncode == 0, done.stdout + done.stderr
    return folder / "bin" / "lgsco"


def test_the_wheel_holds_the_three_packages_with_their_data_and_the_migrations(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as opened:
        names = {name for name in opened.namelist() if ".dist-info/" not in name}
    migrations = {name.replace("alembic", MIGRATIONS, 1) for name in files("alembic")}
    assert f"{MIGRATIONS}/versions/0001_archive.py" in migrations
    assert names == migrations | {name for top in PACKAGES for name in files(top)}


def test_the_wheel_works_in_an_empty_environment_and_a_folder_of_its_own(lgsco: Path, tmp_path: Path) -> None:
    def output(*words: str, **given: str) -> str:
        done = run(str(lgsco), *words, cwd=tmp_path, **given)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "The site of 2025 once more: no change (PDF files transferred: 0)" in output("demo")
    demonstration = {"LGSCO_DATABASE_URL": "sqlite:///lgsco-demo.db"}
    output("verify", **demonstration)
    output("report", "public", **demonstration)
    page = tmp_path / "public" / "authority" / "kent-county-council.html"
    assert "Kent County Council" in page.read_text(encoding="utf-8")
    output("upgrade")
    with serve(2025) as site:
        fast = {"LGSCO_MIN_AUTHORITIES": "10", "LGSCO_DOWNLOAD_DELAY": "0", "LGSCO_AUTOTHROTTLE": "false"}
        output("schedule", "--once", LGSCO_SITE_URL=site.url, **fast)
        assert site.log, "nothing was due"
