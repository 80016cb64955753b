"""Report a wrong argument in one line that says what, where and what to do; click would print three."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

import click

from jobs.terminal import echo


class OneLineError(click.UsageError):
    """A wrong argument that is reported in one line, like every other error."""

    def show(self, file: IO[Any] | None = None) -> None:
        """Print the line."""
        del file
        echo.line(self.message, err=True)


@contextmanager
def in_one_line() -> Iterator[None]:
    """Report a wrong argument in one line; a command without any shows its help."""
    try:
        yield
    except (OneLineError, click.exceptions.NoArgsIsHelpError):
        raise
    except click.UsageError as error:
        raise OneLineError(_line(error), error.ctx) from None


def _line(error: click.UsageError) -> str:
    """Return the line; an error about a value says what would be right, and for any other the help does."""
    where = error.ctx.command_path if error.ctx else "lgsco"
    is_of_value = isinstance(error, click.BadParameter) and not isinstance(error, click.MissingParameter)
    what = " ".join(error.format_message().split())
    if is_of_value:
        return f"{where}: {what}"
    return f"{where}: {what}{'' if what.endswith(('.', '?')) else '.'} See `{where} --help`."
