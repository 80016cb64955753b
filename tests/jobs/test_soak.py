"""A year of the soak: the whole job with a simulated clock, and with all kinds of trouble."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.soak import START, Soak, soak
from lgsco_store.terms import RunState

pytestmark = [
    pytest.mark.slow,
    pytest.mark.nightly,
    pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning"),
]


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Soak:
    folder: Path = tmp_path_factory.mktemp("soak")
    return soak(f"sqlite:///{folder / 'soak.db'}", years=1, seed=16)


def test_a_year_passes_without_a_fault_with_runs_published_refused_and_killed(lived: Soak) -> None:
    assert (lived.now - START).days >= 365
    assert len(lived.served) > 5
    assert lived.hook.titles == lived.expected
    assert lived.expected
    ends = {state for state, _ in lived.states().values()}
    assert ends == {RunState.PUBLISHED, RunState.DISCARDED, RunState.ABANDONED}


def test_the_soak_sees_a_version_too_few_too_many_and_a_call_that_nothing_caused(lived: Soak) -> None:
    run_id = max(run_id for run_id, state in lived.seen.items() if state is RunState.PUBLISHED)
    invented = ("kent-county-council", 2024, "0" * 64)
    lived.served[run_id].add(invented)
    assert lived.faults() == [f"{invented} was served in a published run and is not in the archive"]
    served, lived.served = lived.served, {}
    assert len(lived.faults()) == len(set().union(*served.values()) - {invented})
    lived.served = served
    lived.served[run_id].discard(invented)
    lived.hook.calls.append(("Ombudsman's letters: a run failed", ""))
    assert len(lived.faults()) == 1
    lived.hook.calls.pop()
    assert lived.faults() == []
