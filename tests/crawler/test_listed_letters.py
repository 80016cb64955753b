"""The letters that a page lists, and the year of each, in any markup."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.site import pages
from crawler.site.addresses import Site
from crawler.site.link_years import year_of
from crawler.site.listed_letters import letters
from crawler.site.outline import WebPage, outline
from crawler.spiders import findings
from lgsco_store.records import Severity

LIVE = Site("https://www.lgo.org.uk/your-councils-performance")
PAGE = "https://www.lgo.org.uk/your-councils-performance/kent-county-council/statistics"
LETTER = "/assets/attach/6973/kent.pdf"


def _page(html: str) -> WebPage:
    return outline(html, PAGE)


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
    found = letters(_page(html.format(*links)), LIVE, "Kent-County-Council")
    assert found is not None
    assert [(each.slug, each.year, each.text) for each in found] == [
        ("kent-county-council", 2024, "2023-24"),
        ("kent-county-council", 2020, "Annual Review letter 2020"),
    ]


def test_a_page_without_the_heading_says_nothing_about_letters() -> None:
    assert letters(_page("<h1>Kent</h1><a href='/a2020.pdf'>2020</a>"), LIVE, "kent") is None
    assert letters(_page("<h2>Annual letters</h2><p>None yet.</p>"), LIVE, "kent") == []


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("2023-24", 2024),
        ("2023/2024", 2024),
        ("1999-00", 2000),
        ("Annual letter 2024", 2024),
        ("Annual Review letter 2020 (PDF, 1998KB)", 2020),
        ("2023/4", 2024),
        ("2023\N{NON-BREAKING HYPHEN}24", 2024),
        ("2023 \N{MINUS SIGN} 24", 2024),
        ("2023 to 2024", 2024),
        ("2023 and 2024", 2024),
        ("Letters 25-26", 2026),
        ("Annual letter, 24/07/2024", 2024),
        ("letter 2024-07-24", 2024),
        ("Annual letter 2024 (1)", 2024),
        ("1 April 2023 to 31 March 2024", 2024),
        ("April 2023 - March 2024", 2024),
        ("between 1st April 2023 and 31st March 2024", 2024),
        ("1 April 2019 to 31 March 2024", None),
        ("2023 24", None),
        ("2023.24", None),
        ("Letter 2023 12", 2023),
        ("2019-2024", None),
        ("2019-24", None),
        ("2022-23 and 2023-24", None),
        ("2018, 2019", None),
        ("Annual letter", None),
        ("reference 20201234", None),
    ],
)
def test_the_year_of_a_link(text: str, year: int | None) -> None:
    assert year_of(text) == year


@given(st.integers(1990, 2098))
def test_a_period_is_named_by_its_end(year: int) -> None:
    assert year_of(f"Annual letter {year}-{(year + 1) % 100:02}") == year + 1
    assert year_of(f"{year}/{year + 1}") == year + 1


@pytest.mark.parametrize(
    ("link", "year"),
    [
        (f'<a href="{LETTER}">Annual letter 2024</a>', 2024),
        (f"<p>2023-24</p><a href='{LETTER}'>Download</a>", 2024),
        (f'<table><tr><td>2024</td><td><a href="{LETTER}">PDF</a></td></tr></table>', 2024),
        (f'<button data-href="{LETTER}">2023/24</button>', 2024),
        (f"<button onclick=\"window.open('{LETTER}')\">2024</button>", 2024),
        (f"<a href=\"javascript:window.open('{LETTER}')\">2024</a>", 2024),
        (f'<a href="#" data-url="{LETTER}">2024</a>', 2024),
        (f'<select><option value="">Choose</option><option value="{LETTER}">2023-24</option></select>', 2024),
        (f'<object data="{LETTER}">2024</object>', 2024),
        (f'<div><div><span><a href="https://LGO.org.uk:443{LETTER}#page=1"><b>20</b>24</a></span></div></div>', 2024),
        (f'<a href="{LETTER}" title="Annual letter 2024"><img src="/pdf.png"></a>', 2024),
        (f'<a href="{LETTER}">Download</a>', None),
    ],
)
def test_a_letter_is_found_whatever_leads_to_it(link: str, year: int | None) -> None:
    html = f"<h1>Kent</h1><h2>Annual letters</h2>{link}<h2>Reports</h2><a href='/documents/r-2020.pdf'>2020</a>"
    found = letters(_page(html), LIVE, "kent")
    assert found is not None
    assert [(each.url, each.year) for each in found] == [(f"https://www.lgo.org.uk{LETTER}", year)]


@pytest.mark.parametrize(
    "frame",
    [
        "<h2>Annual letters</h2>{0}<h2>Public reports</h2>{1}",
        "<div role='heading' aria-level='3'>Annual review letters</div>{0}<div role='heading'>Reports</div>{1}",
        "<p><strong>Annual letters</strong></p>{0}<p><strong>Public reports</strong></p>{1}",
        "<button>Annual letters</button><div hidden>{0}</div><button>Reports</button><div hidden>{1}</div>",
        "<dl><dt>Annual letters</dt><dd>{0}</dd><dt>Service improvements</dt><dd>{1}</dd></dl>",
        "<h1>Annual letters</h1>{0}<h2>Public reports</h2>{1}",
        "<details><summary>Annual letters</summary>{0}</details><details><summary>Reports</summary>{1}</details>",
        "<template><h2>Annual letters</h2>{0}</template><h2>Reports</h2>{1}",
    ],
)
def test_a_section_is_known_by_its_title_in_whatever_tag(frame: str) -> None:
    html = frame.format(f'<a href="{LETTER}">2024</a>', '<a href="/documents/report-2023.pdf">Report of 2023</a>')
    found = letters(_page(f"<h1>Kent</h1>{html}"), LIVE, "kent")
    assert found is not None
    assert [each.url for each in found] == [f"https://www.lgo.org.uk{LETTER}"]


@pytest.mark.parametrize(
    ("html", "years"),
    [
        (
            f'<h1>Kent</h1><a href="{LETTER}">2023-24</a><h2>Public reports</h2><a href="/documents/r.pdf">2022</a>',
            [2024],
        ),
        (f'<h1>Annual letters</h1><h1>Kent</h1><h2>2023/24</h2><a href="{LETTER}">Download (PDF, 99KB)</a>', [2024]),
        (
            f'<h1>Kent</h1><a href="{LETTER}">A letter</a><a href="/assets/2023.pdf">Annual report 2023</a>',
            [None],
        ),
        ('<h1>Kent</h1><a href="/privacy">2024</a><p>No letter of 2024</p>', None),
        ("<h1>Annual letter</h1><p>None yet.</p>", []),
    ],
)
def test_a_page_behind_the_link_to_the_letters_needs_no_heading_of_theirs(
    html: str, years: list[int | None] | None
) -> None:
    found = letters(_page(html), LIVE, "kent", is_list=True)
    assert (None if found is None else [each.year for each in found]) == years
    assert not letters(_page(html), LIVE, "kent")


_DATA = (
    f'[{{"title": "2023-24", "year": 2024, "href": "{LETTER}", "type": "application/pdf"}},'
    ' {"title": "Annual letter 2018", "year": 2018, "href": "/assets/attach/9/k.pdf", "type": "application/pdf"},'
    ' {"title": "Accounts 2018", "year": 2018, "href": "/assets/attach/8/k.pdf", "type": "application/pdf"}]'
)


@pytest.mark.parametrize(
    ("html", "years"),
    [
        (f"<script type='application/json'>{_DATA}</script>", [2024, 2018]),
        (f'<a href="{LETTER}">Kent: 2024</a><a href="/assets/b.pdf">Annual letter 2023</a>', [2024, 2023]),
    ],
)
def test_a_letter_beside_others_may_be_called_by_its_year_and_its_council(html: str, years: list[int]) -> None:
    found = letters(_page(f"<h1>Kent</h1>{html}"), LIVE, "kent", is_list=True)
    assert [each.year for each in found or ()] == years


_A, _B = "/assets/attach/11/a.pdf", "/assets/attach/12/b.pdf"
_JSON = f'[{{"year": "2023-24", "url": "{_A}"}}, {{"year": "2022-23", "url": "{_B}"}}]'


@pytest.mark.parametrize(
    ("html", "years"),
    [
        (f'<p>2023-24: <a href="{_A}">PDF</a><br>2022-23: <a href="{_B}">PDF</a></p>', [2024, 2023]),
        (f'<p><a href="{_A}">Letter</a> 2023-24<br><a href="{_B}">Letter</a> 2022-23<br></p>', [2024, 2023]),
        (f'<p>2023-24 <a href="{_A}">PDF</a>, 2022-23 <a href="{_B}">PDF</a></p>', [2024, 2023]),
        (f'<p><a href="{_A}">Letter</a> 2023-24, <a href="{_B}">Letter</a> 2022-23</p>', [None, None]),
        (f'<h2><a href="{_A}">2023-24</a></h2><p>Issued 2025</p><h2><a href="{_B}">2022-23</a></h2>', [2024, 2023]),
        (f'<h2>2023-24</h2><p><a href="{_A}">A letter</a><p><a href="{_B}">And another</a>', [2024, 2024]),
        (
            f"<table><tr><th>2023-24<th>2022-23<tr><td><a href='{_A}'>A</a><td><a href='{_B}'>B</a></table>",
            [None, None],
        ),
        (
            f"<figure><a href='{_A}'><img></a><figcaption>2023-24</figure><a href='{_B}'>Kent 2022 2023</a>",
            [2024, 2023],
        ),
        (f"<noscript><a href='{_A}'>2023-24</a><a href='{_B}'>2022-23</a></noscript>", [2024, 2023]),
        (f"<script type='application/json'>{{\"letters\": {_JSON}}}</script>", [2024, 2023]),
        (f"<lgo-letters data-items='{_JSON}'></lgo-letters>", [2024, 2023]),
        (f"<b>2023-24</b> <button hx-get='{_A}'>PDF</button><br><b>2022-23</b> <i data-x='{_B}'>PDF</i>", [2024, 2023]),
    ],
)
def test_each_letter_of_a_list_has_its_own_year_or_none(html: str, years: list[int | None]) -> None:
    found = letters(_page(f"<h1>Annual letters</h1>{html}"), LIVE, "kent", is_list=True)
    assert found is not None
    assert [each.url.removeprefix("https://www.lgo.org.uk") for each in found] == [_A, _B]
    assert [each.year for each in found] == years


@pytest.mark.parametrize(
    "link",
    [
        '<a href="/privacy">Privacy 2024</a><a href="/documents/x.pdf">Public report 2024</a>',
        '<a href="https://example.org/about">About</a><a href="mailto:a@lgo.org.uk">2024</a>',
        '<a href="/your-councils-performance/kent-county-council/statistics">2024</a><a href="?year=2024">2024</a>',
    ],
)
def test_what_is_no_letter_is_left(link: str) -> None:
    html = f"<h2>Annual letters</h2>{link}".replace("Privacy 2024", "Privacy")
    assert letters(_page(html), LIVE, "kent") == []


_OWN = "/your-councils-performance/kent/annualletters"


@pytest.mark.parametrize(
    "more",
    [
        f'<h2>Archive</h2><a href="{_B}">2022-23</a>',
        f'<h2>Letters from earlier years</h2><a href="{_B}">2022-23</a>',
        f'<h2>Annual statistics and letters before 2024</h2><a href="{_B}">2022-23</a>',
        f'<h2>Public reports</h2><p>None.</p><h2>Related documents</h2><a href="{_B}">Annual letter 2022-23</a>',
        f'<h2>Help</h2><a href="{_B}">Kent annual review letter for 2023 (PDF, 120KB, opens in a new window)</a>',
    ],
)
def test_letters_behind_their_list_count_if_a_title_or_their_names_say_so(more: str) -> None:
    found = letters(_page(f'<h2>Annual letters</h2><a href="{_A}">2023-24</a>{more}'), LIVE, "kent", is_list=True)
    assert [(each.url.removeprefix("https://www.lgo.org.uk"), each.year) for each in found or ()] == [
        (_A, 2024),
        (_B, 2023),
    ]


@pytest.mark.parametrize(
    "other",
    [
        f'<h2>Related councils</h2><a href="{_B}">Leeds City Council annual letter 2022-23</a>',
        f'<h2>Public reports</h2><a href="{_B}">Report of 2022-23</a>',
        f'<h2>News</h2><a href="{_B}">Our response to the annual letter 2022-23</a>',
    ],
)
def test_other_documents_behind_the_list_are_no_letters(other: str) -> None:
    found = letters(_page(f'<h2>Annual letters</h2><a href="{_A}">2023-24</a>{other}'), LIVE, "kent", is_list=True)
    assert [each.year for each in found or ()] == [2024]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        (f'<a href="{_OWN}/2022-23">Annual letter 2022-23</a>', f"{_OWN}/2022-23"),
        (f'<a href="{_OWN}?letter=2023">Annual letter 2022-23</a>', f"{_OWN}?letter=2023"),
        ('<a href="/your-councils-performance/kent/letter/2023/download">2022-23</a>', None),
    ],
)
def test_a_letter_may_be_below_the_councils_own_address(link: str, address: str | None) -> None:
    address = address or "/your-councils-performance/kent/letter/2023/download"
    page = outline(f'<h2>Annual letters</h2><a href="{_A}">2023-24</a>{link}', f"https://www.lgo.org.uk{_OWN}")
    found = letters(page, LIVE, "kent", is_list=True)
    assert [each.url.removeprefix("https://www.lgo.org.uk") for each in found or ()] == [_A, address]


@pytest.mark.parametrize(
    "named",
    [
        "<li>Annual letter 2022-23 (temporarily unavailable)",
        f'<li><a href="{_A}">Annual letter 2022-23</a>',
        '<li><a href="/your-councils-performance/kent-county-council/statistics">Annual letter 2022-23</a>',
    ],
)
def test_a_letter_that_only_its_name_shows_is_listed_all_the_same(named: str) -> None:
    """It has no link, or its link leads to another letter or to the page itself: it is not withdrawn for that."""
    found = letters(
        _page(f'<h1>Annual letters</h1><ul><li><a href="{_A}">Annual letter 2023-24</a>{named}</ul>'), LIVE, "kent"
    )
    assert [(each.year, LIVE.has(each.url)) for each in found or ()] == [(2024, True), (2023, False)]


def test_a_letter_still_to_come_is_not_listed() -> None:
    html = f'<h1>Annual letters</h1><a href="{_A}">2023-24</a><p>Annual letter 2025 will be here in July.</p>'
    assert [each.year for each in letters(_page(html), LIVE, "kent") or ()] == [2024]


@pytest.mark.parametrize("address", ["#", "", "javascript:void(0)", "javascript:__doPostBack('a','b')", "about:blank"])
def test_a_letter_whose_link_has_no_address_is_listed_all_the_same(address: str) -> None:
    """It shows that there is a letter, although no request can have it."""
    link = f'<li><a href="{address}">2023-24</a><li><a href="{_B}">2022-23</a>'
    found = letters(_page(f"<h1>Annual letters</h1><ul>{link}</ul>"), LIVE, "kent", is_list=True)
    assert found is not None
    assert {each.year: LIVE.has(each.url) for each in found} == {2024: False, 2023: True}


@pytest.mark.parametrize(
    "html",
    [
        f'<a href="#">2023-24</a><p><a href="{_A}">Annual letter 2024</a>',
        f'<a href="#y">2022-23</a><a href="{_A}">2023-24</a>',
        f'<button aria-expanded="false">2022-23</button><a href="{_A}">2023-24</a>',
        f'<a href="javascript:void(0)">Print this page</a><a href="{_A}">2023-24</a>',
    ],
)
def test_what_opens_a_letter_or_leads_to_a_part_of_the_page_is_none(html: str) -> None:
    found = letters(_page(f"<h1>Annual letters</h1>{html}"), LIVE, "kent", is_list=True)
    assert found is not None
    assert [(each.url.removeprefix("https://www.lgo.org.uk"), each.year) for each in found] == [(_A, 2024)]


@pytest.mark.parametrize(
    ("control", "words"),
    [
        ("<a href=\"javascript:__doPostBack('p','Page$2')\">2</a>", "2"),
        ('<a href="javascript:more()">Next</a>', "Next"),
        ('<a href="#">Older letters</a>', "Older letters"),
        ('<a href="#" aria-label="Next page"><svg></svg></a>', "Next page"),
        ("<button>Show more</button>", "Show more"),
        ('<button type="button" data-page="2">Load more letters</button>', "Load more letters"),
        ('<form method="post"><input type="submit" value="Next page"></form>', "Next page"),
        (f'<a href="?page=2&state={"a" * 2000}">Next</a>', "Next"),
        (f'<a href="{PAGE.replace("www", "lists")}?page=2">2</a>', "2"),
        ('<a href="https://www.example.org/">More</a>', None),
        ("<p>Page 1 of 2</p>", "Page 1 of 2"),
        ("<p>Showing 1 to 10 of 12 letters</p>", "Showing 1 to 10 of 12"),
        ("<p>Page 2 of 2</p>", None),
        ("<p>Showing 12 of 12</p>", None),
        ('<a href="#">1</a>', None),
        ("<button disabled>Next</button>", None),
        ('<button aria-disabled="true">Next</button>', None),
        ('<button aria-expanded="false">Show more</button>', None),
        ('<a href="?page=1">1</a> <a href="#">2</a>', None),
        ("<button>Next steps</button>", None),
        ("<h2>Public reports</h2><button>Show more</button>", None),
    ],
)
def test_a_list_may_go_on_where_no_request_can_follow(control: str, words: str | None) -> None:
    html = f'<h1>Annual letters</h1><ul><li><a href="{_A}">2023-24</a></ul>{control}'
    why = None if words is None else f"it goes on by {words!r}, which has no address"
    assert pages.beyond_reach(_page(html), LIVE) == why


@pytest.mark.parametrize(
    ("words", "severity"),
    [("No annual letters published", Severity.INFO), ("", Severity.WARNING), ("Kent", Severity.WARNING)],
)
def test_a_list_without_letters_is_reported_by_what_it_says(words: str, severity: Severity) -> None:
    found = findings.list_empty(_page(f"<h2>Annual letters</h2><p>{words}</p>"), "Kent", LIVE.url)
    assert (found.code, found.severity, found.authority_slug) == ("list_empty", severity, "kent")
