"""``make install`` with real packages from a folder: newer releases make no difference, and failures take one line."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.install.running import run
from tests.install.test_locks import DEVELOPMENT, ROOT, closure, here, pinned

pytestmark = [pytest.mark.slow, pytest.mark.nightly]

OLD_PIP = "23.2.1"
# A self-contained part of the lock: the dependencies of these packages are in it too.
PART = closure([Requirement("pytest-cov"), Requirement("hatchling")])
NEW_PIP = pinned(DEVELOPMENT, here())["pip"]


@pytest.fixture(scope="module")
def part() -> str:
    """Return the lines of the lock that are needed here."""
    lines = [
        f"{pin.name}=={pin.version} " + " ".join(f"--hash=sha256:{each}" for each in pin.hashes)
        for pin in DEVELOPMENT
        if pin.name in PART and pinned([pin], here())
    ]
    return "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def wheels(part: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Collect the packages of a part of the lock, two releases of pip, and a coverage newer than the lock's."""
    folder = tmp_path_factory.mktemp("wheels")
    lock = folder / "part.lock"
    lock.write_text(part)
    download = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    for words in (["--requirement", str(lock)], [f"pip=={OLD_PIP}"], [f"pip=={NEW_PIP}"]):
        got = subprocess.run([*download, *words], cwd=folder, capture_output=True, text=True, timeout=300, check=False)
        if got.returncode:
            pytest.skip(f"no package registry gives {words[-1]}: {got.stderr.strip().splitlines()[-1:]}")
    with zipfile.ZipFile(folder / "coverage-9999-py3-none-any.whl", "w") as newer:
        newer.writestr("coverage-9999.dist-info/METADATA", "Metadata-Version: 2.1\nName: coverage\nVersion: 9999\n")
        newer.writestr(
            "coverage-9999.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        newer.writestr("coverage-9999.dist-info/RECORD", "")
    return folder


@pytest.fixture
def checkout(part: str, tmp_path: Path) -> Path:
    """Make a small project that is installed as this one is, from a part of the lock."""
    folder = tmp_path / "a checkout"
    (folder / "deploy").mkdir(parents=True)
    shutil.copy(ROOT / "Makefile", folder)
    shutil.copy(ROOT / "deploy" / "install.py", folder / "deploy")
    (folder / "requirements.lock").write_text(part)
    (folder / "pyproject.toml").write_text(
        '[build-system]\nrequires = ["hatchling"]\nbuild-backend = "hatchling.build"\n'
        '[project]\nname = "sample"\nversion = "1"\ndependencies = ["pytest-cov"]\n'
        '[tool.hatch.build.targets.wheel]\npackages = ["sample"]\ndev-mode-dirs = ["."]\n'
    )
    (folder / "sample").mkdir()
    (folder / "sample" / "__init__.py").touch()
    return folder


def install(checkout: Path, **given: str) -> subprocess.CompletedProcess[str]:
    return run("make", f"PYTHON={sys.executable}", "install", cwd=checkout, **given)


def coverage(checkout: Path) -> str:
    python = str(checkout / ".venv" / "bin" / "python")
    return run(python, "-c", "import coverage, sample; print(coverage.__version__)", cwd=checkout).stdout.strip()


def line(done: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that says what is wrong, before make's own."""
    assert done.returncode == 2
    message, makes = done.stderr.splitlines()
    assert makes.startswith("make: *** ")
    return message


def with_pip(checkout: Path, wheels: Path, version: str) -> str:
    """Make the environment of a checkout with one release of pip, and return its Python."""
    run(sys.executable, "-m", "venv", "--without-pip", ".venv", cwd=checkout)
    python = str(checkout / ".venv" / "bin" / "python")
    (wheel,) = wheels.glob(f"pip-{version}-*.whl")
    # Modules that are not compiled here are compiled when used, which is less work.
    words = ["install", "--no-compile", "--no-index", str(wheel)]
    assert run(python, f"{wheel}/pip", *words, cwd=checkout).returncode == 0
    return python


def coverage_given(checkout: Path, **given: str) -> str:
    done = install(checkout, **given)
    assert done.returncode == 0, done.stderr
    assert not (checkout / ".venv" / "unfinished").exists()
    return coverage(checkout)


@pytest.mark.parametrize("version", [OLD_PIP, NEW_PIP])
def test_a_newer_release_makes_no_difference(checkout: Path, wheels: Path, version: str) -> None:
    given = {"PIP_NO_INDEX": "1", "PIP_FIND_LINKS": wheels.as_uri()}
    python = with_pip(checkout, wheels, version)
    if version == OLD_PIP:
        old_way = ["install", "--dry-run", "--require-hashes", "--requirement", "requirements.lock"]
        assert "must have their versions pinned" in run(python, "-m", "pip", *old_way, cwd=checkout, **given).stderr
    assert coverage_given(checkout, **given) == pinned(DEVELOPMENT, here())["coverage"]


def test_a_missing_network_is_reported_and_the_next_make_completes_the_installation(
    checkout: Path, wheels: Path
) -> None:
    with_pip(checkout, wheels, NEW_PIP)
    assert line(install(checkout, PIP_INDEX_URL="http://127.0.0.1:1/simple")).startswith("install: no network: ")
    assert (checkout / ".venv" / "unfinished").exists()
    assert coverage_given(checkout, PIP_NO_INDEX="1", PIP_FIND_LINKS=wheels.as_uri())


def test_a_python_without_venv_is_reported(checkout: Path) -> None:
    lacking = (
        "import runpy, sys; sys.modules['ensurepip'] = None; sys.argv = ['install.py', '.venv', 'requirements.lock']"
    )
    code = f"{lacking}; runpy.run_path('deploy/install.py', run_name='__main__')"
    done = run(sys.executable, "-c", code, cwd=checkout)
    assert done.returncode == 1
    assert done.stderr.startswith(f"install: {sys.executable} lacks the module ensurepip: install it (the package ")
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("version", ["3.10.14", "3.15.0"])
def test_a_python_of_the_wrong_version_is_reported(checkout: Path, version: str) -> None:
    python = checkout / "python"
    program = f"import sys; sys.version = '{version} (main)'; sys.version_info = {tuple(map(int, version.split('.')))}"
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" -c "{program}; exec(sys.argv[1])" "$2"\n')
    python.chmod(0o755)
    done = run("make", "PYTHON=./python", "install", cwd=checkout)
    assert line(done).startswith(f"install: ./python is {version}: Python 3.11 to 3.14 is needed")
    assert not (checkout / ".venv").exists()


def test_a_python_that_is_not_there_is_reported(checkout: Path) -> None:
    done = run("make", "PYTHON=python3.99", "install", cwd=checkout)
    assert line(done).startswith("install: there is no python3.99: ")
