"""Pages of the site in several dresses: the same words in other markup say the same."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import site as pages
from crawler.site import Site

LIVE = Site("https://www.lgo.org.uk/your-councils-performance")
PAGE = "https://www.lgo.org.uk/your-councils-performance/kent-county-council/statistics"


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/your-councils-performance/kent-county-council/statistics">Kent</a>',
        '<a href="https://lgo.org.uk/your-councils-performance/kent-county-council/">Kent</a>',
        '<select><option value="kent-county-council">Kent County Council</option></select>',
        '<select><option value="/your-councils-performance/kent-county-council">Kent</option></select>',
        '<path data-href="/your-councils-performance/kent-county-council" d="M0 0"/>',
        '<script>var councils = [{"url": "\\/your-councils-performance\\/kent-county-council\\/statistics"}];</script>',
        "<div data-council='{&quot;u&quot;:&quot;/your-councils-performance/kent-county-council&quot;}'></div>",
    ],
)
def test_a_slug_is_found_wherever_it_stands(html: str) -> None:
    assert pages.council_slugs(f"<html><body>{html}</body></html>", LIVE) == ["kent-county-council"]


def test_slugs_come_once_as_first_spelled_in_the_order_of_the_page() -> None:
    html = """<html><body>
    <a href="/your-councils-performance/West-Northamptonshire-Council/statistics">West Northamptonshire</a>
    <a href="/your-councils-performance/blaby-district-council/statistics">Blaby</a>
    <a href="/your-councils-performance/west-northamptonshire-council/">West Northamptonshire again</a>
    <a href="/your-councils-performance">the map</a><a href="/your-councils-performance/map.js">script</a>
    <select><option value="">Choose</option><option value="blaby-district-council">Blaby</option></select>
    </body></html>"""
    assert pages.council_slugs(html, LIVE) == ["West-Northamptonshire-Council", "blaby-district-council"]


@pytest.mark.parametrize(
    ("href", "address"),
    [
        (
            "/documents/councilperformance/2020/kent county council.pdf",
            "/documents/councilperformance/2020/kent%20county%20council.pdf",
        ),
        ("http://lgo.org.uk/assets/attach/12/a.pdf", "/assets/attach/12/a.pdf"),
        ("HTTPS://WWW.LGO.ORG.UK/GetAsset.aspx?id=ABC%3d", "/GetAsset.aspx?id=ABC%3D"),
        ("?displaypref=1#top", "/your-councils-performance/kent-county-council/statistics"),
        ("../annualletters/", "/your-councils-performance/annualletters"),
        ("//www.lgo.org.uk/x/", "/x"),
    ],
)
def test_an_address_has_one_spelling(href: str, address: str) -> None:
    assert LIVE.address(href, PAGE) == f"https://www.lgo.org.uk{address}"


@pytest.mark.parametrize(
    "href",
    ["https://example.org/a.pdf", "mailto:a@lgo.org.uk", "javascript:void(0)", "file:///etc/passwd", "http://[bad"],
)
def test_an_address_elsewhere_is_none(href: str) -> None:
    assert LIVE.address(href, PAGE) is None


MERGED = """<html><body><h1>West Northamptonshire Council</h1>
<p><strong>West Northamptonshire Council</strong> is a merger of several councils and the historical
information for these are located from the following links.</p><ul><li>
<a href="/your-councils-performance/northampton-borough-council/statistics">Northampton</a></li>
<li><a href="../daventry-district-council">Daventry</a></li></ul>
<h2>Annual statistics</h2><p>57% of complaints</p><script>token = "4711"</script>
<h2>Annual letters</h2><p>We write each year.</p>
<a href="/your-councils-performance/blaby-district-council/annualletters">
View annual letters</a><h2>Public reports</h2><a href="/documents/report-2020.pdf">Report 2020</a></body></html>"""


def test_a_merged_council_names_its_predecessors() -> None:
    page = pages.pieces(MERGED)
    assert pages.name(page) == "West Northamptonshire Council"
    assert pages.predecessors(page, PAGE, LIVE) == ("northampton-borough-council", "daventry-district-council")


def test_a_council_that_is_no_merger_has_none() -> None:
    page = pages.pieces(MERGED.replace("is a merger of several councils", "is a council"))
    assert pages.predecessors(page, PAGE, LIVE) == ()


def test_statistics_are_the_words_between_their_heading_and_the_letters() -> None:
    page = pages.pieces(MERGED)
    assert pages.statistics_text(page) == "Annual statistics 57% of complaints"
    assert pages.statistics_sha256(page) == pages.statistics_sha256(pages.pieces(MERGED.replace("4711", "4712")))
    assert pages.statistics_sha256(page) != pages.statistics_sha256(pages.pieces(MERGED.replace("57%", "58%")))
    assert pages.statistics_sha256(pages.pieces("<h1>Kent</h1>")) is None


def test_the_letters_are_behind_the_link_that_says_so() -> None:
    page = pages.pieces(MERGED)
    assert pages.letters_page(page, PAGE, LIVE) == f"{LIVE.url}/blaby-district-council/annualletters"
    hidden = pages.pieces('<h2>Annual letters</h2><a href="#letters">View annual letters</a>')
    assert pages.letters_page(hidden, PAGE, LIVE) == PAGE
    assert pages.letters_page(pages.pieces("<h1>Kent</h1>"), PAGE, LIVE) is None


@pytest.mark.parametrize(
    "html",
    [
        "<h1>Kent</h1><h2>Annual letters</h2><ul><li>{0}</li><li>{1}</li></ul><h2>Public reports</h2>{2}",
        "<div><h3>Annual Review Letters for Kent</h3><table><td>{0}</td><td>{1}</td></table><h3>Reports</h3>{2}</div>",
        "<h2>Annual letters</h2><h4>Recent</h4>{0}<h4>Older</h4><span hidden>{1}{0}</span><h2>Reports</h2><p>{2}</p>",
    ],
)
def test_letters_are_taken_from_under_their_heading_alone(html: str) -> None:
    links = (
        '<a href="/documents/councilperformance/2024/kent%20county%20council.pdf">2023-24</a>',
        '<a href="/assets/attach/2019/kent.pdf"><b>Annual Review letter</b> 2020</a>',
        '<a href="/documents/reports/2021.pdf">Report of 2021</a>',
    )
    found = pages.letters(pages.pieces(html.format(*links)), PAGE, LIVE, "Kent-County-Council")
    assert found is not None
    assert [(each.slug, each.year, each.text) for each in found] == [
        ("kent-county-council", 2024, "2023-24"),
        ("kent-county-council", 2020, "Annual Review letter 2020"),
    ]


def test_a_page_without_the_heading_says_nothing_about_letters() -> None:
    assert pages.letters(pages.pieces("<h1>Kent</h1><a href='/a2020.pdf'>2020</a>"), PAGE, LIVE, "kent") is None
    assert pages.letters(pages.pieces("<h2>Annual letters</h2><p>None yet.</p>"), PAGE, LIVE, "kent") == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023-24", 2024),
        ("2023/2024", 2024),
        ("1999-00", 2000),
        ("Annual letter 2024", 2024),
        ("Annual Review letter 2020 (PDF, 1998KB)", 2020),
        ("2019-2024", 2019),
        ("Annual letter", None),
        ("reference 20201234", None),
    ],
)
def test_the_year_of_a_link(text: str, year: int | None) -> None:
    assert pages.year_of(text) == year


@given(st.integers(1990, 2098))
def test_a_period_is_named_by_its_end(year: int) -> None:
    assert pages.year_of(f"Annual letter {year}-{(year + 1) % 100:02}") == year + 1
    assert pages.year_of(f"{year}/{year + 1}") == year + 1
