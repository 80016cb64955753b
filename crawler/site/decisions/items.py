"""The items of a list of decisions: which link, line and summary belong together. Pure functions of a page.

Source: stored texts of the listings. One item is a link "<body> (<reference>)", a line "<type> <outcome> <sub-category>
<date>" and a text "Summary: ...". Tags are hints; an item begins at a text that cannot belong to the one before.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from crawler.site.addresses import Site
from crawler.site.decisions.addresses import DecisionAddress, category_listing, decision_address
from crawler.site.decisions.line import DecisionLine, begins_line, ends_line, read_line
from crawler.site.outline import Piece, WebPage
from lgsco_store.publications.decision_terms import reference_key
from lgsco_store.publications.listed import ListedDecision
from lgsco_store.records import Issue, Severity

# The brackets after a body contain a reference, or digits in another form.
_NAMED = re.compile(r"(?P<body>\S.*?)\s*\((?P<reference>[\d\s-]{5,}[a-zA-Z]?)\)", re.DOTALL)
# Parts of an item in inline elements have no blank between them: "(25 017 377)Statement", "19-May-2026Summary:".
_SUMMARY = re.compile(r"(?:\b|(?<=\d))Summary\s*:\s*|^Summary$", re.IGNORECASE)
_LONGEST_NAME = 150
_TEXTS_OF_LINE = 6


@dataclass(frozen=True, slots=True)
class Texts:
    """A page's items, and its texts before and after them."""

    items: tuple[ListedDecision, ...]
    outside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Text:
    """Words on one line, and the decision that they lead to."""

    words: str
    address: DecisionAddress | None = None
    leads_elsewhere: bool = False


@dataclass(slots=True)
class _Item:
    """An unfinished item: ``named`` are the words of its name, ``line`` the texts of its line."""

    named: str | None = None
    address: DecisionAddress | None = None
    line: list[str] = field(default_factory=list)
    has_line: bool = False
    summary: str | None = None
    awaits_summary: bool = False

    @property
    def reference(self) -> str | None:
        """Return the reference by its address, else by its name."""
        if self.address is not None and self.address.reference is not None:
            return self.address.reference
        found = _NAMED.fullmatch(self.named or "")
        return reference_key(found["reference"]) if found else None

    @property
    def is_one(self) -> bool:
        """Return whether it is an item at all: words of a filter may look like the line of one."""
        line = " ".join(self.line)
        return bool(self.named or self.address or (" " in line and begins_line(line)))


def decisions_on(page: WebPage, site: Site) -> Texts:
    """Return the items of a page in order, and the texts that belong to none."""
    found: list[_Item] = []
    outside: list[str] = []
    links_lead = False
    for text in _texts(page, site):
        item = found[-1] if found else None
        name, line, summary = _parts(text)
        begins = text.address is not None or name is not None or begins_line(line)
        if begins and (item is None or _is_next(item, text.address, name, line, links_lead=links_lead)):
            item = _Item()
            links_lead = links_lead or text.address is not None
            found.append(item)
        if item is None or not _take(item, text, name, line, summary):
            outside.append(text.words)
    outside += [text for item in found if not item.is_one for text in item.line]
    return Texts(tuple(_listed(item) for item in found if item.is_one), tuple(outside))


def _texts(page: WebPage, site: Site) -> Iterator[_Text]:
    """Return the texts of a page: each link separately, and the texts between them joined by line."""
    for _, pieces in groupby((piece for piece in page.pieces if piece.shown), key=lambda piece: piece.line):
        for is_link, group in groupby(pieces, key=lambda piece: piece.href is not None):
            run = list(group)
            if is_link:
                yield from (_linked(piece, site) for piece in run)
            else:
                yield from _unlinked(run)


def _linked(piece: Piece, site: Site) -> _Text:
    address = decision_address(piece.href or "", site)
    elsewhere = address is None and category_listing(piece.href or "", site) is None
    return _Text(piece.text, address, elsewhere)


def _unlinked(run: Sequence[Piece]) -> Iterator[_Text]:
    """Return a heading separately, and other texts of a line together."""
    yield from (_Text(piece.text) for piece in run if piece.level)
    words = " ".join(piece.text for piece in run if not piece.level)
    if words:
        yield _Text(words)


def _parts(text: _Text) -> tuple[str | None, str, str | None]:
    """Divide a text into a name, a line and a summary, each of which may be all of it."""
    before, *after = _SUMMARY.split(text.words, maxsplit=1)
    begins = r"\W+" if text.address is not None else r"(?!)"
    found = re.match(rf"{_NAMED.pattern}(?P<line>\W*$|(?:{begins}|\W*(?=(?:Statement|Report)\b)).*)", before, re.DOTALL)
    name = before[: found.start("line")] if found and len(found["body"]) <= _LONGEST_NAME else None
    line = before[len(name or "") :].strip()
    return name, line, after[0].strip() if after else None


def _is_next(item: _Item, address: DecisionAddress | None, name: str | None, line: str, *, links_lead: bool) -> bool:
    """Return whether a text must begin a new item; ``links_lead`` is true if links begin items."""
    if not item.is_one:
        return True
    if name is not None and name == item.named and not item.has_line:
        return False
    if address is not None and item.reference is not None:
        if address.reference != item.reference:
            return True
    elif address is not None and (item.address.url != address.url if item.address else links_lead and item.has_line):
        return True
    if name is not None and (item.has_line or item.summary is not None or item.named not in (None, name)):
        return True
    return begins_line(line) and (item.has_line or item.summary is not None)


def _take(item: _Item, text: _Text, name: str | None, line: str, summary: str | None) -> bool:
    """Add the content of a text to an item; return False if there is none."""
    item.address = item.address or text.address
    taken = text.address is not None
    if name is not None:
        item.named = item.named or name
    elif text.address is not None and not begins_line(line):
        item.named, line = item.named or line or None, ""
    if item.awaits_summary and summary is None:
        item.summary, item.awaits_summary = text.words, False
        return True
    if line and not text.leads_elsewhere and _is_open(item):
        item.has_line = item.has_line or begins_line(line)
        item.line.append(line)
        taken = True
    if summary is not None and item.summary is None:
        item.summary, item.awaits_summary = summary or None, not summary
    return taken or name is not None or summary is not None


def _is_open(item: _Item) -> bool:
    """Return whether more of an item's line may follow."""
    ended = bool(item.line) and ends_line(" ".join(item.line))
    return item.summary is None and not ended and len(item.line) < _TEXTS_OF_LINE


def _listed(item: _Item) -> ListedDecision:
    body, reference, issues = _named(item)
    line = _line(item)
    url = item.address.url if item.address else None
    if url is None:
        issues.append(
            _issue("decision_unlinked", f"Nothing leads to the decision {item.named or ' '.join(item.line)!r}")
        )
    return ListedDecision(
        url,
        reference,
        body,
        line.type,
        line.outcome,
        line.sub_category,
        line.decision_date,
        item.summary,
        (*issues, *line.issues),
    )


def _line(item: _Item) -> DecisionLine:
    start = next((at for at, text in enumerate(item.line) if begins_line(" ".join(item.line[at:]))), 0)
    return read_line(" ".join(item.line[start:]), item.address.sub_category if item.address else None)


def _named(item: _Item) -> tuple[str | None, str | None, list[Issue]]:
    """Return body and reference; if words and address disagree on the reference, neither is used."""
    by_address = item.address.reference if item.address else None
    found = _NAMED.fullmatch(item.named or "")
    if found is None:
        printed = repr(item.named) if item.named else "nothing"
        issues = [_issue("body_missing", f"A list prints {printed} in place of the body of {_called(by_address)}")]
        if by_address is None:
            issues.append(_issue("reference_missing", f"A list names the decision {printed} without a reference"))
        return None, by_address, issues
    printed = " ".join(found["reference"].split())
    key = reference_key(printed)
    if key is None:
        return found["body"], None, [_issue("reference_unknown", f"A list prints {printed!r} as a reference")]
    if by_address is not None and by_address != key:
        message = f"A list prints the reference {key}, and its link leads to {by_address}"
        return found["body"], None, [_issue("reference_differs", message)]
    return found["body"], key, []


def _called(reference: str | None) -> str:
    return f"the decision {reference}" if reference else "a decision"


def _issue(code: str, message: str) -> Issue:
    return Issue(code, Severity.WARNING, f"{message}; look at the list.")
