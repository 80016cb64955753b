"""The state of the archive for Prometheus, as a text file that node_exporter's textfile collector picks up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from jobs.monitor.overview import Overview
from jobs.schedule.due import AT_ONCE
from lgsco_store.errors import LgscoError
from lgsco_store.terms import RunState


class MetricsFileError(LgscoError):
    """The file for Prometheus cannot be written."""


def metrics(found: Overview) -> str:
    """Render gauges in the text exposition format, with times in seconds since 1970."""
    return "".join(f"{line}\n" for line in _lines(found))


def write(content: str, path: Path) -> None:
    """Write the file, whole or not at all: the collector may read it at any moment.

    Raises:
        MetricsFileError: it cannot be written.
    """
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_text(content, encoding="utf-8")
        part.replace(path)
    except OSError as error:
        with suppress(OSError):
            part.unlink()
        raise MetricsFileError(f"{path}: cannot be written: {error.strerror}; check its folder and room") from error


def _lines(found: Overview) -> Iterator[str]:
    due = 0 if found.next_due.at == AT_ONCE else _seconds(found.next_due.at)
    yield from _gauge("needs", "Things that need a person.", [("", len(found.needs))])
    yield from _gauge("held_runs", "Held runs that wait for a decision.", [("", len(found.held))])
    yield from _gauge("next_due_seconds", "When the next crawl is due, 0 for at once.", [("", due)])
    if found.last_run is not None:
        run = found.last_run
        states = [(f'{{state="{state}"}}', int(run.state == state)) for state in RunState]
        yield from _gauge("last_run", "The newest run.", [("", run.run_id)])
        yield from _gauge("last_run_state", "1 for the state of the newest run.", states)
        yield from _gauge("last_run_start_seconds", "When it began.", [("", _seconds(run.started_at))])
    if found.last_success is not None:
        ended = _seconds(found.last_success)
        yield from _gauge("last_success_seconds", "When the newest published run ended.", [("", ended)])
    for name in ("read", "partial", "unread", "withdrawn"):
        years = [(f'{{year="{line.year}"}}', getattr(line, name)) for line in found.coverage]
        yield from _gauge(f"letters_{name}", f"Letters {name}, by year.", years)


def _gauge(name: str, meaning: str, samples: Iterable[tuple[str, int]]) -> Iterator[str]:
    yield f"# HELP lgsco_{name} {meaning}"
    yield f"# TYPE lgsco_{name} gauge"
    yield from (f"lgsco_{name}{labels} {value}" for labels, value in samples)


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
