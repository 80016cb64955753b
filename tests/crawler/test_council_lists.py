"""Lists of all service improvements and reports: followed page by page, to their end or up to a bound."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crawler.site.addresses import Site as Addresses
from crawler.site.outline import outline
from crawler.spiders.council_lists import CouncilList
from tests.crawler.crawls import Archive
from tests.site import councils, server
from tests.site.councils import annual_letters, statistics
from tests.site.decisions import Decision, Decisions
from tests.site.dresses import DRESSES, Part, Words
from tests.site.dresses import Link as To
from tests.site.server import Site

SITE = Addresses("https://www.lgo.org.uk/your-councils-performance")
KENT = "kent-county-council"
LIST = f"/your-councils-performance/{KENT}/serviceimprovements?category=1015&year=2025"
REPORTS = f"/your-councils-performance/{KENT}/reports"
FIRST = f"https://www.lgo.org.uk{LIST}"


def followed(pages: dict[str, str], most: int = 20) -> tuple[list[str], str | None]:
    """Return the requested addresses, and why the list was cut."""
    of, address, asked = CouncilList(KENT, FIRST), FIRST, []
    while True:
        asked.append(address)
        html = pages[address.removeprefix(FIRST)]
        of = of.with_page(outline(html, address), html, SITE)
        if of.cut(most) or not of.waiting:
            return [each.removeprefix(FIRST) for each in asked], of.cut(most)
        address, of = of.following()


def page(number: int, *links: str, words: str = "Next") -> str:
    return f"<h1>Service improvements</h1><p>{number}</p>" + "".join(
        f"<a href='{LIST}{each}'>{words}</a>" for each in links
    )


def test_a_list_is_followed_to_its_end_and_no_page_requested_twice() -> None:
    pages = {"": page(1, "&page=2"), "&page=2": page(2, "", "&page=3"), "&page=3": page(3, "&page=2")}
    assert followed(pages) == (["", "&page=2", "&page=3"], None)


def test_the_first_page_may_have_a_second_address() -> None:
    pages = {"": page(1, "&page=2"), "&page=2": page(2, "&page=1"), "&page=1": page(1, "&page=2")}
    assert followed(pages) == (["", "&page=2", "&page=1"], None)


def test_a_server_that_ignores_the_number_of_the_page_shows_no_whole_list() -> None:
    asked, cut = followed(dict.fromkeys(("", "&page=2", "&page=3"), page(1, "&page=2", "&page=3")))
    assert len(asked) == 3
    assert cut == "its further pages show the same as the first"


def test_a_list_is_followed_up_to_the_bound() -> None:
    pages = {"": page(1, "&page=2"), **{f"&page={at}": page(at, f"&page={at + 1}") for at in range(2, 9)}}
    asked, cut = followed(pages, most=3)
    assert len(asked) == 3
    assert cut is not None
    assert "LGSCO_MAX_LIST_PAGES" in cut


@pytest.mark.parametrize(
    ("control", "cut"),
    [
        ("<button>Show more</button>", "it goes on by 'Show more', which has no address"),
        ("<h2>Annual letters</h2><button>Show more</button>", None),
        (f"<a href='{LIST}'>1</a><a href='#'>2</a>", None),
    ],
)
def test_a_list_that_goes_on_by_a_script_is_not_whole(control: str, cut: str | None) -> None:
    assert followed({"": page(1) + control}) == ([""], cut)


def put_lists(site: Site) -> None:
    site.page(
        statistics(KENT),
        DRESSES["headings"](
            Words(
                "Kent County Council",
                [
                    Part("Annual letters", [To(annual_letters(KENT), "View annual letters")]),
                    Part("Public reports", [To("/news/delays", "Delays in Kent"), To(REPORTS, "View all reports")]),
                    Part("Service improvements", ["It will train its staff", To(LIST, "View all")]),
                ],
            )
        ),
    )
    head = "<h1>Kent County Council</h1><h2>Service improvements</h2>"
    items = "<li>It will train its staff</li><li>It will write to families</li>"
    site.page(LIST, f"{head}<ul>{items}</ul><a href='{LIST}&amp;page=2'>Next</a>")
    site.page(f"{LIST}&page=2", f"{head}<ul><li>It will review its policy</li></ul>")
    links = "<a href='/news/delays'>Delays in Kent</a> <a href='/assets/attach/9/errors.pdf'>Errors, 21 004 317</a>"
    site.page(REPORTS, f"<h1>Kent County Council</h1><h2>Reports</h2>{links}")


@pytest.mark.parametrize(
    "chosen", [True, pytest.param(False, marks=(pytest.mark.slow, pytest.mark.nightly))], ids=["followed", "left out"]
)
def test_a_crawl_follows_both_lists_unless_a_setting_leaves_them_out(
    archive: Archive, site: Site, *, chosen: bool
) -> None:
    put_lists(site)
    words = ("-a", f"authority={KENT}")
    assert archive.crawl(*words, service_improvements=str(chosen), council_reports=str(chosen)).status == 0
    improvements = archive.rows("SELECT text, url FROM service_improvements ORDER BY text")
    assert len(improvements) == (3 if chosen else 0)
    assert {url for _, url in improvements} <= {f"{site.origin}{LIST}"}
    ends = archive.rows("SELECT whole FROM list_page WHERE list_url LIKE '%serviceimprovements%' ORDER BY id")
    assert [bool(whole) for (whole,) in ends] == ([False, True] if chosen else [])
    errors = f"{site.origin}/assets/attach/9/errors.pdf"
    assert archive.rows("SELECT text, reference, pdf, url FROM council_reports ORDER BY text") == [
        row
        for row in (
            ("Delays in Kent", None, None, f"{site.origin}{REPORTS}"),
            ("Errors, 21 004 317", "21 004 317", errors, f"{site.origin}{REPORTS}"),
        )
        if chosen
    ]


def test_pages_of_lists_that_are_errors_or_another_councils_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    with server.serve(councils.copy(DRESSES["headings"])) as site:
        put_lists(site)
        head = "<h1>Kent County Council</h1><h2>Service improvements</h2>"
        further = "".join(f"<a href='{LIST}&amp;page={at}'>{at}</a>" for at in (2, 3))
        site.page(LIST, f"{head}<ul><li>It will train its staff</li></ul>{further}")
        site.page(f"{LIST}&page=2", "<h1>Something went wrong</h1><p>Please try again later.</p>")
        site.page(f"{LIST}&page=3", f"{head}<ul><li>It will review its policy</li></ul>{further}")
        against = "The Ombudsman has published the following reports against Leeds City Council"
        site.page(REPORTS, f"<h1>Reports</h1><p>{against}</p><a href='/news/errors'>Errors in Leeds</a>")
        archive = Archive(tmp_path, site)
        assert archive.crawl("-a", f"authority={KENT}", retries="1").status == 0
    found = archive.rows("SELECT text FROM service_improvements ORDER BY text")
    assert found == [("It will review its policy",), ("It will train its staff",)]
    assert archive.rows("SELECT text FROM council_reports") == [("Delays in Kent",)]
    issues = archive.rows("SELECT source, code, message FROM issues WHERE source <> 'letter' ORDER BY source, code")
    assert [(source, code) for source, code, _ in issues] == [
        ("council_report", "authority_mismatch"),
        ("council_report", "list_cut"),
        ("service_improvement", "list_cut"),
    ]
    assert "the list of 'Leeds City Council'" in issues[0][2]
    assert f"page {site.origin}{LIST}&page=2 could not be read (block_page" in issues[2][2]
    assert archive.rows("SELECT count(*) FROM list_page WHERE whole AND list_url LIKE '%improvements%'") == [(0,)]


def test_a_report_that_only_a_councils_page_links_to_is_fetched_once(tmp_path: Path) -> None:
    report = Decision("16 002 186", "Kent County Council", "Housing", "Allocations", "Upheld", date(2017, 7, 3))
    links = f"<a href='{report.path}?chapter=0'>Errors, 16 002 186</a> <a href='/news/delays'>Delays in Kent</a>"
    decisions, window = Decisions(), ("-a", "from=2025-01-06", "-a", "to=2025-01-12")
    decisions.publish(report)
    with server.serve(councils.copy(DRESSES["headings"])) as site:
        put_lists(site)
        site.page(REPORTS, f"<h1>Kent County Council</h1><h2>Reports</h2>{links}")
        decisions.stand_on(site)
        archive = Archive(tmp_path, site)
        assert archive.crawl("-a", f"authority={KENT}").status == 0
        for _ in range(2):
            assert archive.crawl(*window, spider="decisions").status == 0
        asked = [each.status for each in site.log if each.path == report.path]
    assert archive.rows("SELECT reference, decision_date FROM decisions") == [("16 002 186", "2017-07-03")]
    assert archive.rows("SELECT decision FROM council_reports WHERE reference IS NOT NULL") == [("16 002 186",)]
    assert asked == [200]
