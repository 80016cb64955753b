"""The views are a contract: these columns, in every release, on both databases."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import replace

import pytest
from sqlalchemy import inspect

from lgsco_store.archive import Archive
from lgsco_store.contract import views
from lgsco_store.database.session import Database
from lgsco_store.publications.inputs import Finding
from lgsco_store.records import Severity, Source
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Spider, Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Letter, Page, link, rows

FIGURE = (
    "authority_slug authority_name gss_code authority_type year source measure category value unit state page text "
    "version document_sha256 x0 top x1 bottom"
)
DECISION = (
    "type body authority_slug category sub_category outcome decision_date summary actions satisfied_on all_references"
)
WIDE = "authority_slug authority_name gss_code authority_type year withdrawn withdrawn_at"
CONTRACT = {
    "letters": "authority_slug authority_name gss_code authority_type region year title letter_date url version status "
    "layout document_sha256 first_published_at last_changed_at last_seen_at withdrawn "
    "withdrawn_at period_start period_end reader_version",
    "figures": f"{FIGURE} withdrawn withdrawn_at last_seen_at",
    "figure_history": f"{FIGURE} withdrawn withdrawn_at last_seen_at valid_from valid_to",
    "versions": "authority_slug year source version run_id captured_at url document_sha256 text_sha256 figures_sha256",
    "changes": "run_id at authority_slug year source kind field measure category old_value new_value cause version "
    "reference",
    "table_changes": "run_id at table_name year kind subject field measure category old_value new_value cause version",
    "runs": "run_id trigger spider state started_at finished_at scope_authorities scope_years decided_by decided_at "
    "reasons answers diagnoses retries pages letters captures "
    "not_modified bytes_received authorities published revised reworded restamped moved withdrawn restored unread",
    "authorities": "slug name code gss_code type region start_date end_date",
    "authority_lineage": "authority_slug authority_name relation steps related_slug related_name related_code "
    "related_start_date related_end_date split",
    "coverage": "authority_slug year state",
    "discrepancies": "authority_slug year measure category letter_value page_value",
    "complaints_received": f"{WIDE} adult_care_services "
    "benefits_and_tax corporate_and_other_services education_and_childrens_services environment_services "
    "highways_and_transport housing planning_and_development benefits children_and_family_services education "
    "planning_and_building_control public_finance transport_and_highways other total",
    "complaints_decided": f"{WIDE} incomplete_or_invalid "
    "advice_given referred_back_for_local_resolution closed_after_initial_enquiries not_upheld upheld "
    "maladministration_injustice_reports local_settlements maladministration_reports no_maladministration_reports "
    "no_maladministration ombudsmans_discretion outside_jurisdiction premature_complaints total_excluding_premature "
    "total investigation_not_justified_and_other no_power_to_investigate no_reason_to_use_exceptional_power "
    "not_enough_evidence_of_fault no_or_minor_injustice_and_other injustice_remedied_during_enquiries report_issued",
    "headline_figures": f"{WIDE} uphold_rate uphold_rate_average "
    "upheld_decisions investigations compliance_rate compliance_rate_average compliance_outcomes "
    "satisfactory_remedy_rate satisfactory_remedy_rate_average satisfactory_remedy_decisions satisfactory_remedy_base "
    "remedied_by_ombudsman remedied_by_authority upheld_per_100k upheld_per_100k_average complaints_dealt_with "
    "complaints_not_for_us complaints_assessed_and_closed complaints_investigated first_enquiries "
    "response_days_average",
    "data_tables": "table_name year title url version status document_sha256 first_published_at last_changed_at "
    "last_seen_at reader_version",
    "table_figures": "table_name year subject authority_slug measure category value unit state sheet cell text version "
    "document_sha256",
    "table_comparisons": "authority_slug year source measure category printed_value table_value agrees is_certain",
    "decisions": f"reference {DECISION} state gone_at url version status document_sha256 text_sha256 "
    "first_published_at last_changed_at last_seen_at reader_version",
    "decision_history": f"reference version {DECISION} captured_at document_sha256 text_sha256 valid_from valid_to",
    "reports": "reference body authority_slug category sub_category outcome decision_date summary recommendations "
    "satisfied_on satisfied_seen_at state gone_at url text_sha256 first_published_at all_references last_seen_at pdf",
    "decision_counts": "body authority_slug year category outcome decisions on_site texts",
    "decisions_and_letters": "authority_slug year letter_upheld published_upheld state document_sha256",
    "improvements_and_decisions": "improvement authority_slug reference decision state",
    "search": "id source reference body authority_slug category outcome day state gone_at url version text",
    "open_reports": "reference body authority_slug category sub_category decision_date consider_by summary "
    "recommendations url last_seen_at age_days",
    "service_improvements": "improvement authority_slug authority_name text reference category decided_on state "
    "removed_at url version document_sha256 first_published_at last_changed_at last_seen_at reader_version",
    "council_reports": "listed_report authority_slug authority_name text link pdf reference all_references decision "
    "state removed_at url version document_sha256 first_published_at last_changed_at last_seen_at reader_version",
    "definitions": "year measure term text pages is_usual first_published_at",
    "national_documents": "path title url version document_sha256 text_sha256 first_published_at last_changed_at "
    "last_seen_at reader_version",
    "issues": "authority_slug year source code severity measure message",
    "letter_figures": "authority_slug authority_name gss_code authority_type year measure category value unit state "
    "page document_sha256 withdrawn",
    "council_years": "authority_slug authority_name gss_code authority_type region year state withdrawn received "
    "dealt_with decided investigations upheld uphold_rate uphold_rate_average rate_rank rate_ranked "
    "rate_change comparison upheld_per_100k compliance_rate compliance_cases satisfactory_remedy_rate "
    "satisfactory_remedies url",
    "type_years": "authority_type year expected letters received decided pooled_letters investigations upheld "
    "pooled_rate mean_rate compliance_due compliance_below_100 uphold_rate_average",
    "england_years": "year expected letters received decided pooled_letters investigations upheld pooled_rate "
    "mean_rate compliance_due compliance_below_100",
    "lineage_years": "authority_slug authority_name year need have split investigations upheld pooled_rate",
    "series_breaks": "measure year kind reason note",
    "authority_aliases": "authority_slug kind spelling run_id first_seen_at",
    "publications": "source reference authority_slug year url versions first_published_at last_changed_at last_seen_at "
    "withdrawn withdrawn_at document_sha256 status",
    "readings": "document_sha256 source reader_version status layout title letter_date period_start period_end "
    "text_sha256 figures_sha256 figures shown",
}

BLABY = "blaby-district-council"
REDDITCH = "redditch-borough-council"


@pytest.mark.parametrize("name", views.VIEWS)
def test_a_view_has_the_columns_of_the_contract(database: Database, name: str) -> None:
    with database.reader() as connection:
        assert [column["name"] for column in inspect(connection).get_columns(name)] == CONTRACT[name].split()


def test_one_letter_in_every_view(crawler: Crawler, database: Database, clock: Clock) -> None:
    wanted = link(BLABY, 2020, Letter(rate="5.7"))
    crawler.run({BLABY: Page([wanted])})
    clock.advance(3600)
    better = Letter(rate="6")
    crawler.run({BLABY: Page([link(BLABY, 2020, better)])})
    first, second = "2024-08-01 09:00:00.000000Z", "2024-08-01 10:00:00.000000Z"
    who = (BLABY, "Blaby District Council", "E07000129", "Non-metropolitan district")
    assert rows(database, "SELECT * FROM letters") == [
        (
            *(*who, "East Midlands", 2020, "Annual Review letter", None, wanted.url, 2, "complete", "three_measures"),
            *(better.sha256, first, second, second, 0, None, None, None, "1"),
        )
    ]
    words = "6% of complaints we investigated were upheld."
    assert rows(database, "SELECT * FROM figures") == [
        (
            *(*who, 2020, "letter", "uphold_rate", "all", 6.0, "percent", "printed", 3, words, 2, better.sha256),
            *(101.2, 96.0, 340.8, 131.5, 0, None, second),
        )
    ]
    digests = "document_sha256, run_id, captured_at, url"
    assert rows(database, f"SELECT version, {digests} FROM versions ORDER BY version") == [  # noqa: S608
        (1, Letter(rate="5.7").sha256, 1, first, wanted.url),
        (2, better.sha256, 2, second, wanted.url),
    ]
    assert rows(database, "SELECT * FROM changes ORDER BY run_id, kind") == [
        (1, first, BLABY, None, None, "authority_added", None, None, None, None, None, "source", None, None),
        (1, first, BLABY, 2020, "letter", "published", None, None, None, None, None, "source", 1, None),
        (2, second, BLABY, 2020, "letter", "revised", "value", "uphold_rate", "all", "5.7", "6", "source", 2, None),
    ]
    assert rows(database, "SELECT * FROM issues") == [
        (BLABY, 2020, "letter", "base_differs", "info", "uphold_rate", "The bases differ")
    ]


def test_values_divide_as_numbers_do(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, Letter(rate="3"))])})
    assert rows(database, "SELECT value / 2 FROM figures") == [(1.5,)]


def history(database: Database) -> list[tuple[object, ...]]:
    query = "SELECT value, valid_from, valid_to, withdrawn, withdrawn_at FROM figure_history ORDER BY valid_from"
    return rows(database, query)


def test_a_withdrawal_ends_what_is_shown_and_a_restoration_begins_it_again(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    kept = link(BLABY, 2019)
    there, gone = {BLABY: Page([kept, link(BLABY, 2020, Letter(rate="50"))])}, {BLABY: Page([kept])}
    at = [f"2024-08-01 {hour:02}:00:00.000000Z" for hour in range(9, 13)]
    for site in (there, gone, there, gone):
        crawler.run(site)
        clock.advance(3600)
    query = "SELECT year, withdrawn, withdrawn_at FROM {} ORDER BY year"
    for view in ("figures", "letters", "headline_figures"):
        assert rows(database, query.format(view)) == [(2019, 0, None), (2020, 1, at[3])]
    assert history(database) == [
        (40.0, at[0], None, 0, None),
        (50.0, at[0], at[1], 1, at[1]),
        (50.0, at[2], at[3], 1, at[3]),
    ]
    # A better reading of a withdrawn letter is shown as withdrawn, and was never shown as current.
    reading = replace(Letter(rate="50").reading("2"), figures=Letter(rate="51").reading("2").figures)
    crawler.archive.store_reading(reading, Source.LETTER)
    crawler.archive.reread(crawler.ledger.claim(Trigger.REREAD, SITE, "2"), "2")
    assert rows(database, "SELECT value, withdrawn FROM figures WHERE year = 2020") == [(51.0, 1)]
    assert (51.0,) not in rows(database, "SELECT value FROM figure_history")
    clock.advance(3600)
    crawler.run(there, reader="2")
    assert history(database)[-1] == (51.0, "2024-08-01 14:00:00.000000Z", None, 0, None)


def test_an_authority_has_the_type_of_the_year(crawler: Crawler, database: Database) -> None:
    # Northumberland is a unitary authority since 1 April 2009, by the register, and was a county before.
    slug = "northumberland-county-council"
    crawler.run({slug: Page([link(slug, year) for year in (2009, 2010)])})
    for view in ("figures", "figure_history", "letters", "headline_figures"):
        query = f"SELECT year, authority_type FROM {view} ORDER BY year"  # noqa: S608 -- our own names
        assert rows(database, query) == [(2009, None), (2010, "Unitary authority")]


def run_issues(database: Database) -> list[tuple[object, ...]]:
    return rows(
        database,
        "SELECT authority_slug, year, code FROM issues WHERE measure IS NULL ORDER BY COALESCE(authority_slug, '')",
    )


def test_a_runs_issue_is_open_until_a_later_run_has_checked_again(crawler: Crawler, database: Database) -> None:
    broken = {BLABY: Page([link(BLABY, 2020, 503)]), REDDITCH: Page([link(REDDITCH, 2020, 503)])}
    fixed = {slug: Page([link(slug, 2020)]) for slug in (BLABY, REDDITCH)}
    both = [(BLABY, 2020, "letter_failed"), (REDDITCH, 2020, "letter_failed")]
    crawler.run(broken)
    assert run_issues(database) == both
    crawler.run(fixed, authorities=[BLABY], years=[2019])
    assert run_issues(database) == both
    crawler.run(fixed, authorities=[BLABY])
    assert run_issues(database) == both[1:]
    crawler.run(fixed)
    assert run_issues(database) == []


def test_a_weekly_run_checks_the_issues_of_its_years_and_of_the_page(crawler: Crawler, database: Database) -> None:
    another = {BLABY: Page([link(BLABY, 2020, Letter(2020, about="Redditch Borough Council"))])}
    unread = {BLABY: Page(up=False)}
    fixed = {BLABY: Page([link(BLABY, 2020)])}
    mismatch, not_read = (BLABY, 2020, "authority_mismatch"), (BLABY, None, "page_not_read")
    crawler.run({BLABY: Page([link(BLABY, 2019)])})
    for site, years, found in (
        (another, [2020], [mismatch]),
        (another, [2020], [mismatch]),
        (fixed, [2019], [mismatch]),
        (fixed, [2020, 2021], []),
        (unread, [2020], [not_read]),
        (unread, [2020], [not_read]),
        (fixed, [2021], []),
    ):
        crawler.run(site, years=years)
        assert run_issues(database) == found


def test_an_issue_of_a_page_ends_with_the_next_run_that_reads_the_page(
    crawler: Crawler, archive: Archive, database: Database
) -> None:
    site = {BLABY: Page([link(BLABY, 2020)]), REDDITCH: Page(up=False)}
    crawler.run({BLABY: Page(), REDDITCH: Page()})
    for _ in range(2):
        claim = crawler.gather(site, years=[2020])
        for slug in site:
            page = f"{SITE}/{slug}/statistics"
            archive.store_finding(claim.run_id, Finding("authority_mismatch", Severity.ERROR, "Other", slug, url=page))
        archive.publish(archive.plan(claim.run_id), claim)
    both = [(slug, None, "authority_mismatch") for slug in (BLABY, REDDITCH)]
    assert run_issues(database) == both
    crawler.run(site, years=[2021])
    assert run_issues(database) == [both[1], (REDDITCH, None, "page_not_read")]


def test_a_crawl_of_decisions_hides_its_own_issues_alone(
    crawler: Crawler, archive: Archive, ledger: Ledger, database: Database
) -> None:
    def crawl_decisions(*codes: str) -> None:
        claim = ledger.claim(Trigger.CRAWL, SITE, "1", spider=Spider.DECISIONS)
        for code in codes:
            archive.store_finding(claim.run_id, Finding(code, Severity.WARNING, "Look at it"))
        archive.publish(archive.plan(claim.run_id), claim)

    broken, fixed = Page([link(BLABY, 2020, 503)]), Page([link(BLABY, 2020)])
    crawler.run({BLABY: broken})
    crawl_decisions("index_incomplete")
    assert run_issues(database) == [(None, None, "index_incomplete"), (BLABY, 2020, "letter_failed")]
    crawler.run({BLABY: fixed})
    assert run_issues(database) == [(None, None, "index_incomplete")]
    crawl_decisions()
    assert run_issues(database) == []


def test_a_page_that_was_not_read_is_an_issue(crawler: Crawler, database: Database) -> None:
    both = {slug: Page([link(slug, 2020)]) for slug in (BLABY, REDDITCH)}
    crawler.run({**both, "kent-county-council": Page(up=False)})
    # It is not known to have any letters.
    assert run_issues(database) == [("kent-county-council", None, "page_not_read")]
    crawler.run(both)
    crawler.run({**both, BLABY: Page(up=False)})
    assert run_issues(database) == [(BLABY, None, "page_not_read")]
    crawler.run({}, authorities=[REDDITCH])
    assert run_issues(database) == [(BLABY, None, "page_not_read"), (REDDITCH, None, "page_not_read")]
    crawler.run(both)
    assert run_issues(database) == []


def test_a_run_that_is_not_published_hides_no_issue(crawler: Crawler, archive: Archive, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, 503)])})
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020)])})
    archive.hold(archive.plan(claim.run_id), claim, [])
    assert run_issues(database) == [(BLABY, 2020, "letter_failed")]


def test_contradicting_figures_are_both_shown(crawler: Crawler, database: Database) -> None:
    crawler.run({BLABY: Page([link(BLABY, 2020, Letter(contradicts="41"))])})
    assert rows(database, "SELECT value FROM figures ORDER BY value") == [(40.0,), (41.0,)]
    crawler.run({BLABY: Page([link(BLABY, 2020, replace(Letter(), contradicts="42"))])})
    assert rows(database, "SELECT old_value, new_value FROM changes WHERE run_id = 2") == [("41", "42")]


def test_a_letter_is_expected_of_the_last_year_of_an_abolished_council(crawler: Crawler, database: Database) -> None:
    # Aylesbury Vale ended on 31 March 2020, by the register, and Allerdale on 1 April 2023.
    vale, allerdale, kent = "aylesbury-vale-district-council", "allerdale-borough-council", "kent-county-council"
    years = (2020, 2021, 2023, 2024)
    crawler.run({vale: Page(), allerdale: Page(), kent: Page([link(kent, year) for year in years])})
    missing = rows(database, "SELECT authority_slug, year FROM coverage WHERE state = 'missing' ORDER BY 1, 2")
    assert missing == [(allerdale, 2020), (allerdale, 2021), (allerdale, 2023), (vale, 2020)]


@pytest.mark.parametrize(
    ("decided", "day", "age"),
    [
        ("2025-01-31", "2025-04-30", 394),
        ("2025-02-28", "2025-05-28", 366),
        ("2025-09-30", "2025-12-30", 152),
        ("2024-10-31", "2025-01-31", 486),
        ("2024-11-30", "2025-02-28", 456),
        ("2024-12-31", "2025-03-31", 425),
        ("2024-02-29", "2024-05-29", 731),
        ("1999-12-31", "2000-03-31", 9557),
        (None, None, None),
    ],
)
def test_a_council_has_three_months_to_consider_a_report(decided: str | None, day: str | None, age: int | None) -> None:
    """Count the days of a report that was last seen on 1 March 2026."""
    columns = ["reference", "body", "authority_slug", "category", "sub_category", "decision_date", "summary"]
    columns += ["recommendations", "url", "satisfied_on", "state", "last_seen_at"]
    with closing(sqlite3.connect(":memory:")) as memory:
        memory.execute(f"CREATE TABLE reports ({', '.join(columns)})")
        given = [decided, "published", "2026-03-01 09:00:00.000000Z"]
        memory.execute("INSERT INTO reports (decision_date, state, last_seen_at) VALUES (?, ?, ?)", given)
        query = f"SELECT consider_by, age_days FROM ({views.VIEWS['open_reports']})"  # noqa: S608 -- our own words
        [row] = memory.execute(query)
    assert row == (day, age)
