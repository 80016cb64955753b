"""Arguments that no archive can answer are refused in one line that says what is wrong, with exit status 2."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jobs.cli import main
from tests.attacks import Promise
from tests.store import filled
from tests.store.servers import SQLite

BLABY = filled.BLABY
HUGE = str(2**63)


@pytest.fixture(autouse=True)
def _archive(sqlite: SQLite, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LGSCO_DATABASE_URL", filled.archive(sqlite))


def asked(*words: str) -> Result:
    return CliRunner().invoke(main, words, prog_name="lgsco")


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "A number that no database can hold, a day in the future, an empty name, a run that never was": (
            "refused in one line, exit status 2; files of an earlier export stay"
        ),
    },
)
@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (["search", "school", "--limit", HUGE], "is not in the range 1<=x<=100000."),
        (["search", "school", "--from", "2025-02-01", "--to", "2025-01-31"], "give the earlier day first"),
        (["diff", BLABY, HUGE], "is not in the range 0<=x<=9999."),
        (["aliases", "--remove", HUGE], "is not the number of an alias: `lgsco aliases` lists them"),
        (["aliases", BLABY, "--remove", "1"], "an alias is removed by its number alone"),
        (["issues", "--accept", ""], "no issue has the key '': `lgsco issues` lists them"),
        (["issues", "--authority", "xyz"], "the archive knows no authority 'xyz': give its slug"),
        (["export", ""], "the name is empty: give one"),
        (["report", ""], "the name is empty: give one"),
        (["demo", "--file", ""], "the name is empty: give one"),
        (["status", "--prometheus", ""], "the name is empty: give one"),
        (["export", "--format", "warc", "--run", "99", "public"], "there is no run 99: `lgsco runs` lists them"),
        (["export", "--as-of", "9999-12-31", "public"], "9999-12-31 is in the future; give a day in the past or today"),
    ],
)
def test_it_is_refused_in_one_line(words: list[str], advice: str, tmp_path: Path) -> None:
    before = set(tmp_path.iterdir())
    refused = asked(*words)
    assert (refused.exit_code, refused.stdout) == (2, "")
    [line] = refused.stderr.splitlines()
    assert line.endswith(advice)
    assert set(tmp_path.iterdir()) == before


@pytest.mark.parametrize(
    ("words", "line"),
    [
        (["statsu"], "lgsco: No such command 'statsu'. Did you mean 'status'? See `lgsco --help`."),
        (["--quiet"], "lgsco: No such option '--quiet'. See `lgsco --help`."),
        (["status", "--quiet"], "lgsco status: No such option '--quiet'. See `lgsco status --help`."),
        (["crawl", "--years"], "lgsco crawl: Option '--years' requires an argument. See `lgsco crawl --help`."),
        (["runs", "1\n2"], "lgsco runs: Got unexpected extra argument (1 2). See `lgsco runs --help`."),
        (["runs", "\x1b[2J"], "lgsco runs: Got unexpected extra argument (\\x1b[2J). See `lgsco runs --help`."),
        (
            ["crawl", "--kind", "all"],
            "lgsco crawl: Invalid value for '--kind': 'all' is not one of 'letters', 'decisions'.",
        ),
    ],
)
def test_a_wrong_argument_is_refused_in_one_line_with_what_to_do(words: list[str], line: str) -> None:
    refused = asked(*words)
    assert (refused.exit_code, refused.stdout, refused.stderr) == (2, "", f"{line}\n")


@pytest.mark.parametrize("command", sorted(main.commands))
def test_every_command_refuses_an_unknown_option_in_one_line(command: str) -> None:
    refused = asked(command, "--nonsense")
    assert (refused.exit_code, len(refused.stderr.splitlines())) == (2, 1), refused.output


@pytest.mark.parametrize("command", ["diff", "discard", "export", "notify", "publish", "read", "report", "search"])
def test_a_missing_argument_is_named_in_one_line(command: str) -> None:
    refused = asked(command)
    assert refused.exit_code == 2
    assert refused.stderr.startswith(f"lgsco {command}: Missing argument '")
    assert refused.stderr.endswith(f"See `lgsco {command} --help`.\n")
    assert refused.stderr.count("\n") == 1


def test_lgsco_alone_shows_the_help() -> None:
    assert asked().output == asked("--help").output


def test_a_published_run_is_not_said_to_be_one_to_discard() -> None:
    """It is older than the last one that was published, which is why a held run would be."""
    refused = asked("publish", "1")
    assert (refused.exit_code, refused.stderr) == (2, "lgsco: run 1 is published, not held: `lgsco runs` lists them\n")


def test_no_change_is_said_in_words() -> None:
    assert asked("changes", "--since", "9999-12-31").output == "no changes\n"


def test_a_removed_alias_is_named() -> None:
    line = next(line for line in asked("aliases", BLABY).output.splitlines() if " name " in line)
    number, spelling = line.split()[0], line.split("name")[1].split("  ")[1]
    removed = asked("aliases", "--remove", number)
    assert (removed.exit_code, removed.output) == (0, f"alias {number} removed: the name {spelling!r} of {BLABY}\n")


def test_a_crawl_of_decisions_that_is_due_is_told_to_programs() -> None:
    """The first crawl of all decisions goes back to April 2013, and follows the first of all letters."""
    due = json.loads(asked("status", "--json").output)["next_due"]
    assert due["first"] == "2013-04-01"
