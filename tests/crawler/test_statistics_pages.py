"""Statistics pages in whole crawls, as second witnesses of the letters, on both databases."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import text

from jobs.demo import content
from lgsco_store.database.session import open_database
from lgsco_store.evidence import readings
from lgsco_store.evidence.digests import figures_sha256
from tests.crawler.crawls import Archive
from tests.site.councils import annual_letters, statistics
from tests.site.server import Site
from tests.store.servers import Maker

KENT = "kent-county-council"


def figures(year: int) -> dict[str, str]:
    """Return the figures of Kent's letter of a year, by measure, from the data that the sample letter is drawn from."""
    letter = next(each for each in content.letters() if (each.council, each.year) == (KENT, year))
    return {measure: str(value) for (measure, _), value in letter.editions[-1].figures.items()}


def put_page(site: Site, year: int, printed: dict[str, str], token: str) -> None:
    """Put Kent's page on the site, with the first of the three measures; every answer has another token."""
    site.page(
        statistics(KENT),
        f"""<input name="token" value="{token}"><h1>Kent County Council</h1><h2>Annual statistics</h2>
        <h3>Complaints upheld</h3><p>{printed["uphold_rate"]}% of complaints we investigated were upheld.</p>
        <p>This compares to an average of {printed["uphold_rate_average"]}% in similar authorities.</p>
        <p>{printed["upheld_decisions"]} upheld decisions</p>
        <p>Statistics are based on a total of {printed["investigations"]} investigations for the period between
        1 April {year - 1} to 31 March {year}</p>
        <h2>Annual letters</h2><a href="{annual_letters(KENT)}">View annual letters</a><p>{token}</p>""",
    )


def misread(address: str, measure: str, value: int) -> None:
    """Change the archive as if an older reader had read everything, and misread one figure of the page."""
    with open_database(address) as database, database.writer() as connection:
        connection.execute(text("UPDATE reading SET reader_version = '0'"))
        query = """SELECT r.id FROM reading r JOIN version v ON v.reading_id = r.id
            JOIN publication p ON p.id = v.publication_id WHERE p.kind = 'statistics_page'"""
        of = {"id": connection.execute(text(query)).scalar_one(), "measure": measure, "value": value}
        connection.execute(text("UPDATE figure SET value = :value WHERE reading_id = :id AND measure = :measure"), of)
        digest = figures_sha256(readings.figures(connection, [of["id"]])[of["id"]])
        connection.execute(text("UPDATE reading SET figures_sha256 = :digest WHERE id = :id"), {**of, "digest": digest})


def test_a_page_that_disagrees_with_the_letter_and_is_corrected(maker: Maker, site: Site, tmp_path: Path) -> None:
    archive = Archive(tmp_path, site, maker.upgraded())
    right = figures(2024)
    wrong = {**right, "uphold_rate_average": "12"}
    put_page(site, 2024, wrong, "one")
    assert archive.crawl("-a", f"authority={KENT}").status == 0
    differing = (KENT, 2024, "uphold_rate_average", "all", float(right["uphold_rate_average"]), 12.0)
    assert archive.rows("SELECT * FROM discrepancies") == [differing]
    assert archive.rows("SELECT measure, value FROM figures WHERE source = 'statistics_page' ORDER BY 1") == [
        (measure, float(wrong[measure]))
        for measure in ("investigations", "upheld_decisions", "uphold_rate", "uphold_rate_average")
    ]

    put_page(site, 2024, right, "two")
    assert archive.crawl("-a", f"authority={KENT}").status == 0
    assert archive.rows("SELECT * FROM discrepancies") == []
    query = "SELECT year, source, kind, measure, old_value, new_value, cause FROM changes WHERE run_id = 2"
    average = ("uphold_rate_average", "12", right["uphold_rate_average"])
    assert archive.rows(query) == [(2024, "statistics_page", "revised", *average, "source")]


def test_what_a_newer_reader_reads_otherwise_is_not_told_as_the_sources(site: Site, archive: Archive) -> None:
    put_page(site, 2024, figures(2024), "one")
    assert archive.crawl("-a", f"authority={KENT}").status == 0
    misread(archive.address, "uphold_rate_average", 12)
    put_page(site, 2024, {**figures(2024), "uphold_rate_average": "86"}, "two")
    assert archive.crawl("-a", f"authority={KENT}").status == 0
    query = "SELECT source, kind, measure, old_value, new_value, cause FROM changes WHERE run_id = 2 ORDER BY cause"
    assert archive.rows(query) == [
        ("statistics_page", "revised", "uphold_rate_average", "12", "85", "reader"),
        ("statistics_page", "revised", "uphold_rate_average", "85", "86", "source"),
    ]
