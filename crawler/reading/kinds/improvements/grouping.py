"""Which fields belong to which improvement, where only the order of the page says it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from crawler.reading.findings import missing
from crawler.reading.kinds.improvements import columns
from crawler.reading.kinds.improvements.columns import Column
from lgsco_store.records import Issue

Fields = Mapping[Column, str]
"""The fields of one improvement, or fields without one: those of the improvement before them, or after."""


def entries(texts: Iterable[str]) -> list[Fields]:
    """Return what texts below one another say; a label alone is about the text below it."""
    found: list[Fields] = []
    waiting: Column | None = None
    for text in texts:
        label = columns.column(text)
        if label is not None:
            waiting = label
            continue
        fields = columns.fields(text)
        if waiting is not None and set(fields) == {Column.TEXT}:
            fields = {waiting: text}
        waiting = None
        found.append(fields)
    return found


def is_grid(texts: Iterable[str]) -> bool:
    """Return whether texts below one another were a table: labels follow one another, then values without labels."""
    shape = ("l" if columns.column(text) else "p" if columns.labelled(text) else "v" for text in texts)
    return re.search("ll+vv", "".join(shape)) is not None


def items(groups: Sequence[Sequence[Fields]]) -> tuple[list[Fields], list[Issue]]:
    """Return the improvements of a page with their fields; ``groups`` are the parts between its headings.

    A field before the first improvement, or after the last, says on which side of theirs all of its kind are. Fields
    whose side is unknown, or which contradict one another, are left out, and reported.
    """
    before = {name for group in groups for name in _names(group[: _first(group)])}
    behind = {name for group in groups for name in _names(group[_last(group) + 1 :])}
    unclear = (before & behind) | {name for group in groups for name in _unclear(group, before, behind)}
    found = [each for group in groups for each in _placed(group, before - unclear, behind - unclear)]
    return found, [_issue(name, groups) for name in sorted(unclear)]


def _unclear(group: Sequence[Fields], before: set[Column], behind: set[Column]) -> Iterator[Column]:
    """Yield the kinds of fields of which the improvement is not certain."""
    for above, names, below in _between(group):
        yield from (name for name, count in Counter(names).items() if count > 1)
        yield from (name for name in names if name not in before | behind)
        yield from (name for name in names if name in (below if name in before else above))
        first = next((at for at, name in enumerate(names) if name in before), len(names))
        if any(name in behind for name in names[first:]):
            yield from names


def _between(group: Sequence[Fields]) -> Iterator[tuple[Fields, list[Column], Fields]]:
    """Yield the names of the fields between two improvements, or at an end, with these improvements."""
    above: Fields = {}
    names: list[Column] = []
    for each in group:
        if Column.TEXT in each:
            yield above, names, each
            above, names = each, []
        else:
            names += _names([each])
    yield above, names, {}


def _placed(group: Sequence[Fields], before: set[Column], behind: set[Column]) -> Iterator[Fields]:
    """Yield each improvement of a group with the fields around it."""
    found: list[dict[Column, str]] = []
    coming: dict[Column, str] = {}
    for each in group:
        if Column.TEXT in each:
            found.append({**coming, **each})
            coming = {}
        else:
            coming |= {name: value for name, value in each.items() if name in before}
            if found:
                found[-1].update({name: value for name, value in each.items() if name in behind})
    return iter(found)


def _issue(name: Column, groups: Sequence[Sequence[Fields]]) -> Issue:
    if not any(Column.TEXT in each for group in groups for each in group):
        first = next(each[name] for group in groups for each in group if name in each)
        return missing("improvement_missing", f"There is no improvement with the {name} {first!r}.")
    message = f"It is not certain which improvement has which {name}, so they were left out; check the page."
    return missing("fields_unclear", message)


def _names(group: Iterable[Fields]) -> list[Column]:
    return [name for each in group for name in each if name is not Column.YEAR]


def _first(group: Sequence[Fields]) -> int:
    return next((at for at, each in enumerate(group) if Column.TEXT in each), len(group))


def _last(group: Sequence[Fields]) -> int:
    return next((at for at in range(len(group) - 1, -1, -1) if Column.TEXT in group[at]), -1)
