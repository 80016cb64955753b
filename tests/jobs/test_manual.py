"""The manual is true: every command has its help, its page, and examples that parse; shells complete from it."""

from __future__ import annotations

import shlex
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from jobs.cli import COMMANDS, main
from jobs.terminal.help import MANUAL
from lgsco_store.settings import Settings
from tests.jobs import commands, guides

EXAMPLES = [(name, line) for name, entry in MANUAL.items() for line in entry.examples]


def parsed(line: str) -> click.Context:
    """Parse a command line, up to a pipe, as the command itself does, without executing it."""
    program, name, *words = shlex.split(line.partition("|")[0], comments=True)
    assert program == "lgsco"
    context = click.Context(main, info_name="lgsco")
    command = main.get_command(context, name)
    assert command is not None, f"there is no command {name}"
    return command.make_context(name, words, parent=context)


def test_every_command_is_in_the_manual_and_the_other_way_round() -> None:
    assert list(MANUAL) == list(COMMANDS) == main.list_commands(click.Context(main))


def test_the_page_is_what_its_command_gives() -> None:
    # In a process of its own: click keeps the help option of a command that another test called by itself.
    command = [sys.executable, "-m", "jobs.guides.cli"]
    printed = subprocess.run(command, check=True, cwd=commands.ROOT, capture_output=True, text=True)
    assert guides.page("reference/cli.md") == printed.stdout, "run python -m jobs.guides.cli > docs/reference/cli.md"


@pytest.mark.parametrize("name", COMMANDS)
def test_the_summary_and_the_command_itself_begin_alike(name: str) -> None:
    module, summary = COMMANDS[name]
    command: click.Command = getattr(import_module(module), name)
    assert summary.split()[0] == (command.help or "").split()[0]
    assert len(summary) <= 75


@pytest.mark.parametrize("name", COMMANDS)
def test_help_has_usage_examples_and_exit_statuses(name: str) -> None:
    ended = CliRunner().invoke(main, [name, "--help"], terminal_width=80)
    assert ended.exit_code == 0
    assert ended.output.startswith(f"Usage: main {name} ")
    for line in MANUAL[name].examples:
        assert f"    {line}\n" in ended.output
    assert "\n    2  it could not start or finish" in ended.output
    assert max(map(len, ended.output.splitlines())) <= 80


@pytest.mark.parametrize(("name", "line"), EXAMPLES, ids=[line for _, line in EXAMPLES])
def test_an_example_is_a_line_that_its_command_understands(name: str, line: str) -> None:
    assert shlex.split(line)[1] == name
    assert parsed(line).command.name == name


def test_a_line_that_no_command_understands_is_found() -> None:
    with pytest.raises(click.NoSuchOption):
        parsed("lgsco changes --until 2026-05-01")
    with pytest.raises(click.BadParameter):
        parsed("lgsco publish soon")


def test_every_setting_that_is_named_is_one() -> None:
    named = {name for entry in MANUAL.values() for name in entry.settings}
    assert named <= set(Settings.model_fields)


def test_nothing_is_loaded_to_list_the_commands() -> None:
    code = (
        "import sys; from jobs.cli import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: print(sorted({'sqlalchemy', 'scrapy', 'pydantic', 'rich', 'pyarrow'} & set(sys.modules)))"
    )
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("lgsco cr", {"crawl"}),
        (
            "lgsco crawl --",
            {"--kind", "--authority", "--years", "--from", "--to", "--weeks", "--new-site", "--json", "--help"},
        ),
        ("lgsco export --f", {"--format"}),
        ("lgsco re", {"report", "read", "reread"}),
    ],
)
@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_is_reported_how_a_word_goes_on(shell: str, words: str, wanted: set[str], tmp_path: Path) -> None:
    *_, last = words.split()
    given = {
        "_LGSCO_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": last if shell == "fish" else str(len(words.split()) - 1),
    }
    ended = commands.lgsco(cwd=tmp_path, given=given)
    assert ended.returncode == 0, ended.stderr
    lines = ended.stdout.splitlines()
    # zsh gets kind, word and help on separate lines, the other shells kind and word on one.
    offered = lines[1::3] if shell == "zsh" else [line.split(",")[1].split("\t")[0] for line in lines]
    assert set(offered) == wanted


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_shell_gets_its_script_as_the_page_says(shell: str, tmp_path: Path) -> None:
    assert f"_LGSCO_COMPLETE={shell}_source lgsco" in guides.page("reference/cli.md")
    ended = commands.lgsco(cwd=tmp_path, given={"_LGSCO_COMPLETE": f"{shell}_source"})
    assert ended.returncode == 0
    assert f"_LGSCO_COMPLETE={shell}_complete" in ended.stdout


def test_every_option_says_what_it_does_in_a_sentence() -> None:
    for name, (module, _) in COMMANDS.items():
        command: click.Command = getattr(import_module(module), name)
        for option in (each for each in command.params if isinstance(each, click.Option)):
            assert (option.help or "").endswith("."), f"lgsco {name} {option.opts[0]}"
