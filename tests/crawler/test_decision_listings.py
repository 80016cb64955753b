"""Lists of decisions and their addresses: every part exactly, in every dress; unread parts are named."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.site.addresses import Site
from crawler.site.decisions.addresses import (
    Window,
    category_listing,
    decision_address,
    search_address,
    slug_of_words,
)
from crawler.site.decisions.listing import Brings, DecisionListing, read_listing
from crawler.site.outline import outline
from lgsco_store.publications.listed import ListedDecision
from lgsco_store.terms import DecisionType
from tests.site.listings import DRESSES, Dress, Listed, ListWords, headings

REAL = Path(__file__).resolve().parents[3] / "shared" / "real"
real = pytest.mark.skipif(not REAL.is_dir(), reason="the real lists are not part of the product")
in_each_dress = pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)

SITE = Site("https://www.lgo.org.uk/your-councils-performance")
URL = "https://www.lgo.org.uk/Decisions/SearchResults?fd=2026-05-01&td=2026-05-31&page=1"
NORTHMERE = Listed(
    "Northmere District Council (25 017 377)",
    ["Statement", "Closed after initial enquiries", "Planning applications", "19-May-2026"],
    "We will not look into a complaint about a fence. A court could (if asked) decide.",
    "/decisions/planning/planning-applications/25-017-377",
)
CARE_HOME = Listed(
    "Sea View (Northmere) Care Limited (24 001 122a)",
    ["Report", "Not upheld", "Charging", "01-Aug-2024"],
    "The home raised its fees.",
    "http://lgo.org.uk/decisions/adult-care-services/charging/24-001-122a?chapter=0&displaypref=2",
)
WYVALE = Listed(
    "Wyvale County Council (24 008 703)",
    ["Statement", "Upheld", "COVID-19", "12-May-2025"],
    "The Council did not answer. It has agreed to act.",
    "/Decisions/Benefits-and-tax/COVID-19/24-008-703",
)
WORDS = ListWords("Search results", "Your search has 1,347 results", [NORTHMERE, CARE_HOME, WYVALE])


def read(words: ListWords, dress: Dress = headings, url: str = URL) -> DecisionListing:
    return read_listing(outline(f"<html><body>{dress(words)}</body></html>", url), SITE)


def items(*listed: Listed, dress: Dress = headings) -> tuple[ListedDecision, ...]:
    return read(replace(WORDS, items=listed), dress).items


def codes(item: ListedDecision) -> list[str]:
    return [issue.code for issue in item.issues]


@in_each_dress
def test_every_part_of_every_item_is_read(dress: Dress) -> None:
    found = read(WORDS, dress)
    assert (found.brings, found.results, found.issues) == (Brings.ITEMS, 1347, ())
    at = "https://www.lgo.org.uk/decisions"
    assert found.items == (
        ListedDecision(
            f"{at}/planning/planning-applications/25-017-377",
            "25 017 377",
            "Northmere District Council",
            DecisionType.STATEMENT,
            "Closed after initial enquiries",
            "Planning applications",
            date(2026, 5, 19),
            NORTHMERE.summary,
        ),
        ListedDecision(
            f"{at}/adult-care-services/charging/24-001-122a",
            "24 001 122a",
            "Sea View (Northmere) Care Limited",
            DecisionType.REPORT,
            "Not upheld",
            "Charging",
            date(2024, 8, 1),
            CARE_HOME.summary,
        ),
        ListedDecision(
            f"{at}/benefits-and-tax/covid-19/24-008-703",
            "24 008 703",
            "Wyvale County Council",
            DecisionType.STATEMENT,
            "Upheld",
            "COVID-19",
            date(2025, 5, 12),
            WYVALE.summary,
        ),
    )


def real_items() -> list[Listed]:
    """Return the items that are stored with their whole line, each behind an address made from its reference."""
    if not REAL.is_dir():
        return []
    text = (REAL / "listings.txt").read_text(encoding="utf-8")
    pattern = (
        r"(?m)^ *(?P<name>[A-Z][^|\n(]*\(\d\d \d{3} \d{3}\)) \| (?P<type>Statement|Report) "
        r"(?P<outcome>Upheld|Not upheld|Closed after initial enquiries) (?P<below>[A-Z][^\d|\n]+) "
        r"(?P<date>\d\d-\w{3}-\d{4})"
        r"(?: \| Summary: (?P<summary>[^|\n]*?)(?=\s*<-|\s*[|\n]))?"
    )
    return [
        Listed(
            found["name"],
            [found["type"], found["outcome"], found["below"], found["date"]],
            (found["summary"] or "A summary.").strip(),
            f"/decisions/x/{slug_of_words(found['below'])}/{found['name'][-11:-1].replace(' ', '-')}",
        )
        for found in re.finditer(pattern, text)
    ]


@real
@in_each_dress
def test_real_items_are_read_exactly(dress: Dress) -> None:
    listed = real_items()
    assert len(listed) > 8
    for item, words in zip(items(*listed, dress=dress), listed, strict=True):
        assert f"{item.body} ({item.reference})" == words.name
        assert [item.type and item.type.title(), item.outcome, item.sub_category] == list(words.line[:3])
        assert item.decision_date is not None
        assert item.decision_date.strftime("%d-%b-%Y") == words.line[3]
        assert (item.summary, item.issues) == (words.summary, ())


@in_each_dress
def test_an_item_without_its_name_takes_nothing_of_its_neighbours(dress: Dress) -> None:
    first, second, third = items(NORTHMERE, replace(CARE_HOME, name=None), WYVALE, dress=dress)
    assert (first.reference, third.reference) == ("25 017 377", "24 008 703")
    assert (second.reference, second.body, codes(second)) == ("24 001 122a", None, ["body_missing"])
    assert (second.outcome, second.decision_date) == ("Not upheld", date(2024, 8, 1))
    assert (first.issues, third.issues) == ((), ())


@in_each_dress
def test_an_item_that_nothing_names_or_links_is_still_one(dress: Dress) -> None:
    _, lost, _ = items(NORTHMERE, replace(CARE_HOME, name=None, href=None), WYVALE, dress=dress)
    assert (lost.url, lost.reference, lost.body) == (None, None, None)
    assert codes(lost) == ["body_missing", "reference_missing", "decision_unlinked"]


@in_each_dress
def test_an_item_without_its_line_takes_nothing_of_its_neighbours(dress: Dress) -> None:
    first, second, third = items(NORTHMERE, replace(CARE_HOME, line=[]), WYVALE, dress=dress)
    assert (second.type, second.outcome, second.sub_category, second.decision_date) == (None, None, None, None)
    expected = ["type_unknown", "decision_date_missing", "outcome_missing", "sub_category_missing"]
    assert codes(second) == expected
    assert (first.issues, third.issues) == ((), ())


@in_each_dress
@pytest.mark.parametrize(
    ("line", "expected", "code"),
    [
        (["Statement", "Upheld", "Charging", "31-Feb-2026"], ("Upheld", "Charging", None), "decision_date_unread"),
        (["Statement", "Upheld", "Charging", "09/13/2026"], ("Upheld", "Charging", None), "decision_date_unread"),
        (["Statement", "Upheld", "Charging", "in May 2026"], ("Upheld", "Charging", None), "decision_date_unread"),
        (["Statement", "Upheld", "Charging"], ("Upheld", "Charging", None), "decision_date_missing"),
        (["Statement", "Upheld", "01-Aug-2024"], ("Upheld", None, date(2024, 8, 1)), "sub_category_missing"),
        (["Statement", "Charging", "01-Aug-2024"], (None, "Charging", date(2024, 8, 1)), "outcome_missing"),
        (["Report", "Discontinued", "Charging", "01-Aug-2024"], ("Discontinued", "Charging", date(2024, 8, 1)), None),
        (["Bulletin", "Upheld", "Charging", "01-Aug-2024"], ("Bulletin Upheld", "Charging", date(2024, 8, 1)), None),
    ],
)
def test_a_line_that_is_not_as_lines_are_is_named(
    line: list[str], expected: tuple[str | None, str | None, date | None], code: str | None, dress: Dress
) -> None:
    first, item, third = items(NORTHMERE, replace(CARE_HOME, line=line), WYVALE, dress=dress)
    assert (item.outcome, item.sub_category, item.decision_date) == expected
    assert (code or "outcome_unknown") in codes(item)
    assert all(" ".join(line) in issue.message for issue in item.issues)
    assert (first.issues, third.issues) == ((), ())


@pytest.mark.parametrize(
    ("name", "reference", "code"),
    [
        ("Northmere District Council", "25 017 377", "body_missing"),
        ("Northmere District Council (25 017 37)", None, "reference_unknown"),
        ("Northmere District Council (25 017 378)", None, "reference_differs"),
        ("Northmere District Council (25 017 377b)", None, "reference_differs"),
    ],
)
def test_a_name_that_does_not_fit_its_address_is_named(name: str, reference: str | None, code: str) -> None:
    (item,) = items(replace(NORTHMERE, name=name))
    assert (item.reference, codes(item)) == (reference, [code])
    assert item.url is not None


def test_a_missing_reference_is_not_guessed() -> None:
    (item,) = items(replace(NORTHMERE, name="Northmere", href="/decisions/planning/planning-applications/a-fence"))
    assert (item.reference, codes(item)) == (None, ["body_missing", "reference_missing"])


@in_each_dress
@pytest.mark.parametrize(
    ("count", "listed", "brings", "results"),
    [
        ("Archive has 347 results", [NORTHMERE], Brings.ITEMS, 347),
        ("1 result", [NORTHMERE], Brings.ITEMS, 1),
        ("Showing 1-10 of <b>57,500</b> results", [NORTHMERE], Brings.ITEMS, 57_500),
        (None, [NORTHMERE], Brings.ITEMS, None),
        ("Your search has 0 results", [], Brings.NONE, 0),
        ("Your search has no results", [], Brings.NONE, 0),
        ("No decisions were found", [], Brings.NONE, 0),
        ("Your search has 12 results", [], Brings.NOTHING, 12),
        (None, [], Brings.SHELL, None),
    ],
)
def test_a_page_says_what_it_brings(
    count: str | None, listed: list[Listed], brings: Brings, results: int | None, dress: Dress
) -> None:
    found = read(replace(WORDS, count=count, items=listed), dress)
    assert (found.brings, found.results, len(found.items)) == (brings, results, len(listed))


def test_two_numbers_of_results_are_none() -> None:
    found = read(replace(WORDS, count="Your search has 12 results, of 15 results"))
    assert (found.results, [issue.code for issue in found.issues]) == (None, ["results_contradict"])


@pytest.mark.parametrize(
    "count",
    [
        *("Results: 23", "Search results (23)", "Number of results: 23", "<b>23</b> results", "23 decisions"),
        *("We found 23 decisions", "<strong>23</strong> decisions found", "23 decisions match your search"),
        *("We found 23 decisions that match your search. There are 57,512 decisions in total.",),
        *(
            "Displaying 1-10 of 23",
            "Showing results 1&ndash;10 of 23",
            "Showing 10 of 23 results",
            "Top 10 results of 23",
        ),
        *("Your search has twenty-three results", "Twenty three results", "Results:</p><p>23"),
        *("Your search has 23 results</p><p>Upheld (12 results)</p><p>Not upheld (11 results)",),
        *("Page 1 of 3</p><p>Results: 23", "Results: 23. You searched 57,512 decisions. Showing 10 results per page."),
    ],
)
def test_the_number_of_a_list_is_read_in_other_words(count: str) -> None:
    found = read(replace(WORDS, count=count))
    assert (found.results, found.issues) == (23, ())


@pytest.mark.parametrize(
    "count",
    [
        *(
            "Showing 10 results",
            "This page has 10 results.",
            "Your search has more than 10 results",
            "First 10 results",
        ),
        *(
            "Your search has 10+ results",
            "Results 1 - 10",
            "Results: 1-10",
            "10 results per page",
            "10 results on this page",
        ),
        *("Upheld (10 results)", "About 10 results", "Displaying 10 decisions", "Your search has 10 pages of results"),
    ],
)
def test_the_number_of_one_page_or_of_a_part_is_not_that_of_the_list(count: str) -> None:
    found = read(replace(WORDS, count=count))
    assert (found.results, found.issues) == (None, ())


@pytest.mark.parametrize(
    ("said", "brings"),
    [
        ("Sorry, we could not find any decisions that match.", Brings.NONE),
        ("Sorry, nothing matched your search.", Brings.NONE),
        ("We couldn’t find any decisions", Brings.NONE),
        ("None", Brings.NONE),
        ("Results: 0", Brings.NONE),
        # Words of a form, on the frame of a page without its content.
        ("Show</p><p>None", Brings.SHELL),
        ("Find decisions by date", Brings.SHELL),
    ],
)
def test_an_empty_list_says_so_in_other_words(said: str, brings: Brings) -> None:
    assert read(replace(WORDS, count=said, items=[])).brings is brings


PAGE_2 = "/Decisions/SearchResults?fd=2026-05-01&amp;td=2026-05-31&amp;page=2"


@pytest.mark.parametrize(
    "control",
    [
        *(f'<a href="{PAGE_2}">{words}</a>' for words in ("Next »", "2", "Older decisions", "Weiter", "")),
        '<a href="?start=10">Next page</a>',
        '<a href="/Decisions/SearchResults/2?fd=2026-05-01">2</a>',
        '<a href="#" aria-label="Next">→</a>',
        "<button data-page=2>Load more</button>",
        "<button>2</button>",
        "<select><option>Page 1 of 7</option><option>Page 2 of 7</option></select>",
        "<p>Page 1 of 2</p>",
    ],
)
def test_a_page_that_leads_to_a_further_one_says_so(control: str) -> None:
    html = f"{headings(WORDS)}<nav>{control}</nav>"
    assert read_listing(outline(html, URL), SITE, number=1).goes_on is not None


@pytest.mark.parametrize(
    "control",
    [
        f'<a href="{PAGE_2.replace("=2", "=1")}">Previous</a> <a href="{PAGE_2}">2</a> <a href="{PAGE_2}">&gt;</a>',
        '<ul><li class="disabled"><a href="#">Next</a></li></ul>',
        "<button disabled>Next</button>",
        "<p>Page 2 of 2</p>",
        '<a href="/news?page=3">Next</a>',
        "<button>Search</button> <a href='#top'>Back to top</a>",
    ],
)
def test_the_last_page_leads_to_none(control: str) -> None:
    html = f"{headings(WORDS)}<nav>{control}</nav>"
    assert read_listing(outline(html, URL.replace("page=1", "page=2")), SITE, number=2).goes_on is None


@in_each_dress
def test_the_lists_own_number_wins_over_others(dress: Dress) -> None:
    found = read(replace(WORDS, count="Your search has 12 results. In 2024 it had 1,200 results."), dress)
    assert (found.results, found.issues) == (12, ())


@in_each_dress
def test_an_advertisement_in_the_form_of_an_entry_is_none(dress: Dress) -> None:
    advertised = Listed(
        "Our guide to trees (25 099 999)", ["Promoted"], "Read our guide.", "/decisions/planning/trees/25-099-999"
    )
    found = read(replace(WORDS, items=[NORTHMERE, advertised, WYVALE]), dress)
    assert [item.reference for item in found.items] == [
        item.reference for item in items(NORTHMERE, WYVALE, dress=dress)
    ]
    assert [issue.code for issue in found.issues] == ["no_entry_of_the_list"]
    # On its own it may be a list in words that are not known.
    assert len(items(advertised, dress=dress)) == 1


def tile(item: Listed, line: str) -> str:
    """Put a link around an item whose parts have no blank between them."""
    return f"<a href='{item.href}'><span>{item.name}</span><span>{line}</span><span>Summary: {item.summary}</span></a>"


def test_parts_without_a_blank_between_them_are_read() -> None:
    html = "".join(tile(each, " ".join(each.line)) for each in (NORTHMERE, CARE_HOME, WYVALE))
    found = read_listing(outline(f"<p>Your search has 3 results</p>{html}<p>Page 1</p>", URL), SITE)
    assert found.items == read(WORDS).items


def test_an_entry_is_none_only_beside_lines_that_are_known() -> None:
    """The last one takes what is below it for its line, and no other has one."""
    html = "".join(f"<a href='{each.href}'>{each.name}</a>" for each in (NORTHMERE, CARE_HOME, WYVALE))
    found = read_listing(outline(f"<p>Your search has 3 results</p>{html}<p>Page 1</p>", URL), SITE)
    assert [each.reference for each in found.items] == ["25 017 377", "24 001 122a", "24 008 703"]


@in_each_dress
def test_a_list_without_results_has_no_entries_whatever_is_below_it(dress: Dress) -> None:
    found = read(replace(WORDS, count="Your search has 0 results", items=[NORTHMERE, WYVALE]), dress)
    assert (found.brings, found.results, found.items) == (Brings.NONE, 0, ())
    assert [issue.code for issue in found.issues] == ["no_entry_of_the_list"] * 2


def test_entries_of_the_days_of_a_list_without_results_contradict_it() -> None:
    html = headings(replace(WORDS, count="Your search has 0 results", items=[NORTHMERE, WYVALE]))
    page = outline(f"<html><body>{html}</body></html>", URL)
    year = read_listing(page, SITE, Window(date(2000, 1, 1), date(2099, 1, 1)))
    first, second = (each.decision_date for each in year.items)
    assert first is not None
    assert first != second
    found = read_listing(page, SITE, Window(first, first))
    assert (found.brings, found.results, len(found.items)) == (Brings.ITEMS, 0, 1)


def test_numbers_in_summaries_count_no_results() -> None:
    (item,) = items(replace(NORTHMERE, summary="The test had 2 results. The report upheld one."))
    assert item.summary == "The test had 2 results. The report upheld one."
    assert read(replace(WORDS, items=[replace(NORTHMERE, summary="It had 2 results.")])).results == 1347


def test_pages_of_other_things_list_no_decisions() -> None:
    text = "<h1>Decisions</h1><ul><li><a href='/decisions/education'>Education</a></li></ul><a>Report a problem</a>"
    assert read_listing(outline(text, URL), SITE).brings is Brings.SHELL


def test_search_addresses_name_the_window_and_the_page() -> None:
    window = Window(date(2025, 1, 1), date(2025, 1, 31))
    at = "https://www.lgo.org.uk/Decisions/SearchResults"
    assert search_address(SITE, window, 2) == f"{at}?fd=2025-01-01&td=2025-01-31&page=2"


@given(first=st.dates(date(2013, 4, 1), date(2030, 1, 1)), days=st.integers(0, 800), size=st.integers(1, 60))
@settings(max_examples=50)
def test_parts_of_a_window_are_the_window(first: date, days: int, size: int) -> None:
    parts = list(Window(first, first + timedelta(days=days)).parts(size))
    covered = [part.first + timedelta(days=at) for part in parts for at in range((part.last - part.first).days + 1)]
    assert covered == [first + timedelta(days=at) for at in range(days + 1)]
    assert all((part.last - part.first).days < size for part in parts)


def test_a_window_that_ends_before_it_begins_is_refused() -> None:
    with pytest.raises(ValueError, match="2025-01-02 to 2025-01-01"):
        Window(date(2025, 1, 2), date(2025, 1, 1))


@pytest.mark.parametrize(
    "href",
    [
        "https://www.lgo.org.uk/decisions/children-s-care-services/child-protection/17-002-402b",
        "http://lgo.org.uk/Decisions/Children-s-care-services/Child-protection/17-002-402B/?displaypref=3",
        "https://www.lgo.org.uk/decisions/children-s-care-services/child-protection/17-002-402b?chapter=0#heading1",
    ],
)
def test_a_decision_has_one_address(href: str) -> None:
    found = decision_address(href, SITE)
    assert found is not None
    assert found.url == "https://www.lgo.org.uk/decisions/children-s-care-services/child-protection/17-002-402b"
    assert (found.category, found.sub_category) == ("children-s-care-services", "child-protection")
    assert found.reference == "17 002 402b"


@pytest.mark.parametrize(
    "href",
    [
        "https://example.org/decisions/planning/enforcement/19-020-214",
        "https://www.lgo.org.uk/decisions/planning/enforcement",
        "https://www.lgo.org.uk/Decisions/Archive/x/y",
        "https://www.lgo.org.uk/your-councils-performance/kent-county-council/decisions/2025/u/Listing",
        "mailto:someone",
    ],
)
def test_other_addresses_are_those_of_no_decision(href: str) -> None:
    assert decision_address(href, SITE) is None


@real
def test_words_of_categories_become_the_slugs_of_addresses() -> None:
    rows = (REAL / "decisions" / "log.csv").read_text(encoding="utf-8").splitlines()[1:]
    named = [row.split(",") for row in rows if " > " in row and '"' not in row]
    assert len(named) > 30
    for _, url, _, reference, category, *_ in named:
        found = decision_address(url, SITE)
        assert found is not None
        assert [found.category, found.sub_category] == [slug_of_words(each) for each in category.split(" > ")]
        assert found.reference == reference


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/decisions/planning", ("planning", None)),
        ("/decisions/Planning/Enforcement/?displaypref=1&page=3", ("planning", "enforcement")),
        ("/Decisions/SearchResults?fd=2025-01-01", None),
        ("/decisions", None),
    ],
)
def test_listings_of_categories_are_known_by_their_addresses(
    path: str, expected: tuple[str, str | None] | None
) -> None:
    assert category_listing(f"https://www.lgo.org.uk{path}", SITE) == expected
