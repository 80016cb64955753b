"""What is around service improvements on a page is none of them, and what only looks like it is one."""

from __future__ import annotations

import pytest

from crawler.reading.kinds.improvements.page import read_improvements
from lgsco_store.publications.readings import ImprovementsReading
from lgsco_store.records import ReadingStatus

PATH = "/your-councils-performance/kent-county-council/serviceimprovements"
URL = f"https://www.lgo.org.uk{PATH}?year=2025"
ITEM = "Write to every family on the list within ten days"


def read(html: str) -> ImprovementsReading:
    return read_improvements(f"<h1>Service improvements</h1>{html}".encode(), url=URL)


def texts(html: str) -> list[str]:
    return [each.text for each in read(html).improvements]


@pytest.mark.parametrize(
    "around",
    [
        *("Showing 4 of 23 improvements", "Displaying 1-10 of 23", "23 results found", "Results: 23", "Page 1 of 3"),
        *("1 2 3 Next", "« Previous | 1 | 2 | Next »", "->", "Older improvements", "Load more", "Show", "2024-25"),
        *("Was this page helpful? Yes No", "Is this page useful?", "Yes No", "Give feedback", "No"),
        *("Share on Facebook", "Print this page", "Email this page to a friend", "Tweet this page"),
        *("Page last reviewed: 12 May 2026", "Last updated on 12 May 2026", "Back to top", "View decision"),
        *("Download these improvements (CSV)", "Export as CSV", "Filter by year", "Select a category"),
        *("There are none to show.", "N/A", "Nil", "None", "None at present.", "View all 23 improvements"),
    ],
)
def test_words_around_improvements_are_none(around: str) -> None:
    for html in (f"<p>{around}</p><p>{ITEM}</p>", f"<ul><li>{ITEM}</li></ul><div><span>{around}</span></div>"):
        reading = read(html)
        assert [each.text for each in reading.improvements] == [ITEM]
        assert (reading.status, reading.issues) == (ReadingStatus.COMPLETE, ())


@pytest.mark.parametrize(
    "text",
    [
        *("Share this learning with all staff.", "Print leaflets for families.", "Email every family on the list."),
        *("Reports on missed collections will go to a committee.", "Privacy training for all staff."),
        *(
            "View all cases of this kind again.",
            "Show more care with records.",
            "None of its letters will lack a date.",
        ),
        *("Download and check the logs each week.", "Review 3 policies.", "Open a help desk.", "Yes, it will do so."),
        *("Related links will be added to the form.", "Contact us letters will name an officer."),
    ],
)
def test_what_begins_like_them_is_an_improvement(text: str) -> None:
    assert texts(f"<ul><li>{text}</li><li>{ITEM}</li></ul>") == [text, ITEM]


@pytest.mark.parametrize(
    "link",
    [
        f"<a href='{PATH}?category=1015'>Allocations</a>",
        "<ul><li><a href='?page=2'>Allocations</a></li></ul>",
        "<a href='https://social.example/share'>Allocations</a> | <a href='mailto:a@b.example'>Planning</a>",
        "<a href='#'>Allocations</a>",
        "<p><a href='/assets/all.csv'>Allocations</a></p>",
        "<button>Allocations</button>",
        "<a href='javascript:more()'>Allocations</a>",
        "<a href='http://[x'>Allocations</a>",
    ],
)
def test_links_of_the_page_and_its_list_are_no_improvements(link: str) -> None:
    assert texts(f"<ul><li>{ITEM}</li></ul>{link}") == [ITEM]
    assert [issue.code for issue in read(link).issues] == ["improvements_missing"]


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/decisions/housing/allocations/23-001-222'>{}</a>",
        f"<a href='{PATH}/4711'>{{}}</a>",
        "<a href='#one'>{}</a><div id='one'></div>",
        "<button aria-expanded='false'>{}</button><div hidden></div>",
    ],
)
def test_an_improvement_may_be_a_link(link: str) -> None:
    assert texts(link.format(ITEM)) == [ITEM]


def test_a_category_alone_is_no_improvement() -> None:
    assert texts(f"<ul><li>Housing</li><li>Education</li></ul><p>{ITEM}</p>") == [ITEM]
    link = "<a href='/decisions/x/y/23-001-222'>View decision</a>"
    found = read(f"<section><p>4 May 2024</p><p>Housing</p><p>Train.</p>{link}</section>")
    assert [(each.text, each.category) for each in found.improvements] == [("Train.", "Housing")]
