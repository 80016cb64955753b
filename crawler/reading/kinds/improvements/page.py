"""Read a page with service improvements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from crawler.reading.findings import missing, status
from crawler.reading.input import html
from crawler.reading.input.document import Line, UnreadableError
from crawler.reading.kinds.improvements import columns
from crawler.reading.kinds.improvements.columns import Column
from crawler.reading.kinds.list_marks import without_mark
from crawler.reading.kinds.statistics_page import authority
from crawler.reading.version import READER_VERSION
from lgsco_store.publications.decision_terms import CATEGORIES, is_known
from lgsco_store.publications.readings import ImprovementsReading
from lgsco_store.records import Issue, ReadingStatus

_TITLE = re.compile(
    r"(?:the |our )?(?:recent |latest |all )?service improvements?"
    r"(?:\s?\?.*|\s?find out more.*| (?:for|by|from|agreed by|made by)\b.{0,80}|\W*\(?\d{0,4}\)?\W*)",
    re.IGNORECASE,
)
_NEXT = re.compile(
    r"(?:(?:view )?annual (?:review )?letters?|no (?:public )?reports"
    r"|annual statistics|complaint overview|complaints upheld|(?:public )?reports"
    r"|more about this data|last updated|useful links|related (?:links|content|pages)|privacy|cookies|contact us"
    r"|accessibility|follow us|share this|print this)\b.{0,100}",
    re.IGNORECASE,
)
# Text around the items: the sentence above them, links to more of them, a filter, page numbers.
_AROUND = re.compile(
    r"since \w+ \d{4},? .{0,60}\bagreed to make\b.*|find out more.*|(?:view|see|show) (?:all|more)\b.{0,60}|\?"
    r"|(?:page )?\d{1,3}(?: of \d{1,3})?|next|previous|first|last|filter.{0,30}|apply|search|go|reset|year"
    r"|sort by.{0,30}"
    r"|(?:showing )?\d+ (?:results?|improvements?)",
    re.IGNORECASE | re.DOTALL,
)
_YEARS = re.compile(r"(?:19|20)\d{2}(?:\s?[-/\N{EN DASH}]\s?(?:20)?\d{2})?")
_NONE = re.compile(
    r"(?:there (?:are|have been|were) )?no (?:service )?improvements?\b.{0,120}|none\W?", re.IGNORECASE | re.DOTALL
)
_MISSING = ("improvements_missing", "There is nothing under the title of the service improvements.")
_NO_TITLE = ("no_improvements_page", "The page has no title of service improvements.")


@dataclass(frozen=True, slots=True)
class _Group:
    """Rows of texts under the heading of one category, or under no heading."""

    category: str | None
    rows: list[list[str]]


def read_improvements(content: bytes, *, url: str = "") -> ImprovementsReading:
    """Read the service improvements of one page; ``url`` identifies its authority if the page itself does not."""
    blank = ImprovementsReading(hashlib.sha256(content).hexdigest(), ReadingStatus.UNREADABLE, READER_VERSION)
    try:
        article = html.article(content, is_one_item=_is_one_item)
    except UnreadableError as error:
        return replace(blank, issues=(error.issue,))
    blank = replace(blank, authority=authority(article.lines, url))
    own, issues = _own(article)
    if own is None:
        return _ended(replace(blank, status=ReadingStatus.UNRECOGNISED), [missing(*_NO_TITLE)])
    fields: list[dict[Column, str]] = []
    for group in _groups(own, article.headings):
        refused = _refused(group)
        if refused:
            return _ended(replace(blank, status=ReadingStatus.UNRECOGNISED), refused)
        fields += _fields(group)
    return _read(blank, fields, own, issues)


def is_one(lines: Sequence[Line]) -> bool:
    """Return whether a page has a title of service improvements."""
    return any(_TITLE.fullmatch(line.text) for line in lines)


def _read(
    blank: ImprovementsReading, fields: Sequence[Mapping[Column, str]], own: Sequence[Line], issues: list[Issue]
) -> ImprovementsReading:
    found = [columns.improvement(each) for each in fields]
    issues += [issue for _, each in found for issue in each]
    if not found and not any(_NONE.fullmatch(line.text) for line in own):
        issues.append(missing(*_MISSING))
    return _ended(replace(blank, improvements=tuple(each for each, _ in found if each.text)), issues)


def _groups(own: Sequence[Line], headings: frozenset[str]) -> list[_Group]:
    """Group the rows of the improvements by the category headings above them."""
    groups = [_Group(None, [])]
    for line in own:
        if line.text in headings and _groups_items(line.text):
            category = None if _YEARS.fullmatch(line.text) else line.text
            groups.append(_Group(category, []))
        elif line.text not in headings:
            groups[-1].rows.append([cell.text for cell in line.cells])
    return groups


def _refused(group: _Group) -> list[Issue]:
    """Return why a table cannot be read: a column is unknown, or none contains the improvements."""
    start = columns.header(group.rows)
    if start is None:
        return []
    named = [columns.column(cell) for cell in group.rows[start]]
    unknown = [cell for cell, name in zip(group.rows[start], named, strict=True) if name is None and cell]
    if not unknown and Column.TEXT not in named:
        return [missing("column_missing", "No column of the table has the improvements; check the page.")]
    return [
        missing("column_unknown", f"The column {cell!r} is unknown, so the table was not read; report it.")
        for cell in unknown
    ]


def _fields(group: _Group) -> list[dict[Column, str]]:
    """Return the printed fields of each item of a group, by its columns or labels."""
    start = columns.header(group.rows)
    if start is None:
        found = columns.items(_texts(group.rows))
    else:
        named = [columns.column(cell) for cell in group.rows[start]]
        below = [row for row in group.rows[start + 1 :] if len(row) > 1]
        found = [
            {name: cell for name, cell in zip(named, row, strict=False) if name is not None and cell} for row in below
        ]
    above = {Column.CATEGORY: group.category} if group.category else {}
    return [above | each for each in found if each]


def _texts(rows: Sequence[Sequence[str]]) -> list[str]:
    """Return the texts of the items; a row with a label and its value is one text."""
    texts = []
    for row in rows:
        cells = [cell for cell in row if cell]
        if len(cells) == 2 and columns.column(cells[0]):  # noqa: PLR2004
            cells = [f"{cells[0].rstrip(': ')}: {cells[1]}"]
        cells = [without_mark(cell) for cell in cells]
        texts += [cell for cell in cells if cell and not (_AROUND.fullmatch(cell) or _NONE.fullmatch(cell))]
    return texts


def _own(article: html.Article) -> tuple[Sequence[Line] | None, list[Issue]]:
    """Return the lines under the title of the improvements; None without such a title.

    If the title appears more than once, the one with the most lines counts.
    """
    starts = [at for at, line in enumerate(article.lines) if _TITLE.fullmatch(line.text)]
    parts = [_until_next(article.lines[at + 1 :], article.headings) for at in starts]
    return max(parts, key=lambda part: len(part[0]), default=(None, []))


def _until_next(lines: Sequence[Line], headings: frozenset[str]) -> tuple[Sequence[Line], list[Issue]]:
    """Return the lines up to the next section; an unknown heading also ends the items, and is reported."""
    began = False
    for at, line in enumerate(lines):
        if _NEXT.fullmatch(line.text) or _TITLE.fullmatch(line.text):
            return lines[:at], []
        if line.text in headings and not _groups_items(line.text):
            if began:
                message = f"The text under {line.text!r} was not read as service improvements."
                return lines[:at], [missing("heading_unknown", message)]
        elif not _AROUND.fullmatch(line.text):
            began = True
    return lines, []


def _groups_items(heading: str) -> bool:
    """Return whether a heading is that of some of the improvements: of a category, or of a year."""
    return is_known(heading, CATEGORIES) or _YEARS.fullmatch(heading) is not None


def _is_one_item(texts: Sequence[str]) -> bool:
    """Return whether the texts of an item of a list are one improvement: none of them is a label or has one."""
    return not any(
        columns.column(text) or columns.labelled(text) or columns.kind(text) is not Column.TEXT for text in texts
    )


def _ended(reading: ImprovementsReading, issues: Sequence[Issue]) -> ImprovementsReading:
    if reading.status is not ReadingStatus.UNRECOGNISED:
        reading = replace(reading, status=status(issues))
    return replace(reading, issues=tuple(issues))
