"""The web site's statistics page yields the figures that it prints, with the same code as letters."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crawler.reading import read, read_page
from jobs.demo import content, pages
from lgsco_store.records import FigureState, Reading, ReadingStatus

URL = "https://www.lgo.org.uk/your-councils-performance/kent-county-council/statistics"
PAGE = """<!DOCTYPE html><html><head><title>x</title><style>p { width: 74% }</style></head><body>
<nav><ul><li>Complaints</li><li>24 hours</li></ul></nav>
<h1>Kent&nbsp;County Council</h1>
<script>var upheld = "12 upheld decisions";</script>
<h2>Complaint overview</h2>
<p>Between 1 April 2024 to 31 March 2025, we dealt with <b>59</b> complaints. Of these, 18 were not for us or not ready
for us to investigate. We assessed and closed 26 complaints. We investigated 15 complaints.</p>
<div><h3>Complaints upheld</h3>
<div class="ring"><span>73%</span></div>
<p>We investigated 15 complaints and upheld 11.</p>
<p><strong>73%</strong> of complaints we investigated were upheld.<br>This compares to an average of 85% in similar
organisations.</p>
<p>Adjusted for Kent County Council&rsquo;s population, this is 2.4% upheld decisions per 100,000 residents.The average
for authorities of this type is 4.5 upheld decisions per 100,000 residents.</p></div>
<div><h3>Compliance with Ombudsman recommendations</h3>
<p>No recommendations were due for compliance in this period</p></div>
<h2>Annual letters</h2><p>The 12 letters are below.</p>
</body></html>"""
PRINTED = {
    "complaints_dealt_with": 59,
    "complaints_not_for_us": 18,
    "complaints_assessed_and_closed": 26,
    "complaints_investigated": 15,
    "investigations": 15,
    "upheld_decisions": 11,
    "uphold_rate": 73,
    "uphold_rate_average": 85,
    "upheld_per_100k": Decimal("2.4"),
    "upheld_per_100k_average": Decimal("4.5"),
}


def page(html: str, url: str = URL) -> Reading:
    return read_page(html.encode(), url=url)


def values(reading: Reading) -> dict[str, Decimal]:
    return {figure.measure: figure.value for figure in reading.figures if figure.value is not None}


def codes(reading: Reading) -> list[str]:
    return [issue.code for issue in reading.issues]


def test_a_page_is_read_as_it_is_printed() -> None:
    reading = page(PAGE)
    assert values(reading) == PRINTED
    assert (reading.status, reading.layout) == (ReadingStatus.COMPLETE, "overview")
    assert (reading.authority, reading.year) == ("Kent County Council", 2025)
    states = {figure.measure: figure.state for figure in reading.figures}
    assert states["compliance_rate"] is FigureState.NOT_APPLICABLE
    assert {(figure.page, figure.bbox) for figure in reading.figures} == {(1, None)}


@pytest.mark.parametrize("year", [2018, 2020, 2024, 2025])
def test_the_sample_pages_give_the_figures_of_their_letters(year: int) -> None:
    for council in content.index(year):
        path = f"/your-councils-performance/{council.slug}/statistics"
        document, letters = pages.find(path, year), content.letters_of(council, year)
        assert document is not None
        reading = read_page(document.body, url=f"http://127.0.0.1{path}")
        expected = letters[0][1].figures if letters else {}
        printed = {(f.measure, f.category): f.value for f in reading.figures if f.value is not None}
        assert printed == {key: value for key, value in expected.items() if key in printed}
        assert set(expected) <= {(f.measure, f.category) for f in reading.figures}
        assert reading.status is (ReadingStatus.COMPLETE if expected else ReadingStatus.NO_STATISTICS)


def test_what_stands_around_the_statistics_does_not_change_their_digest() -> None:
    other = PAGE.replace("24 hours", "25 hours").replace("12 letters", "13 letters").replace("<nav>", "<nav id='a9f'>")
    assert page(other).text_sha256 == page(PAGE).text_sha256
    assert page(other).sha256 != page(PAGE).sha256
    assert page(PAGE.replace("dealt with <b>59", "dealt with <b>58")).text_sha256 != page(PAGE).text_sha256


def test_contradictions_are_kept_and_reported() -> None:
    reading = page(PAGE.replace("<b>59</b>", "<b>58</b>"))
    assert values(reading)["complaints_dealt_with"] == 58
    assert "contradiction" in codes(reading)


def test_the_address_names_the_authority_where_the_page_does_not() -> None:
    assert page(PAGE.replace("<h1>Kent&nbsp;County Council</h1>", "")).authority == "Kent County Council"
    assert page(PAGE, "https://www.lgo.org.uk/x").authority == "Kent County Council"
    nobody = page(PAGE.replace("<h1>Kent&nbsp;County Council</h1>", ""), "https://www.lgo.org.uk/x")
    assert (nobody.authority, codes(nobody)) == (None, ["authority_missing"])


@pytest.mark.parametrize(
    ("html", "status", "code"),
    [
        ("", ReadingStatus.UNREADABLE, "not_html"),
        ("\0\0", ReadingStatus.NOT_A_LETTER, "not_a_statistics_page"),
        ("<h1>Just a moment...</h1>", ReadingStatus.NOT_A_LETTER, "not_a_statistics_page"),
        (
            "<h2>Annual statistics</h2><p>There are no statistics for this council.</p>",
            ReadingStatus.NO_STATISTICS,
            "no_statistics",
        ),
        ("<h2>Complaint overview</h2><p>Cases closed: 81</p>", ReadingStatus.UNRECOGNISED, "layout_unknown"),
    ],
)
def test_another_page_says_what_it_is(html: str, status: ReadingStatus, code: str) -> None:
    reading = page(html)
    assert reading.status is status
    assert codes(reading)[-1] == code
    assert reading.figures == ()


def test_a_page_in_another_encoding_is_read() -> None:
    old = PAGE.replace("<head>", '<head><meta charset="windows-1252">').replace(
        "&rsquo;", "\N{RIGHT SINGLE QUOTATION MARK}"
    )
    assert values(read_page(old.encode("windows-1252"), url=URL)) == PRINTED


def test_a_page_is_no_letter() -> None:
    assert read(PAGE.encode()).status is ReadingStatus.NOT_A_LETTER
