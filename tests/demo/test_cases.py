"""Decisions, reports, service improvements and yearly tables of the copy: their data, pages and files."""

from __future__ import annotations

import re
from urllib.parse import urlencode

import pytest
from parsel import Selector

from jobs.demo import cases, content, pages
from jobs.demo.content import COPIED
from lgsco_store.publications.decision_terms import CATEGORIES, OUTCOMES

ROOT = "/your-councils-performance"
YEARS = sorted(COPIED)
COUNCILS = ("kent-county-council", "leeds-city-council", "london-borough-of-lambeth")


def html(path: str, year: int, **query: str) -> Selector:
    document = pages.find(path, year, urlencode(query))
    assert document is not None
    return Selector(document.body.decode())


def listed(year: int, first: str, last: str, page: int = 1) -> list[str]:
    """Return the references that a search shows."""
    found = html("/Decisions/SearchResults", year, fd=first, td=last, page=str(page)).css("h3 a::text").getall()
    return [re.findall(r"\((.+)\)", name)[-1] for name in found]


def test_decisions_have_the_sites_words_and_references_that_are_nobodys() -> None:
    every = {each for year in YEARS for each in cases.decisions(year)}
    assert {each.council for each in every} == set(COUNCILS)
    assert {each.category for each in every} <= set(CATEGORIES)
    assert {each.outcome for each in every} == set(OUTCOMES)
    assert all(each.reference.startswith("00 ") for each in every)
    assert len({each.reference for each in every}) == len(every)


@pytest.mark.parametrize("year", YEARS)
def test_a_decision_is_published_no_sooner_than_six_weeks_after_it(year: int) -> None:
    assert all((COPIED[year].date() - each.day).days >= 42 for each in cases.decisions(year))


@pytest.mark.parametrize(
    ("year", "come", "gone"),
    [(2024, {"00 000 102", "00 000 203"}, {"00 000 101", "00 000 201"}), (2025, {"00 000 101", "00 000 103"}, set())],
)
def test_decisions_come_and_go_as_was_promised(year: int, come: set[str], gone: set[str]) -> None:
    before, after = ({each.reference for each in cases.decisions(at)} for at in (year - 1, year))
    assert come <= after - before
    assert before - after == gone


def test_the_decision_that_comes_back_is_over_a_year_younger_than_the_one_that_expires() -> None:
    days = {each.reference: each.day for each in cases.decisions(2023)}
    assert days["00 000 201"] == cases.EXPIRED_FROM
    assert (days["00 000 101"] - cases.EXPIRED_FROM).days > 366


@pytest.mark.parametrize("year", YEARS)
def test_every_decision_is_listed_on_its_day_and_has_a_page(year: int) -> None:
    for each in cases.decisions(year):
        assert each.reference in listed(year, each.day.isoformat(), each.day.isoformat())
        assert html(each.path, year).css("h1::text").get() == f"{each.body} ({each.reference})"
    assert len(listed(year, "2022-01-01", "2025-12-31")) == len(cases.decisions(year)) <= pages.RESULTS_A_PAGE
    assert listed(year, "2022-01-01", "2025-12-31", page=2) == []


def test_the_search_needs_its_days() -> None:
    assert pages.find("/Decisions/SearchResults", 2025) is None
    assert pages.find("/Decisions/SearchResults", 2025, "fd=soon&td=2025-01-01&page=1") is None


def test_a_report_says_two_years_later_that_the_ombudsman_is_satisfied() -> None:
    path = "/decisions/housing/repairs/00-000-001"
    said = {year: "Ombudsman satisfied" in "".join(html(path, year).xpath("//text()").getall()) for year in YEARS}
    assert said == {2023: False, 2024: False, 2025: True}


@pytest.mark.parametrize(("slug", "reports"), [(COUNCILS[0], 1), (COUNCILS[1], 0), (COUNCILS[2], 1)])
def test_a_councils_page_leads_to_its_reports_or_says_that_there_are_none(slug: str, reports: int) -> None:
    page = html(f"{ROOT}/{slug}/statistics", 2025)
    links = page.xpath("//h2[.='Public reports']/following-sibling::ul[1]//a/@href").getall()
    found = [pages.find(each.replace("%20", " "), 2025) for each in links]
    assert [each and each.content_type.split(";")[0] for each in found] == ["text/html", "application/pdf"] * reports
    assert ("No public reports published" in page.xpath("string(//main)").get(default="")) == (not reports)


def test_an_improvement_is_reworded_on_both_of_its_pages() -> None:
    for page in ("statistics", "serviceimprovements"):
        texts = [html(f"{ROOT}/kent-county-council/{page}", year).xpath("string(//main)").get() for year in YEARS]
        assert ["20 working days" in str(text) for text in texts] == [False, False, True]
        assert ["within four weeks" in str(text) for text in texts] == [True, True, False]
    assert pages.find(f"{ROOT}/blaby-district-council/serviceimprovements", 2025) is None


def test_the_table_has_the_letters_numbers_and_is_revised_once() -> None:
    (table,) = cases.tables()
    old, new = (pages.find(table.path, year) for year in (2024, 2025))
    assert old is not None
    assert new is not None
    assert pages.find(table.path, 2023) is None
    before, after = (document.body.decode("utf-8-sig").splitlines() for document in (old, new))
    changed = [(one, other) for one, other in zip(before, after, strict=True) if one != other]
    assert changed == [
        ("Leeds City Council,7,5,88,61,9,37,207,80", "Leeds City Council,7,6,88,60,9,37,207,80"),
    ]
    assert (old.modified, new.modified) == (COPIED[2024], COPIED[2025])
    kent = next(line for line in after if line.startswith("Kent"))
    letter = next(each for each in content.letters() if (each.council, each.year) == ("kent-county-council", 2024))
    figures = letter.editions[0].figures
    assert kent.split(",")[6] == str(figures["upheld_decisions", None])
    assert [a.split("?")[0] for a in html(pages.TABLES, 2025).css("main a::attr(href)").getall()] == [table.path]
