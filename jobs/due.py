"""When the next crawl is due, worked out from what the ledger holds; pure.

Times are meant in London, where the Ombudsman publishes, at an hour that no change of clocks touches.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from lgsco_store.settings import Settings

LONDON = ZoneInfo("Europe/London")

# The clocks change between 01:00 and 02:00.
HOUR = time(5, 0)

# Letters go out in May since 2025, went out in July before, and appear on the site up to four weeks later.
SEASON_MONTHS = range(5, 9)


# What was due before anything happened.
AT_ONCE = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Due:
    """The moment from which a crawl is due, in UTC, and why."""

    at: datetime
    why: str

    def __str__(self) -> str:
        when = "at once" if self.at == AT_ONCE else f"{self.at:%Y-%m-%d %H:%M} UTC"
        return f"{when} ({self.why})"


def next_due(last_done: datetime | None, last_failed: datetime | None, chosen: Settings) -> Due:
    """When the next crawl of everything is due.

    Args:
        last_done: when the last crawl of everything that came to a verdict began; None where there was none.
        last_failed: when a crawl that came to none after that ended, None where none did.
        chosen: the settings in force.
    """
    if last_done is None:
        due = Due(AT_ONCE, "nothing has been crawled yet")
    else:
        due = min(_yearly(last_done, chosen), _season(last_done, chosen), key=lambda each: each.at)
    if last_failed is None:
        return due
    retry = last_failed + timedelta(hours=chosen.retry_hours)
    return due if due.at > retry else Due(retry, f"{due.why}; the last try failed")


def _yearly(last_done: datetime, chosen: Settings) -> Due:
    month, day = (int(part) for part in chosen.yearly_day.split("-"))
    year = last_done.astimezone(LONDON).year
    moments = (_moment(date(each, month, day)) for each in (year, year + 1))
    return Due(next(moment for moment in moments if moment > last_done), "the yearly run")


def _season(last_done: datetime, chosen: Settings) -> Due:
    day = last_done.astimezone(LONDON).date() + timedelta(days=chosen.season_interval_days)
    if day.month not in SEASON_MONTHS:
        day = date(day.year + (day.month >= SEASON_MONTHS.stop), SEASON_MONTHS.start, 1)
    return Due(_moment(day), "letters appear from May to August")


def _moment(day: date) -> datetime:
    return datetime.combine(day, HOUR, LONDON).astimezone(UTC)
