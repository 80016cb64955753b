"""Where the output of a command goes: a terminal or a file of any encoding, and a disk that may be full."""

from __future__ import annotations

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

# A full disk or quota, and a limit on the size of files.
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def written(status: int) -> Iterator[None]:
    """Write characters that the output lacks as escapes; if the disk is full, say so and end with a status."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        yield
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        click.echo("lgsco: not everything could be written, the disk is full: free some space and repeat it", err=True)
        _give_up()
        raise SystemExit(status) from None


def _give_up() -> None:
    """Drop what is still to be written, which Python would try once more as it ends."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
