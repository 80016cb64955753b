"""The public reports and service improvements on an authority's page. Pure functions of a page.

Source: stored council pages of 2022 to 2025, and their words: "Public reports", later "Reports", with links, or "No
public reports published"; "Service improvements" with the newest ten and a link to all.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from crawler.site.addresses import Site
from crawler.site.outline import Piece, WebPage
from crawler.site.page_parts import parts
from crawler.site.report_links import ListedReport, is_report, listed_reports, together
from crawler.site.sections import Section
from lgsco_store.publications.nothing import says_nothing

_NO_REPORTS = re.compile(
    r"\bno (?:public )?(?:interest )?reports?\b|\bnot (?:published|issued) any (?:public )?(?:interest )?reports?\b",
    re.IGNORECASE,
)
_IMPROVEMENTS_PATH = re.compile(r"/service-?improvements/?$", re.IGNORECASE)
_REPORTS_PATH = re.compile(r"/(?:public-?|interest-?)*reports/?$", re.IGNORECASE)
_VIEW_ALL = re.compile(r"\b(view|see|show|browse) (all|more)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class CouncilReports:
    """The reports that a page lists; ``says_none`` is true if it says that there are none.

    If it does neither, the content under the title was not understood. ``reports`` are the links of each report,
    ``unclear`` those files whose report is not certain, and ``unknown`` links that may lead to a report or not.
    """

    listed: tuple[ListedReport, ...]
    says_none: bool
    reports: tuple[tuple[ListedReport, ...], ...] = field(default=(), compare=False)
    unclear: tuple[ListedReport, ...] = field(default=(), compare=False)
    unknown: tuple[ListedReport, ...] = ()


def council_reports(page: WebPage, site: Site) -> CouncilReports | None:
    """Return the reports of an authority's page; None if the page has no title of reports."""
    found = [part for section, part in parts(page) if section is Section.REPORTS]
    if not found:
        return None
    links: dict[str, ListedReport] = {}
    for each in (link for part in found for link in listed_reports(part, site.address(page.url), site)):
        known = links.get(each.url)
        links[each.url] = each if known is None or not known.text else known
    listed = [each for each in links.values() if is_report(each)]
    reports, unclear = together(listed)
    says_none = any(_NO_REPORTS.search(piece.text) or says_nothing(piece.text) for part in found for piece in part)
    return CouncilReports(
        tuple(listed),
        says_none,
        tuple(map(tuple, reports)),
        tuple(unclear),
        tuple(each for each in links.values() if not is_report(each)),
    )


def reports_texts(page: WebPage) -> list[str]:
    """Return the title of the reports of an authority's page, and the texts under it that are no links."""
    return _texts(page, Section.REPORTS)


def lists_texts(page: WebPage) -> list[str]:
    """Return the titles of the reports and improvements of a page, and the texts under them that are no links."""
    return [*_texts(page, Section.REPORTS), *_texts(page, Section.IMPROVEMENTS)]


def _texts(page: WebPage, section: Section) -> list[str]:
    return [piece.text for found, part in parts(page) if found is section for piece in part if piece.href is None]


def improvements_list(page: WebPage, site: Site, slug: str) -> str | None:
    """Return the address of the list of all service improvements of an authority; None if no link leads to it.

    The link is recognised by its path, or by its words under the title of the improvements.
    """
    return _list_behind(page, site, slug, (_IMPROVEMENTS_PATH, Section.IMPROVEMENTS))


def reports_list(page: WebPage, site: Site, slug: str) -> str | None:
    """Return the address of the list of all reports about an authority; None if no link leads to it."""
    return _list_behind(page, site, slug, (_REPORTS_PATH, Section.REPORTS))


def _list_behind(page: WebPage, site: Site, slug: str, wanted: tuple[re.Pattern[str], Section]) -> str | None:
    """Return where a link leads to an authority's list, by its path, or by its words under the title of a section."""
    path, title = wanted
    links = (piece for piece in page.pieces if piece.href is not None)
    own = (address for piece in links if (address := _own_address(piece, page, site, slug)))
    by_path = next((each for each in own if path.search(urlsplit(each).path)), None)
    if by_path is not None:
        return by_path
    found = (piece for section, part in parts(page) if section is title for piece in part)
    views = (piece for piece in found if _VIEW_ALL.search(f"{piece.text} {piece.label}"))
    return next((address for piece in views if (address := _own_address(piece, page, site, slug))), None)


def _own_address(piece: Piece, page: WebPage, site: Site, slug: str) -> str | None:
    """Return where a link leads, if that is below the authority's own address, and neither its page nor this one."""
    address = site.address(piece.href) if piece.href is not None else None
    if address is None or (site.slug_of(address) or "").lower() != slug.lower():
        return None
    own = {site.page(slug), site.address(page.url) or page.url}
    return None if urlsplit(address).path in {urlsplit(each).path for each in own} else address
