"""Which columns of a table before 2014 add up to which, whatever columns the table has."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from crawler.reading.findings import Key

_TOTAL, _MOST, _PREMATURE = "total", "total_excluding_premature", "premature_complaints"


def sums(keys: Collection[Key]) -> list[tuple[Key, tuple[Key, ...]]]:
    """Return each total of a complete table with its parts, in the order of the columns; none if it has no total."""
    by_category = {category: (measure, category) for measure, category in keys}
    if _TOTAL not in by_category:
        return []
    if _MOST not in by_category:
        return [(by_category[_TOTAL], _others(keys, {_TOTAL}))]
    first = (by_category[_MOST], _others(keys, {_TOTAL, _MOST, _PREMATURE}))
    return [first, (by_category[_TOTAL], _others(keys, {_TOTAL} | {key[1] or "" for key in first[1]}))]


def _others(keys: Iterable[Key], but: Collection[str]) -> tuple[Key, ...]:
    return tuple(key for key in keys if key[1] not in but)
