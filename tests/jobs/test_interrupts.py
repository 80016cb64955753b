"""Ctrl-C and SIGTERM end a command with one line and the exit status of the signal."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from click.testing import CliRunner

from jobs.cli import main
from jobs.commands import status
from tests.attacks import Promise


def _signalled() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


def _from_keyboard() -> None:
    raise KeyboardInterrupt


def _while_a_class_is_created() -> None:
    """Python 3.11 reports an interrupt in ``__set_name__`` like this."""
    raise RuntimeError("Error calling __set_name__") from KeyboardInterrupt()


@pytest.mark.attack(
    Promise.ENDS, {"Ctrl-C or SIGTERM in the middle of a command": "one line, exit status 130 or 143, and no other's"}
)
@pytest.mark.parametrize(
    ("interrupt", "expected"), [(_from_keyboard, 130), (_signalled, 143), (_while_a_class_is_created, 130)]
)
def test_an_interrupt_has_an_exit_status_of_its_own(
    interrupt: Callable[[], None], expected: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A status of 1 would mean that something needs a person."""
    before = signal.getsignal(signal.SIGTERM)
    monkeypatch.setattr(status, "load_settings", interrupt)
    ended = CliRunner().invoke(main, ["status"])
    assert (ended.exit_code, ended.output) == (expected, "lgsco: interrupted\n")
    assert signal.getsignal(signal.SIGTERM) is before


def test_another_error_is_none_of_these(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails() -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(status, "load_settings", fails)
    assert str(CliRunner().invoke(main, ["status"]).exception) == "a bug"
