"""The season in which the letters of a year appear: one value for the schedule, the verdict and the texts. Pure.

Days are those of London, where the Ombudsman publishes.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


@dataclass(frozen=True, slots=True)
class Season:
    """The first and the last month, and the month and day by which the letters of the year must have appeared."""

    first: int
    last: int
    due: tuple[int, int]

    def __str__(self) -> str:
        first, last = (calendar.month_name[month] for month in (self.first, self.last))
        return first if first == last else f"{first} to {last}"

    def start(self, year: int) -> date:
        """Return the first day of a year's season."""
        return date(year, self.first, 1)

    def next_day(self, day: date) -> date:
        """Return the same day if it is in season, otherwise the first day of the next season."""
        if day.month > self.last:
            return self.start(day.year + 1)
        return max(day, self.start(day.year))

    def is_due(self, day: date) -> bool:
        """Return whether the letters of the day's year must have appeared by that day."""
        return (day.month, day.day) >= self.due


def local_day(moment: datetime) -> date:
    """Return the day of a moment in London; its year is that of the letters that appear in its season."""
    return moment.astimezone(LONDON).date()
