"""What the words above a table say of its figures, unless they are plain counts of a whole year for every body.

The labels of "Percentage of complaints decided", "Adult care: complaints decided" and "Complaints decided: quarter 1"
are those of the table of all complaints: only its title tells them apart.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from crawler.reading.findings import Key, missing
from crawler.reading.kinds.data_table import period
from lgsco_store.publications.readings import TableKind
from lgsco_store.records import Issue
from lgsco_store.reference.vocabulary import measures

# No title is longer: the rest of a longer text is not looked at.
_LONGEST = 500
_SERVICES = (
    r"adults?(?: social)?(?: care)?|(?:social|residential|domiciliary|home) care|care homes?|safeguarding|health"
    r"|disab\w+|blue badges?"
    r"|benefits?|(?:council )?tax|educat\w+|schools?|admissions?|send|ehc\w*|sen|special (?:educational )?needs"
    r"|child(?:ren)?(?:['\N{RIGHT SINGLE QUOTATION MARK}]?s)?|youth|foster\w*|adoption|environment\w*|licensing|noise"
    r"|public protection|regulation|waste|refuse|bins?|highways?|transport\w*|roads?|parking|traffic|housing"
    r"|homeless\w*|allocations?|planning|development|corporate|other services|leisure|librar\w+|covid\w*"
)
_BODIES = (
    r"(?:(?:all|the|each|every|english|local|public|other|government)\s+)*(?:authorit|council|organisation|bod)\w+"
)
_ONE_SERVICE = re.compile(rf"(?:{_SERVICES})(?:(?:,| and| &)? (?:{_SERVICES}))*(?: services?)?", re.IGNORECASE)
_ABOUT_PROVIDERS, _ABOUT_SERVICES = "about care providers or other firms", "about some services only"

# What words in a title make of the figures: the first that is found is named.
_UNUSUAL = tuple(
    (meaning, re.compile(pattern, re.IGNORECASE))
    for meaning, pattern in (
        ("shares or rates", r"%|\b(?:percent\w*|per cent\w*|proportions?|shares?|ratios?|rates?|rank\w*)\b"),
        (
            "counts per something else, or in other units",
            (
                r"\bper\b(?!\s+(?:annum|year|category|outcome|(?:local )?authorit|council\b|bod|organisation))"
                r"|\b(?:thousands|averages?|mean|median)\b|\b0{3}s\b|['\N{RIGHT SINGLE QUOTATION MARK}]0{3}\b"
            ),
        ),
        (
            "money or time",
            r"\N{POUND SIGN}|\b(?:payments?|costs?|compensation|spend\w*|fees?|days|hours|durations?|time taken)\b",
        ),
        ("a change or a comparison", r"\b(?:chang\w+|differen\w+|compar\w+|increas\w+|decreas\w+|reduc\w+|varia\w+)\b"),
        (
            "a change or a comparison",
            r"\b(?:growth|minus|less|v|trends?|movements?|rise|fall|versus|vs|against|year on year)\b",
        ),
        ("not what was counted", r"\b(?:forecasts?|project(?:ed|ions?)|estimat\w+|predict\w+|expected|anticipated)\b"),
        ("not what was counted", r"\b(?:planned|model+ed|index(?:ed)?\b.*\d|indexed|weighted|scores?|normali[sz]ed)\b"),
        ("not what was counted", r"\b(?:adjusted (?:for|by|to)|standardi[sz]ed)\b"),
        ("not what was counted", r"\b(?:targets?|budget\w*|draft|dummy|examples?|samples?|templates?|illustrat\w+)\b"),
        (
            "those of joint investigations or of another ombudsman",
            (
                r"\bjoint(?:ly)?\b(?!\s+(?:authorit|board|committee|waste))|\bphso\b|\bparliamentary\b"
                r"|\b(?:health service|housing|another|other)\s+ombudsm\w+|\bwith the\b.*\bombudsman\b"
            ),
        ),
        (_ABOUT_PROVIDERS, r"\b(?:providers?|private|firms?|compan\w+|care homes?)\b"),
        (_ABOUT_SERVICES, rf"\b(?:{_SERVICES})\b"),
        ("about reports", r"\b(?:public (?:interest )?reports?|reports? issued)\b"),
        (
            "about some complaints only",
            (
                r"\b(?:exclud\w+|except\w*|without|other than|only|re-?open\w*|outstanding|pending|premature|repeat\w*"
                r"|overdue|carried (?:forward|over)|appeals?|self-?\s?fund\w*|parish|early (?:resolution|remed\w+)"
                r"|(?:after|on) review|review requests?|reviews? of decisions|with (?:a |an )?(?:injustice|fault))\b"
            ),
        ),
        (
            "about some complaints only",
            (
                rf"\b(?:about|concerning|relating to|regarding|involving)\s+(?!{_BODIES}"
                r"|(?:the |all |these )?(?:complaints|decisions|enquir|remed|compliance|year|period|data|\d))"
            ),
        ),
    )
)
# Words that are plain: the Ombudsman's name, whose figures they are, and what is in a total as well.
_PLAIN = re.compile(
    r"local government (?:and|&) social care ombudsman(?:['\N{RIGHT SINGLE QUOTATION MARK}]s)?"
    r"|\(?\b(?:councils?|(?:local )?authorities|england) only\b\)?|\bincluding\b[^.;:()]*"
    r"|\bnot (?:be )?(?:directly |strictly )?compar\w+[^.;:()]*|\b(?:may|can|will|could) change\b"
    r"|\b(?:councils?|authorities|organisations|bodies)(?: and|,| &)(?: all| other| adult| independent| social| care)*"
    r" providers?\b",
    re.IGNORECASE,
)
# Words that columns of their own explain, by the unit of these columns.
_EXPLAINED = {
    "percent": re.compile(
        r"\b(?:averages? )?(?:uphold|upheld|compliance|satisfactory remed(?:y|ies)) (?:averages?|rates?)\b(?:\s*\(%\))?"
        r"|\bpercentages? upheld\b|\baverages? (?:of|for|in|across) similar \w+",
        re.IGNORECASE,
    ),
    "per_100k": re.compile(
        r"\bupheld (?:complaints |decisions )?per 100,?000(?: (?:residents|people|population))?", re.IGNORECASE
    ),
}
# What a title must not say alone, or at all, above the columns of a kind.
_RECEIVED, _DECIDED = re.compile(r"\b(?:received|enquir\w+)\b"), re.compile(r"\b(?:decided|decisions?)\b")
_NOT_RECEIVED = re.compile(
    r"\b(?:upheld|uphold|investigat\w+|closed|remed\w+|compliance|referred|faults?|maladministration|injustice|satisf\w+"
    r"|recommend\w+|(?:not )?accepted|declined)\b"
)
# A remark ends like a sentence, or starts like a footnote; one that speaks of the figures is part of the title.
_REMARK = re.compile(
    r".*\b(?:is|are|was|were|has|have|may|can|will|should|see|please|contact|means?)\b.*[.!?]|.*\b(?:www|https?)\b.*"
    r"|(?:notes?|sources?)\b.*|[*\u2020\u2021\[].*|\(\d\).*",
    re.IGNORECASE,
)
_ABOUT_FIGURES = re.compile(
    r"(?:\b(?:table|sheet|file|figures?|numbers?|values?|data|counts?)\b|^(?:all |the )*(?:complaints|decisions)\b)"
    r"(?: below| above| here| shown)*\s+(?:is|are|was|were|has|have|shows?|gives?|lists?|covers?|contains?|relates?)\b",
    re.IGNORECASE,
)


def is_remark(text: str) -> bool:
    """Return whether a text comments on a table, and does not say what its figures are."""
    start = text[:_LONGEST]
    return _REMARK.fullmatch(start) is not None and _ABOUT_FIGURES.search(start) is None


def unusual(texts: Iterable[str], columns: Collection[Key], kind: TableKind) -> Issue | None:
    """Return why the words above a table, or the name of its sheet, forbid reading its figures as plain counts."""
    titles = [text for text in texts if text and not is_remark(text)]
    units = {measures()[measure].unit for measure, _ in columns}
    for text in titles:
        if found := meaning(text, units):
            return _issue(text, found)
    if found := _other_kind(" ".join(titles), kind):
        return _issue(" ".join(titles), found)
    return None


def meaning(text: str, units: Collection[str] = ()) -> str | None:
    """Return what a title says of the figures if they are not plain; columns with ``units`` explain some words."""
    start = text[:_LONGEST]
    if found := period.other_than_a_year(start):
        return found
    plain = _PLAIN.sub(" ", start)
    for unit, words in _EXPLAINED.items():
        plain = words.sub(" ", plain) if unit in units else plain
    return next((found for found, pattern in _UNUSUAL if pattern.search(plain)), None)


def heading(text: str) -> str | None:
    """Return what a heading between rows says of the figures below it; one that names a group of bodies is plain."""
    found = meaning(text)
    if found in (_ABOUT_PROVIDERS, _ABOUT_SERVICES) and not _ONE_SERVICE.fullmatch(text):
        return None
    return found


def _other_kind(title: str, kind: TableKind) -> str | None:
    """Return what a title counts if it is not what the columns below it count."""
    words = title.casefold()
    received, decided = _RECEIVED.search(words), _DECIDED.search(words)
    if kind is TableKind.COMPLAINTS_RECEIVED and (_NOT_RECEIVED.search(words) or (decided and not received)):
        return "of other complaints than all that were received, as the columns count them"
    if kind is TableKind.COMPLAINTS_DECIDED and received and not decided:
        return "of complaints received, and the columns count decisions"
    return None


def _issue(text: str, found: str) -> Issue:
    message = (
        f"The title {text[:_LONGEST]!r} says that the figures are {found}, so the table was not read; look at the file."
    )
    return missing("title_unusual", message)
