"""Report errors that a person can fix."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from crawler.run import exit_status
from jobs.run.crawl_process import UnsettledError
from jobs.terminal import echo
from lgsco_store.errors import LgscoError
from lgsco_store.runs.ledger import AnotherRunIsOn
from lgsco_store.terms import RunState

P = ParamSpec("P")


def plainly(command: Callable[P, None]) -> Callable[P, None]:
    """Report such an error in one line and an exit status, never as a traceback."""

    @wraps(command)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except AnotherRunIsOn as error:
            _refuse(error, exit_status.ANOTHER_RUN_IS_ON)
        except UnsettledError as error:
            _refuse(error, exit_status.exit_status_for(RunState.FAILED))
        except LgscoError as error:
            _refuse(error, exit_status.COULD_NOT_START)

    return wrapper


def _refuse(error: LgscoError, status: int) -> None:
    echo.line(f"lgsco: {error}", err=True)
    sys.exit(status)
