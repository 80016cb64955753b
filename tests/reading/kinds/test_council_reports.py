"""Public reports on a council's page, or on its list of all of them, as the archive reads them."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crawler.reading.kinds.council_reports import read_council_reports
from lgsco_store.records import Reading, ReadingStatus
from tests.site.dresses import DRESSES, Dress, Item, Link, Part, Words

SITE = "https://www.lgo.org.uk"
COUNCIL = f"{SITE}/your-councils-performance/kent-county-council"
URL = f"{COUNCIL}/statistics"
DECISION = f"{SITE}/decisions/education/school-transport/15-018-169"
in_each_dress = pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)


def read(dress: Dress, *items: Item, url: str = URL) -> Reading:
    parts = [Part("Annual letters", ["We write every year."]), Part("Public reports", items)]
    return read_council_reports(
        f"<html><body>{dress(Words('Kent County Council', parts))}</body></html>".encode(), url=url
    )


def found(reading: Reading) -> list[dict[str, str]]:
    return [dict(item.attributes) for item in reading.items]


@in_each_dress
def test_links_with_one_reference_are_one_report_with_its_pdf(dress: Dress) -> None:
    reading = read(
        dress,
        "In the last nine years, we have published these:",
        Link(DECISION, "Kent to look again at transport"),
        Link("/assets/attach/77/report.pdf", "Report 15 018 169 and 15 018 170a"),
        Link("/information-centre/news/2024/delays", "170 delayed complaints in Kent"),
    )
    assert (reading.status, reading.issues, reading.authority) == (ReadingStatus.COMPLETE, (), "Kent County Council")
    assert found(reading) == [
        {
            "link": DECISION,
            "pdf": f"{SITE}/assets/attach/77/report.pdf",
            "reference": "15 018 169",
            "references": '["15 018 169", "15 018 170a"]',
            "text": "Kent to look again at transport",
        },
        {"link": f"{SITE}/information-centre/news/2024/delays", "text": "170 delayed complaints in Kent"},
    ]


@pytest.mark.parametrize("words", ["PDF", "Download the full report (PDF, 230 KB)", "Open as a PDF document"])
def test_a_file_that_only_names_itself_belongs_to_the_report_before_it(words: str) -> None:
    reading = read(
        DRESSES["headings"],
        Link("/news/a", "Delays in Kent"),
        Link("/assets/a.pdf", words),
        Link("/news/b", "Errors in Kent"),
        Link("/assets/b.pdf", "Errors: the report of 2024"),
    )
    assert [(each["text"], each.get("pdf")) for each in found(reading)] == [
        ("Delays in Kent", f"{SITE}/assets/a.pdf"),
        ("Errors in Kent", None),
        ("Errors: the report of 2024", f"{SITE}/assets/b.pdf"),
    ]


def test_two_files_are_two_reports() -> None:
    reading = read(DRESSES["headings"], Link("/assets/a.pdf", "PDF"), Link("/assets/b.pdf", "PDF"))
    assert [each["pdf"] for each in found(reading)] == [f"{SITE}/assets/{name}.pdf" for name in "ab"]


@in_each_dress
def test_a_page_may_say_that_there_are_none(dress: Dress) -> None:
    reading = read(dress, "No public reports published")
    assert (reading.status, reading.items, reading.issues) == (ReadingStatus.COMPLETE, (), ())


@in_each_dress
def test_words_that_are_not_understood_are_an_issue(dress: Dress) -> None:
    reading = read(dress, "Reports are being moved.")
    assert (reading.status, [issue.code for issue in reading.issues]) == (ReadingStatus.PARTIAL, ["reports_missing"])


def test_a_page_without_the_title_is_none() -> None:
    reading = read_council_reports(b"<html><body><h1>Kent County Council</h1></body></html>", url=URL)
    assert (reading.status, [issue.code for issue in reading.issues]) == (
        ReadingStatus.UNRECOGNISED,
        ["no_reports_section"],
    )


def test_what_is_not_html_is_unreadable() -> None:
    assert read_council_reports(b"", url=URL).status is ReadingStatus.UNREADABLE


@in_each_dress
def test_the_list_of_all_reports_is_no_report(dress: Dress) -> None:
    reading = read(dress, Link("/news/a", "Delays in Kent"), Link(f"{COUNCIL}/reports?page=1", "View all reports"))
    assert [each["text"] for each in found(reading)] == ["Delays in Kent"]
    assert dict(reading.attributes) == {"list_url": f"{COUNCIL}/reports?page=1"}


def test_other_pages_of_a_list_are_no_reports() -> None:
    links = [Link(f"{COUNCIL}/reports?page={number}", words) for number, words in ((2, "2"), (3, "Next"))]
    reading = read(DRESSES["headings"], Link("/news/a", "Delays in Kent"), *links, url=f"{COUNCIL}/reports")
    assert [each["text"] for each in found(reading)] == ["Delays in Kent"]
    assert reading.attributes == ()


def test_another_title_is_another_text_and_the_same_words_are_not() -> None:
    digests = [
        read(DRESSES[dress], Link(DECISION, words)).items[0].text_sha256
        for dress, words in (("headings", "Delays"), ("tables", "Delays"), ("headings", "Long delays"))
    ]
    assert digests[0] == digests[1] != digests[2]


def under_the_title(html: str) -> Reading:
    return read_council_reports(f"<h1>Kent County Council</h1><h2>Public reports</h2>{html}".encode(), url=URL)


def files(html: str) -> list[tuple[str, str | None, str | None]]:
    each = found(under_the_title(html))
    return [(item["text"], item.get("pdf", "").rpartition("/")[2] or None, item.get("reference")) for item in each]


DELAYS, ERRORS = "<a href='/news/delays'>Delays</a>", "<a href='/news/errors'>Errors</a>"
ONE, TWO = "<a href='/assets/1.pdf'>PDF</a>", "<a href='/assets/2.pdf'><img alt='PDF'></a>"


@pytest.mark.parametrize(
    "html",
    [
        f"<div>{ONE}{DELAYS}</div><div>{TWO}{ERRORS}</div>",
        f"<ul><li>{ONE}</li><li>{DELAYS}</li><li>{TWO}</li><li>{ERRORS}</li></ul>",
        f"<ul><li>{DELAYS}</li><li>{ONE}</li><li>{ERRORS}</li><li>{TWO}</li></ul>",
        f"<ul><li>4 May 2024 - {DELAYS} ({ONE})</li><li>3 May 2023 - {ERRORS} ({TWO})</li></ul>",
        f"<table><tr><td>{ONE}</td><td>{DELAYS}</td></tr><tr><td>{TWO}</td><td>{ERRORS}</td></tr></table>",
        f"<section><h3>{DELAYS}</h3><p>Of bins.</p>{ONE}</section><section><h3>{ERRORS}</h3>{TWO}</section>",
    ],
)
def test_a_file_belongs_to_the_report_that_it_is_with(html: str) -> None:
    assert files(html) == [("Delays", "1.pdf", None), ("Errors", "2.pdf", None)]
    assert under_the_title(html).status is ReadingStatus.COMPLETE


def test_a_file_is_a_report_if_the_words_beside_it_name_one() -> None:
    decision = "<a href='/decisions/housing/allocations/23-001-301'>Read the decision</a>"
    html = f"<p><b>Delays</b> (23 001 301) - {ONE} | {decision}</p><p><b>Errors</b> (22 001 302) - {TWO}</p>"
    expected = [("Delays (23 001 301)", "1.pdf", "23 001 301"), ("Errors (22 001 302)", "2.pdf", "22 001 302")]
    assert files(html) == expected
    assert files(f"<p>Delays (23 001 301) {ONE}, Errors (22 001 302) {TWO}</p>") == expected
    assert files(f"<h3>{DELAYS}</h3><h3>Errors</h3><p>{TWO}</p>") == [("Delays", None, None), ("Errors", "2.pdf", None)]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>{DELAYS}, {ERRORS} {ONE}</p>",
        f"<p>{DELAYS}</p><p>Another report</p><p>{ONE}</p><p>{ERRORS}</p>",
        f"<h3>2024</h3><p>{DELAYS}</p><p>{ERRORS}</p><h3>2023</h3><p>{ONE}</p>",
    ],
)
def test_a_file_that_may_be_of_several_reports_is_left_out(html: str) -> None:
    reading = under_the_title(html)
    assert files(html) == [("Delays", None, None), ("Errors", None, None)]
    assert (reading.status, [issue.code for issue in reading.issues]) == (
        ReadingStatus.PARTIAL,
        ["report_file_unclear"],
    )
    assert "/assets/1.pdf" in reading.issues[0].message


def test_words_between_a_report_and_a_file_may_name_another() -> None:
    assert files(f"<p>{DELAYS}</p><p>Another report</p><p>{ONE}</p>") == [("Delays", None, None)]
    assert files(f"<p>Reports of this year</p><p>{ONE}</p>") == [("PDF", "1.pdf", None)]


@pytest.mark.parametrize(
    "link",
    [
        *("<a href='/information-centre/reports'>all our reports</a>", "<a href='/complaints'>how to complain</a>"),
        *("<a href='/make-a-complaint/start'>Start here</a>", "<a href='https://www.facebook.com/x'>Damp</a>"),
        *("<a href='#top'>Up</a>", "<a href='mailto:a@b.example'>Write</a>", "<a href='/x?u=1'>Share on X</a>"),
        *("<a href='/your-councils-performance/leeds-city-council/statistics'>Leeds</a>", "<a href='http://[x'>Y</a>"),
    ],
)
def test_links_to_the_rest_of_the_site_are_no_reports(link: str) -> None:
    reading = under_the_title(f"<p>{DELAYS}</p><p>See also {link}.</p>")
    assert ([each["text"] for each in found(reading)], reading.issues) == (["Delays"], ())


def test_a_link_that_may_be_no_report_is_left_out_and_reported() -> None:
    reading = under_the_title(f"<p>{DELAYS}</p><p><a href='/information-centre/guides/bins'>Missed bins</a></p>")
    assert [each["text"] for each in found(reading)] == ["Delays"]
    assert [issue.code for issue in reading.issues] == ["report_link_unknown"]
    assert "'Missed bins'" in reading.issues[0].message


PARTS = [ONE, TWO, DELAYS, ERRORS, "<p>", "<li>", "<h3>", "<tr><td>", "<div>", "</div>", "Damp", "(23 001 301)", "2024"]


@settings(max_examples=200, deadline=None)
@example([ONE, TWO, "Damp"])
@example(["(23 001 301)", ONE, TWO])
@given(st.lists(st.sampled_from(PARTS), max_size=30))
def test_each_file_belongs_to_one_report_or_is_reported(parts: list[str]) -> None:
    html = "".join(parts)
    reading = under_the_title(html)
    unclear = [issue for issue in reading.issues if issue.code == "report_file_unclear"]
    filed = [each["pdf"] for each in found(reading) if "pdf" in each]
    assert len(filed) + len(unclear) == sum(each in html for each in (ONE, TWO))
    assert len(set(filed)) == len(filed)
