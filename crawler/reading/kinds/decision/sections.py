"""The text of a decision by its headings, the agreed actions, and when the Ombudsman was satisfied."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from datetime import date
from itertools import zip_longest

from crawler.reading.kinds.decision.head import SATISFIED, SUMMARY
from crawler.reading.kinds.list_marks import ITEM, without_mark
from lgsco_store.publications.decision_terms import printed_date
from lgsco_store.publications.readings import Action, Section
from lgsco_store.records import Issue, Severity

SUMMARY_HEADING = "Summary"

_APOSTROPHE = "['\N{RIGHT SINGLE QUOTATION MARK}]?"
_RECOMMENDED = r"(?:recommended|agreed|recommended\s*(?:/|and|or)\s*agreed|agreed\s*(?:/|and|or)\s*recommended)"
_ACTIONS = re.compile(rf"(?:{_RECOMMENDED} (?:actions?|remed(?:y|ies))|(?:our )?recommendations?)\W*", re.IGNORECASE)
# Source: the Decision Statements Manual, and stored pages.
_HEADING = re.compile(
    rf"(?:the complaint|what (?:I|we)(?: have)?(?: and have not)?(?: \(and have not\))?(?: not)? investigated"
    rf"|the ombudsm[ae]n{_APOSTROPHE}s?{_APOSTROPHE} role and powers|how (?:I|we) considered (?:this|the) complaint"
    r"|what (?:I|we) found|(?:my|our) (?:assessment|findings|decision)|(?:the )?final decision|findings?|background"
    r"|legal and administrative background|further report|draft decision|analysis|conclusions?"
    rf"|parts of the complaint .{{0,60}}investigate|{_ACTIONS.pattern})\W*",
    re.IGNORECASE,
)
# The end of the article: a signature, or text that the site prints below every page.
_END = re.compile(
    rf"(?:investigator{_APOSTROPHE}s (?:final )?decision on behalf of|print this page|share this|back to top"
    r"|last updated\b|was this page (?:helpful|useful)|(?:privacy|cookies|accessibility|contact us|copyright)\b)"
    r".{0,80}",
    re.IGNORECASE,
)
_UNSATISFIED = re.compile(
    r"(?:the )?ombudsman (?:is |was )?(?:(?:not |dis)satisfied with|satisfied in part with) .{0,80}?response.*",
    re.IGNORECASE,
)
_CONSIDERED = re.compile(r"(?:the )?\w+ considered (?:the |this )?report\b[^.:]{0,60}:.{0,40}", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:\(?\d{1,3}[.)]|[-*\N{BULLET}])(?:\s|$)")
_LONGEST_HEADING = 120


def split_sections(texts: Sequence[str], headings: Collection[str]) -> tuple[Section, ...]:
    """Divide the text from the summary to the end of the article by its headings."""
    sections: list[tuple[str, list[str]]] = []
    for text in _until_end(texts):
        summary = SUMMARY.fullmatch(text)
        if summary is not None:
            sections.append((SUMMARY_HEADING, [summary["text"]] if summary["text"] else []))
        elif is_heading(text, headings):
            sections.append((text.rstrip(": "), []))
        elif sections:
            sections[-1][1].append(text)
    return tuple(Section(heading, tuple(paragraphs)) for heading, paragraphs in sections if paragraphs)


def is_heading(text: str, headings: Collection[str] = ()) -> bool:
    """Return whether a text is a heading, by its words in any tag, or by its tag."""
    if len(text) > _LONGEST_HEADING or _NUMBERED.match(text):
        return False
    return _HEADING.fullmatch(text) is not None or text in headings


def summary(sections: Sequence[Section]) -> str | None:
    """Return the paragraphs of the summary; numbered or bulleted ones below it belong to the text that follows."""
    first = next((each for each in sections if each.heading == SUMMARY_HEADING), None)
    if first is None:
        return None
    own, *more = first.paragraphs
    end = next((at for at, text in enumerate(more) if _NUMBERED.match(text)), len(more))
    return "\n".join([own, *more[:end]])


def actions(sections: Sequence[Section], links: Collection[str] = ()) -> tuple[Action, ...]:
    """Return what was agreed or recommended, word for word without typed list marks.

    What introduces a list is none, nor is a line of ``links`` alone, as to the report as a file.
    """
    return tuple(
        Action(section.heading, without_mark(text))
        for section in sections
        if _ACTIONS.fullmatch(section.heading)
        for text, below in zip_longest(section.paragraphs, section.paragraphs[1:], fillvalue="")
        if re.search(r"\w", text) and text not in links and not _introduces(text, below)
    )


def _introduces(text: str, below: str) -> bool:
    """Return whether a text introduces the list below it: by a colon, or in the middle of a sentence."""
    is_open = text[-1:].isalnum() and ITEM.match(text) is None
    return text.rstrip(" -\N{EN DASH}").endswith(":") or (is_open and ITEM.match(below) is not None)


def is_report(sections: Sequence[Section], texts: Sequence[str]) -> bool:
    """Return whether a page is a report: it has a finding, or says whether the response satisfied the Ombudsman."""
    names = {section.heading.lower() for section in sections}
    return not names.isdisjoint({"finding", "further report"}) or any(map(_is_of_response, texts))


def satisfied_on(texts: Sequence[str]) -> tuple[date | None, list[Issue]]:
    """Return the day on which the Ombudsman was satisfied with the response to a report."""
    printed = [
        found["date"] or (texts[at + 1] if at + 1 < len(texts) else "")
        for at, text in enumerate(texts)
        if (found := SATISFIED.fullmatch(text))
    ]
    issues = [
        Issue("not_satisfied", Severity.INFO, f"The page says {text!r}.")
        for text in texts
        if _UNSATISFIED.fullmatch(text)
    ]
    days = {printed_date(each) for each in printed}
    if len(days) == 1 and None not in days:
        return days.pop(), issues
    if printed:
        words = " and ".join(map(repr, printed))
        issues.append(Issue("satisfied_on_unread", Severity.WARNING, f"The day of satisfaction is printed as {words}."))
    return None, issues


def _until_end(texts: Sequence[str]) -> Iterator[str]:
    """Return the texts of the article, without those about the response to a report."""
    is_day = False
    for text in texts:
        if _END.fullmatch(text):
            return
        found = SATISFIED.fullmatch(text)
        if not (_is_of_response(text) or _CONSIDERED.fullmatch(text) or (is_day and printed_date(text))):
            yield text
        is_day = found is not None and not found["date"]


def _is_of_response(text: str) -> bool:
    return SATISFIED.fullmatch(text) is not None or _UNSATISFIED.fullmatch(text) is not None
