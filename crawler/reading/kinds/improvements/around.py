"""The text around service improvements on their page, which is no part of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import urljoin, urlsplit

from crawler.reading.kinds.list_marks import without_mark
from lgsco_store.publications.decision_terms import printed_date, reference_key
from lgsco_store.publications.nothing import says_nothing

_ITEMS = r"(?:(?:service )?improvements?|results?|items?|entries|records|pages?)"
_MORE_OF_THEM = (
    r"since \w+ \d{4},? .{0,60}\bagreed to make\b.*",
    r"find out more.*",
    rf"(?:view|see|show) (?:all|more)(?: \d+)?(?: (?:of )?(?:the |our |these )*{_ITEMS}(?: .{{0,60}})?)?\W*",
    rf"(?:load|show) (?:more|less|fewer)(?: {_ITEMS})?\W*",
    rf"(?:older|newer|earlier|later|further|more|next|previous|all) {_ITEMS}",
    r"(?:view|read|see) (?:the |this |full |our )*(?:decision|report|case|statement|detail)s?\W*",
)
_PAGES = (
    r"\W*(?:(?:page|of|next|previous|prev|first|last|older|newer|\d{1,3})\b\W*)+",
    (
        rf"(?:(?:showing|displaying|total|there are|found)\W+)?(?:{_ITEMS}\W+)?\d+(?: ?(?:-|\N{{EN DASH}}|to) ?\d+)?"
        rf"(?: (?:of|from) (?:about )?\d+)?(?: {_ITEMS})?(?: found| in total| agreed)?\W*"
    ),
)
_FILTERS = (
    r"filter.{0,30}|sort by.{0,30}|apply(?: filters?)?|reset|clear(?: all)?|(?:expand|collapse)(?: all)?",
    r"search|go|show|hide|close|open|submit|update|(?:all |by )?(?:years?|categor(?:y|ies))",
    r"(?:19|20)\d{2}(?: ?[-/\N{EN DASH}] ?(?:20)?\d{2})?",
    r"(?:select|choose)(?: an?| your)? (?:year|category|page|council)",
)
_BELOW = (
    r"(?:was|is|did you find) this (?:page|information|content)\b.{0,60}|yes|no|yes\W*no",
    r"(?:(?:give|send|leave)(?: us)?(?: your)? )?feedback",
    r"(?:report|is there) (?:a|anything) (?:problem|wrong) with this page\W*",
    (
        r"(?:share|tweet|post|e-?mail|print|save|bookmark)(?: this(?: page)?)?"
        r"(?: (?:on|via|by|with|to) (?:facebook|twitter|x|linkedin|whatsapp|e-?mail|a friend))?\W*"
    ),
    r"(?:(?:this |the )?page )?(?:was )?last (?:reviewed|updated|modified|changed)\b.*",
    (
        r"(?:download|export)(?: (?:these|all|the|this|as|an?|service|improvements?|results?|list|data|csv|pdf|file))*"
        r"(?:\W+(?:csv|pdf|xlsx?|excel)\b.{0,20})?\W*"
    ),
    r"back(?: to .{0,40})?|top(?: of page)?",
)
_AROUND = re.compile("|".join((r"[\W_]+", *_MORE_OF_THEM, *_PAGES, *_FILTERS, *_BELOW)), re.IGNORECASE | re.DOTALL)
_NONE = re.compile(
    r"(?:there (?:are|have been|were) )?no (?:service )?improvements?\b.{0,120}", re.IGNORECASE | re.DOTALL
)
_DATA = re.compile(r"\.(?:csv|xlsx?|ods|zip)$", re.IGNORECASE)
_LIST = re.compile(r"/service-?improvements/?$", re.IGNORECASE)
# In words: several links in one line are short.
_LONGEST_LINK = 12


def is_around(text: str) -> bool:
    """Return whether a text is no part of an improvement, wherever it is."""
    return _AROUND.fullmatch(text) is not None and reference_key(text) is None and printed_date(text) is None


def says_none(text: str) -> bool:
    """Return whether a text says that there are no improvements."""
    return says_nothing(text) or _NONE.fullmatch(text) is not None


def without_around(cells: Iterable[str]) -> list[str]:
    """Return texts without the marks before them, and without those that are no part of an improvement."""
    unmarked = map(without_mark, cells)
    return [cell for cell in unmarked if cell and not is_around(cell) and not says_none(cell)]


def links_in(text: str, links: Mapping[str, Sequence[str | None]]) -> Sequence[str | None]:
    """Return the addresses of the links that a text is made of; none if it has other words."""
    if text in links:
        return links[text]
    found: list[str | None] = []
    words = [each for each in text.split() if re.search(r"\w", each)]
    while words:
        tries = range(min(len(words), _LONGEST_LINK), 0, -1)
        many = next((each for each in tries if " ".join(words[:each]).strip(",;.|") in links), 0)
        if not many:
            return ()
        found += links[" ".join(words[:many]).strip(",;.|")]
        words = words[many:]
    return found


def is_control(href: str | None, url: str) -> bool:
    """Return whether a link names no improvement: it does something with a page or its list, or leads off the site.

    A button has no address. ``url`` is that of the page, and may be unknown.
    """
    if href is None or not href.strip("# ") or href.startswith(("#", "?")):
        return True
    try:
        parts, own = urlsplit(urljoin(url, href.strip())), urlsplit(url)
    except ValueError:
        return True
    if parts.scheme not in {"http", "https", ""} or (own.netloc and parts.netloc != own.netloc):
        return True
    return parts.path == own.path or _LIST.search(parts.path) is not None or _DATA.search(parts.path) is not None
