"""The view of monitors and programs: exit statuses, JSON, a file for Prometheus, and a log of JSON lines."""

from __future__ import annotations

import json
import logging
import re
import time
from pathlib import Path

import pytest

from crawler.run.logs import JsonLines, quieten
from tests.jobs import commands

SAMPLE = re.compile(r'lgsco_[a-z_]+(\{[a-z]+="[a-z0-9]+"\})? \d+')


def test_a_monitor_sees_the_state_of_the_archive(given: dict[str, str], tmp_path: Path) -> None:
    textfile = tmp_path / "lgsco.prom"
    empty = commands.lgsco("status", "--prometheus", str(textfile), cwd=tmp_path, given=given)
    assert "lgsco_next_due_seconds 0\n" in textfile.read_text()
    assert empty.returncode == 1
    floor = {**given, "LGSCO_MIN_AUTHORITIES": "250"}
    crawled = commands.lgsco("crawl", cwd=tmp_path, given=floor)
    held = commands.lgsco("status", "--json", "--prometheus", str(textfile), cwd=tmp_path, given=given)
    status = json.loads(held.stdout)
    assert held.returncode == 1
    assert [each["run"]["run_id"] for each in status["held"]] == [1]
    content = textfile.read_text().splitlines()
    assert {"lgsco_needs 1", "lgsco_held_runs 1", 'lgsco_last_run_state{state="held"} 1'} <= set(content)
    assert [line for line in content if not line.startswith("# ") and not SAMPLE.fullmatch(line)] == []
    commands.lgsco("publish", "1", cwd=tmp_path, given=given)
    well = commands.lgsco("status", "--prometheus", str(textfile), cwd=tmp_path, given=given)
    assert (well.returncode, well.stdout.splitlines()[0]) == (0, "all is well")
    assert "lgsco_last_success_seconds" not in "".join(content)
    content = textfile.read_text().splitlines()
    assert "lgsco_needs 0" in content
    [success] = [line for line in content if line.startswith("lgsco_last_success_seconds ")]
    assert 0 < time.time() - int(success.split()[1]) < 600
    refused = commands.lgsco("status", "--prometheus", "/nowhere/lgsco.prom", cwd=tmp_path, given=given)
    assert (refused.returncode, refused.stderr) == (
        2,
        "lgsco: /nowhere/lgsco.prom: cannot be written: No such file or directory; check its folder and room\n",
    )
    assert list(tmp_path.glob("*.part")) == []
    # Without a terminal, the log of a run is JSON lines that name it.
    lines = [json.loads(line) for line in crawled.stderr.splitlines()]
    assert lines
    assert all(list(line)[:5] == ["at", "level", "logger", "run", "message"] for line in lines)
    assert {line["run"] for line in lines if line["logger"].startswith("crawler")} == {1}


@pytest.mark.parametrize("message", ["two\nlines", 'quotes " and \\', "Ynys Môn"])
def test_a_log_record_is_one_json_line(message: str) -> None:
    error = ValueError(message)
    record = logging.LogRecord(
        "crawler", logging.ERROR, __file__, 1, "%s", (message,), (ValueError, error, error.__traceback__)
    )
    line = JsonLines(12).format(record)
    entry = json.loads(line)
    assert "\n" not in line
    assert (entry["level"], entry["run"], entry["message"]) == ("error", 12, message)
    assert "ValueError" in entry["error"]
    assert entry["at"].endswith("Z")


def test_the_scheduler_says_nothing_of_its_ticks() -> None:
    quieten()
    for name in ("apscheduler.scheduler", "apscheduler.executors.default"):
        # It warns of each tick that falls into a run that is still on.
        assert not logging.getLogger(name).isEnabledFor(logging.WARNING)
        assert logging.getLogger(name).isEnabledFor(logging.ERROR)
