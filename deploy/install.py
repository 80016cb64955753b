"""Create the environment of this folder, and install a lock and the project into it: `install.py FOLDER LOCK`.

A lock leaves nothing open: pip resolves nothing and builds only the project. Faults are reported in one line. An
interrupted installation, or one whose Python has gone, is started again.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

# Messages of pip for an unreachable registry, and of the system for a full disk.
_NO_NETWORK = ("onnection broken by", "Max retries exceeded", "ReadTimeoutError", "IncompleteRead")
_NO_ROOM = ("No space left on device", "Disk quota exceeded")


class InstallError(Exception):
    """The environment cannot be created; the text is the one line that the user sees."""


class PipError(InstallError):
    """pip failed for an unknown reason; its output is above the line."""


def install(folder: Path, lock: Path) -> None:
    """Install a lock and the project into the existing environment or, if that is unusable, into a new one.

    Raises:
        InstallError: the environment cannot be created.
    """
    if not _is_whole(folder):
        _fill(_emptied(folder), lock)
        return
    try:
        _fill(folder, lock)
    except PipError:
        # Something from before is in the way.
        _fill(_emptied(folder), lock)


def _is_whole(folder: Path) -> bool:
    """Return whether there is an environment whose last installation was completed, and whose Python still runs."""
    if _mark(folder).exists() or not Path(_python(folder)).exists():
        return False
    return subprocess.run([_python(folder), "-c", "import pip"], capture_output=True, check=False).returncode == 0


def _emptied(folder: Path) -> Path:
    try:
        import ensurepip  # noqa: F401, PLC0415 -- some systems package them separately
        import venv  # noqa: F401, PLC0415
    except ImportError as error:
        package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
        raise InstallError(
            f"{sys.executable} lacks the module {error.name}: install it (the package {package} on Debian and Ubuntu), "
            "or name another Python, as in `make PYTHON=python3.12 install`"
        ) from None
    _run([sys.executable, "-m", "venv", "--clear", "--without-pip", str(folder)], folder)
    _mark(folder).touch()
    # Called directly, since venv does not report why it failed.
    _run([_python(folder), "-I", "-m", "ensurepip", "--default-pip"], folder)
    return folder


def _fill(folder: Path, lock: Path) -> None:
    print(f"installing {lock} into {folder}; this takes a minute or two", flush=True)
    pip = [_python(folder), "-m", "pip", "--disable-pip-version-check"]
    # Compiled once, here: in a read-only installation each command would otherwise compile everything again.
    into = [*pip, "install", "--quiet", "--no-deps"]
    _mark(folder).touch()
    _run([*into, "--only-binary", ":all:", "--require-hashes", "--requirement", str(lock)], folder)
    _run([*into, "--no-build-isolation", "--editable", "."], folder)
    _run([*pip, "check"], folder)
    _mark(folder).unlink()


def _python(folder: Path) -> str:
    return str(folder / "bin" / "python")


def _mark(folder: Path) -> Path:
    """Return the path of the file that exists while an installation is in progress."""
    return folder / "unfinished"


def _run(command: list[str], folder: Path) -> None:
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode == 0:
        return
    if any(words in done.stdout for words in _NO_ROOM):
        free = shutil.disk_usage(folder.parent).free // 2**20
        raise InstallError(
            f"no room: the disk of {folder.absolute()} has {free} MB left, and pip needs some in /tmp too"
        )
    if any(words in done.stdout for words in _NO_NETWORK):
        raise InstallError("no network: pip reaches no package registry; try again when it does, nothing is lost")
    raise PipError(f"{done.stdout.rstrip()}\n`{' '.join(command)}` failed: its output is above")


if __name__ == "__main__":
    try:
        install(Path(sys.argv[1]), Path(sys.argv[2]))
    except (InstallError, OSError) as error:
        sys.exit(f"install: {error}")
