"""The main job from end to end: three years of the bundled site, by the demonstration and by hand.

The expected contents of the archive come from the data of the sample letters, never from the program.
"""

from __future__ import annotations

import errno
import sqlite3
import subprocess
from contextlib import closing
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from jobs.demo import cases, content, show
from jobs.demo.server import serve
from lgsco_store.database.session import open_database
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.attacks import Promise
from tests.jobs import commands
from tests.jobs.commands import Done
from tests.store import filled
from tests.store.servers import PostgreSQL, SQLite

YEARS = (2023, 2024, 2025)
RUNS = dict(zip(YEARS, (1, 3, 5), strict=True))
"""The run of letters of each year: a run of decisions follows each."""


@pytest.fixture(scope="module")
def by_hand(postgresql: PostgreSQL) -> Done:
    """Crawl the same three years with ``scrapy crawl``, on the other database."""
    address = postgresql.upgraded()
    of_the_copy = {f"LGSCO_{name.upper()}": str(value) for name, value in show.of_the_copy().items()}
    with serve(YEARS[0]) as site:
        given = {**of_the_copy, "LGSCO_DATABASE_URL": address, "LGSCO_SITE_URL": site.url}
        for year in (*YEARS, YEARS[-1]):
            site.year = year
            window = (word for name, value in show.window(year).items() for word in ("-a", f"{name}={value}"))
            for words in (["letters"], ["decisions", *window]):
                ended = commands.scrapy("crawl", *words, given=given)
                assert ended.returncode == 0, ended.stderr
    return Done(address, "")


def standing(year: int) -> dict[tuple[str, int], content.Edition]:
    """Return every letter that the site has in a year, by council and year of the letter."""
    return {
        (letter.council, letter.year): edition
        for letter in content.letters()
        if (edition := letter.edition(year)) is not None
    }


def test_every_letter_that_ever_stood_there_is_in_the_archive(demo: Done) -> None:
    ever = set().union(*(standing(year) for year in YEARS))
    now = standing(YEARS[-1])
    rows = demo.rows("SELECT authority_slug, year, withdrawn FROM letters")
    assert {(slug, year): bool(withdrawn) for slug, year, withdrawn in rows} == {
        place: place not in now for place in ever
    }


def test_every_figure_is_the_one_that_its_letter_prints(demo: Done) -> None:
    last = {**standing(2023), **standing(2024), **standing(2025)}
    expected = {
        (slug, year, measure, category or "all"): value
        for (slug, year), edition in last.items()
        if (slug, year) != ("worcester-city-council", 2020)
        for (measure, category), value in edition.figures.items()
    }
    rows = demo.rows("SELECT authority_slug, year, measure, category, value FROM figures WHERE source = 'letter'")
    found = {tuple(row[:4]): None if row[4] is None else Decimal(str(row[4])) for row in rows}
    assert found == expected
    assert len(rows) == len(expected)


def printed_on_pages(year: int) -> dict[tuple[str, int], content.Edition]:
    """Return the statistics on the councils' pages in a year: those of their newest letters, if these have any."""
    newest = {
        slug: letters[0]
        for slug, council in content.councils().items()
        if council.since <= year and (letters := content.letters_of(council, year))
    }
    return {(slug, letter.year): edition for slug, (letter, edition) in newest.items() if edition.figures}


def test_every_figure_of_a_page_is_the_one_that_it_prints(demo: Done) -> None:
    last = {**printed_on_pages(2023), **printed_on_pages(2024), **printed_on_pages(2025)}
    expected = {
        (*place, measure, category or "all"): value
        for place, edition in last.items()
        for (measure, category), value in edition.figures.items()
    }
    query = "SELECT authority_slug, year, measure, category, value FROM figures WHERE source = 'statistics_page'"
    rows = demo.rows(query)
    assert {tuple(row[:4]): None if row[4] is None else Decimal(str(row[4])) for row in rows} == expected
    assert len(rows) == len(expected)


def test_each_year_tells_which_pages_went_on(demo: Done) -> None:
    query = "SELECT run_id, authority_slug, year, kind FROM changes WHERE source = 'statistics_page'"
    before: set[tuple[str, int]] = set()
    expected = set()
    for year, run in RUNS.items():
        expected |= {(run, *place, "published") for place in printed_on_pages(year).keys() - before}
        before |= printed_on_pages(year).keys()
    assert set(demo.rows(query)) == expected
    for run in RUNS.values():
        assert f"Statistics pages: {sum(row[0] == run for row in expected)} published" in demo.printed


def test_a_letter_is_compared_with_the_page_that_stood_beside_it(demo: Done) -> None:
    letters = {**standing(2023), **standing(2024), **standing(2025)}
    pages = {**printed_on_pages(2023), **printed_on_pages(2024), **printed_on_pages(2025)}
    beside = {
        place
        for year in YEARS
        for place, edition in printed_on_pages(year).items()
        if edition == pages[place] and standing(year).get(place) == letters[place]
    }
    differing = {
        (*place, *figure, letters[place].figures[figure], value)
        for place, edition in pages.items()
        for figure, value in edition.figures.items()
        if letters[place].figures[figure] != value
    }
    # Kent's letter of 2020 was revised after the page with its figures had gone.
    assert differing
    assert {row[:2] for row in differing}.isdisjoint(beside)
    assert demo.rows("SELECT * FROM discrepancies") == []


def test_the_names_are_the_registers(demo: Done) -> None:
    rows = demo.rows("SELECT DISTINCT authority_slug, authority_name, authority_type FROM letters")
    expected = {slug: (council.official_name, council.type) for slug, council in content.councils().items()}
    assert {slug: (name, kind) for slug, name, kind in rows}.items() <= expected.items()


def test_each_year_shows_what_changed(demo: Done) -> None:
    rows = demo.rows("SELECT run_id, authority_slug, year, kind FROM changes WHERE source = 'letter'")
    assert {row for row in rows if row[3] == "published"} == {
        (run, slug, year, "published")
        for site_year, run in RUNS.items()
        for slug, year in standing(site_year).keys() - (standing(site_year - 1) if run > 1 else set())
    }
    assert {row for row in rows if row[3] != "published"} == {
        (3, "kent-county-council", 2020, "revised"),
        (5, "leeds-city-council", 2020, "restamped"),
        (5, "wigan-metropolitan-borough-council", 2020, "withdrawn"),
    }


def test_each_year_tells_which_authorities_came_and_which_merged(demo: Done) -> None:
    councils = content.councils()
    new = {slug.lower(): council for slug, council in councils.items()}
    rows = demo.rows("SELECT run_id, authority_slug, new_value FROM changes WHERE kind = 'authority_added'")
    assert set(rows) == {(RUNS[max(council.since, YEARS[0])], slug, None) for slug, council in new.items()}
    assert len(rows) == len(councils)
    rows = demo.rows("SELECT run_id, authority_slug, new_value, cause FROM changes WHERE kind = 'authority_merged'")
    assert set(rows) == {
        (RUNS[max(council.since, YEARS[0])], old.lower(), slug, "source")
        for slug, council in new.items()
        for old in council.predecessors
    }
    assert "Authorities: 17 added, 2 merged" in demo.printed
    assert "Authorities: 1 added, 1 merged" in demo.printed


def test_a_revision_has_the_old_and_the_new_value_of_every_figure(demo: Done) -> None:
    old = standing(2023)["kent-county-council", 2020].figures
    new = standing(2024)["kent-county-council", 2020].figures
    rows = demo.rows("SELECT measure, field, old_value, new_value, cause FROM changes WHERE kind = 'revised'")
    assert set(rows) == {
        (measure, "value", str(old[measure, category]), str(new[measure, category]), "source")
        for measure, category in old
        if old[measure, category] != new[measure, category]
    }
    assert len(rows) > 0


def test_versions_are_numbered_and_have_three_hashes(demo: Done) -> None:
    rows = demo.rows(
        "SELECT authority_slug, version, document_sha256, text_sha256, figures_sha256 FROM versions "
        "WHERE year = 2020 AND source = 'letter' "
        "AND authority_slug IN ('kent-county-council', 'leeds-city-council') "
        "ORDER BY authority_slug, version"
    )
    kent, kent_revised, leeds, leeds_restamped = (row[2:] for row in rows)
    assert [row[:2] for row in rows] == [
        ("kent-county-council", 1),
        ("kent-county-council", 2),
        ("leeds-city-council", 1),
        ("leeds-city-council", 2),
    ]
    assert [a == b for a, b in zip(kent, kent_revised, strict=True)] == [False, False, False]
    assert [a == b for a, b in zip(leeds, leeds_restamped, strict=True)] == [False, True, True]


def test_an_unchanged_site_changes_nothing_and_sends_no_pdf_again(demo: Done) -> None:
    assert "once more: no change (PDF files transferred: 0)" in demo.printed
    runs = demo.rows("SELECT state, letters, not_modified FROM runs ORDER BY run_id")
    letters = len(standing(2025))
    assert runs[-2] == ("published", letters, letters + len(cases.tables()))
    assert [state for state, *_ in runs] == ["published"] * 8
    assert demo.rows("SELECT COUNT(*) FROM changes WHERE run_id > 6") == [(0,)]


def test_what_stands_beside_the_letters_changes_as_its_data_say(demo: Done) -> None:
    query = "SELECT run_id, authority_slug, reference, kind, field, new_value FROM changes WHERE source = 'decision'"
    changed = {row for row in demo.rows(query) if row[3] != "published"}
    assert changed == {
        (4, "kent-county-council", "00 000 101", "withdrawn", None, None),
        (4, "leeds-city-council", "00 000 201", "expired", None, None),
        (6, "kent-county-council", "00 000 101", "restored", None, None),
        (6, "london-borough-of-lambeth", "00 000 001", "reworded", "satisfied_on", "2024-11-18"),
    }
    assert {row[0] for row in demo.rows("SELECT reference FROM open_reports")} == {"00 000 002"}
    states = dict(demo.rows("SELECT reference, state FROM decisions"))
    assert states == {
        **{each.reference: "published" for year in YEARS for each in cases.decisions(year)},
        "00 000 201": "expired",
    }
    reworded = demo.rows("SELECT run_id, authority_slug, old_value, new_value FROM changes WHERE field = 'text'")
    assert reworded == [
        (
            5,
            "kent-county-council",
            "Write to parents within four weeks when school transport is refused.",
            "Write to parents within 20 working days when school transport is refused, and give the reasons.",
        )
    ]
    query = "SELECT run_id, subject, category, old_value, new_value FROM table_changes WHERE kind = 'revised'"
    assert set(demo.rows(query)) == {
        (5, "Leeds City Council", "advice_given", "5", "6"),
        (5, "Leeds City Council", "closed_after_initial_enquiries", "61", "60"),
    }
    compared = [bool(agrees) for (agrees,) in demo.rows("SELECT agrees FROM table_comparisons")]
    assert compared
    assert all(compared)


def test_the_demonstration_ends_with_a_query_that_can_be_repeated(demo: Done) -> None:
    query = demo.printed[demo.printed.index("SELECT") : demo.printed.index("The archive is")]
    rows = demo.rows(query)
    assert ("Kent County Council", 2025) in [row[:2] for row in rows]
    assert all(str(row[0]) in demo.printed for row in rows)


@pytest.mark.parametrize("view", ["letters", "figures", "versions", "changes", "issues"])
def test_scrapy_by_hand_gives_the_same_archive(demo: Done, by_hand: Done, view: str) -> None:
    columns = _columns_without_times(demo, view)
    query = f"SELECT {columns} FROM {view}"  # noqa: S608 -- our own names
    here, there = demo.rows(query), by_hand.rows(query)
    port = "127.0.0.1:"
    assert sorted(map(repr, _without(port, here))) == sorted(map(repr, _without(port, there)))
    assert here


@pytest.mark.attack(
    Promise.LOST,
    {
        "`lgsco demo` onto another program's database, or an archive of one's own": (
            "refused; demo replaces only what demo made"
        ),
    },
)
def test_the_demonstration_replaces_only_its_own(sqlite: SQLite, tmp_path: Path) -> None:
    ours, invoices, words = Path(filled.archive(sqlite)[len("sqlite:///") :]), tmp_path / "a.db", tmp_path / "b.db"
    with closing(sqlite3.connect(invoices)) as connection:
        connection.execute("CREATE TABLE invoices (id INTEGER)")
    words.write_bytes(b"precious")
    for path in (ours, invoices, words):
        before = path.read_bytes()
        refused = commands.lgsco("demo", "--file", str(path), cwd=tmp_path, given={})
        assert refused.returncode == 2
        assert _one_line(refused)
        assert path.read_bytes() == before


def test_a_demonstration_does_not_replace_one_that_is_still_being_made(sqlite: SQLite) -> None:
    address = sqlite.upgraded()
    with open_database(address) as database:
        Ledger(database).claim(Trigger.DEMO, "http://127.0.0.1/councils", "1")
    with pytest.raises(show.DemoError, match="another demonstration is making it: wait for its end"):
        show._clear(Path(address.removeprefix("sqlite:///")))


def test_a_database_without_tables_is_replaced(tmp_path: Path) -> None:
    """A full disk ends a demonstration after the file has been made, and before its tables are."""
    path = tmp_path / "left#over.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = WAL")
    show._clear(path)
    assert not path.exists()


def test_a_demonstration_that_cannot_replace_the_last_one_says_so(
    sqlite: SQLite, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object, **__: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    path = Path(sqlite.upgraded().removeprefix("sqlite:///"))
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", read_only)
        with pytest.raises(show.DemoError, match="cannot be replaced: Read-only file system; check its folder"):
            show._clear(path)


def test_an_archive_of_another_release_is_not_said_to_be_no_demonstration(sqlite: SQLite) -> None:
    path = Path(sqlite.upgraded().removeprefix("sqlite:///"))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = 'another'")
    with pytest.raises(show.DemoError, match=r"is of another release.* move it away, or name another with --file"):
        show._clear(path)
    assert path.exists()


def test_a_demonstration_that_never_began_leaves_nothing_in_the_way_of_the_next(sqlite: SQLite, tmp_path: Path) -> None:
    refused = commands.lgsco("demo", cwd=tmp_path, given={"LGSCO_DOWNLOAD_DELAY": "soon"})
    assert refused.returncode == 2
    assert list(tmp_path.glob("*.db")) == []
    # One that was interrupted before its first run leaves an archive without runs: there is nothing in it to lose.
    assert show._is_demonstration(Path(sqlite.upgraded().removeprefix("sqlite:///")))


def _columns_without_times(done: Done, view: str) -> str:
    with open_database(done.address) as database, database.reader() as connection:
        names = connection.execute(text(f"SELECT * FROM {view} LIMIT 0")).keys()  # noqa: S608 -- our own names
    return ", ".join(name for name in names if not name.endswith("_at") and name != "at")


def _without(host: str, rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Return rows without the port in addresses, and with booleans as 0 and 1."""
    return [tuple(_portless(cell, host) for cell in row) for row in rows]


def _portless(cell: Any, host: str) -> Any:
    if isinstance(cell, str) and host in cell:
        return "/".join(part for part in cell.split("/") if not part.startswith(host))
    return cell


def _one_line(ended: subprocess.CompletedProcess[str]) -> bool:
    return ended.stderr.count("\n") == 1 and ended.stderr.startswith("lgsco: ") and "Traceback" not in ended.stderr
