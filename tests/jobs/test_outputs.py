"""The output of commands: into encodings that lack its characters, and onto a disk that is full."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from jobs.terminal import outputs
from tests.attacks import Promise

_FULL = Path("/dev/full")


@pytest.mark.attack(
    Promise.REPORTED, {"A terminal or a file that is not UTF-8": "other characters are written as escapes"}
)
def test_a_character_that_the_output_lacks_is_escaped(monkeypatch: pytest.MonkeyPatch) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii", write_through=True))
    with outputs.written(2):
        print("Children’s services → 40")  # noqa: T201 -- what a command would write
    assert written.getvalue() == b"Children\\u2019s services \\u2192 40\n"


@pytest.mark.attack(Promise.REPORTED, {"The disk that a command's output goes to is full": "one line, exit status 2"})
def test_a_full_disk_is_one_line() -> None:
    if not _FULL.exists():
        pytest.skip("only Linux has a device that is full")
    [letter, *_] = sorted(Path("jobs/demo/letters").glob("*.pdf"))
    with _FULL.open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "jobs", "read", str(letter)],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ended.returncode == 2
    assert ended.stderr == ("lgsco: not everything could be written, the disk is full: free some space and repeat it\n")


@pytest.mark.parametrize("code", [errno.EDQUOT, errno.EFBIG])
def test_so_is_a_quota_or_a_limit_on_the_size_of_files(code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outputs, "_give_up", lambda: None)
    with pytest.raises(SystemExit) as ended, outputs.written(2):
        raise OSError(code, os.strerror(code))
    assert ended.value.code == 2


def test_another_error_stays_what_it_is() -> None:
    with pytest.raises(PermissionError), outputs.written(2):
        raise PermissionError(errno.EACCES, "Permission denied")
