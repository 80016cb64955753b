"""Progress of long work: lines with an estimate without a terminal, a bar on one."""

from __future__ import annotations

import json
import re
import sys
import time
from pathlib import Path

import pytest

from jobs.terminal.progress import Progress
from tests.jobs import commands
from tests.jobs.commands import Done
from tests.jobs.test_terminal import on_a_terminal


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """Return the seconds of a clock that only moves when it is told to."""
    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    return now


def test_what_is_quick_says_nothing(clock: list[float], capsys: pytest.CaptureFixture[str]) -> None:
    with Progress("hashing", "documents") as progress:
        for thing in progress.through("abc", 3):
            clock[0] += 0.5
            assert thing in "abc"
    assert capsys.readouterr() == ("", "")


def test_what_takes_long_tells_how_much_is_left_but_not_at_every_step(
    clock: list[float], capsys: pytest.CaptureFixture[str]
) -> None:
    with Progress("hashing", "documents") as progress:
        for _ in progress.through(range(30), 30):
            clock[0] += 1
    # After two seconds, and every ten seconds from then on, with a second for each remaining item.
    assert capsys.readouterr().err.splitlines() == [
        "hashing: 2 of 30 documents, 28 s left",
        "hashing: 12 of 30 documents, 18 s left",
        "hashing: 22 of 30 documents, 8 s left",
    ]


@pytest.mark.parametrize("words", [("verify",), ("export", "--format", "csv", "out")])
def test_a_terminal_gets_a_bar_and_standard_output_only_the_result(
    demo: Done, tmp_path: Path, words: tuple[str, ...]
) -> None:
    given = {"LGSCO_DATABASE_URL": demo.address}
    written = on_a_terminal([sys.executable, "-m", "jobs", *words], tmp_path, given)
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", written)
    assert re.search(r"(hashing: \d+ of \d+ documents|exporting: \d+ of \d+ tables)", plain)
    last = plain.replace("\r", "\n").strip().splitlines()[-1]
    assert re.fullmatch(r"the archive is whole|\d+ files in out", last.strip())


def test_programs_get_json(demo: Done, tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": demo.address}
    whole = commands.lgsco("verify", "--json", cwd=tmp_path, given=given)
    assert (whole.returncode, json.loads(whole.stdout)) == (0, {"whole": True, "damage": []})
    files = json.loads(commands.lgsco("export", "--format", "sqlite", "--json", "o", cwd=tmp_path, given=given).stdout)
    assert files == {"files": ["o/lgsco.sqlite", "o/datapackage.json"]}
    runs = commands.lgsco("runs", "--json", cwd=tmp_path, given=given).stdout.splitlines()
    assert [json.loads(line)["run_id"] for line in runs] == [*range(8, 0, -1)]
    assert {json.loads(line)["state"] for line in runs} == {"published"}
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", json.loads(runs[0])["started_at"])
