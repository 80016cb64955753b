"""What the archive holds of a council's decisions, public reports and service improvements.

No sentence takes what is not in the archive for what does not exist.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from jobs.report.words.numbers import count, day, period, plural
from lgsco_store.terms import Kind

NOT_KNOWN = "not known"
"""The word for what a page does not print, or what was not read."""

_MONTHS = 60
_YEARS = 24


def decisions(name: str, dates: Sequence[date | None], every: int) -> str:
    """Say how many decisions about a council the archive holds, and of which days; ``every`` counts all bodies'."""
    if not dates:
        return _none("decision", every, f"is about {name}", f"is not about {name}")
    known = sorted(each for each in dates if each)
    held = f"{plural(len(dates), 'decision')} about {name} {'is' if len(dates) == 1 else 'are'} in this archive"
    if not known:
        return f"{_first(held)}."
    if len(known) < len(dates):
        return f"{_first(held)}; those with a date were made {_between(known[0], known[-1])}."
    return f"{_first(held)}, made {_between(known[0], known[-1])}."


def _between(first: date, last: date) -> str:
    return f"on {day(first)}" if first == last else f"from {day(first)} to {day(last)}"


def _none(what: str, every: int, none_is: str, one_is_not: str) -> str:
    """Say that a council has none of what the archive holds, as far as that is anything."""
    if not every:
        return f"This archive holds no {what}s."
    if every == 1:
        return f"The one {what} in this archive {one_is_not}."
    return f"None of the {every:,} {what}s in this archive {none_is}."


def _first(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def gone(number: int, of: int, place: str = "the Ombudsman’s site") -> str:
    """Say how many of some publications the site no longer has; nothing if it has all."""
    if not number:
        return ""
    if of == 1:
        return f"It is no longer on {place}."
    if number == of:
        return f"None of them is on {place} any longer."
    return f"{_first(count(number))} of them {'is' if number == 1 else 'are'} no longer on {place}."


def tie(year: int, upheld: int, published: int, state: str) -> str:
    """Say how many of the upheld decisions that a letter counts are in the archive."""
    start = f"The letter of {period(year)} counts {plural(upheld, 'upheld decision') if upheld else 'none upheld'};"
    held = f"this archive has {count(published) if published else 'none'} upheld in that year"
    match state:
        case "same":
            return f"{start} {held}." if published < 2 else f"{start} this archive has as many upheld in that year."  # noqa: PLR2004 -- "as many" are several
        case "fewer":
            return f"{start} {held}. The Ombudsman does not publish every decision."
        case "too_early":
            return (
                f"{start} {held}. More may follow: the Ombudsman publishes a decision six weeks later at the earliest."
            )
        case "too_old":
            return f"{start} {held}. Others may have left the site before the archive began."
        case _:
            return f"{start} {held}. The two numbers contradict each other."


def reports(name: str, number: int, open_: int) -> str:
    """Say how many public reports about a council are among the decisions, and how many are open."""
    if not number:
        return f"No public report about {name} is in this archive."
    if number == 1:
        return f"One public report about {name} is in this archive{', and it is open' if open_ else ''}."
    tail = f", {count(open_)} of them open" if open_ else ""
    return f"{number:,} public reports about {name} are in this archive{tail}."


def listed_reports(number: int, *, more: bool) -> str:
    """Say how many public reports a council's page lists that are not among the decisions; at least one."""
    which = f"{count(number)} more" if more else plural(number, "public report")
    decisions_are = "decision is" if number == 1 else "decisions are"
    return f"The council’s page at the Ombudsman lists {which}, whose {decisions_are} not in this archive."


LISTED = "The decision is not in this archive, so whether the report is open is not known."


def everything(decisions_: int, improvements_: int) -> str:
    """Say how much of both the archive holds, at least one of them, and where each council's own are."""
    parts = [(decisions_, "decision"), (improvements_, "service improvement")]
    held = " and ".join(plural(number, what) for number, what in parts if number)
    return f"This archive holds {held}. Each council’s page lists its own, with a search."


def open_reports(number: int) -> str:
    """Say how many public reports about councils are open; at least one."""
    satisfied = "that the Ombudsman is satisfied with the response"
    if number == 1:
        return f"One public report about a council is open: its page does not say {satisfied}."
    open_ = f"{number:,} public reports about councils are open: their pages do not say {satisfied}."
    return f"{open_} The oldest come first."


OPEN = "Open: its page does not say that the Ombudsman is satisfied with the response."


def age(first: date, last: date) -> str:
    """Return the time between two days in words: in days, then in months, then in years."""
    days = (last - first).days
    if days < _MONTHS:
        return plural(days, "day") if days else "less than a day"
    months = 12 * (last.year - first.year) + last.month - first.month - (last.day < first.day)
    return plural(months, "month") if months < _YEARS else plural(months // 12, "year")


def open_report(decided: date | None, seen: date, consider_by: date | None) -> str:
    """Say how old an open report was when it was last seen, and by when the council was to consider it."""
    since = f", {age(decided, seen)} after the report" if decided else ""
    sentence = f"Still open when last seen, on {day(seen)}{since}."
    if consider_by is None:
        return sentence
    return f"{sentence} The council {'was' if consider_by <= seen else 'is'} to consider it by {day(consider_by)}."


def satisfied(on: date, seen: datetime | None) -> str:
    """Say when the Ombudsman was satisfied with the response to a report, and when the archive first saw that."""
    first = f" This archive first saw that on {day(seen)}." if seen else ""
    return f"The Ombudsman was satisfied with the response on {day(on)}.{first}"


NEVER_SATISFIED = "As long as it was there, its page did not say that the Ombudsman was satisfied with the response."


def improvements(name: str, number: int, every: int) -> str:
    """Say how many service improvements of a council the archive holds."""
    if not number:
        return _none("service improvement", every, f"was agreed to by {name}", f"was not agreed to by {name}")
    if number == 1:
        return f"One service improvement that {name} agreed to is in this archive."
    return f"{number:,} service improvements that {name} agreed to are in this archive."


def withdrawn(noticed: datetime | None) -> str:
    """Say that a decision is gone while it is young."""
    return (
        f"No longer on the Ombudsman’s site{_noticed(noticed)}. "
        "The Ombudsman takes a decision down for a time while it is under review."
    )


def expired(noticed: datetime | None) -> str:
    """Say that a decision is gone at the age at which decisions are taken down."""
    return f"No longer on the Ombudsman’s site{_noticed(noticed)}, as is usual at its age."


def removed(noticed: datetime | None) -> str:
    """Say that an improvement is no longer on its list."""
    return f"No longer on the list{_noticed(noticed)}."


def back(at: datetime) -> str:
    """Say that something was gone that is back by now."""
    return f"It was gone for a time{_noticed(at)}."


_BEFORE = {
    "outcome": "Its outcome was “{}” before",
    "decision_date": "It was dated {} before",
    "decided_on": "It was dated {} before",
    "category": "It was under “{}” before",
    "sub_category": "It was under “{}” before",
    "reference": "Its reference was {} before",
    "satisfied_on": "The day of the satisfactory response was {} before",
    "text": "It read “{}” before",
}
_DAYS = {"decision_date", "decided_on", "satisfied_on"}
_WORDS = {None, "summary", "actions"}


def revised(kind: str, field: str | None, old: str | None, at: datetime) -> str:
    """Say what the Ombudsman changed about a publication; nothing if it had not printed that field before."""
    if kind == Kind.RESTORED:
        return f"On the Ombudsman’s site again{_noticed(at)}."
    if kind == Kind.REWORDED and field in _WORDS:
        return f"Its words were changed{_noticed(at)}."
    if old is None or field not in _BEFORE:
        return ""
    before = day(date.fromisoformat(old)) if field in _DAYS else old
    return f"{_BEFORE[field].format(before)}{_noticed(at)}."


def _noticed(at: datetime | None) -> str:
    return f" (noticed {day(at)})" if at else ""
