"""The decision dates that a run covers, from the arguments of its caller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from crawler.run.scope import ScopeError
from crawler.site.decisions.addresses import Window
from lgsco_store.runs.season import local_day

WEEKS = 26
"""The default number of weeks that a run goes back: most revisions happen within that time."""


ARGUMENTS = ("from", "to", "weeks")
"""The arguments that select dates."""

# The Ombudsman publishes a decision six weeks after its date at the earliest.
_UNPUBLISHED = timedelta(weeks=6)


def requested_window(given: Mapping[str, str]) -> Window:
    """Return the window that the arguments of a spider request, as of today in London.

    Raises:
        ScopeError: they request none.
    """
    first, last, weeks = (given.get(name, "") for name in ARGUMENTS)
    return window(first, last, weeks, london_day())


def london_day() -> date:
    """Return today's date in London."""
    return local_day(datetime.now(UTC))


def window(first: str, last: str, weeks: str, today: date) -> Window:
    """Return the window from a first and a last day; without a first, whole weeks back from the last.

    Raises:
        ScopeError: a word is not a day or number, both a first day and weeks are given, or the window is empty.
    """
    if first and weeks:
        raise ScopeError("from and weeks both say where to begin: give one of them")
    end = _day("to", last) if last else today
    back = end - timedelta(weeks=_weeks(weeks))
    begin = _day("from", first) if first else back - timedelta(days=back.weekday())
    try:
        return Window(begin, end)
    except ValueError:
        raise ScopeError(
            f"from {begin} to {end}: the first day is after the last; give the earlier day first"
        ) from None


def parts(whole: Window) -> list[Window]:
    """Divide a window at every Monday, earliest part first.

    The parts are calendar weeks, whatever the day of the run, so that the same addresses are requested every time.
    """
    sunday = min(whole.first + timedelta(days=6 - whole.first.weekday()), whole.last)
    rest = sunday + timedelta(days=1)
    return [Window(whole.first, sunday), *(Window(rest, whole.last).parts(7) if rest <= whole.last else ())]


def must_have_decisions(week: Window, today: date, retention: int) -> bool:
    """Return whether the site must list a week's decisions: all are published, and none is taken down yet.

    ``retention`` is the number of years after which statements are taken down.
    """
    return week.last <= today - _UNPUBLISHED and week.first > today - timedelta(days=365 * retention)


def _day(name: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ScopeError(f"{name}: {text!r} is not a day: give one such as 2025-01-31") from None


def _weeks(text: str) -> int:
    if not text:
        return WEEKS
    if not (text.isdecimal() and 0 < int(text) <= 52 * 100):
        raise ScopeError(f"weeks: {text!r} is not a number of weeks: give one such as 26")
    return int(text)
