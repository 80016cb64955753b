"""Yearly tables through whole crawls: found on their page, fetched, read and shown."""

from __future__ import annotations

import pytest

from crawler.site.addresses import Site as Addresses
from crawler.site.data_tables import table_addresses, unfetched
from crawler.site.outline import outline
from tests.crawler.crawls import Archive
from tests.reading.kinds.yearly_tables import DECIDED, TITLE, as_csv, as_text, as_xlsx, decided_rows, received_rows
from tests.site.server import Answer, Site

PAGE = "/information-centre/reports/annual-review-reports/local-government-complaint-reviews"
DECISIONS, RECEIVED = "/assets/attach/6973/2-Complaints-Decided-25-26.csv", "/assets/attach/6972/Received.xlsx"
LINKS = f"""<h1>Reviews</h1><ul><li><a href="{DECISIONS}">Complaints decided</a></li>
    <li><a href="{RECEIVED}#top">Complaints received</a></li><li><a href="{DECISIONS}">The same</a></li>
    <li><a href="/assets/attach/1/Review.pdf">Review</a></li><li><a href="https://elsewhere.example/x.csv">No</a></li></ul>"""


def put_tables(site: Site) -> None:
    site.page(PAGE, LINKS)
    site.put(DECISIONS, Answer(as_csv([TITLE, *decided_rows(as_text)]), "text/csv"))
    site.put(RECEIVED, Answer(as_xlsx(received_rows(), title="2024-25"), "application/octet-stream"))


def test_only_tables_of_the_site_are_links_to_tables() -> None:
    site = Addresses("https://www.lgo.org.uk/your-councils-performance")
    page = outline(f"<html><body>{LINKS}</body></html>", f"https://www.lgo.org.uk{PAGE}")
    assert table_addresses(page, site) == [f"https://www.lgo.org.uk{path}" for path in (DECISIONS, RECEIVED)]


HOST = "https://www.lgo.org.uk"


def linked(href: str, text: str) -> tuple[list[str], list[str | None]]:
    """Return which addresses a link has fetched, and which it has reported."""
    site = Addresses(f"{HOST}/your-councils-performance")
    page = outline(f"<html><body><h1>Reviews</h1><a href='{href}'>{text}</a></body></html>", f"{HOST}{PAGE}")
    return table_addresses(page, site), [each.address for each in unfetched(page, site)]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("/assets/attach/4/old.xls", "Tables of 2013-14"),
        ("/assets/attach/5/tables.ODS", "Tables"),
        ("/assets/attach/3/remedies.zip", "Remedies 2024-25"),
        ("/GetAsset.aspx?id=fAAxADIA", "Complaints received 2024-25 (Excel)"),
        ("/assets/attach/9", "Remedies and compliance"),
    ],
)
def test_every_file_that_may_be_a_table_is_fetched(path: str, text: str) -> None:
    assert linked(path, text) == ([f"{HOST}{path}"], [])


@pytest.mark.parametrize(
    ("href", "text"),
    [
        (f"{PAGE}/2024-25", "2024-25"),
        (f"{PAGE}/archive", "Data tables for earlier years"),
        (f"{PAGE}?year=2024", "2024-25 data tables"),
        ("https://elsewhere.example/complaints-decided.csv", "Complaints decided"),
    ],
)
def test_a_link_that_may_lead_to_tables_and_is_not_followed_is_reported(href: str, text: str) -> None:
    assert linked(href, text) == ([], [href if "//" in href else f"{HOST}{href}"])


@pytest.mark.parametrize(
    ("href", "text"),
    [
        ("/assets/attach/1/Review.pdf", "Complaints decided 2024-25"),
        ("/GetAsset.aspx?id=x", "Review of Local Government Complaints"),
        ("/GetAsset.aspx?id=x", "Complaints decided (PDF)"),
        ("/decisions", "Decisions"),
        ("/information-centre", "Information centre"),
        ("/make-a-complaint", "Complaints"),
        (PAGE, "Data tables"),
    ],
)
def test_other_links_are_neither_fetched_nor_reported(href: str, text: str) -> None:
    assert linked(href, text) == ([], [])


@pytest.mark.slow
def test_every_listed_table_that_was_not_read_is_an_issue_with_its_address(archive: Archive, site: Site) -> None:
    gone, error, packed = "/assets/attach/1/gone.csv", "/assets/attach/2/error.csv", "/assets/attach/3/m.zip"
    older = f"{PAGE}/2023-24"
    links = "".join(f'<a href="{path}">Table</a>' for path in (gone, error, packed, older))
    site.page(PAGE, f"<h1>Reviews</h1>{links}")
    site.page(error, "<h1>Something went wrong</h1><p>Please try again later.</p>")
    site.put(packed, Answer(b"PK\x05\x06" + bytes(18), "application/zip"))
    archive.crawl(data_tables_path=PAGE, retries="0")
    found = archive.rows("SELECT code, message FROM issues WHERE code LIKE 'table%'")
    places = {"table_failed": (gone, error), "table_unread": (packed,), "table_not_fetched": (older,)}
    assert sorted(code for code, _ in found) == sorted(code for code, paths in places.items() for _ in paths)
    for code, paths in places.items():
        said = " ".join(message for each, message in found if each == code)
        assert all(f"{site.origin}{path}" in said for path in paths)
    site.unknown[:] = [path for path in site.unknown if path != gone]


def test_tables_are_fetched_read_and_shown(archive: Archive, site: Site) -> None:
    put_tables(site)
    assert archive.crawl(data_tables_path=PAGE).status == 0
    query = "SELECT table_name, year, status, url FROM data_tables ORDER BY table_name"
    assert archive.rows(query) == [
        ("complaints_decided", 2025, "complete", f"{site.origin}{DECISIONS}"),
        ("complaints_received", 2025, "complete", f"{site.origin}{RECEIVED}"),
    ]
    query = "SELECT value FROM table_figures WHERE subject = 'Kent County Council' AND category = 'upheld'"
    assert archive.rows(query) == [(DECIDED["Kent County Council"][-1],)]
    assert archive.crawl(data_tables_path=PAGE).status == 0
    assert archive.rows("SELECT COUNT(*) FROM table_changes") == [(2,)]


@pytest.mark.slow
@pytest.mark.nightly
def test_a_page_in_the_place_of_a_table_is_diagnosed(archive: Archive, site: Site) -> None:
    put_tables(site)
    site.page(DECISIONS, "<h1>Reviews</h1>")
    archive.crawl(data_tables_path=PAGE, retries="0")
    assert archive.diagnoses()[DECISIONS][0] == "unknown_page"
    assert archive.rows("SELECT table_name FROM data_tables") == [("complaints_received",)]


@pytest.mark.slow
@pytest.mark.nightly
def test_a_page_without_tables_is_reported(archive: Archive, site: Site) -> None:
    site.page(PAGE, "<h1>Reviews</h1>")
    archive.crawl(data_tables_path=PAGE)
    assert "links to no yearly table" in archive.run()[1]


def test_a_site_without_a_page_of_tables_is_no_failure(archive: Archive, site: Site) -> None:
    assert archive.crawl(data_tables_path=PAGE).status == 0
    assert f"There is no page of yearly tables at {site.origin}{PAGE}" in archive.run()[1]
    assert [each.path for each in site.log].count(PAGE) == 1
    site.unknown.remove(PAGE)
