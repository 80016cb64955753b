"""Every number on the pages against the letters of the demonstration, and every word in place of a number."""

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
    """Return each letter as it last was on the site: in 2025, or before it was withdrawn."""
    for letter in content.letters():
        edition = letter.edition(2025 if letter.withdrawn is None else letter.withdrawn - 1)
        assert edition is not None
        yield letter, edition


def expected(measure: str, value: Decimal | None, letter: Letter) -> str:
    if value is None:
        return "nothing to measure"
    sign = "%" if MEASURES[measure]["unit"] == "percent" else ""
    return f"{value}{sign}{' (worked out)' if measure in letter.destroyed else ''}"


def period(year: int) -> str:
    return f"{year - 1}-{year % 100:02}"


def figures(page: Page, year: int) -> dict[str, Row]:
    return {row[MEASURE]: row for row in page.table(f"Figures of {period(year)}, as the letter prints them")}


def authority(report: Path, slug: str) -> Page:
    return Page(report / "authority" / f"{slug}.html")


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_every_figure_of_every_letter_is_on_its_council_s_page(report: Path) -> None:
    for letter, edition in last_editions():
        page = authority(report, letter.council)
        if not edition.figures:
            assert f"y{letter.year}" in page.ids()
            continue
        shown = {name: row[VALUE].split(" was ")[0] for name, row in figures(page, letter.year).items()}
        assert shown == {
            label(measure, category): expected(measure, value, letter)
            for (measure, category), value in edition.figures.items()
        }, edition.file


def test_a_council_s_table_holds_every_figure_of_its_letters(report: Path) -> None:
    for letter, edition in last_editions():
        rows = table(report / "authority" / f"{letter.council}.csv")
        own = {
            (row["measure"], row["category"], row["value"])
            for row in rows
            if (row["year"], row["source"]) == (str(letter.year), "letter")
        }
        assert own == {
            (measure, category or "all", "" if value is None else str(value))
            for (measure, category), value in edition.figures.items()
        }, edition.file


def test_a_year_s_table_has_a_row_for_each_council_and_says_why_a_number_is_missing(report: Path) -> None:
    for letter, edition in last_editions():
        (row,) = [
            row for row in table(report / "year" / f"{letter.year}.csv") if row["authority_slug"] == letter.council
        ]
        columns = {"_".join(filter(None, key)): value for key, value in edition.figures.items()}
        assert {name: row[name] for name in columns} == {
            name: "" if value is None else str(value) for name, value in columns.items()
        }
        notes = dict(note.split(": ") for note in row["notes"].split("; ") if note)
        words = {"compliance_rate": "none due", "satisfactory_remedy_rate": "none upheld", "uphold_rate": "no case"}
        missing = {name: words.get(name, "nothing to measure") for name, value in columns.items() if value is None}
        assert notes == missing | dict.fromkeys(letter.destroyed, "worked out")
    rows = {row["authority_slug"]: row["letter"] for row in table(report / "year" / "2020.csv")}
    assert rows["wigan-metropolitan-borough-council"] == "withdrawn"
    rows = {row["authority_slug"]: row["letter"] for row in table(report / "year" / "2018.csv")}
    assert rows["essex-county-council"] == "missing"


def test_a_row_of_a_table_says_where_its_figure_is_printed(report: Path, demo: Done) -> None:
    ((page, text, sha256),) = demo.rows(
        "SELECT page, text, document_sha256 FROM figures WHERE authority_slug = 'essex-county-council' "
        "AND year = 2024 AND source = 'letter' AND measure = 'uphold_rate'"
    )
    (row,) = [
        row
        for row in table(report / "authority" / "essex-county-council.csv")
        if (row["year"], row["source"], row["measure"]) == ("2024", "letter", "uphold_rate")
    ]
    assert (row["page"], row["text"], row["document_sha256"]) == (str(page), text, sha256)
    assert (row["gss_code"], row["unit"], row["state"]) == ("E10000012", "percent", "printed")


def test_a_year_s_page_holds_every_council_and_its_rates(report: Path) -> None:
    for letter, edition in last_editions():
        if letter.withdrawn or ("uphold_rate", None) not in edition.figures:
            continue
        council = content.councils()[letter.council]
        rows = Page(report / "year" / f"{letter.year}.html").table(f"All councils, {period(letter.year)}")
        (own,) = [row for row in rows if "break" not in row and row["Council"] in council.official_name]
        assert own["Uphold rate"] == expected("uphold_rate", edition.figures["uphold_rate", None], letter)


@pytest.mark.parametrize(("measure", "title"), [("complaints_received", "Complaints and enquiries received")])
def test_the_parts_of_older_tables_have_a_page_of_their_own(report: Path, measure: str, title: str) -> None:
    page = Page(report / "year" / f"2018-{measure.replace('_', '-')}.html")
    rows = {row["Council"]: row for row in page.table(f"{title}, 2017-18")}
    (kent,) = [
        edition for letter, edition in last_editions() if (letter.council, letter.year) == ("kent-county-council", 2018)
    ]
    printed = {category: value for (of, category), value in kent.figures.items() if of == measure and category}
    assert len(printed) > 5
    for category, value in printed.items():
        assert rows["Kent"][CATEGORIES[MEASURES[measure]["category_set"], category]] == str(value)


def test_a_council_s_page_begins_in_words(report: Path) -> None:
    # The demonstration's letter of 2025: 104 investigated, 90 upheld, compliance 99% of 75, 7 remedies.
    assert authority(report, "kent-county-council").lede == (
        "In 2024-25 the Ombudsman investigated 104 complaints about Kent County Council and upheld 90 of them, 87%. "
        "The average printed for county councils is 86%. The Ombudsman was satisfied in 99% of 75 cases that its "
        "recommendations had been carried out. In 7 of the 90 upheld cases, 8%, the council had offered a satisfactory "
        "remedy before the complaint reached the Ombudsman."
    )


def test_few_cases_are_given_as_numbers_and_have_no_place(report: Path) -> None:
    page = authority(report, "worcester-city-council")
    assert page.lede.startswith(
        "In 2024-25 the Ombudsman investigated 3 complaints about Worcester City Council and upheld 2 of them. "
        "No recommendation was due"
    )
    assert page.facts()["Complaints upheld"] == "2 of 3 / the letter prints 67% average printed 66%"
    assert page.facts()["Compliance"].startswith("none due / no recommendation was due")
    assert "The council’s rate" not in page.text
    assert "With 3 cases, one more or less upheld moves the rate by 33 points" in page.text


def test_a_letter_without_statistics_has_no_figure_and_never_a_0(report: Path) -> None:
    page = authority(report, "worcester-city-council")
    (row,) = [row for row in page.table("Letters to Worcester City Council") if row["Year"] == "2019-20"]
    assert set(row.values()) == {"2019-20", "no statistics page"}
    assert "The letter of 2019-20 came without its page of statistics." in page.section("y2020")


def test_a_council_without_a_letter_of_the_newest_year_says_so(report: Path) -> None:
    page = authority(report, "blaby-district-council")
    assert page.lede.startswith("There is no letter of 2024-25 in the archive. The newest is that of ")
    assert page.facts()["Complaints upheld"].startswith("no letter / newest: ")
    row = next(
        row for row in Page(report / "year" / "2025.html").table("All councils") if row.get("Council") == "Blaby"
    )
    assert {row[head] for head in ("Uphold rate", "Compliance", "Satisfactory remedies")} == {"no letter"}


def test_a_revised_figure_says_what_it_was_when_and_whose_doing_it_is(report: Path) -> None:
    page = authority(report, "kent-county-council")
    rows = figures(page, 2020)
    assert rows["Uphold rate"][VALUE].startswith("64% was 65% until ")
    assert rows["Upheld decisions"][VALUE].endswith(", the Ombudsman changed it")
    sentence = "The Ombudsman corrected the letter of 2019-20: upheld decisions 57 before, 56 now;"
    assert f"One letter was corrected. {sentence}" in page.text
    assert "version 2: fetched on" in page.section("y2020")
    assert " was " not in rows["Investigations decided"][VALUE]
    (row,) = [row for row in page.table("Complaints upheld: Kent") if row.get("Year") == "2019-20 (corrected)"]
    assert row["Kent"] == "64%"


def test_a_figure_leads_to_its_letter_its_page_and_its_version(report: Path, demo: Done) -> None:
    ((url, page_number, sha256),) = demo.rows(
        "SELECT l.url, f.page, l.document_sha256 FROM letters l JOIN figures f ON f.authority_slug = l.authority_slug "
        "AND f.year = l.year AND f.source = 'letter' AND f.measure = 'uphold_rate' "
        "WHERE l.authority_slug = 'essex-county-council' AND l.year = 2024"
    )
    page = authority(report, "essex-county-council")
    assert f"{url}#page={page_number}" in page.links()
    assert sha256 in page.section("y2024")


def test_a_council_leads_to_its_own_page_at_the_ombudsman(report: Path, demo: Done) -> None:
    ((url,),) = demo.rows(
        "SELECT url FROM versions WHERE authority_slug = 'essex-county-council' AND source = 'statistics_page' "
        "ORDER BY captured_at DESC LIMIT 1"
    )
    assert url in authority(report, "essex-county-council").links()


def test_figures_have_the_definition_of_their_year_beside_them(report: Path, demo: Done) -> None:
    ((text,),) = demo.rows(
        "SELECT text FROM definitions WHERE year = 2025 AND measure = 'compliance_rate' AND is_usual"
    )
    assert (
        f"What the Ombudsman’s pages say of it for 2024-25: “{text}”" in authority(report, "kent-county-council").text
    )
    newest, older = (Page(report / "year" / f"{year}.html") for year in (2025, 2018))
    ((advice,),) = demo.rows("SELECT text FROM definitions WHERE year = 2025 AND term = 'advice' AND is_usual")
    fold = "What these figures are, in the words of the Ombudsman’s pages"
    assert f"{fold} “{advice}”" in newest.text
    assert f"“{text}”" in newest.text
    assert f"“{text}”" not in older.text


def test_a_year_s_dots_have_the_line_of_an_average_only_if_letters_print_one(report: Path) -> None:
    newest, older = (Page(report / "year" / f"{year}.html").text for year in (2025, 2018))
    assert "From 0% to 100%; the dashed line is the average printed for the type. The table" in newest
    assert "From 0% to 100%. The table" in older


def test_the_link_to_compliance_below_100_sorts_by_its_column(report: Path) -> None:
    assert [link for link in Page(report / "index.html").links() if "sort=" in link] == ["year/2025.html#sort=7a"]
    heads = list(Page(report / "year" / "2025.html").table("All councils, 2024-25")[0])
    assert heads[6] == "Compliance"


def test_a_region_that_the_register_does_not_know_is_a_word(report: Path) -> None:
    rows = Page(report / "year" / "2018.html").table("All councils, 2017-18")
    regions = {row["Council"]: row["Region"] for row in rows if "break" not in row}
    assert (regions["Poole"], regions["Allerdale"]) == ("not known", "North West")


def test_a_public_report_leads_to_its_pdf(report: Path) -> None:
    links = authority(report, "kent-county-council").links()
    assert [link for link in links if link.endswith("/documents/reports/2023/school%20transport.pdf")]


def test_every_page_with_figures_offers_them_as_csv(report: Path) -> None:
    kent = "kent-county-council"
    for name, wanted in {
        "index.html": "year/2025.csv",
        "year/2025.html": "year/2025.csv",
        f"authority/{kent}.html": f"authority/{kent}.csv",
        f"briefing/{kent}.html": f"authority/{kent}.csv",
        "changes.html": "changes.csv",
    }.items():
        path = report / name
        files = [(path.parent / link).resolve() for link in Page(path).tree.xpath("//a[@download]/@href")]
        assert report / wanted in files, name
        assert all(file.is_file() for file in files)


def test_a_series_is_cut_where_the_measure_becomes_another(report: Path) -> None:
    page = authority(report, "kent-county-council")
    rows = page.table("Complaints upheld: Kent County Council")
    assert [next(iter(row.values())) for row in rows] == [
        "2024-25",
        "2023-24",
        "B The measure changes here: don’t compare across.",
        "2019-20 (corrected)",
        "2017-18",
    ]
    assert "Uphold rates from before 2022-23 are another measure." in page.text
    (chart,) = page.tree.xpath("//svg[@aria-labelledby='upheld-t upheld-d']")
    # Letters of 2018, 2020, 2024 and 2025: only the last two are neighbours.
    assert len(chart.xpath(".//line[starts-with(@class, 'own')]")) == 1
    assert len(chart.xpath(".//circle[starts-with(@class, 'own')]")) == 4
    assert chart.xpath(".//text[@class='flag-t']/text()") == ["B"]


def test_a_merged_council_is_shown_beside_those_it_replaced_without_adding_up(report: Path) -> None:
    page = authority(report, "cumberland-council")
    assert (
        "Cumberland Council began on 1 April 2023, in place of Allerdale Borough Council, Carlisle City Council, "
        "Copeland Borough Council and part of Cumbria County Council. Their letters are shown under their own names "
        "and are never added up."
    ) in page.text
    lineage = page.section("lineage")
    assert "Allerdale Borough Council until 31 March 2023" in lineage
    # Allerdale's letters of 2018 and 2020 print 33% each.
    assert "2017-18: 33%, 2019-20: 33% upheld. Letters of 2017-18 and 2019-20: no chart is drawn." in lineage
    assert "allerdale-borough-council.html" in page.links()


def test_an_ended_council_says_so_first_and_is_compared_with_nobody(report: Path) -> None:
    page = authority(report, "allerdale-borough-council")
    assert page.lede == "Allerdale Borough Council ended on 31 March 2023. Cumberland Council took its place."
    assert page.facts() == {}
    assert "Beside its neighbours" not in page.text
    assert "Allerdale" not in Page(report / "year" / "2025.html").section("figures")


def test_the_web_page_of_a_year_is_shown_by_its_differences(report: Path) -> None:
    section = authority(report, "kent-county-council").section("y2025")
    assert "The Ombudsman’s web page of that year prints 17 figures as the letter does." in section
    # Blaby's letter of 2020 has one destroyed number, which follows from the others; its web page prints it.
    page = authority(report, "blaby-district-council")
    (row,) = page.table("Figures of 2019-20, as the web page prints them")
    assert (row["Figure"], row["Value"]) == ("Satisfactory remedy decisions", "1")
    assert figures(page, 2020)["Satisfactory remedy decisions"]["Value"] == "1 (worked out)"


def test_a_council_is_shown_beside_its_neighbours_and_the_printed_average(report: Path) -> None:
    # Letters of 2025 to unitary councils print 86, 83, 80 and 75 per cent, and an average of 80.
    rows = authority(report, "cumberland-council").table("2024-25. Shown: unitary councils of England")
    assert [(row["Council"], row["Uphold rate"]) for row in rows] == [
        ("Cumberland", "75%"),
        ("Average printed for unitary councils", "80%"),
        ("Northumberland", "83%"),
        ("Bournemouth, Christchurch and Poole", "86%"),
        ("West Northamptonshire", "80%"),
    ]


def test_a_withdrawn_letter_is_last_and_counts_nowhere(report: Path) -> None:
    rows = Page(report / "year" / "2020.html").table("All councils, 2019-20")
    councils = [row["Council"] for row in rows if "break" not in row]
    last_with_a_rate = max(at for at, row in enumerate(rows) if row.get("Uphold rate", "").endswith("%"))
    assert rows[last_with_a_rate]["Council"] == "Wigan withdrawn"
    assert "Wigan withdrawn" in councils
    assert "The letter of 2019-20 is no longer on the Ombudsman’s site" in authority(
        report, "wigan-metropolitan-borough-council"
    ).section("y2020")


def test_england_is_added_up_from_the_letters_that_count(report: Path) -> None:
    letters = [
        edition.figures
        for letter, edition in last_editions()
        if letter.year == 2025 and ("upheld_decisions", None) in edition.figures
    ]
    upheld = sum(int(figures["upheld_decisions", None] or 0) for figures in letters)
    investigated = sum(int(figures["investigations", None] or 0) for figures in letters)
    page = Page(report / "index.html")
    assert page.lede.startswith(
        f"It investigated {investigated:,} complaints and upheld {upheld:,}, by the {len(letters)} letters of 2024-25 "
        "read so far, of 15 expected."
    )
    (headline,) = page.tree.xpath("//h1/text()")
    assert f"{round(100 * upheld / investigated)}%" in headline


def test_the_front_page_says_how_complete_each_year_is(report: Path) -> None:
    page = Page(report / "index.html")
    letters = dict(
        zip(
            page.tree.xpath("//dl[@class='cov']/dt/a/text()"),
            page.tree.xpath("//dl[@class='cov']/dd/span/text()"),
            strict=True,
        )
    )
    assert letters["2019-20"] == "12, 1 withdrawn and 2 missing"
    assert list(letters) == ["2024-25", "2023-24", "2019-20", "2017-18"]


def test_the_front_page_has_every_council_and_a_hexagon_for_those_that_exist(report: Path) -> None:
    page = Page(report / "index.html")
    assert len(page.tree.xpath("//details[@id='names']//a")) == len(content.councils())
    shown = page.tree.xpath("//svg[@class='hexes']//a/@aria-label")
    assert len(shown) == 15
    assert "Kent: 87% upheld, 90 of 104; printed average 86%; compliance 99% of 75." in shown


def test_the_page_of_changes_has_the_correction_the_withdrawal_and_the_merger(report: Path) -> None:
    page = Page(report / "changes.html")
    assert "Kent County Council, letter of 2019-20 Upheld decisions 57 → 56 Uphold rate 65% → 64%" in page.text
    assert "Wigan Metropolitan Borough Council. The letter of 2019-20 is no longer on the Ombudsman’s site" in page.text
    assert "Allerdale Borough Council. Cumberland Council took its place." in page.text
    rows = table(report / "changes.csv")
    assert [(row["measure"], row["old_value"], row["new_value"]) for row in rows if row["kind"] == "revised"] == [
        ("upheld_decisions", "57", "56"),
        ("uphold_rate", "65", "64"),
    ]


def test_the_years_that_cannot_be_compared_are_explained(report: Path) -> None:
    text = Page(report / "reading.html").text
    assert "From 2022-23 the Ombudsman chooses differently which complaints to investigate." in text
    assert "2020-21: no new complaints were taken for three months." in text
    rows = Page(report / "reading.html").table("Which years may be compared")
    uphold = [(row["Years"], row["Allowed"]) for row in rows if row["Measure"] == "Uphold rate"]
    assert uphold == [("2015-16 to 2021-22", "yes"), ("2021-22 with 2022-23", "no"), ("2022-23 to now", "yes")]


def test_a_year_after_a_break_forbids_the_comparison_across_it(report: Path) -> None:
    assert "Don’t set uphold rates beside those from before 2022-23" in Page(report / "year" / "2024.html").text
    assert "Don’t set uphold rates beside those of 2022-23 or later." in Page(report / "year" / "2020.html").text


def test_a_briefing_has_the_paragraph_the_place_and_its_sources(report: Path) -> None:
    page = Page(report / "briefing" / "kent-county-council.html")
    assert page.lede.startswith("In 2024-25 the Ombudsman investigated 104 complaints about Kent County Council")
    assert (
        "For every 100,000 residents, 5.7 complaints were upheld; the average printed for county councils is 4.9."
        in (page.lede)
    )
    assert "Compliance was 99%, not 100%: which recommendation was not carried out, and is it now?" in page.text
    assert "newest: 21 May 2025" in page.text
    assert not (report / "briefing" / "allerdale-borough-council.html").exists()


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
            # An address with an equals sign is a choice that the page's script reads.
            assert not fragment or "=" in fragment or fragment in pages[place], (path, link)


def test_no_page_repeats_an_id(report: Path) -> None:
    for path in report.rglob("*.html"):
        ids = Page(path).ids()
        assert len(ids) == len(set(ids)), path


def test_every_chart_is_named_and_described(report: Path) -> None:
    for path in report.rglob("*.html"):
        for chart in Page(path).tree.xpath("//svg[@role='img']"):
            title, description = (chart.find(name).text for name in ("title", "desc"))
            assert title, path
            assert description.endswith("."), path
