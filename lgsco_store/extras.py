"""Libraries that only some commands need; each comes with an optional extra of the package."""

from __future__ import annotations

import shlex
import sys
from importlib import import_module
from typing import Any

from lgsco_store.errors import LgscoError


class ExtraMissingError(LgscoError):
    """A library of an extra is needed and not installed; the text has the command that installs it."""

    def __init__(self, purpose: str, extra: str) -> None:
        python = shlex.quote(sys.executable)
        super().__init__(
            f"{purpose} needs the extra {extra}; in the project's folder: {python} -m pip install '.[{extra}]'"
        )


def load(library: str, *, extra: str, purpose: str) -> Any:
    """Import a library that may not be installed.

    Raises:
        ExtraMissingError: it is not installed.
    """
    try:
        return import_module(library)
    except ModuleNotFoundError:
        raise ExtraMissingError(purpose, extra) from None
