"""The marts: one row for each key, figures by one definition, and no comparison that is not fair."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from lgsco_store.contract import catalog
from lgsco_store.contract.marts import MARTS
from lgsco_store.database.session import Database
from tests.conftest import Clock
from tests.store import filled
from tests.store.crawls import Crawler, Link, Page, link, rows
from tests.store.filled import Full, full, rates

# Seven districts: one has too few cases for a place.
DISTRICTS = {
    "adur-district-council": ("60", "6", "10"),
    "blaby-district-council": ("75", "9", "12"),
    "redditch-borough-council": ("75", "15", "20"),
    "braintree-district-council": ("50", "10", "20"),
    "chorley-borough-council": ("80", "8", "10"),
    "dacorum-borough-council": ("90", "9", "10"),
    "eden-district-council": ("100", "9", "9"),
}
KENT = "kent-county-council"


def council_years(database: Database, columns: str, **where: object) -> list[tuple[object, ...]]:
    given = " AND ".join(f"{name} = :{name}" for name in where) or "1 = 1"
    query = f"SELECT {columns} FROM council_years WHERE {given} ORDER BY authority_slug, year"  # noqa: S608
    return rows(database, query, **where)


def test_every_mart_has_a_key_without_nulls(database: Database) -> None:
    filled.fill(database)
    for view in MARTS:
        key = catalog.key(view)
        columns = ", ".join(key)
        missing = " OR ".join(f"{column} IS NULL" for column in key)
        assert rows(database, f"SELECT {columns} FROM {view} GROUP BY {columns} HAVING COUNT(*) > 1") == [], view  # noqa: S608
        assert rows(database, f"SELECT {columns} FROM {view} WHERE {missing}") == [], view  # noqa: S608
        assert rows(database, f"SELECT {columns} FROM {view}"), view  # noqa: S608


def test_a_place_is_among_the_councils_of_a_type_with_enough_cases(crawler: Crawler, database: Database) -> None:
    sites = {slug: Page([link(slug, 2020, full(2020, **rates(*figures)))]) for slug, figures in DISTRICTS.items()}
    crawler.run(sites)
    assert {row[0]: row[1] for row in council_years(database, "authority_slug, rate_rank")} == {
        "dacorum-borough-council": 1,
        "chorley-borough-council": 2,
        "blaby-district-council": 3,
        "redditch-borough-council": 3,
        "adur-district-council": 5,
        "braintree-district-council": 6,
        "eden-district-council": None,
    }
    assert set(council_years(database, "rate_ranked", authority_slug="adur-district-council")) == {(6,)}
    # A withdrawn letter has no place and is in no total; with five left nobody has a place.
    sites["chorley-borough-council"] = Page([link("chorley-borough-council", 2019)])
    crawler.run(sites)
    assert council_years(database, "rate_rank, rate_ranked", year=2020) == [(None, None)] * 7
    query = "SELECT expected, letters, investigations, upheld, pooled_rate, mean_rate FROM {} WHERE year = 2020"
    pooled, mean = 100 * 58 / 81, (60 + 75 + 75 + 50 + 90 + 100) / 6
    for view in ("type_years", "england_years"):
        [(*counts, of_all, of_letters)] = rows(database, query.format(view))
        assert counts == [7, 6, 81, 58]
        assert (of_all, of_letters) == (pytest.approx(pooled), pytest.approx(mean))


def kent(*years: tuple[int, str, str, str]) -> Mapping[str, Page]:
    links: list[Link] = [link(KENT, year, full(year, **rates(rate, upheld, of))) for year, rate, upheld, of in years]
    return {KENT: Page(links)}


def test_a_change_is_reported_only_where_the_years_can_be_compared(crawler: Crawler, database: Database) -> None:
    earlier = ((2019, "50", "10", "20"), (2020, "60", "12", "20"), (2021, "60", "12", "20"), (2022, "70", "14", "20"))
    later = ((2023, "80", "16", "20"), (2024, "85", "17", "20"), (2025, "89", "8", "9"))
    crawler.run(kent(*earlier, *later))
    assert council_years(database, "year, rate_change, comparison") == [
        (2019, None, "no_earlier_rate"),
        (2020, 10.0, "comparable"),
        (2021, None, "odd_year"),
        (2022, None, "odd_year"),
        (2023, None, "break"),
        (2024, 5.0, "comparable"),
        (2025, None, "few_cases"),
    ]


def test_a_change_is_one_year_s(crawler: Crawler, database: Database) -> None:
    crawler.run(kent((2017, "50", "10", "20"), (2019, "60", "12", "20")))
    assert council_years(database, "year, rate_change, comparison")[-1] == (2019, None, "no_earlier_rate")


def test_results_have_one_definition_over_all_years(crawler: Crawler, database: Database) -> None:
    tables = {
        "complaints_received__total": "30",
        "complaints_decided__upheld": "6",
        "complaints_decided__not_upheld": "4",
        "complaints_decided__total": "25",
    }
    none = Full(2021, values=(("investigations", "0"), ("upheld_decisions", "0"), ("uphold_rate", "0")))
    crawler.run(
        {KENT: Page([link(KENT, 2016, full(2016, **tables)), *kent((2020, "60", "12", "20"))[KENT].links])}
        | {filled.BLABY: Page([link(filled.BLABY, 2021, none)])}
    )
    columns = "year, received, decided, investigations, upheld, uphold_rate"
    assert council_years(database, columns, authority_slug=KENT)[:2] == [
        (2016, 30.0, 25.0, 10.0, 6.0, None),
        (2020, None, None, 20.0, 12.0, 60.0),
    ]
    # Without an investigation there is no rate, whatever is printed.
    assert council_years(database, "investigations, uphold_rate", authority_slug=filled.BLABY, year=2021) == [
        (0.0, None)
    ]


def test_a_letter_that_contradicts_itself_has_no_value(database: Database) -> None:
    filled.crawl_contradiction(database)
    query = "SELECT measure, value, state FROM letter_figures ORDER BY measure"
    assert rows(database, query) == [("investigations", 5.0, "printed"), ("uphold_rate", None, "contradicts")]
    assert council_years(database, "uphold_rate, investigations") == [(None, 5.0)]


def lineage_years(database: Database, slug: str) -> list[tuple[object, ...]]:
    query = "SELECT year, need, have, split, investigations, upheld FROM lineage_years WHERE authority_slug = :slug"
    return rows(database, f"{query} ORDER BY year", slug=slug)


def test_a_lineage_is_added_up_only_if_it_is_whole_and_undivided(
    crawler: Crawler, database: Database, clock: Clock
) -> None:
    # Somerset took over from its county and four districts on 1 April 2023; Cumbria was divided among two councils.
    members = ("mendip", "sedgemoor", "somerset-west-and-taunton", "south-somerset")
    numbers = rates("50", "5", "10")
    sites = {f"{name}-district-council": Page() for name in members[:2]} | {f"{members[3]}-district-council": Page()}
    sites |= {"somerset-west-and-taunton-council": Page(), "somerset-county-council": Page()}
    sites = {slug: Page([link(slug, 2022, full(2022, **numbers))]) for slug in sites}
    new = {"somerset-council": Page([link("somerset-council", 2024, full(2024, **rates("80", "40", "50")))])}
    cumbria = {"cumberland-council": Page(), "allerdale-borough-council": Page()}
    crawler.run({**sites, **new, **cumbria})
    assert lineage_years(database, "somerset-council") == [(2022, 5, 5, 0, 50.0, 25.0), (2024, 1, 1, 0, 50.0, 40.0)]
    assert lineage_years(database, "cumberland-council")[0] == (2022, 4, 0, 1, None, None)
    clock.advance(3600)
    broken = dict(sites)
    broken["mendip-district-council"] = Page([link("mendip-district-council", 2021)])
    crawler.run({**broken, **new, **cumbria})
    year = {row[0]: row[1:] for row in lineage_years(database, "somerset-council")}
    assert year[2022] == (5, 4, 0, None, None)


def test_what_divides_a_council_is_flagged_in_its_lineage(crawler: Crawler, database: Database) -> None:
    crawler.run({slug: Page() for slug in ("cumberland-council", "allerdale-borough-council")})
    query = "SELECT related_name, split FROM authority_lineage WHERE authority_slug = 'cumberland-council' ORDER BY 1"
    assert rows(database, query) == [
        ("Allerdale Borough Council", 0),
        ("Carlisle City Council", 0),
        ("Copeland Borough Council", 0),
        ("Cumberland Council", 0),
        ("Cumbria County Council", 1),
    ]


def test_breaks_are_rows_for_each_measure(database: Database) -> None:
    query = "SELECT year, kind FROM series_breaks WHERE measure = :measure ORDER BY year"
    assert rows(database, query, measure="uphold_rate") == [(2014, "break"), (2021, "odd_year"), (2023, "break")]
    assert rows(database, query, measure="compliance_rate") == [(2014, "break"), (2021, "odd_year")]


def test_a_letter_s_readings_and_spellings_are_reported(database: Database) -> None:
    filled.fill(database)
    old, new = rows(
        database,
        "SELECT reader_version, figures, shown FROM readings WHERE document_sha256 IN "
        "(SELECT document_sha256 FROM letters WHERE authority_slug = 'blaby-district-council' AND year = 2016) "
        "ORDER BY reader_version",
    )
    assert (old, new) == (("1", 7, 0), ("2", 7, 1))
    query = "SELECT kind, spelling FROM authority_aliases WHERE authority_slug = 'adur-district-council' ORDER BY kind"
    assert rows(database, query) == [("name", "Adur District Council"), ("slug", "adur-district-council")]


def test_a_publication_of_a_year_is_named_by_authority_and_year(database: Database) -> None:
    filled.fill(database)
    query = "SELECT source, reference FROM publications WHERE year IS NOT NULL"
    found = rows(database, query)
    assert ("letter", "adur-district-council/2020") in found
    assert ("statistics_page", "adur-district-council/2020") in found
    assert ("data_table", "complaints_decided/2016") in found
    letters = {(slug, f"{slug}/{year}") for slug, year in rows(database, "SELECT authority_slug, year FROM letters")}
    query = "SELECT authority_slug, reference FROM publications WHERE source = 'letter'"
    assert set(rows(database, query)) == letters
