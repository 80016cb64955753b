"""The order in which letters print the columns of their tables.

If cells have no places, a value is matched to its label by count alone. The sums do not depend on the order, so an
unknown column may be a renamed one, or a stray cell that shifts all others; only its place among the known columns
shows which.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from crawler.reading.squeezed_text import squeezed

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
    """Return whether one column alone is unknown, and is in the place of the one label that the table lacks."""
    unknown = [at for at, label in enumerate(labels) if label in set(strange)]
    return len(unknown) == 1 and any(_fits(labels, unknown[0], order) for order in _KNOWN)


def is_whole(labels: Sequence[str]) -> bool:
    """Return whether no label of a table is missing: a lost label goes unnoticed if its value, a zero, is lost too."""
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
