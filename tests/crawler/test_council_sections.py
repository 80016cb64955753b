"""Reports and service improvements on authorities' pages: the same words mean the same in every dress."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.site.addresses import Site
from crawler.site.council_sections import CouncilReports, council_reports, improvements_list
from crawler.site.outline import WebPage, outline
from crawler.site.report_links import ListedReport
from tests.site.dresses import DRESSES, Dress, Item, Link, Part, Words

REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "pages"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real pages are not part of the product")
in_each_dress = pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)

SITE = Site("https://www.lgo.org.uk/your-councils-performance")
SLUG = "wyvale-county-council"
ALL = f"{SITE.url}/{SLUG}/serviceimprovements?category=1015&amp;year=2025"
LETTERS = Part(
    "Annual letters", ["We write every year.", Link(f"{SITE.url}/{SLUG}/annualletters", "View annual letters")]
)
IMPROVEMENTS = Part(
    "Service improvements",
    ["Since April 2018, the Council has agreed to make improvements.", "It will train staff.", Link(ALL, "View all")],
)
HELP = Link("#reports-help", "Find out more about reports")


def page(dress: Dress, *parts: Part) -> WebPage:
    return outline(f"<html><body>{dress(Words('Wyvale County Council', parts))}</body></html>", SITE.page(SLUG))


def reports(dress: Dress, *items: Item, title: str = "Public reports") -> CouncilReports | None:
    return council_reports(page(dress, LETTERS, Part(title, [HELP, *items]), IMPROVEMENTS), SITE)


@in_each_dress
@pytest.mark.parametrize("title", ["Public reports", "Reports"])
def test_reports_are_listed_with_their_references(dress: Dress, title: str) -> None:
    found = reports(
        dress,
        "In the last nine years, we have published these:",
        Link("/decisions/education/school-transport/15-018-169", "Wyvale to look again at transport for teenagers"),
        "The Council has agreed to look again at what families had asked for.",
        Link("/assets/attach/77/report.pdf", "Report 16 002 186 and 16 002 187a"),
        Link("https://www.lgo.org.uk/information-centre/news/2024/delays", "170 delayed complaints in Wyvale"),
        title=title,
    )
    at = "https://www.lgo.org.uk"
    assert found == CouncilReports(
        (
            ListedReport(
                f"{at}/decisions/education/school-transport/15-018-169",
                "Wyvale to look again at transport for teenagers",
                ("15 018 169",),
            ),
            ListedReport(
                f"{at}/assets/attach/77/report.pdf", "Report 16 002 186 and 16 002 187a", ("16 002 186", "16 002 187a")
            ),
            ListedReport(f"{at}/information-centre/news/2024/delays", "170 delayed complaints in Wyvale", ()),
        ),
        says_none=False,
    )


@in_each_dress
@pytest.mark.parametrize(
    "words",
    [
        *("No public reports published", "No reports published", "The Ombudsman has not published any reports."),
        *("None", "None.", "There are none.", "There are none to show", "N/A", "Nil"),
    ],
)
def test_a_page_may_say_that_there_are_no_reports(dress: Dress, words: str) -> None:
    assert reports(dress, words) == CouncilReports((), says_none=True)


@in_each_dress
@pytest.mark.parametrize("words", ["Reports are being moved.", "None of our reports is here yet.", "-"])
def test_what_is_not_understood_is_not_taken_for_none(dress: Dress, words: str) -> None:
    assert reports(dress, words) == CouncilReports((), says_none=False)


@in_each_dress
def test_a_page_without_the_title_has_no_reports(dress: Dress) -> None:
    assert council_reports(page(dress, LETTERS, IMPROVEMENTS), SITE) is None


def test_reports_may_stand_under_headings_of_years() -> None:
    years = "<h3>2023</h3><a href='/a.pdf#page=1'>A</a><h3>2024</h3><a href='/b.pdf'>B</a>"
    html = f"<h2>Reports</h2>{years}<a href='http://[bad'>?</a><h2>More</h2><a href='/c'>C</a>"
    found = council_reports(outline(html, SITE.page(SLUG)), SITE)
    assert found is not None
    assert [each.text for each in found.listed] == ["A", "B"]


@real
@in_each_dress
def test_real_words_of_reports_are_known(dress: Dress) -> None:
    text = (REAL / "northumberland-2024.txt").read_text(encoding="utf-8")
    title, sentence, words, below = text[text.index("Reports ?Find") :].splitlines()[:4]
    found = council_reports(
        page(dress, Part(title, [sentence, Link("/information-centre/news/x", words), below])), SITE
    )
    assert found is not None
    assert [each.text for each in found.listed] == [words]


@in_each_dress
def test_the_list_of_all_improvements_is_found(dress: Dress) -> None:
    found = improvements_list(page(dress, LETTERS, IMPROVEMENTS), SITE, SLUG)
    assert found == f"{SITE.url}/{SLUG}/serviceimprovements?category=1015&year=2025"


@pytest.mark.parametrize(
    ("href", "words", "expected"),
    [
        ("/improved?all=1", "See all service improvements", "/improved?all=1"),
        ("/ServiceImprovements", "Improvements", "/ServiceImprovements"),
        ("/statistics", "View all", None),
        ("/statistics#all", "View all", None),
        ("/improved", "More", None),
    ],
)
def test_words_or_the_path_lead_to_the_improvements(href: str, words: str, expected: str | None) -> None:
    part = Part("Service improvements", ["It will train staff.", Link(f"{SITE.url}/{SLUG}{href}", words)])
    found = improvements_list(page(DRESSES["headings"], part), SITE, SLUG)
    assert found == (expected and f"{SITE.url}/{SLUG}{expected}")


def test_the_improvements_of_another_authority_are_not_followed() -> None:
    part = Part("Service improvements", [Link(f"{SITE.url}/kent-county-council/serviceimprovements", "View all")])
    assert improvements_list(page(DRESSES["headings"], part), SITE, SLUG) is None
