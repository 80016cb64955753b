"""Tables at terminals of any width, and without one: every figure complete, no line too long, nothing lost."""

from __future__ import annotations

import io
import re
import sys
from collections import Counter
from contextlib import redirect_stdout
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from rich.cells import cell_len

from jobs.terminal import tables
from tests.jobs import commands
from tests.jobs.commands import Done
from tests.jobs.test_terminal import on_a_terminal

HEADS = ("run", "authority", "what", "old", "new")
ROWS = [
    (
        1,
        "bournemouth-christchurch-and-poole-council",
        "complaints_received / education_and_childrens_services",
        57,
        5600,
    ),
    (2, "kent-county-council", "uphold_rate", 65.5, None),
]
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
COLOURS = re.compile(r"\x1b\[(?:\d+;)*3[0-7]m")


def shown(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int | None) -> str:
    """Return the output at a terminal of this width, or without one."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    if width is not None:
        monkeypatch.setenv("FORCE_COLOR", "1")
        monkeypatch.setenv("COLUMNS", str(width))
    tables.show(HEADS, ROWS, "a title")
    return capsys.readouterr().out


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_terminal_and_no_figure_is_cut(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], width: int
) -> None:
    plain = ESCAPES.sub("", shown(monkeypatch, capsys, width))
    assert max(map(cell_len, plain.splitlines())) <= width
    for figure in ("57", "5600", "65.5"):
        assert re.search(rf"(?<![\d.]){re.escape(figure)}(?![\d.])", plain), plain
    assert "…" not in plain
    letters = "".join(plain.split())
    for word in ("a title", *HEADS):
        assert word.replace(" ", "") in letters


def test_too_narrow_a_terminal_gets_a_line_for_each_cell(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    plain = ESCAPES.sub("", shown(monkeypatch, capsys, 40))
    assert "run        1\n" in plain
    assert "authority  bournemouth-christchurch-and-poole-council\n" in plain
    assert "new        5600\n" in plain
    assert plain.count("new ") == 1


def test_where_there_is_no_terminal_each_row_is_one_whole_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed = shown(monkeypatch, capsys, None)
    assert "\x1b" not in printed
    for row in ROWS:
        [line] = [line for line in printed.splitlines() if str(row[1]) in line]
        assert line.split() == [word for cell in row if cell is not None for word in str(cell).split()]


def test_words_of_state_have_colours_on_a_terminal_alone_and_not_with_no_color(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    monkeypatch.setenv("TERM", "xterm-256color")
    seen = {}
    for name, environment in {
        "pipe": {},
        "terminal": {"FORCE_COLOR": "1"},
        "plain": {"FORCE_COLOR": "1", "NO_COLOR": "1"},
    }.items():
        with monkeypatch.context() as patched:
            patched.delenv("NO_COLOR", raising=False)
            for variable, value in environment.items():
                patched.setenv(variable, value)
            tables.show(("state",), [("held",)])
            tables.say("needs a person: run 3 is held")
        seen[name] = bool(COLOURS.search(capsys.readouterr().out.replace("\x1b[1;31m", "\x1b[31m")))
    assert seen == {"pipe": False, "terminal": True, "plain": False}


LETTERS = "".join(map(chr, range(0x21, 0x7F)))
TEXTS = st.lists(st.text(LETTERS, min_size=1, max_size=60), min_size=2, max_size=2)
NUMBERS = st.lists(st.integers(-(10**9), 10**9), min_size=2, max_size=2)


@settings(max_examples=40)
@example([["0", "0"], [0, 0], [0, -10000000]], 20)
@given(st.lists(st.one_of(TEXTS, NUMBERS), min_size=1, max_size=5), st.integers(20, 150))
def test_a_table_fits_without_breaking_numbers_or_losing_letters(columns: list[list[object]], width: int) -> None:
    heads = [f"head{number}" for number in range(len(columns))]
    printed = io.StringIO()
    with pytest.MonkeyPatch.context() as patched, redirect_stdout(printed):
        patched.setenv("FORCE_COLOR", "1")
        patched.setenv("COLUMNS", str(width))
        tables.show(heads, list(zip(*columns, strict=True)))
    lines = ESCAPES.sub("", printed.getvalue()).splitlines()
    floors = [
        max(5, *(len(str(cell)) if isinstance(cell, int) else min(len(str(cell)), 16) for cell in cells))
        for cells in columns
    ]
    is_table = any("─" in line for line in lines)
    assert is_table == (sum(floors) + 2 * len(columns) + 1 <= width)
    for number in (cell for cells in columns for cell in cells if isinstance(cell, int)):
        assert any(str(number) in line.split() for line in lines)
    if is_table:
        assert max(map(len, lines)) <= width
        cells = "".join([*heads, *(str(cell) for cells in columns for cell in cells)])
        assert Counter("".join("".join(lines).replace("─", "").split())) == Counter(cells)


def test_what_the_demonstration_changed_fits_a_real_terminal_and_is_whole_in_a_pipe(demo: Done, tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": demo.address, "COLUMNS": "60"}
    written = on_a_terminal([sys.executable, "-m", "jobs", "changes"], tmp_path, given)
    plain = ESCAPES.sub("", written).replace("\r", "")
    assert max(map(cell_len, plain.splitlines())) <= 60
    piped = commands.lgsco("changes", cwd=tmp_path, given={"LGSCO_DATABASE_URL": demo.address}).stdout
    assert [line.split()[-2:] for line in piped.splitlines() if " uphold_rate " in line and "kent" in line] == [
        ["65", "64"]
    ]
    assert re.search(r"\b65\b", plain)
    assert re.search(r"\b64\b", plain)
