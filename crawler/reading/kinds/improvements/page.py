"""Read a page with service improvements."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from crawler.reading.findings import another_authority, missing, status
from crawler.reading.input import html
from crawler.reading.input.document import Line, UnreadableError
from crawler.reading.kinds.improvements import columns, grouping, tables
from crawler.reading.kinds.improvements.around import is_around, is_control, links_in, says_none, without_around
from crawler.reading.kinds.improvements.columns import Column
from crawler.reading.kinds.improvements.grouping import Fields
from crawler.reading.kinds.statistics_page import authority, slug_words
from crawler.reading.version import READER_VERSION
from lgsco_store.publications.list_owners import other_owner
from lgsco_store.publications.readings import ImprovementsReading
from lgsco_store.records import Issue, ReadingStatus
from lgsco_store.reference.register import match, may_be_same

_TITLE = re.compile(
    r"(?:the |our )?(?:recent |latest |all )?service improvements?"
    r"(?:\s?\?.*|\s?find out more.*| (?:for|by|from|agreed by|made by)\b.{0,80}|\W*\(?\d{0,4}\)?\W*)",
    re.IGNORECASE,
)
# The titles of other sections, and what is below the content of a page: a sentence that begins like one is neither.
_NEXT = re.compile(
    r"(?:(?:view )?annual (?:review )?letters?|no (?:public )?reports|annual statistics|complaint overview"
    r"|complaints upheld|more about this data|last updated)\b.{0,100}"
    r"|(?:(?:public )?reports|useful links|related (?:links|content|pages)|follow us|(?:share|print) this(?: page)?"
    r"|(?:privacy|cookies|accessibility)(?: (?:notice|policy|statement|settings))?)"
    r"(?:\s?\?.*|\s?find out more.*|\W*\(?\d{0,4}\)?\W*)"
    r"|contact us(?: (?:about|for|if)\b.{0,80})?\W*",
    re.IGNORECASE,
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
        article = html.article(content, as_item=_as_item, is_label=_is_label)
    except UnreadableError as error:
        return replace(blank, issues=(error.issue,))
    blank = replace(blank, authority=authority(article.lines, url))
    own, issues = _own(article)
    if own is None:
        return _ended(replace(blank, status=ReadingStatus.UNRECOGNISED), [missing(*_NO_TITLE)])
    titles = (line.text for line in article.lines if _TITLE.fullmatch(line.text))
    words = slug_words(url) or blank.authority
    other = other_owner([*titles, *(line.text for line in own)], words) if words else None
    if other is not None:
        return _ended(replace(blank, status=ReadingStatus.UNRECOGNISED), [another_authority(other)])
    groups = _groups(_without_controls(own, article, url), article.headings)
    refused = [issue for group in groups for issue in _refused(group)]
    if refused:
        return _ended(replace(blank, status=ReadingStatus.UNRECOGNISED), refused)
    read = [_entries(group) for group in groups]
    fields, unclear = grouping.items([entries for entries, _ in read])
    issues += [*(issue for _, found in read for issue in found), *unclear]
    return _read(blank, _of(words, fields, issues), own, issues)


def is_one(lines: Sequence[Line]) -> bool:
    """Return whether a page has a title of service improvements."""
    return any(_TITLE.fullmatch(line.text) for line in lines)


def _of(words: str | None, fields: Sequence[Fields], issues: list[Issue]) -> list[Fields]:
    """Return the improvements that name no other authority than that of their page, and report the others."""
    named = [(each, each.get(Column.AUTHORITY, "")) for each in fields]
    others = {name for _, name in named if words and match(name) and not may_be_same(name, words)}
    issues += map(another_authority, sorted(others))
    return [each for each, name in named if name not in others]


def _read(
    blank: ImprovementsReading, fields: Sequence[Fields], own: Sequence[Line], issues: list[Issue]
) -> ImprovementsReading:
    found = [columns.improvement(each) for each in fields]
    issues += [issue for _, each in found for issue in each]
    if not found and not any(says_none(line.text) for line in own):
        issues.append(missing(*_MISSING))
    return _ended(replace(blank, improvements=tuple(each for each, _ in found if each.text)), issues)


def _without_controls(own: Sequence[Line], article: html.Article, url: str) -> list[Line]:
    """Return lines without those that are links and buttons alone, none of which leads to an improvement."""
    found = ((line, links_in(line.text, article.addresses)) for line in own)
    return [line for line, links in found if not links or not all(is_control(each, url) for each in links)]


def _groups(own: Sequence[Line], headings: frozenset[str]) -> list[_Group]:
    """Group the rows of the improvements by the category headings above them."""
    groups = [_Group(None, [])]
    for line in own:
        if line.text in headings and tables.groups_items(line.text):
            category = None if tables.YEARS.fullmatch(line.text) else line.text
            groups.append(_Group(category, []))
        elif line.text not in headings:
            groups[-1].rows.append([cell.text for cell in line.cells])
    return groups


def _refused(group: _Group) -> list[Issue]:
    """Return why a group cannot be read: the columns of its table are not known."""
    start = tables.header(group.rows)
    if start is not None:
        return tables.refusals(group.rows, start)
    if not grouping.is_grid(text for row in group.rows for text in row):
        return []
    message = "Labels follow one another without their values, so nothing says which value has which; report it."
    return [missing("labels_unclear", message)]


def _entries(group: _Group) -> tuple[list[Fields], list[Issue]]:
    """Return the printed fields of a group, row by row or text by text."""
    start = tables.header(group.rows)
    found, issues = tables.entries(group.rows, start) if start is not None else _without_header(group.rows)
    above = {Column.CATEGORY: group.category} if group.category else {}
    return [above | dict(each) if Column.TEXT in each else each for each in found], issues


def _without_header(rows: Sequence[Sequence[str]]) -> tuple[list[Fields], list[Issue]]:
    """Return the fields of texts and rows; a row with a label and its value is one text."""
    found: list[Fields] = []
    issues: list[Issue] = []
    texts: list[str] = []
    for row in rows:
        cells = [cell for cell in row if cell]
        if len(cells) == 2 and columns.column(cells[0]):  # noqa: PLR2004
            cells = [f"{cells[0].rstrip(': ')}: {cells[1]}"]
        cells = without_around(cells)
        if len(cells) > 1:
            fields, unread = tables.row_entry(cells)
            found += [*grouping.entries(texts), fields]
            issues += unread
            texts = []
        else:
            texts += cells
    return [*found, *grouping.entries(texts)], issues


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
        is_below = _NEXT.fullmatch(line.text) and (began or not is_around(line.text))
        if is_below or _TITLE.fullmatch(line.text):
            return lines[:at], []
        if line.text in headings and not tables.groups_items(line.text):
            if began:
                message = f"The text under {line.text!r} was not read as service improvements."
                return lines[:at], [missing("heading_unknown", message)]
        elif not is_around(line.text):
            began = True
    return lines, []


def _as_item(texts: Sequence[str]) -> list[str] | None:
    """Return the texts of an item of a list as one improvement and its fields; None if they are several items."""
    found: dict[Column, list[str]] = {}
    for each in grouping.entries(text for text in texts if without_around([text])):
        for name, value in each.items():
            found.setdefault(name, []).append(value)
    words = found.pop(Column.TEXT, [])
    if not words or any(len(values) > 1 for values in found.values()):
        return None
    return [*(f"{name}: {value}" for name, [value] in found.items()), " ".join(words)]


def _is_label(text: str) -> bool:
    return columns.column(text) is not None


def _ended(reading: ImprovementsReading, issues: Sequence[Issue]) -> ImprovementsReading:
    if reading.status is not ReadingStatus.UNRECOGNISED:
        reading = replace(reading, status=status(issues))
    return replace(reading, issues=tuple(issues))
