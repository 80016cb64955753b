"""The head of a decision's page: body, references, category, outcome and date, in any markup.

Values that the head lacks stay None, with an issue; nothing is guessed from the text.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from crawler.reading.findings import missing
from crawler.reading.kinds.decision import names
from lgsco_store.publications.decision_terms import (
    CATEGORIES,
    OUTCOMES,
    REFERENCE,
    is_known,
    printed_date,
    reference_key,
)
from lgsco_store.records import Issue, Severity

# The last one takes the place of a quote in a page whose encoding is not the one that it declares.
_QUOTES = "['\N{RIGHT SINGLE QUOTATION MARK}\N{REPLACEMENT CHARACTER}]"
FINAL_DECISION = re.compile(rf"the ombudsm[ae]n{_QUOTES}?s?{_QUOTES}? final decision\W*", re.IGNORECASE)
SUMMARY = re.compile(r"summary\s*(?::\s*(?P<text>.*)|)", re.IGNORECASE | re.DOTALL)
SATISFIED = re.compile(
    r"(?:the )?ombudsman (?:is |was |now )*satisfied with .{0,80}?response\b"
    r"\s*[:\N{EN DASH}\N{EM DASH}-]?\s*(?P<date>.*)",
    re.IGNORECASE,
)

_CATEGORY, _OUTCOME, _DATE = "category", "decision", "decision date"
_NAMES = frozenset({_CATEGORY, _OUTCOME, _DATE})
# Labels may appear anywhere in a line, for example on a page without blocks; "final decision:" is a heading.
_LABEL = re.compile(
    r"(?<![Ff]inal )(Category|Decision date|Decision|Summary"
    rf"|The Ombudsm[ae]n{_QUOTES}?s?{_QUOTES}? final decision)\s*:"
)
_AT_START = re.compile(r"(category|decision date|decision)\s*:\s*(.*)", re.IGNORECASE | re.DOTALL)
# Another label, such as "Published:", ends what belongs to the one before it.
_OTHER_LABEL = re.compile(r"[A-Z][A-Za-z' ]{2,30}\s*:(?:\s.*)?", re.DOTALL)
# Signs that separate one item of a head on one line from the next.
_BETWEEN_ITEMS = " |/\N{MIDDLE DOT}\N{BULLET}\N{EN DASH}\N{EM DASH}-;,"
_SEPARATOR = re.compile(
    r"\s*[>\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}"
    r"\N{RIGHTWARDS ARROW}]\s*"
)
_PARTS_OF_TITLE = re.compile(r"\s+[|\N{EN DASH}\N{EM DASH}-]\s+")
_NO_BODY = ("body_missing", "The page does not name the body that the decision is about; the field was left empty.")
_NO_REFERENCE = ("reference_missing", "The page has no reference; the field was left empty.")
_NO_CATEGORY = ("category_missing", "The page has no category; the field was left empty.")
_NO_SUB_CATEGORY = ("sub_category_missing", "The page has a category without a subcategory; the field was left empty.")
_NO_OUTCOME = ("outcome_missing", "The page does not give an outcome; the field was left empty.")
_NO_DATE = ("decision_date_missing", "The page has no decision date; the field was left empty.")


@dataclass(frozen=True, slots=True)
class Head:
    """The content above the summary, as printed; ``references`` are normalised."""

    body: str | None
    references: tuple[str, ...]
    category: str | None
    sub_category: str | None
    outcome: str | None
    decision_date: date | None
    issues: tuple[Issue, ...]


def read_head(texts: Sequence[str], titles: Sequence[str], headings: Collection[str] = ()) -> Head:
    """Read the texts above the summary; fall back on the page's titles for missing names."""
    values = _values(texts)
    body, references, issues = _named(texts, titles, headings)
    category, sub_category, category_issues = _category(values[_CATEGORY])
    outcome, outcome_issues = _outcome(values[_OUTCOME])
    day, date_issues = _day(values[_DATE])
    found = (*issues, *category_issues, *outcome_issues, *date_issues)
    return Head(body, references, category, sub_category, outcome, day, found)


def split_labels(text: str) -> Iterator[str]:
    """Divide a text before each label that appears in it."""
    starts = [found.start() for found in _LABEL.finditer(text)]
    for start, end in pairwise([0, *(at for at in starts if at), len(text)]):
        if part := text[start:end].strip(_BETWEEN_ITEMS if starts else None):
            yield part


def is_head(texts: Sequence[str]) -> bool:
    """Return whether texts contain labels that only the head of a decision has: a list of decisions has none."""
    if any(FINAL_DECISION.fullmatch(text) for text in texts):
        return True
    values = _values(texts)
    return any(_SEPARATOR.search(" ".join(each)) for each in values[_CATEGORY]) or any(
        printed_date(text) for each in values[_DATE] for text in each
    )


def holds_another(texts: Sequence[str], own: Sequence[str], headings: Collection[str]) -> bool:
    """Return whether texts below a head contain the head of another decision, and not only a quotation of one.

    It names other references, has the labels of a head, and is a heading, or is followed by a summary of its own.
    """
    starts = [
        at
        for at, text in enumerate(texts)
        if own and (found := names.is_named(text)) and not set(names.keys(found["references"])) & set(own)
    ]
    for start, end in pairwise([*starts, len(texts)]):
        part = texts[start:end]
        if is_head(part) and (part[0] in headings or any(map(SUMMARY.fullmatch, part))):
            return True
    return False


def is_label(text: str) -> bool:
    """Return whether a text is a label of the head, without a value."""
    return " ".join(text.lower().rstrip(": ").split()) in _NAMES


def _values(texts: Sequence[str]) -> dict[str, list[list[str]]]:
    """Return, by label, the texts after it, up to the next label, for each time that the label appears."""
    values: dict[str, list[list[str]]] = {name: [] for name in _NAMES}
    current: list[str] | None = None
    for text in texts:
        label, value = _labelled(text)
        if label is not None:
            current = [value] if value else []
            values[label].append(current)
        elif FINAL_DECISION.match(text) or names.is_named(text) or (current and _is_other_label(text)):
            current = None
        elif current is not None:
            current.append(text.strip(_BETWEEN_ITEMS))
    return values


def _is_other_label(text: str) -> bool:
    return (_OTHER_LABEL.fullmatch(text) or SATISFIED.fullmatch(text)) is not None


def _labelled(text: str) -> tuple[str | None, str]:
    found = _AT_START.fullmatch(text)
    if found is not None:
        return " ".join(found[1].lower().split()), found[2].strip()
    return (" ".join(text.lower().split()), "") if is_label(text) else (None, text)


def _named(
    texts: Sequence[str], titles: Sequence[str], headings: Collection[str]
) -> tuple[str | None, tuple[str, ...], list[Issue]]:
    """Return the body, its references and any issues, from the page's text or else from its titles."""
    parts = [part for title in titles for part in (title, *_PARTS_OF_TITLE.split(title))]
    named = names.bracketed(texts) or names.bracketed(parts)
    if not named:
        return _labelled_reference(texts, headings)
    first_body, first = named[0]
    # A breadcrumb line ends with the same words, so the name is the common ending of all lines with the reference.
    body = min((body for body, printed in named if printed == first and first_body.endswith(body)), key=len)
    keys = [reference_key(each) for _, printed in named for each in re.findall(REFERENCE, printed)]
    references = tuple(dict.fromkeys(key for key in keys if key))
    issues = []
    if not names.REFERENCES.fullmatch(first):
        message = f"{first!r} does not have the form of a reference; check the page."
        issues.append(missing("reference_unknown", message))
        references = ()
    if not all(each.endswith(body) for each, _ in named):
        issues.append(missing("several_bodies", "The head names several bodies; the first one was used."))
    return body, references, issues


def _labelled_reference(
    texts: Sequence[str], headings: Collection[str]
) -> tuple[str | None, tuple[str, ...], list[Issue]]:
    """Return body and reference from a head that prints the reference elsewhere than in brackets after the name."""
    body, references = names.labelled(texts, headings)
    issues = [] if body else [missing(*_NO_BODY)]
    issues += [] if references else [missing(*_NO_REFERENCE)]
    return body, references, issues


def _category(given: Sequence[Sequence[str]]) -> tuple[str | None, str | None, list[Issue]]:
    chains = [chain for chain in map(_chain, given) if chain]
    chain = next((each for each in chains if _SEPARATOR.search(each)), chains[0] if chains else None)
    if chain is None:
        return None, None, [missing(*_NO_CATEGORY)]
    category, *below = [part for part in _SEPARATOR.split(chain) if part]
    issues = [] if below else [missing(*_NO_SUB_CATEGORY)]
    if not is_known(category, CATEGORIES):
        issues.append(_issue("category_unknown", f"The category {category!r} is unknown; it was kept as printed."))
    return category, " > ".join(below) or None, issues


def _chain(texts: Sequence[str]) -> str:
    """Return a category with its subcategory, which may be in separate texts around the sign between them."""
    chain = ""
    for text in texts:
        if chain and not (_SEPARATOR.match(text) or _SEPARATOR.fullmatch(chain[-2:])):
            break
        chain = f"{chain} {text}".strip()
    return chain if _SEPARATOR.sub("", chain) else ""


def _outcome(given: Sequence[Sequence[str]]) -> tuple[str | None, list[Issue]]:
    printed = list(dict.fromkeys(texts[0] for texts in given if texts))
    known = [each for each in printed if is_known(each, OUTCOMES)] or printed
    if len(known) > 1:
        words = " and ".join(map(repr, known))
        return None, [missing("head_contradicts", f"The head has the outcomes {words}; none was used.")]
    if not known:
        return None, [missing(*_NO_OUTCOME)]
    if is_known(known[0], OUTCOMES):
        return known[0], []
    return known[0], [_issue("outcome_unknown", f"The outcome {known[0]!r} is unknown; it was kept as printed.")]


def _day(given: Sequence[Sequence[str]]) -> tuple[date | None, list[Issue]]:
    days = {day for texts in given for text in texts if (day := printed_date(text))}
    if len(days) == 1:
        return days.pop(), []
    printed = [text for texts in given for text in texts[:1]]
    if not printed:
        return None, [missing(*_NO_DATE)]
    words = " and ".join(map(repr, printed))
    return None, [
        missing("decision_date_unread", f"The decision date is printed as {words}; the field was left empty.")
    ]


def _issue(code: str, message: str) -> Issue:
    return Issue(code, Severity.INFO, message)
