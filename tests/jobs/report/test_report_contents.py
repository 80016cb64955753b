"""Every number on the pages against the letters of the demonstration, and what is no number."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from jobs.demo import content
from jobs.demo.content import Edition, Letter
from tests.jobs.commands import ROOT, Done
from tests.jobs.report.reading import Page, Row

VALUE, MEASURE = "Value", "Figure"


def vocabulary(name: str) -> list[dict[str, str]]:
    path = ROOT / "lgsco_store" / "data" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


MEASURES = {row["measure"]: row for row in vocabulary("measures")}
CATEGORIES = {(row["category_set"], row["category"]): row["label"] for row in vocabulary("categories")}


def label(measure: str, category: str | None) -> str:
    row = MEASURES[measure]
    return row["label"] if category is None else f"{row['label']}: {CATEGORIES[row['category_set'], category]}"


def last_editions() -> Iterator[tuple[Letter, Edition]]:
    """Each letter as it stood last on the site: in 2025, or before it was withdrawn."""
    for letter in content.letters():
        edition = letter.edition(2025 if letter.withdrawn is None else letter.withdrawn - 1)
        assert edition is not None
        yield letter, edition


def expected(measure: str, value: Decimal | None, letter: Letter) -> str:
    if value is None:
        return "nothing to measure"
    sign = "%" if MEASURES[measure]["unit"] == "percent" else ""
    return f"{value}{sign}{' (worked out)' if measure in letter.destroyed else ''}"


def figures(page: Page, year: int) -> dict[str, Row]:
    found = page.table(f"Figures of {year - 1}-{year % 100:02}, as the letter prints them")
    return {row[MEASURE]: row for row in found}


def authority(report: Path, slug: str) -> Page:
    return Page(report / "authority" / f"{slug}.html")


def test_every_figure_of_every_letter_stands_on_its_authority_s_page(report: Path) -> None:
    for letter, edition in last_editions():
        page = authority(report, letter.council)
        if not edition.figures:
            assert f"y{letter.year}" in page.ids()
            continue
        told = {name: row[VALUE].split(" was ")[0] for name, row in figures(page, letter.year).items()}
        assert told == {
            label(measure, category): expected(measure, value, letter)
            for (measure, category), value in edition.figures.items()
        }, edition.file


def test_the_pages_of_years_hold_the_same_figures(report: Path) -> None:
    for letter, edition in last_editions():
        council = content.councils()[letter.council]
        page = Page(report / "year" / f"{letter.year}-{council.type.lower().replace(' ', '-')}.html")
        for (measure, category), value in edition.figures.items():
            if category is None and measure.endswith("_average"):
                continue  # stands at the foot
            row = MEASURES[measure]
            title = "Measures" if category is None else row["label"]
            head = row["label"] if category is None else CATEGORIES[row["category_set"], category]
            rows = page.table(f"{title}: {council.type}, {letter.year - 1}-{letter.year % 100:02}")
            (own,) = [each for each in rows if each["Authority"].removesuffix(" withdrawn") == council.official_name]
            assert own[head] == expected(measure, value, letter), (letter.council, head)


def test_a_letter_without_statistics_has_no_figure_and_never_a_0(report: Path) -> None:
    page = authority(report, "worcester-city-council")
    (row,) = [row for row in page.table("Uphold rate: Worcester City Council") if row["Year"] == "2019-20"]
    assert row["Value"] == "not printed"
    assert row["Place in its type, highest first"] == "none"
    assert "The letter came without its statistics page." in page.section("y2020")


def test_a_year_without_a_letter_says_so(report: Path) -> None:
    rows = authority(report, "redditch-borough-council").table("Uphold rate: Redditch Borough Council")
    assert [(row["Year"], row["Value"]) for row in rows] == [
        ("2017-18", "100%"),
        ("2019-20", "no letter known"),
        ("2023-24", rows[2]["Value"]),
        ("2024-25", rows[3]["Value"]),
    ]
    assert rows[2]["Value"].endswith("%")


def test_a_revised_figure_says_what_it_was_when_and_whose_doing_it_is(report: Path, demo: Done) -> None:
    ((at,),) = demo.rows(
        "SELECT DISTINCT at FROM changes "
        "WHERE kind = 'revised' AND authority_slug = 'kent-county-council' AND source = 'letter'"
    )
    page = authority(report, "kent-county-council")
    rows = figures(page, 2020)
    assert rows["Uphold rate"][VALUE] == f"64% was 65% until {at[:10]}: the Ombudsman changed it"
    assert rows["Upheld decisions"][VALUE] == f"56 was 57 until {at[:10]}: the Ombudsman changed it"
    assert "letter revised (the Ombudsman changed it)" in page.section("y2020")
    assert "version 2" in rows["Uphold rate"]["Where"]
    assert " was " not in rows["Investigations decided"][VALUE]


def test_a_figure_leads_to_its_letter_its_page_and_its_version(report: Path, demo: Done) -> None:
    ((url, page_number, sha256),) = demo.rows(
        "SELECT l.url, f.page, l.document_sha256 FROM letters l JOIN figures f ON f.authority_slug = l.authority_slug "
        "AND f.year = l.year AND f.source = 'letter' AND f.measure = 'uphold_rate' "
        "WHERE l.authority_slug = 'essex-county-council' AND l.year = 2024"
    )
    page = authority(report, "essex-county-council")
    assert f"{url}#page={page_number}" in page.links()
    assert "#y2024-letter-1" in page.links()
    assert sha256 in page.section("y2024")


def test_a_series_goes_on_across_the_merger_and_marks_it(report: Path) -> None:
    page = authority(report, "cumberland-council")
    rows = page.table("Uphold rate: Cumberland Council, with the councils before the merger")
    # Allerdale's letters of 2018 and 2020, then Cumberland's own.
    assert [(row["Year"], row["Authority"], row["Value"]) for row in rows] == [
        ("2017-18", "Allerdale Borough Council (before)", "33%"),
        ("2019-20", "Allerdale Borough Council (before)", "33%"),
        ("2023-24", "Cumberland Council", "81%"),
        ("2024-25", "Cumberland Council", "75%"),
    ]
    assert "allerdale-borough-council.html#y2018" in page.links()
    assert "Carlisle City Council (the site shows no letters of it)" in page.text
    assert page.tree.xpath("//table[@id='uphold_rate-table']/@data-mergers") == ["2023"]


def test_the_abolished_council_leads_to_its_successor(report: Path) -> None:
    page = authority(report, "allerdale-borough-council")
    assert "Taken over by: Cumberland Council" in page.text
    assert "Abolished on 1 April 2023." in page.text
    assert page.captions()[1] == "Uphold rate: Allerdale Borough Council"


def test_what_became_of_an_authority_stands_on_its_page(report: Path, demo: Done) -> None:
    ((run,),) = demo.rows(
        "SELECT run_id FROM changes WHERE kind = 'authority_merged' AND authority_slug = 'allerdale-borough-council'"
    )
    text = authority(report, "allerdale-borough-council").text
    assert f"run {run}: taken over by another authority. successor: cumberland-council" in text


def test_the_web_page_of_a_year_is_told_by_what_it_prints_otherwise(report: Path) -> None:
    assert "It prints 17 figures as the letter does." in authority(report, "kent-county-council").section("y2025")
    # Blaby's letter of 2020 has one number destroyed, which follows from the others; its web page prints it.
    page = authority(report, "blaby-district-council")
    (row,) = page.table("Figures of 2019-20, as the web page prints them")
    assert (row["Figure"], row["Value"]) == ("Satisfactory remedy decisions", "1")
    assert figures(page, 2020)["Satisfactory remedy decisions"]["Value"] == "1 (worked out)"


def test_an_authority_stands_beside_the_average_the_mean_and_the_others_of_its_type(report: Path) -> None:
    # Letters of 2025 to unitary authorities print 86, 83, 80 and 75 per cent, and an average of 80.
    rows = authority(report, "cumberland-council").table("Cumberland Council beside its type, 2024-25")
    assert rows[0] == {
        "Measure": "Uphold rate",
        "Value": "75%",
        "Average of similar authorities, as printed": "80%",
        "Mean of its type in this archive": "81.0% (4 letters)",
        "Place in its type, highest first": "4 of 4",
    }


def test_equal_values_share_a_place(report: Path) -> None:
    # Letters of 2025 print a compliance of 100 per cent for West Northamptonshire, and for others of its type.
    others = [
        edition.figures["compliance_rate", None]
        for letter, edition in last_editions()
        if letter.year == 2025 and content.councils()[letter.council].type == "Unitary authority"
    ]
    assert others.count(Decimal(100)) > 1
    rows = authority(report, "west-northamptonshire-council").table(
        "West Northamptonshire Council beside its type, 2024-25"
    )
    (row,) = [row for row in rows if row["Measure"] == "Compliance with recommendations"]
    assert row["Place in its type, highest first"] == "1 of 4 (joint)"


def test_a_year_s_page_ends_with_the_mean_and_the_printed_average(report: Path) -> None:
    rows = Page(report / "year" / "2025-unitary-authority.html").table("Measures: Unitary authority, 2024-25")
    assert [row["Uphold rate"] for row in rows] == ["86%", "75%", "83%", "80%", "81.0% (4 letters)", "80%"]


def test_a_withdrawn_letter_is_shown_and_takes_no_part_in_comparisons(report: Path) -> None:
    rows = Page(report / "year" / "2020-metropolitan-district.html").table("Measures: Metropolitan district, 2019-20")
    assert [row["Authority"] for row in rows[:2]] == [
        "Leeds City Council",
        "Wigan Metropolitan Borough Council withdrawn",
    ]
    assert rows[2]["Uphold rate"] == f"{rows[0]['Uphold rate'].removesuffix('%')}.0% (1 letter)"
    assert "Withdrawn: the site no longer has it" in authority(report, "wigan-metropolitan-borough-council").section(
        "y2020"
    )


def test_coverage_says_in_words_what_became_of_each_letter(report: Path) -> None:
    page = Page(report / "coverage.html")
    rows = {row["Authority"]: row for row in page.table("The letter of each authority and year")}
    assert len(rows) == len(content.councils())
    assert rows["Wigan Metropolitan Borough Council"]["2019-20"] == "gone"
    assert rows["Essex County Council"] == {
        "Authority": "Essex County Council",
        "2024-25": "read",
        "2023-24": "read",
        "2019-20": "read",
        "2017-18": "none",
    }
    assert rows["Cumberland Council"]["2019-20"] == ""
    summary = {row["Year"]: row for row in page.table("How many letters of each year are in which state")}
    assert summary["2019-20"]["gone"] == "1"


def test_what_changed_lists_the_revision_the_withdrawal_and_the_merger(report: Path) -> None:
    page = Page(report / "changes.html")
    rows = [row for caption in page.captions() for row in page.table(caption)]
    told = [(row["Authority"], row["Year"], row["Change"]) for row in rows]
    assert ("Kent County Council", "2019-20", "letter revised") in told
    assert ("Wigan Metropolitan Borough Council", "2019-20", "letter withdrawn: the site no longer has it") in told
    assert ("Allerdale Borough Council", "", "taken over by another authority") in told
    (kent,) = [row for row in rows if row["Change"] == "letter revised"]
    assert kent["Old and new"] == "Upheld decisions: 57 → 56 Uphold rate: 65% → 64%"


@pytest.mark.parametrize("name", ["reading.html", "authority/kent-county-council.html"])
def test_the_years_that_cannot_be_compared_are_explained(report: Path, name: str) -> None:
    text = Page(report / name).text
    assert "2020-21: three months without new complaints" in text
    assert "2022-23: another choice of what to investigate" in text


def test_the_neighbours_of_such_a_year_are_warned_of_it_and_others_are_not(report: Path) -> None:
    assert "2020-21: three months" in Page(report / "year" / "2020-county.html").text
    assert "2022-23: another choice" in Page(report / "year" / "2024-county.html").text
    assert "can't simply be compared" not in Page(report / "year" / "2018-county.html").text


def test_every_page_says_that_the_demonstration_s_figures_are_invented(report: Path) -> None:
    for path in report.rglob("*.html"):
        assert "This is a demonstration." in Page(path).text, path


def test_every_link_inside_the_folder_leads_to_something(report: Path) -> None:
    pages = {path.resolve(): set(Page(path).ids()) for path in report.rglob("*.html")}
    for path in pages:
        for link in Page(path).links():
            if link.startswith(("http://127.0.0.1", "data:,")):
                continue
            target, _, fragment = link.partition("#")
            place = (path.parent / target).resolve() if target else path
            assert place.is_relative_to(report.resolve()), (path, link)
            assert place.is_file(), (path, link)
            assert not fragment or fragment in pages[place], (path, link)


def test_no_page_repeats_an_id(report: Path) -> None:
    for path in report.rglob("*.html"):
        ids = Page(path).ids()
        assert len(ids) == len(set(ids)), path
