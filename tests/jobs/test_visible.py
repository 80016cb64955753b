"""Text from sites and letters is shown without characters that control a terminal or reverse text."""

from __future__ import annotations

import json
import logging
import shutil
import sqlite3
import unicodedata
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.run.logs import JsonLines, PlainLines
from lgsco_store.visible import visible, visible_json
from tests.attacks import Promise
from tests.jobs import commands
from tests.jobs.commands import Done

# Clearing the screen, the eight-bit control character that begins a sequence, and a text direction override.
HOSTILE = "A\x1b[2J B\x9b1m \u202eC\u2066 \x07\u2028D"


def is_raw(character: str) -> bool:
    """Check a character by its Unicode category: controls, line separators, surrogates, and direction marks."""
    turns = unicodedata.bidirectional(character) in {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return turns or (unicodedata.category(character) in {"Cc", "Zl", "Zp", "Cs"} and character not in "\t\n")


@given(st.text(st.characters(codec=None)))
def test_nothing_is_shown_raw_and_json_says_the_same(text: str) -> None:
    assert not any(map(is_raw, visible(text)))
    assert visible(visible(text)) == visible(text)
    written = visible_json(json.dumps(text, ensure_ascii=False))
    assert not any(map(is_raw, written))
    assert json.loads(written) == text


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"])))
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert visible(text) == text


@pytest.mark.attack(
    Promise.SAFE,
    {
        "Escape sequences, bidirectional overrides and control characters in a log line": "escaped",
    },
)
@pytest.mark.parametrize("formatter", [JsonLines(1), PlainLines(logging.Formatter())])
def test_a_log_line_has_none_of_it(formatter: logging.Formatter) -> None:
    record = logging.LogRecord("crawler", logging.INFO, __file__, 1, "%s", (HOSTILE,), None)
    assert not any(map(is_raw, formatter.format(record)))


@pytest.fixture
def hostile(demo: Done, tmp_path: Path) -> dict[str, str]:
    """Make an archive with such a name."""
    path = tmp_path / "hostile.db"
    shutil.copy(demo.address.removeprefix("sqlite:///"), path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE authority SET name = ?", (HOSTILE,))
        connection.execute("UPDATE change SET old_value = ?1, new_value = ?1 WHERE old_value IS NOT NULL", (HOSTILE,))
        connection.execute("UPDATE run SET reasons = ?", (json.dumps([{"code": "trouble", "text": HOSTILE}]),))
    return {"LGSCO_DATABASE_URL": f"sqlite:///{path}"}


@pytest.mark.attack(Promise.SAFE, {"Control characters in names and values that a command prints": "escaped"})
@pytest.mark.parametrize("words", [("changes",), ("changes", "--json"), ("runs",), ("runs", "--json"), ("status",)])
def test_a_command_prints_none_of_it(words: tuple[str, ...], hostile: dict[str, str], tmp_path: Path) -> None:
    ended = commands.lgsco(*words, cwd=tmp_path, given=hostile)
    assert "[2J" in ended.stdout or words == ("status",)
    assert [character for character in ended.stdout if is_raw(character)] == []


@pytest.mark.attack(Promise.SAFE, {"Control characters in exports and reports": "escaped"})
def test_no_file_holds_any_of_it(hostile: dict[str, str], tmp_path: Path) -> None:
    for words in (("export", "csv", "--format", "csv"), ("report", "pages")):
        ended = commands.lgsco(*words, cwd=tmp_path, given=hostile)
        assert ended.returncode == 0, ended.stderr
    written = [*tmp_path.glob("csv/*.csv"), *tmp_path.glob("pages/**/*.html"), *tmp_path.glob("pages/**/*.xml")]
    assert len(written) > 30
    for path in written:
        assert [each for each in path.read_text("utf-8") if is_raw(each)] == [], path
