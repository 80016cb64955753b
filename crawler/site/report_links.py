"""The links under the title of the reports: which lead to a report, and which file is whose. Pure functions."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from crawler.site.addresses import Site
from crawler.site.decisions.addresses import decision_address
from crawler.site.outline import Piece
from crawler.site.sections import title_section
from lgsco_store.publications.decision_terms import REFERENCE, printed_date, reference_key

_REFERENCE = re.compile(rf"\b{REFERENCE}")
_FILE = re.compile(r"\.pdf$|^/assets/|^/documents/|/getasset", re.IGNORECASE)
# The words of a link that name what it leads to, and no report.
_BARE = re.compile(
    r"\W*(?:(?:as|a|an|the|in|of|this|view|read|see|open|download|full|report|decision|statement|pdf|file|version|copy"
    r"|document|adobe|acrobat|here|more|click|[\d.,]+ ?[km]b)\W*)*",
    re.IGNORECASE,
)
_REPORT_PATH = re.compile(r"/news(?:/|-)|/press-?(?:releases?)?/|/reports?/[^/]+", re.IGNORECASE)
# What the section also links to: the site's own pages, other reports, and what helps to share the page.
_ELSEWHERE = re.compile(
    r"\W*(?:find out more\b.*|what is .*|more about .*|(?:(?:see|view|read|show|browse) )?"
    r"(?:(?:all|more|other|older|our|the|public|interest|previous|focus|special) )+reports?(?: .{0,40})?"
    r"|how to complain|make a complaint|(?:contact|about)(?: us)?|back(?: to .*)?|top"
    r"|(?:share|tweet|print|e-?mail|save)(?: (?:this|on|by)\b.*)?"
    r"|facebook|twitter|x|linkedin|whatsapp|next|previous|first|last|page \d+|\d{1,3})?\W*",
    re.IGNORECASE,
)
_ELSEWHERE_PATH = re.compile(
    r"/?|/(?:make-a-complaint|contact|about|privacy|cookies|accessibility|search)[^/]*(?:/.*)?|/decisions(?:/[^/]*)?"
    r"|/information-centre(?:/(?:reports|news))?|/your-councils-performance/?",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\W*(?:19|20)\d\d")
_SHARED_WITH = re.compile(r"(?:^|\.)(?:facebook|twitter|x|linkedin|whatsapp|pinterest|reddit)\.com$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ListedReport:
    """A link to a report, or to its file, as an authority's page lists it: its address and its words.

    ``references`` are those in the address or in the words, normalised: one report may answer several. ``beside`` are
    the words of its line that are in no link, ``above`` those between the link before and its line, ``heading`` the
    last of these that is a heading.
    """

    url: str
    text: str
    references: tuple[str, ...]
    beside: str = field(default="", compare=False)
    above: str = field(default="", compare=False)
    heading: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)
    element: Any = field(default=None, repr=False, compare=False)

    @property
    def is_file(self) -> bool:
        """Return whether it leads to a file."""
        return _FILE.search(unquote(urlsplit(self.url).path)) is not None

    @property
    def is_bare(self) -> bool:
        """Return whether it is a file whose link says only that."""
        return self.is_file and not self.references and _is_bare(self.text)


def listed_reports(part: Sequence[Piece], own: str | None, site: Site) -> Iterator[ListedReport]:
    """Yield the links of a section that may lead to a report; ``own`` is the address of its page."""
    above, heading = "", ""
    for line, of_line in groupby(part, key=lambda piece: piece.line):
        pieces = [each for each in of_line if each.href is not None or not title_section(each.text)]
        found = [(_listed(each, own, site), words) for each, words in _with_words(pieces)]
        links = [(link, words) for link, words in found if link is not None]
        for link, words in links:
            yield replace(_named(link, words), beside=words, above=above, heading=heading, line=line)
        headings = [each.text for each in pieces if each.level and not _YEAR.match(each.text)]
        words = _said(each.text for each in pieces if each.href is None)
        above, heading = ("", "") if links else (words or above, headings[-1] if headings else heading)


def is_report(link: ListedReport) -> bool:
    """Return whether a link surely leads to a report: to a decision, a file or news."""
    return bool(link.references) or link.is_file or _REPORT_PATH.search(urlsplit(link.url).path) is not None


def together(listed: Sequence[ListedReport]) -> tuple[list[list[ListedReport]], list[ListedReport]]:
    """Group the links of each report; return also the files of which it is not certain whose they are."""
    reports: list[list[ListedReport]] = []
    for link in listed:
        if not link.is_bare:
            _with_same(reports, link)
    unclear = []
    files = [link for link in listed if link.is_bare]
    order = [link for link in listed if not link.is_bare or _stands_alone(link, listed)]
    for link in files:
        whose = _whose(link, listed, order)
        if whose is None:
            unclear.append(link)
        elif whose is link:
            reports.append([replace(link, text=link.beside or link.heading or link.text)])
        else:
            next(each for each in reports if whose in each).append(link)
    reports.sort(key=lambda each: min(listed.index(link) for link in listed if link.url == each[0].url))
    further = {link.url for each in reports for link in [link for link in each if link.is_file][1:]}
    unclear += [link for link in listed if link.url in further]
    return [[link for link in each if link.url not in further] for each in reports], unclear


def _with_same(reports: list[list[ListedReport]], link: ListedReport) -> None:
    same = [each for each in reports if any(set(other.references) & set(link.references) for other in each)]
    if same:
        same[0].append(link)
    else:
        reports.append([link])


def _whose(file: ListedReport, listed: Sequence[ListedReport], order: Sequence[ListedReport]) -> ListedReport | None:
    """Return the link of the report that a bare file belongs to, itself perhaps; None if that is not certain."""
    in_line = [each for each in listed if each.line == file.line and not each.is_bare]
    if in_line:
        files = {each.url for each in listed if each.line == file.line and each.is_bare}
        return in_line[0] if len(_distinct(in_line)) == len(files) == 1 else None
    if file.beside:
        return file
    if file.heading:
        return file
    around, others = _around(file, listed), _distinct([each for each in listed if not each.is_bare])
    # Words between the two may name another report, unless other reports show that each has an element of its own.
    if around is not None and (not file.above or len(others) > 1):
        return around
    if file.above and listed.index(file) > min((listed.index(each) for each in others), default=len(listed)):
        return None
    return _by_order(file, order)


def _by_order(file: ListedReport, order: Sequence[ListedReport]) -> ListedReport | None:
    """Return the report before a file, or after it if files are before their reports; itself if there is no report.

    ``order`` has the reports, and the files that nothing but their place in it gives to one.
    """
    if all(each.is_bare for each in order):
        return file
    is_first, is_last = order[0].is_bare, order[-1].is_bare
    if (is_first and is_last) or file not in order:
        return None
    at = order.index(file)
    beside = order[at + 1 : at + 2] if is_first else order[max(at - 1, 0) : at]
    return next((each for each in beside if not each.is_bare), file)


def _stands_alone(file: ListedReport, listed: Sequence[ListedReport]) -> bool:
    in_line = any(each.line == file.line and not each.is_bare for each in listed)
    return not (in_line or file.beside or file.heading or _around(file, listed))


def _around(file: ListedReport, listed: Sequence[ListedReport]) -> ListedReport | None:
    """Return the report in the smallest element around a file that has one, if it has no other and no other file."""
    of_element = {each.element: each for each in listed if each.element is not None}
    element = file.element.getparent() if file.element is not None else None
    while element is not None:
        within = [of_element[each] for each in element.iter() if each in of_element]
        reports = _distinct([each for each in within if not each.is_bare])
        if reports:
            return reports[0] if len(reports) == 1 == len({each.url for each in within if each.is_bare}) else None
        element = element.getparent()
    return None


def _distinct(links: Sequence[ListedReport]) -> list[ListedReport]:
    """Return one link of each report: several may share a reference."""
    groups: list[list[ListedReport]] = []
    for each in links:
        _with_same(groups, each)
    return [group[0] for group in groups]


def _listed(piece: Piece, own: str | None, site: Site) -> ListedReport | None:
    """Return what a link may lead to; None for links of the page itself, of its help, or of another section."""
    if piece.href is None or title_section(piece.text):
        return None
    decision = decision_address(piece.href, site)
    url = decision.url if decision else site.address(piece.href) or piece.href
    parts = _parts(url)
    if parts is None:
        return None
    printed = [decision.reference] if decision else []
    printed += [reference_key(each) for each in _REFERENCE.findall(f"{piece.text} {piece.label}")]
    link = ListedReport(url, piece.text, tuple(dict.fromkeys(filter(None, printed))), element=piece.element)
    is_own = parts._replace(query="") == urlsplit(own or "")._replace(query="")
    if is_own or parts.scheme.lower() not in {"http", "https"} or _SHARED_WITH.search(parts.hostname or ""):
        return None
    if link.references or link.is_file:
        return link
    is_page = site.slug_of(url) is not None and not _REPORT_PATH.search(parts.path)
    elsewhere = _ELSEWHERE.fullmatch(piece.text) or _ELSEWHERE_PATH.fullmatch(parts.path)
    return None if is_page or elsewhere else link


def _parts(url: str) -> SplitResult | None:
    """Return the parts of an address; None for one that leads nowhere, such as that of no server."""
    try:
        return urlsplit(url)
    except ValueError:
        return None


def _with_words(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, str]]:
    """Yield the links of a line with the words before each, or after each if the line begins with a link."""
    at = [number for number, piece in enumerate(pieces) if piece.href is not None]
    if not at:
        return
    words = _said(each.text for each in pieces[: at[0]])
    is_before = bool(words)
    for start, end in zip(at, [*at[1:], len(pieces)], strict=True):
        after = _said(each.text for each in pieces[start + 1 : end])
        yield pieces[start], words if is_before else after
        words = after or words


def _said(texts: Iterable[str]) -> str:
    """Return words that name something, other than a day or what kind of file it is; blank for others."""
    words = " ".join(texts).strip(" -|,:\N{EN DASH}\N{EM DASH}")
    return "" if _is_bare(words) or printed_date(words.strip("() -|,:\N{EN DASH}\N{EM DASH}")) else words


def _named(link: ListedReport, beside: str) -> ListedReport:
    """Return a link with the reference and the name that the words beside it give it, if its own words are bare."""
    if not beside or not _is_bare(link.text):
        return link
    printed = [reference_key(each) for each in _REFERENCE.findall(beside)]
    references = link.references or tuple(dict.fromkeys(filter(None, printed)))
    is_own = not printed or set(printed) & set(references)
    return replace(link, references=references, text=beside if is_own else link.text)


def _is_bare(text: str) -> bool:
    return _BARE.fullmatch(text) is not None
