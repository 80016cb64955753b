"""The pages of the copy: their contents and links."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from parsel import Selector

from jobs.demo import content
from jobs.demo.content import COPIED
from jobs.demo.pages import find

ROOT = "/your-councils-performance"
YEARS = sorted(COPIED)


def page(path: str, year: int) -> Selector:
    document = find(path, year)
    assert document is not None
    return Selector(document.body.decode())


def statistics(slug: str, year: int) -> Selector:
    return page(f"{ROOT}/{slug}/statistics", year)


def words(selector: Selector) -> str:
    return " ".join(" ".join(selector.xpath(".//body//text()").getall()).split())


def listed(year: int) -> set[str]:
    index = page(ROOT, year)
    links = [href.removeprefix(f"{ROOT}/").split("/")[0] for href in index.css("ul.map a::attr(href)").getall()]
    options = [value for value in index.css("option::attr(value)").getall() if value]
    assert len(links) + len(options) == len({*links, *options})
    return {*links, *options}


@pytest.mark.parametrize("year", YEARS)
def test_the_index_lists_existing_councils_and_none_that_were_abolished(year: int) -> None:
    abolished = {"northampton-borough-council", "poole-borough-council"}
    merged = {"cumberland-council"} if year == 2023 else {"allerdale-borough-council"}
    assert {slug.lower() for slug in listed(year)} == set(content.councils()) - abolished - merged
    assert "West-Northamptonshire-Council" in listed(year)


def test_the_index_spells_its_entries_in_four_ways() -> None:
    index = page(ROOT, 2024)
    hrefs = index.css("ul.map a::attr(href)").getall()
    assert {href[href.index("/statistics") :] for href in hrefs} == {
        "/statistics",
        "/statistics/",
        "/statistics?displaypref=1",
    }
    assert len(index.css("option")) > 1
    assert index.css("input[type=search]")


@pytest.mark.parametrize("year", YEARS)
def test_every_link_but_the_search_leads_somewhere(year: int) -> None:
    start = [ROOT, *(f"{ROOT}/{slug}/statistics" for slug in listed(year))]
    seen: set[str] = set()
    while start:
        path = start.pop()
        if path not in seen:
            seen.add(path)
            document = find(path, year)
            assert document is not None, path
            if document.content_type.startswith("text/html"):
                links = Selector(document.body.decode()).css("a::attr(href)").getall()
                start += [link.split("?")[0].replace("%20", " ") for link in links if link.startswith("/")]
    letters = {letter.path.replace("%20", " ") for letter in content.letters() if letter.edition(year)}
    assert letters <= seen


@pytest.mark.parametrize(
    ("slug", "predecessor", "first"),
    [
        ("West-Northamptonshire-Council", "northampton-borough-council", 2023),
        ("bournemouth-christchurch-and-poole-council", "poole-borough-council", 2023),
        ("cumberland-council", "allerdale-borough-council", 2024),
    ],
)
def test_a_merger_note_leads_to_the_council_that_was_abolished(slug: str, predecessor: str, first: int) -> None:
    for year in (year for year in YEARS if year >= first):
        merged = statistics(slug, year)
        name = merged.css("h1::text").get()
        note = f"{name} is a merger of several councils and the historical information for these are located from the"
        assert f"{note} following links." in words(merged)
        assert merged.css(".merger a::attr(href)").getall() == [f"{ROOT}/{predecessor}/statistics"]
        assert page(f"{ROOT}/{predecessor}/annualletters", year).css("main li a")


def test_a_council_that_is_no_merger_has_no_merger_note() -> None:
    assert "merger of several councils" not in words(statistics("kent-county-council", 2024))


def test_a_page_has_its_sections_in_the_sites_order() -> None:
    text = words(statistics("west-northamptonshire-council", 2024))
    order = [
        "Advice on comparing statistics across years",
        "West Northamptonshire Council",
        "is a merger of several councils",
        "Annual statistics ?Find out more about annual statistics",
        "Complaints upheld",
        "Compliance with Ombudsman recommendations",
        "Satisfactory remedies provided by the organisation",
        "Annual letters",
        "View annual letters",
        "Service improvements",
        "Last updated: 4 April 2015",
    ]
    places = [text.index(part) for part in order if part != "Annual letters"]
    assert places == sorted(places)
    reports = words(statistics("leeds-city-council", 2024))
    assert (
        reports.index("View annual letters") < reports.index("Public reports") < reports.index("Service improvements")
    )


def test_the_statistics_are_those_of_the_newest_letter() -> None:
    texts = {year: words(statistics("kent-county-council", year)) for year in YEARS}
    assert "65% of complaints we investigated were upheld." in texts[2023]
    assert "similar authorities" in texts[2023]
    assert "per 100,000" not in texts[2023]
    assert "87% of complaints we investigated were upheld." in texts[2024]
    assert "this is 5.5 upheld decisions per 100,000 residents" in texts[2024]
    assert "Complaint overview Between 1 April 2024 to 31 March 2025, we dealt with 454 complaints." in texts[2025]
    remedies, compliance = "Satisfactory remedies provided by", "Compliance with Ombudsman recommendations"
    assert texts[2024].index(compliance) < texts[2024].index(remedies)
    assert texts[2025].index(remedies) < texts[2025].index(compliance)


def test_a_page_prints_the_number_that_the_letter_lost() -> None:
    assert "1 satisfactory remedy decision Statistics are based on a total of 4" in words(
        statistics("blaby-district-council", 2023)
    )


def test_a_council_whose_newest_letter_is_of_2018_has_its_tables() -> None:
    text = words(statistics("redditch-borough-council", 2023))
    assert "For the Period Ending: 31/03/2018 Complaints and enquiries received Adult Care Services" in text
    assert "Not Upheld Upheld Uphold Rate Total 1 1 4 1 0 1 100% 8 " in text


def test_a_letter_without_statistics_leaves_the_page_without_them() -> None:
    assert "There are no statistics for this council." in words(statistics("worcester-city-council", 2023))


def test_the_letters_page_lists_the_newest_first_in_words_that_vary() -> None:
    links = page(f"{ROOT}/allerdale-borough-council/annualletters", 2023).css("main li a")
    assert [(link.css("::text").get(), link.attrib["href"]) for link in links] == [
        ("2019-20", "/documents/councilperformance/2020/allerdale%20borough%20council.pdf"),
        ("2017-18", "/documents/councilperformance/2018/allerdale%20borough%20council.pdf"),
    ]
    texts = {letter.link_text for letter in content.letters()}
    assert {"2023-24", "Annual letter 2024", "Annual Review letter 2020", "2018"} <= texts


def test_a_few_letters_are_in_the_sites_file_store() -> None:
    stored = [letter.path for letter in content.letters() if letter.path.startswith("/assets/attach/")]
    assert 2 <= len(stored) <= 6
    assert any(not path.endswith(".pdf") for path in stored)
    others = [letter.path for letter in content.letters() if letter.path not in stored]
    for letter in (letter for letter in content.letters() if letter.path in others):
        assert letter.path.startswith(f"/documents/councilperformance/{letter.year}/")
        assert letter.path == letter.path.lower()
        assert letter.path.endswith(".pdf")


def test_poole_has_two_names() -> None:
    assert statistics("poole-borough-council", 2023).css("h1::text").get() == "Poole Borough Council"
    (letter,) = (letter for letter in content.letters() if letter.council == "poole-borough-council")
    assert letter.authority == "Borough of Poole"


@given(slug=st.sampled_from(sorted(content.councils())), data=st.data())
def test_a_slug_answers_in_any_case_and_with_or_without_a_slash(slug: str, data: st.DataObject) -> None:
    upper = data.draw(st.lists(st.booleans(), min_size=len(slug), max_size=len(slug)))
    spelt = "".join(letter.upper() if up else letter for letter, up in zip(slug, upper, strict=True))
    plain = find(f"{ROOT}/{slug}/statistics", 2025)
    assert plain is not None
    assert find(f"{ROOT}/{spelt}/statistics", 2025) == plain
    assert find(f"{ROOT}/{spelt}/statistics/", 2025) == plain


@pytest.mark.parametrize(
    "path",
    [
        "/",
        f"{ROOT}/kent-county-council",
        f"{ROOT}/kent/statistics",
        f"{ROOT}/kent-county-council/decisions",
        f"{ROOT}//statistics",
        "/documents/councilperformance/2024/",
        "/documents/councilperformance/2024/kent.pdf",
        "/../content.py",
        "/searchpost",
    ],
)
def test_an_unknown_path_leads_nowhere(path: str) -> None:
    assert find(path, 2025) is None
