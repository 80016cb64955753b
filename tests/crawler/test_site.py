"""Pages of the site in several dresses: the same words in other markup mean the same."""

from __future__ import annotations

from typing import TypeAlias

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from crawler.site import hyperlinks, identity, pages, paging
from crawler.site.addresses import Site
from crawler.site.council_index import council_names, council_slugs, data_addresses, registered_slugs, slug_of_name
from crawler.site.listed_letters import letters
from crawler.site.outline import WebPage, outline
from crawler.site.page_parts import under_title
from tests.attacks import Promise

Element: TypeAlias = tuple[str, dict[str, str], str]
LETTER = "/assets/attach/6973/kent.pdf"
LIVE = Site("https://www.lgo.org.uk/your-councils-performance")
PAGE = "https://www.lgo.org.uk/your-councils-performance/kent-county-council/statistics"


def _page(html: str) -> WebPage:
    return outline(html, PAGE)


def _address(href: str) -> str | None:
    whole = hyperlinks.resolve(href, PAGE)
    return None if whole is None else LIVE.address(whole)


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/your-councils-performance/kent-county-council/statistics">Kent</a>',
        '<a href="https://lgo.org.uk/your-councils-performance/kent-county-council/">Kent</a>',
        '<select><option value="kent-county-council">Kent County Council</option></select>',
        '<select><option value="/your-councils-performance/kent-county-council">Kent</option></select>',
        '<path data-href="/your-councils-performance/kent-county-council" d="M0 0"/>',
        '<script>var councils = [{"url": "\\/your-councils-performance\\/kent-county-council\\/statistics"}];</script>',
        '<script>var list = ["kent-county-council"];</script>',
        '<script type="application/json">{"councils": [{"id": 7, "slug": "kent-county-council"}]}</script>',
        '<script>go("/your-councils-performance\\u002fkent-county-council/statistics")</script>',
        '<area data-slug="kent-county-council">',
        '<a href="./kent-county-council/statistics">Kent</a>',
        '<a href="//www.lgo.org.uk/your-councils-performance/kent-county-council/statistics?displaypref=1">Kent</a>',
        '<script>var c = [["Kent County Council", 1], ["kent-county-council", "Kent"]]</script>',
        '<a href="/Your-Councils-Performance/kent-county-council/Statistics/">Kent</a>',
        '<base href="/"><a href="your-councils-performance/kent-county-council/statistics">Kent</a>',
        '<a href="/your-councils-performance?council=kent-county-council">Kent</a>',
        '<a href="%2Fyour-councils-performance%2Fkent-county-council">Kent</a>',
        "<areas><area><slug>kent-county-council</slug></area></areas>",
        "name,slug\nKent County Council,kent-county-council\n",
        '[{"name": "Kent County Council", "path": "map", "code": "kent-county-council"}]',
        '<a href="/your-councils-performance/map/areas.json?v=17">data</a><i data-s="kent-county-council"></i>',
        "<div data-council='{&quot;u&quot;:&quot;/your-councils-performance/kent-county-council&quot;}'></div>",
    ],
)
def test_a_slug_is_found_anywhere(html: str) -> None:
    assert council_slugs(f"<html><body>{html}</body></html>", LIVE) == ["kent-county-council"]


def test_slugs_beside_names_need_not_be_known() -> None:
    data = '[{"label": "Wessex Unitary", "code": "wessex-unitary"}, {"label": "Menu", "code": "nav-bar"}]'
    assert council_slugs(data, LIVE) == ["wessex-unitary"]


def test_councils_may_be_named_by_their_names_alone() -> None:
    html = """<option>Kent County Council</option><li data-n="Telford &amp; Wrekin Council">x</li>
    {"label": "St Helens Council"} <b>Reading</b> <p>Kent County Council is large</p>"""
    assert council_names(html) == ["Kent County Council", "Telford & Wrekin Council", "St Helens Council"]
    assert [slug_of_name(name) for name in council_names(html)][1] == "telford-and-wrekin-council"


def test_slugs_come_once_as_first_spelled_in_the_order_of_the_page() -> None:
    html = """<html><body>
    <a href="/your-councils-performance/West-Northamptonshire-Council/statistics">West Northamptonshire</a>
    <a href="/your-councils-performance/blaby-district-council/statistics">Blaby</a>
    <a href="/your-councils-performance/west-northamptonshire-council/">West Northamptonshire again</a>
    <a href="/your-councils-performance">the map</a><a href="/your-councils-performance/map.js">script</a>
    <select><option value="">Choose</option><option value="blaby-district-council">Blaby</option></select>
    </body></html>"""
    assert council_slugs(html, LIVE) == ["West-Northamptonshire-Council", "blaby-district-council"]


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
        ("//www.lgo.org.uk/x/", "/x/"),
        ("/assets/attach/2102/", "/assets/attach/2102/"),
        ("/Decisions/housing/allocations/21-004-317/", "/Decisions/housing/allocations/21-004-317"),
    ],
)
def test_an_address_has_one_spelling(href: str, address: str) -> None:
    assert _address(href) == f"https://www.lgo.org.uk{address}"


@pytest.mark.parametrize(
    "href",
    ["https://example.org/a.pdf", "mailto:a@lgo.org.uk", "javascript:void(0)", "file:///etc/passwd", "http://[bad"],
)
def test_an_address_on_another_site_is_rejected(href: str) -> None:
    assert _address(href) is None


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
    page = _page(MERGED)
    assert identity.name(page, "West-Northamptonshire-Council") == "West Northamptonshire Council"
    assert pages.predecessors(page, LIVE) == ("northampton-borough-council", "daventry-district-council")


def test_a_council_that_is_no_merger_has_none() -> None:
    page = _page(MERGED.replace("is a merger of several councils", "is a council"))
    assert pages.predecessors(page, LIVE) == ()


def test_statistics_are_the_words_between_their_heading_and_the_letters() -> None:
    page = _page(MERGED)
    assert pages.statistics_text(page) == "Annual statistics 57% of complaints"
    assert pages.statistics_sha256(page) == pages.statistics_sha256(_page(MERGED.replace("4711", "4712")))
    assert pages.statistics_sha256(page) != pages.statistics_sha256(_page(MERGED.replace("57%", "58%")))
    assert pages.statistics_sha256(_page("<h1>Kent</h1>")) is None


@pytest.mark.parametrize("title", ["<div>{}</div>", "<p><b>{}</b></p>", "<dt>{}", "<h4>{}</h4>", "<span>{} ?</span>"])
def test_statistics_are_found_below_their_title_in_any_markup(title: str) -> None:
    html = f"""<h1>Kent</h1><p>Advice on comparing statistics across years</p><a href="#s">Annual statistics</a>
        {title.format("Complaint overview")}<p>57% of complaints</p><h2>Annual letters</h2>"""
    found = pages.statistics_text(_page(html))
    assert found is not None
    assert found.startswith("Complaint overview")
    assert found.endswith("57% of complaints")


def test_the_letters_are_behind_the_link_that_says_so() -> None:
    page = _page(MERGED)
    assert pages.letters_page(page, LIVE, "kent-county-council") == f"{LIVE.url}/blaby-district-council/annualletters"
    view = '<h2>Annual letters</h2><a href="#letters">View annual letters</a>'
    hidden = '<div hidden id="letters"><a href="/assets/attach/1/kent.pdf">2023-24</a></div>'
    assert pages.letters_page(_page(view + hidden), LIVE, "kent-county-council") == PAGE
    # An empty list on the page itself may be filled by a script: it proves nothing.
    assert pages.letters_page(_page(view), LIVE, "kent-county-council") is None
    none = "<h2>Annual letters</h2><button>View annual letters</button><p>No annual letters published</p>"
    assert pages.letters_page(_page(none), LIVE, "kent-county-council") == PAGE
    assert pages.letters_page(_page("<h1>Kent</h1>"), LIVE, "kent-county-council") is None


@pytest.mark.parametrize("sign", ["&", "&amp;", "\\u0026"])
def test_a_slug_is_known_by_the_name_beside_it(sign: str) -> None:
    html = f"""<div data-bodies='[
        {{"n": "Sea {sign} Shore Fire {sign} Rescue Authority", "s": "sea-shore-fire-rescue-authority"}},
        {{"n": "Sea Angling Authority", "s": "sea-angling-club"}}]'></div>"""
    assert council_slugs(html, LIVE) == ["sea-shore-fire-rescue-authority"]


def test_words_with_hyphens_are_no_councils() -> None:
    html = """<div class="nav-bar" data-toggle="drop-down"><script>css("font-weight", 'main-menu')</script></div>"""
    assert council_slugs(html, LIVE) == []


def test_the_data_of_an_index_is_looked_for_on_the_site_alone() -> None:
    html = """<script src="/js/map.js?v=2"></script><script src="https://cdn.example.org/jquery.js"></script>
    <script>fetch("/umbraco/api/councils"); load('https://elsewhere.example/councils.json'); x = "file:///etc/api/x"
    </script><div data-source="/data/councils.json"></div><script type="application/ld+json">{}</script>"""
    below = f"{LIVE.url}/map/areas.json?v=17"
    assert data_addresses('fetch("map/areas.json?v=17")', f"{LIVE.url}/", LIVE) == [below]
    assert data_addresses(html, LIVE.url, LIVE) == [
        "https://www.lgo.org.uk/umbraco/api/councils",
        "https://www.lgo.org.uk/data/councils.json",
        "https://www.lgo.org.uk/js/map.js?v=2",
    ]


def test_the_register_makes_slugs_of_official_names() -> None:
    made = set(registered_slugs())
    assert {"kent-county-council", "birmingham-city-council", "westmorland-and-furness-council"} <= made
    assert all(slug == slug.lower() and " " not in slug for slug in made)


@pytest.mark.parametrize(
    ("html", "name"),
    [
        ("<h1>Kent County Council</h1><h2>Leeds City Council</h2>", "Kent County Council"),
        ("<h1>Your council's performance</h1><h3>KENT county council</h3>", "KENT county council"),
        ("<h1>The performance of Kent</h1><h2>Annual letters</h2>", "Kent County Council"),
        ("<h2>Annual letters</h2><h2>The Council of Kent County</h2>", "The Council of Kent County"),
        ("<h2>Annual letters</h2><p class='h1'>Kent County  Council</p>", "Kent County Council"),
        ("<title>Kent county council | Ombudsman</title><h1>Performance</h1>", "Kent county council"),
        ("<nav><ol><li>Home<li>Kent County Council</ol></nav>", "Kent County Council"),
        ("<lgo-head heading='Kent County Council'></lgo-head>", "Kent County Council"),
        ("<h2>Annual letters</h2>", "Kent County Council"),
    ],
)
def test_the_name_is_what_the_page_or_its_address_says(html: str, name: str) -> None:
    assert identity.name(_page(html), "kent-county-council") == name


_WORDS = st.sampled_from(
    ["Annual letters", "View annual letters", "2023-24", "Kent", "is a merger of several councils", "Next", "Reports"]
)
_TAGS = st.sampled_from(["h1", "h2", "p", "a", "div", "option", "button", "script", "template", "li", "object"])
_ATTRIBUTES = st.sampled_from(["href", "role", "aria-level", "onclick", "data-url", "value", "data", "src", "hidden"])
_VALUES = st.one_of(
    st.sampled_from(
        ["heading", "3", "", LETTER, "../annualletters", "//[", "javascript:x('/a')", "?page=2", "http://a:b"]
    ),
    st.text(max_size=12),
)
_ELEMENTS = st.tuples(_TAGS, st.dictionaries(_ATTRIBUTES, _VALUES, max_size=3), st.one_of(_WORDS, st.text(max_size=12)))


@pytest.mark.attack(Promise.ENDS, {"Random markup": "the spider neither breaks nor leaves the site"})
@given(st.lists(_ELEMENTS, max_size=12), st.booleans())
@example(elements=[("h1", {"href": '"\x1f'}, "Annual letters")], closed=False)
@example(elements=[("div", {"role": "heading", "aria-level": ""}, "Annual letters")], closed=True)
def test_no_markup_breaks_the_spider_nor_leads_it_off_the_site(elements: list[Element], closed: bool) -> None:  # noqa: FBT001 -- drawn
    """Whatever a page contains, the links taken from it are normalised addresses of the site."""
    html = ""
    for tag, attributes, words in elements:
        given_ = "".join(f' {name}="{value}"' for name, value in attributes.items())
        html += f"<{tag}{given_}>{words}" + (f"</{tag}>" if closed else "")
    page = _page(html)
    identity.name(page, "kent-county-council")
    pages.predecessors(page, LIVE)
    pages.statistics_sha256(page)
    listed = [each.url for each in letters(page, LIVE, "kent", is_list=closed) or []]
    led_to = [pages.letters_page(page, LIVE, "kent-county-council") or LIVE.url, *paging.further_pages(page, LIVE)]
    listed = [each for each in listed if LIVE.address(each) is not None]
    for address in (*listed, *led_to, *data_addresses(html, PAGE, LIVE)):
        assert LIVE.has(address)
        assert LIVE.address(address) == address
    assert all(council_slugs(html, LIVE))


def test_further_pages_are_the_same_list_with_another_query() -> None:
    html = """<a href="?page=2">2</a><a href="?page=2">Next</a><a href="/other?page=3">Next</a>
    <a href="?page=3">Older letters \N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}</a><a href="?page=9">Print</a>"""
    assert paging.further_pages(_page(html), LIVE) == [f"{PAGE}?page=2", f"{PAGE}?page=3"]


@pytest.mark.parametrize(
    ("html", "pages_"),
    [
        ('<a href="?page=1">1</a> <a href="?page=2">2</a>', ["?page=1", "?page=2"]),
        ('<a href="?page=2">\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}</a>', ["?page=2"]),
        ('<a href="?p=1" rel="next"><i class="icon"></i></a>', ["?p=1"]),
        ('<a href="?start=10" title="Go to next page"><svg></svg></a>', ["?start=10"]),
        ("<link rel='next' href='?page=2'>", ["?page=2"]),
        ('<a href="?page=1">First</a><a href="?page=4">Last</a>', ["?page=1", "?page=2", "?page=3", "?page=4"]),
        (f'<a href="{PAGE}/page/2">\N{LEFTWARDS ARROW} Older</a>', ["/page/2"]),
        ('<a href="?x=2">Next: 2 of 3</a><a href="?x=3">Next 3</a>', ["?x=2", "?x=3"]),
        ('<a href="?year=2022">2021-22</a>', ["?year=2022"]),
        (f'<a href="{PAGE}/2021">2021</a>', ["/2021"]),
        ('<a href="?letter=T">T</a><a href="?letter=A-S">A-S</a>', ["?letter=T", "?letter=A-S"]),
        ('<a href="?sort=year">By year</a><a href="?print=1">Print</a><a href="/n?page=2">2</a>', []),
    ],
)
def test_further_pages_are_known_by_words_marks_or_numbers(html: str, pages_: list[str]) -> None:
    assert paging.further_pages(_page(html), LIVE) == [f"{PAGE}{each}" for each in pages_]


def test_a_page_of_a_list_leads_to_the_others_of_its_path() -> None:
    second = outline(
        '<a href="/your-councils-performance/kent/annualletters/page/3">Older</a>',
        f"{LIVE.url}/kent/annualletters/page/2",
    )
    assert paging.further_pages(second, LIVE) == [f"{LIVE.url}/kent/annualletters/page/3"]


def test_more_lists_are_those_of_the_council_that_links_name() -> None:
    own = f"{LIVE.url}/kent-county-council"
    html = f"""<h2>Annual letters</h2><a href="{own}/annualletters">View annual letters</a>
    <a href="{own}/old">View annual letters before 2024</a> See the <a href="{own}/archive">archive</a>.
    <a href="{own}/statistics">Earlier statistics</a>
    <a href="{LIVE.url}/leeds-city-council/archive">Older letters</a>"""
    assert pages.further_lists(_page(html), LIVE, "kent-county-council") == [
        f"{own}/annualletters",
        f"{own}/old",
        f"{own}/archive",
    ]


def test_statistics_of_other_years_are_no_pages_of_the_list() -> None:
    html = """<h2>Complaint overview</h2><a href="?year=2023">2022-23</a><a href="?page=2">2</a>
    <h2>Annual letters</h2><a href="/x.pdf">2023-24</a><a href="?letters=2">Next</a>"""
    page = _page(html)
    assert pages.further_lists(page, LIVE, "kent-county-council", ()) == []
    assert pages.further_lists(page, LIVE, "kent-county-council", under_title(page)) == [f"{PAGE}?letters=2"]


@pytest.mark.parametrize(
    ("html", "why"),
    [
        ("<html><body><h2>Annual letters</h2><p>2024</p></body></html>", None),
        ("<h2>Annual letters</h2><p>2024</p>", None),
        ("<html><body><h2>Annual letters</h2><p>2024</p>", "its page breaks off before its end"),
        (
            "<html><h2>Annual letters</h2><p>2024</p><p>An error occurred while loading this list.</p></html>",
            "its page says 'An error occurred'",
        ),
        ("<html><h2>Annual letters</h2><p>2024</p><h2>Help</h2><p>Please try again later.</p></html>", None),
    ],
)
def test_a_list_may_have_more_than_its_page_shows(html: str, why: str | None) -> None:
    assert pages.beyond_reach(_page(html), LIVE, html) == why


def test_an_address_that_no_database_could_index_is_not_on_the_site() -> None:
    """A signature may be of any length; a word of hundreds of characters is nobody's slug, nor is it a name."""
    address, slug = "https://www.lgo.org.uk/assets/1.pdf?sig=", "a" * 201
    fits = address + "a" * (2000 - len(address))
    assert (LIVE.address(fits), LIVE.has(fits)) == (fits, True)
    assert (LIVE.address(fits + "a"), LIVE.has(fits + "a")) == (None, False)
    assert LIVE.slug_of(LIVE.page(slug)) is None
    assert LIVE.slug_of(LIVE.page(slug[1:])) == slug[1:]
    assert council_slugs(f'<a href="{LIVE.page(slug)}">x</a> "{slug}-council"', LIVE) == []
    assert identity.name(_page(f"<h1>{'N' * 101}</h1>"), "odd-council") == "Odd Council"


def test_a_word_in_the_form_of_a_slug_is_no_name_that_confirms_it() -> None:
    html = '<meta http-equiv="Content-Type" content="text/html"><meta http-equiv="X-UA-Compatible" content="IE=edge">'
    assert council_slugs(html, LIVE) == []
