"""In which order letters print the columns of their tables.

Where cells have no places, a value is its label's by count alone. The sums don't care about the order, so a column that
is not known may be a renamed one, or a stray cell that shifts all others; only its place among the known ones tells.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.reading.wording import squeezed

_ORDERS = (
    (
        "Adult Care Services|Benefits|Children and family services|Education|Housing|Other|Planning & building control"
        "|Public finance|Transport and highways|Total"
    ),
    (
        "Adult Care Services|Benefits and Tax|Corporate and Other Services|Education and Children's Services"
        "|Environment Services|Highways and Transport|Housing|Other|Planning and Development|Total"
    ),
    (
        "Adult Care Services|Benefits and Tax|Corporate and Other Services|Education and Children's Services"
        "|Environment Services|Highways and Transport|Housing|Planning and Development|Other|Total"
    ),
    ("MI reps|LS|M reps|NM reps|No mal|Omb disc|Outside jurisdiction|Premature complaints|Total excl premature|Total"),
    ("MI reps|LS|M reps|NM reps|No mal|Omb disc|Outside jurisdiction|Total"),
    (
        "Investigation not justified & Other|No power to investigate|No reason to use exceptional power to investigate"
        "|Not enough evidence of fault|No or minor injustice & Other|Injustice remedied during enquiries|Report|Total"
    ),
    (
        "Investigation not justified & Other|No power to investigate|Not enough evidence of fault"
        "|No or minor injustice & Other|Injustice remedied during enquiries|Report|Total"
    ),
    (
        "Upheld|Not Upheld|Advice Given|Closed After Initial Enquiries|Incomplete/Invalid"
        "|Referred Back for Local Resolution|Total"
    ),
    (
        "Incomplete or Invalid|Advice Given|Referred back for Local Resolution|Closed After Initial Enquiries"
        "|Not Upheld|Upheld|Uphold Rate|Total"
    ),
)
_KNOWN = tuple(tuple(map(squeezed, order.split("|"))) for order in _ORDERS)


def is_renamed(labels: Sequence[str], strange: Iterable[str]) -> bool:
    """Whether one column alone is strange, and stands where the one label stands that its table lacks."""
    unknown = [at for at, label in enumerate(labels) if label in set(strange)]
    return len(unknown) == 1 and any(_fits(labels, unknown[0], order) for order in _KNOWN)


def is_whole(labels: Sequence[str]) -> bool:
    """Whether the labels are all of a table: one that is lost goes unnoticed where a nought is lost with it."""
    return any(set(labels) == set(order) for order in _KNOWN)


def _fits(labels: Sequence[str], at: int, order: Sequence[str]) -> bool:
    known = [*labels[:at], *labels[at + 1 :]]
    if not set(known) <= set(order):
        return False
    places = [order.index(label) for label in known]
    first = places[at - 1] if at else -1
    last = places[at] if at < len(places) else len(order)
    lost = set(range(len(order))) - set(places)
    return places == sorted(places) and len(lost) == 1 and first < min(lost) < last
