"""The letters of 2014 to 2018: complaints received by service area, decisions by outcome, complaints remedied.

The labels are those of the letters of 2018; their order may vary, since each value is extracted by its label.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from crawler.reading.findings import (
    Evidence,
    Extraction,
    Findings,
    Key,
    describe_key,
    missing,
    not_applicable,
    printed,
    unreadable,
)
from crawler.reading.input.document import Cell, Line, Word, union
from crawler.reading.layouts import column_tables, remedied
from crawler.reading.layouts.column_tables import Column, Grid
from crawler.reading.layouts.leftovers import may_be_statistic
from crawler.reading.layouts.name_column import LABELS as NAME_LABELS
from crawler.reading.layouts.name_column import without_name_column
from crawler.reading.layouts.orders import is_renamed
from crawler.reading.layouts.own_row import own_rows
from crawler.reading.layouts.run_together import split_cells, split_heading
from crawler.reading.layouts.statistics import Statistics
from crawler.reading.numbers import number
from crawler.reading.squeezed_text import squeezed
from crawler.reading.wording import known_label
from lgsco_store.records import Figure, Issue
from lgsco_store.reference.vocabulary import measures, parts

NAME = "received_and_decided"
LETTERS = range(2014, 2019)

_RECEIVED = "complaintsandenquiriesreceived"
_DECIDED = "decisionsmade"
_NOTES = "notes"
_HEADINGS = frozenset({_RECEIVED, _DECIDED}) | remedied.HEADINGS
_DETAILED = "detailedinvestigations"
_SPANNING = frozenset({_RECEIVED, _DECIDED, "decisions", "made", _DETAILED, f"{_DETAILED}carriedout"})
_RATE = "upholdrate"
_TWO_OF_THREE = 2
_RENAMED = 2
# Lines with digits that are not figures.
_FIXED = re.compile(
    r"for the period ending:? \d{2}/\d{2}/\d{4}|local authority report\b.*|.*\b(?:https?://|www\.)\S+"
    r"|page \d+(?: of \d+)?",
    re.IGNORECASE,
)

Keys = Mapping[str, Key]


def _keys(measure: str) -> dict[str, Key]:
    last = LETTERS.stop - 1
    return {
        squeezed(part.label): (measure, describe_key)
        for describe_key, part in parts(measure).items()
        if part.first_year <= last <= part.last_year
    }


def _tables() -> dict[str, tuple[str, Keys]]:
    """Return, by heading, the measure that a table counts and the meaning of its labels."""
    outcomes = _keys("complaints_decided")
    outcomes["incomplete/invalid"] = outcomes["incompleteorinvalid"]
    outcomes[_RATE] = ("uphold_rate", None)
    return {
        _RECEIVED: ("complaints_received", _keys("complaints_received")),
        _DECIDED: ("complaints_decided", outcomes),
    }


@dataclass
class _ColumnFigures(Extraction):
    """The figures extracted by columns; ``used`` has the words they came from, ``pages`` the page of each word."""

    pages: Mapping[int, int] = field(kw_only=True)
    used: list[Word] = field(default_factory=list)

    def value(self, to: Key, column: Column, *, is_torn: bool = False) -> None:
        """Extract one value by its label, which may be on the page before; the value of a torn label is doubtful."""
        self.used += column.value.words if column.value else ()
        here = column.value.words if column.value and not is_torn else column.head
        column = replace(column, value=None) if is_torn else column
        self.figures.append(_figure(to, column, self.pages[id(here[0])]))
        if column.torn:
            self.doubted.add(to)


def knows(statistics: Statistics) -> bool:
    """Return whether the heading of one of the two tables is there; earlier letters have other tables below it."""
    if statistics.year is not None and statistics.year < LETTERS.start:
        return False
    lines = statistics.lines if statistics.drawn else _behind_headings(statistics.lines)
    return any(_heading(line) in (_RECEIVED, _DECIDED) for line in lines)


def read(statistics: Statistics) -> Findings:
    """Extract both tables and the complaints remedied."""
    taken = _ColumnFigures(pages=_pages(statistics))
    sections = _sections(statistics.lines if statistics.drawn else _behind_headings(statistics.lines))
    for heading, (measure, keys) in _tables().items():
        if heading in sections:
            _take_table(taken, _grid(sections[heading], statistics, keys), measure, keys)
    if _NOTES in sections:
        for column in remedied.columns(sections[_NOTES], statistics):
            taken.value((remedied.LABELS[column.label], None), column)
    taken.issues += _unexplained(statistics.lines, taken.used)
    return taken.findings()


def _pages(statistics: Statistics) -> dict[int, int]:
    """Return the page of each word, by object identity: equal words appear in many places."""
    cells = [(line.page, cell) for line in statistics.lines for cell in line.cells]
    cells += [(table.page, cell) for table in statistics.tables for row in table.rows for cell in row]
    return {id(word): page for page, cell in cells for word in cell.words}


def _behind_headings(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a text, with headings moved to lines of their own if labels follow them."""
    return [part for line in lines for part in split_heading(line, (_RECEIVED, _DECIDED))]


def _heading(line: Line) -> str | None:
    texts = set(map(_among_headings, (line.text, *(cell.text for cell in line.cells))))
    if texts & remedied.HEADINGS:
        return _NOTES
    return next((heading for heading in (_RECEIVED, _DECIDED) if heading in texts), None)


# Every line of every letter passes through here, and letters share most of their lines.
@lru_cache(maxsize=4096)
def _among_headings(text: str) -> str:
    return known_label(text, _HEADINGS)


def _sections(lines: Sequence[Line]) -> dict[str, list[Line]]:
    """Return the lines under each heading, including the heading."""
    sections: dict[str, list[Line]] = {}
    current = None
    for line in lines:
        current = _heading(line) or current
        if current:
            sections.setdefault(current, []).append(line)
    return sections


def _grid(section: Sequence[Line], statistics: Statistics, keys: Keys) -> Grid:
    """Return the columns of a table, without one that names the authority; without values if several rows have them."""
    words = [[Cell((word,)) for cell in line.cells for word in cell.words] for line in section]
    kept, is_own = own_rows(words, statistics.year, len(keys) // 2)
    section = [section[at] for at in kept]
    found = _columns(without_name_column(section) if statistics.drawn else section, statistics, keys)
    columns = [column for column in found.columns if not _is_name(column)]
    return replace(found, columns=tuple(columns if is_own else [replace(column, value=None) for column in columns]))


def _is_name(column: Column) -> bool:
    return column.label in NAME_LABELS and (column.value is None or not column_tables.is_values([column.value]))


def _columns(section: Sequence[Line], statistics: Statistics, keys: Keys) -> Grid:
    chosen = [(table.rows, own_rows(table.rows, statistics.year, len(keys) // 2)) for table in statistics.tables]
    own = [[rows[at] for at in kept] for rows, (kept, is_own) in chosen if is_own]
    ruled = [column_tables.collapsed_grid(rows, keys, _SPANNING) for rows in own]
    fitting = [found for found in ruled if 2 * sum(column.label in keys for column in found.columns) > len(keys)]
    if len(fitting) == 1:
        return fitting[0]
    listed = list(column_tables.listed(section, keys))
    if 2 * len(listed) > len(keys):
        # One label and one value to a line, below each other.
        return column_tables.collapsed_grid(list(zip(*listed, strict=True)), keys, _SPANNING)
    if statistics.drawn:
        return column_tables.drawn_grid(section, keys, _SPANNING)
    apart = [split_cells(line, keys, _SPANNING) for line in section]
    found = column_tables.collapsed_grid([line.cells for line in apart if len(line.cells) > 1], keys, _SPANNING)
    return replace(found, aligned=found.aligned and apart == section)


def _take_table(taken: _ColumnFigures, table: Grid, measure: str, keys: Keys) -> None:
    times = Counter(keys.get(column.label) for column in table.columns)
    remains = column_tables.torn_endings({column.label for column in table.columns}, keys)
    for column in table.columns:
        to = keys.get(column.label)
        if to is not None and times[to] == 1:
            taken.value(to, column, is_torn=column.label in remains)
        else:
            taken.used += column.value.words if column.value else ()
            words = " ".join(word.text for word in column.head)
            taken.issues.append(
                missing("unknown_label", f'The table has a column "{words}", which is unknown.', measure)
            )
    required = {to for label, to in keys.items() if label != _RATE}
    lost = sorted(describe_key(to) for to in required - set(times))
    strange = len(lost) + times[None]
    if set(times.values()) != {1} or not _is_trusted(table, keys, strange) or not _is_in_order(table, keys, lost):
        taken.doubted |= {to for to in times if to is not None}
    if lost:
        taken.issues.append(missing("label_missing", f"The table has no column for {', '.join(lost)}.", measure))


def _is_trusted(table: Grid, keys: Keys, strange: int) -> bool:
    """Return whether values can be matched to their labels: two of three conditions must hold.

    The conditions: every label is known, each value is under its label, the values add up. A blank cell leaves only the
    first two. ``strange`` counts labels that are lost or unknown: a renamed column is both.
    """
    exact = strange == 0
    counts = [column for column in table.columns if column.label != _RATE]
    values = [number(column.value.text) if column.value else None for column in counts]
    known = [value for value in values if value is not None]
    totals = [value for column, value in zip(counts, values, strict=True) if _is_total(column, keys)]
    if len(totals) != 1 or totals[0] is None:
        return exact and table.aligned and len(known) == len(values)
    rest = sum(known) - 2 * totals[0]
    if len(known) < len(values):
        return exact and table.aligned and rest <= 0
    return strange <= _RENAMED and exact + table.aligned + (rest == 0) >= _TWO_OF_THREE


def _is_in_order(table: Grid, keys: Keys, lost: Sequence[str]) -> bool:
    """Return whether no cell can have shifted the others of a text: no label is lost, or one was renamed."""
    labels = [column.label for column in table.columns]
    strange = [label for label in labels if label not in keys]
    is_drawn = any(word.box for column in table.columns for word in column.head)
    return is_drawn or not (strange or lost) or is_renamed(labels, strange)


def _is_total(column: Column, keys: Keys) -> bool:
    return keys.get(column.label, ("", None))[1] == "total"


def _figure(to: Key, column: Column, page: int) -> Figure:
    measure, category = to
    head = " ".join(word.text for word in column.head)
    if column.value is None:
        return unreadable(measure, Evidence(page, union(word.box for word in column.head), head), category)
    text = column.value.text
    at = Evidence(page, column.value.box, f"{head} {text}")
    bare, is_rate = text.removesuffix("%").rstrip(), measures()[measure].unit == "percent"
    value = number(bare)
    if value is not None and is_rate == (bare != text):
        return printed(measure, value, at, category)
    if is_rate and text.casefold() in {"-", "\N{EN DASH}", "n/a", "na"}:
        return not_applicable(measure, at, category)
    return unreadable(measure, at, category)


def _unexplained(lines: Sequence[Line], used: Sequence[Word]) -> Iterator[Issue]:
    known = {id(word) for word in used}
    for line in lines:
        words = [word for cell in line.cells for word in cell.words if id(word) not in known]
        if may_be_statistic(" ".join(word.text for word in words)) and not _FIXED.fullmatch(line.text):
            yield missing("unexplained_number", f"A number is not explained by any known statistic: {line.text}")
