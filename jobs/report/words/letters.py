"""What happened to letters and councils: corrected, withdrawn, restored, missing, merged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from jobs.report.words.numbers import listed, period


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure that changed: its name, and its old and new value as shown."""

    label: str
    old: str
    new: str


def _pairs(pairs: Sequence[Pair]) -> str:
    return "; ".join(f"{each.label} {each.old} before, {each.new} now" for each in pairs)


def corrected(what: str, year: int, pairs: Sequence[Pair], noticed: str) -> str:
    """Say what the Ombudsman corrected; ``what`` is the letter or the web page, ``noticed`` a day in words."""
    listed = f": {_pairs(pairs)}" if pairs else ""
    return f"The Ombudsman corrected the {what} of {period(year)}{listed}. Noticed {noticed}."


def read_better(what: str, year: int, pairs: Sequence[Pair], since: str) -> str:
    """Say what is read better in an unchanged document; never called a correction."""
    listed = f": {_pairs(pairs)}" if pairs else ""
    return f"The {what} of {period(year)} is unchanged, and is now read better{listed}. Since {since}."


def withdrawn(what: str, year: int, noticed: str) -> str:
    """Say that the site no longer has a publication."""
    return (
        f"The {what} of {period(year)} is no longer on the Ombudsman’s site (noticed {noticed}). "
        "Its figures are shown as they last stood and count in no average, place or total."
    )


def restored(what: str, year: int, noticed: str, *, same: bool) -> str:
    """Say that the site has a publication again."""
    how = "unchanged" if same else "with changes"
    return f"The {what} of {period(year)} is on the Ombudsman’s site again (noticed {noticed}), {how}."


def saved_again(what: str, year: int) -> str:
    """Say that only the file has changed."""
    return f"The {what} of {period(year)} was saved again: another file, the same words and figures."


def reworded(what: str, year: int) -> str:
    """Say that the words have changed and the figures have not."""
    return f"The {what} of {period(year)} has other words and the same figures."


def moved(what: str, year: int) -> str:
    """Say that only the address has changed."""
    return f"The {what} of {period(year)} is at another address on the Ombudsman’s site, unchanged."


def missing(year: int, newest: int | None) -> str:
    """Say that there is no letter of a year, and which one is the newest."""
    if newest is None:
        return "There is no letter about this council in the archive."
    return f"There is no letter of {period(year)} in the archive. The newest is that of {period(newest)}."


def unread(year: int) -> str:
    """Say that a letter exists but its figures could not be read."""
    return f"The letter of {period(year)} could not be read. It can be opened below."


def no_statistics(year: int) -> str:
    """Say that a letter has no figures to read."""
    return f"The letter of {period(year)} came without its page of statistics."


def ended(name: str, day: str, successors: Sequence[str], later: int | None = None) -> str:
    """Say when a council ended, who took its place, and whether figures were still printed ``later``."""
    took = f" {listed(successors)} took its place." if successors else ""
    still = f" The Ombudsman still printed figures for {period(later)}, after it had ended." if later else ""
    return f"{name} ended on {day}.{took}{still}"


def began(name: str, day: str | None, predecessors: Sequence[str]) -> str:
    """Say when a council began, if that is known, and in whose place."""
    start = f"{name} began on {day}, in place of" if day else f"{name} took the place of"
    return f"{start} {listed(predecessors)}. Their letters are shown under their own names and are never added up."


def merged(successor: str) -> str:
    """Say who took over from a council that the page names already."""
    return f"{successor} took its place."


PAGE_MOVED = "Its page is at another address on the Ombudsman’s site."


def renamed(old: str, new: str) -> str:
    """Say that the site spells a council's name differently."""
    return f"The Ombudsman’s site spells its name “{new}”, and spelt it “{old}” before."
