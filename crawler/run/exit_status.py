"""Exit statuses of a complete run: what cron and systemd see of a verdict."""

from __future__ import annotations

from lgsco_store.terms import RunState

COULD_NOT_START = 2
ANOTHER_RUN_IS_ON = 5

_BY_STATE = {RunState.PUBLISHED: 0, RunState.HELD: 3, RunState.FAILED: 4, RunState.ABANDONED: 4}


def exit_status_for(state: RunState) -> int:
    """Return the exit status for the state of a run; one in progress is another process's."""
    return ANOTHER_RUN_IS_ON if state is RunState.RUNNING else _BY_STATE[state]
