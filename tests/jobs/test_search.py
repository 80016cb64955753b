"""``lgsco search``: what it prints, for people and programs, and what it refuses."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from jobs.commands.search import search
from lgsco_store.database.session import open_database
from tests.store import filled
from tests.store.servers import SQLite

Asked = Callable[..., Result]


@pytest.fixture(scope="module")
def archive(sqlite: SQLite) -> str:
    made = filled.archive(sqlite)
    with open_database(made) as database:
        filled.fill_decisions(database)
    return made


@pytest.fixture
def asked(archive: str, monkeypatch: pytest.MonkeyPatch) -> Asked:
    monkeypatch.setenv("LGSCO_DATABASE_URL", archive)
    return lambda *words: CliRunner().invoke(search, words, catch_exceptions=False)


def test_decisions_are_a_table_with_the_newest_first(asked: Asked) -> None:
    lines = [line.split() for line in asked("fences").output.splitlines()]
    assert lines[1][:6] == ["date", "reference", "about", "category", "outcome", "state"]
    assert [" ".join(line[1:4]) for line in lines[3:8]] == [
        *("23 000 001", "23 000 003a", "23 000 004", "23 000 002", "23 000 005"),
    ]
    assert "withdrawn" in lines[4]
    assert "published" not in asked("fences").output
    assert "It was about a fence." in asked("fences").output


def test_a_limit_is_reported(asked: Asked) -> None:
    assert asked("fence", "--limit", "2").output.endswith("these are the newest 2; --limit shows more\n")
    assert "--limit" not in asked("fence", "--limit", "5").output


def test_filters_and_json(asked: Asked) -> None:
    given = ("--from", "2023-11-30", "--to", "2023-11-30", "--authority", filled.BLABY, "--outcome", "UPHELD", "--json")
    [line] = asked('"a fence"', *given).output.splitlines()
    found = json.loads(line)
    assert found["reference"] == "23 000 005"
    assert (found["day"], found["state"], found["gone_at"], found["source"]) == (
        *("2023-11-30", "published", None, "decision"),
    )
    assert found["text"].startswith("Blaby District Council\n23 000 005\nPlanning\n")
    gone = json.loads(asked("fence", "--outcome", "not upheld", "--body", "Redditch Borough Council", "--json").output)
    assert (gone["state"], gone["gone_at"][:10]) == ("withdrawn", "2024-08-01")


def test_nothing_found_is_said(asked: Asked) -> None:
    assert (asked("zeppelin").exit_code, asked("zeppelin").output) == (0, "nothing found\n")


@pytest.mark.parametrize("words", ["", " ", '""', "?!"])
def test_a_search_without_words_is_refused_in_one_line(asked: Asked, words: str) -> None:
    refused = asked(words)
    assert refused.exit_code == 2
    assert "no word to search for" in refused.output
    assert len(refused.output.splitlines()) == 1
