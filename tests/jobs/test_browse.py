"""The archive in a browser: the real server on loopback, on both databases, queried over HTTP."""

from __future__ import annotations

import hashlib
import json
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.parse import quote, urlencode
from urllib.request import Request, urlopen

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from jobs.browse import canned, pages
from jobs.browse.command import browse
from jobs.browse.configuration import metadata
from lgsco_store.contract.catalog import columns, examples
from lgsco_store.contract.views import VIEWS
from lgsco_store.database.session import open_database
from tests.attacks import Promise
from tests.jobs import commands
from tests.jobs.commands import Done
from tests.store import filled
from tests.store.servers import Maker, SQLite

SEARCH = "Decisions, reports and improvements by their words."


@contextmanager
def browsing(address: str, folder: Path, *words: str) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """Start a server, and return the address that it prints."""
    child = commands.start("browse", "--port", "0", *words, cwd=folder, given={"LGSCO_DATABASE_URL": address})
    assert child.stdout is not None
    try:
        said = next((line for line in child.stdout if " at http://" in line), "")
        assert said, child.stderr and child.stderr.read()
        yield f"{said.split(' at ')[1].split()[0]}archive", child
    finally:
        child.send_signal(signal.SIGTERM)
        child.communicate(timeout=30)


@pytest.fixture(scope="module")
def address(maker: Maker) -> str:
    made = filled.archive(maker)
    with open_database(made) as database:
        filled.fill_decisions(database)
    return made


@pytest.fixture(scope="module")
def archive(sqlite: SQLite) -> str:
    """Return one archive for everything that does not depend on the database."""
    return filled.archive(sqlite)


@pytest.fixture(scope="module")
def url(address: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with browsing(address, tmp_path_factory.mktemp("browse")) as (url, _):
        yield url


def ask(url: str) -> Any:
    with urlopen(url, timeout=10) as answer:  # noqa: S310 -- our own server on loopback
        return json.load(answer)


def refusal(url: str, data: bytes | None = None) -> tuple[int, str]:
    """Return the status of a refusal, and its text."""
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(url, data), timeout=10)  # noqa: S310 -- our own server on loopback
    with refused.value as answer:
        return answer.code, answer.read().decode()


@pytest.mark.attack(Promise.SAFE, {"A request to `lgsco browse` under another host's name": "refused"})
@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", ""])
def test_a_request_that_names_another_host_is_refused(url: str, host: str) -> None:
    with pytest.raises(HTTPError) as refused:
        urlopen(Request(f"{url}.json", headers={"Host": host}), timeout=10)  # noqa: S310 -- our own server on loopback
    with refused.value as answer:
        assert (answer.code, answer.read()) == (421, b"This server does not answer to that name.\n")


@pytest.mark.parametrize(("source", "is_linked"), [("letter", True), ("decision", False), ("web", False), (1, False)])
def test_a_query_may_have_a_source_of_its_own(source: object, *, is_linked: bool) -> None:
    assert (pages._link({"document_sha256": "0" * 64, "source": source}, "2") is not None) == is_linked


@pytest.mark.parametrize("host", ["localhost", "LOCALHOST:8001", "127.0.0.1:1", "[::1]:8001", "10.0.0.1"])
def test_names_of_its_own_are_answered(url: str, host: str) -> None:
    with urlopen(Request(f"{url}.json", headers={"Host": host}), timeout=10) as answer:  # noqa: S310 -- the same
        assert answer.status == 200


def rows(address: str, query: str) -> list[list[Any]]:
    with open_database(address) as database, database.reader() as connection:
        return [list(row) for row in connection.execute(text(query))]


def test_every_view_is_there_with_its_rows_and_facets(address: str, url: str) -> None:
    for view in VIEWS:
        answer = ask(f"{url}/{view}.json?_size=max")
        wanted = rows(address, f"SELECT * FROM {view}")  # noqa: S608 -- our own names
        # Datasette numbers the rows of a table, which is what an export contains.
        ours = len(columns(view))
        assert answer["columns"][-ours:] == [column.name for column in columns(view)]
        assert sorted((row[-ours:] for row in answer["rows"]), key=repr) == sorted(wanted, key=repr)
        assert set(answer["facet_results"]) == set(metadata([])["databases"]["archive"]["tables"][view]["facets"])


def test_every_example_query_is_there_and_answers(address: str, url: str) -> None:
    listed = ask(f"{url}.json")["queries"]
    questions = [example.question for example in examples()]
    assert sorted(each["title"] for each in listed) == sorted(
        [*questions, "Decisions, reports and improvements by their words."]
    )
    queries = {each["title"]: each for each in listed}
    for example, query in zip(examples(), canned.queries(), strict=True):
        assert queries[example.question]["sql"] == query.sql
        answer = ask(f"{url}/{query.name}.json?{urlencode({**query.values, '_shape': 'arrays'})}")
        wanted = [
            [float(cell) if hasattr(cell, "as_tuple") else cell for cell in row] for row in rows(address, example.query)
        ]
        assert answer["rows"] == wanted


def test_decisions_are_found_by_their_words(url: str) -> None:
    def find(words: str, **given: str) -> list[str]:
        asked = {"words": words, "authority": "", "category": "", "outcome": "", "from": "", "to": "", **given}
        return [row[1] for row in ask(f"{url}/find.json?{urlencode({**asked, '_shape': 'arrays'})}")["rows"]]

    assert find('"a fences"') == ["23 000 001", "23 000 003a", "23 000 004", "23 000 002", "23 000 005"]
    assert find("fence", authority="blaby-district-council", to="2024-01-01") == ["23 000 005"]
    assert find("fence AND") == find('"') == find("") == []
    assert ask(f"{url}/search.json?_search=fence&state=withdrawn")["filtered_table_rows_count"] == 1


def test_meanings_and_units_are_reported(url: str) -> None:
    with urlopen(f"{url}/headline_figures", timeout=10) as answer:  # noqa: S310 -- our own server
        page = answer.read().decode()
    assert "Measures without parts" in page
    assert "Upheld investigations as a share of all investigations" in page
    assert "(percent)" in page
    assert "Headline figures" in page


def test_tables_under_the_views_are_neither_listed_nor_shown(address: str, url: str) -> None:
    answer = ask(f"{url}.json?_show_hidden=1")
    assert {table["name"] for table in answer["tables"]} <= set(VIEWS) | {"measures", "categories", "populations"}
    assert answer["hidden_count"] == 0
    if address.startswith("sqlite"):
        assert refusal(f"{url}/run")[0] == 403


def page(url: str) -> str:
    with urlopen(url, timeout=10) as answer:  # noqa: S310 -- our own server on loopback
        return str(answer.read().decode())


def test_the_home_page_explains_and_its_questions_answer(demo: Done, tmp_path: Path) -> None:
    with browsing(demo.address, tmp_path) as (url, _):
        home = page(url.removesuffix("archive"))
        assert "It holds 45 letters to 18 authorities, of 2018 to 2025." in home
        assert "This is a demonstration." in home
        assert '<html lang="en-GB">' in home
        assert "This is a demonstration." in page(f"{url}/figures?_size=1")
        links = re.findall(r'<li><a href="/archive([^"]+)">', home)
        assert len(links) == len(examples()) + len(VIEWS)
        [evidence] = [link for link in links if link.startswith("/the-evidence")]
        assert evidence.endswith("?authority=blaby-district-council&amp;year=2020")
        evidence = evidence.replace("blaby-district", "kent-county")
        [row] = [row for row in ask(f"{url}{with_json(evidence)}")["rows"] if row["source"] == "letter"]
        assert (row["page"], row["text"]) == (2, "64% of complaints we investigated were upheld.")
        digest = row["document_sha256"]
        assert f'<a href="/-/letter/{digest}.pdf#page=2">2</a>' in page(f"{url}{evidence.replace('&amp;', '&')}")
        with urlopen(f"{url.removesuffix('archive')}-/letter/{digest}.pdf", timeout=10) as answer:  # noqa: S310 -- ours
            assert answer.headers["content-type"] == "application/pdf"
            assert hashlib.sha256(answer.read()).hexdigest() == digest


def test_a_question_about_what_the_archive_lacks_is_asked_of_what_it_has() -> None:
    own = canned.Canned("q", "Question?", "SELECT 1", {"authority": "blaby-district-council", "year": "2020"})
    assert own.address({"authority": ["kent-county-council"], "year": ["2025", "2020"]}) == (
        "q?authority=kent-county-council&year=2020"
    )


def with_json(link: str) -> str:
    """Return the address of the JSON of a query's page."""
    name, _, query = link.replace("&amp;", "&").partition("?")
    return f"{name}.json?{query}&_shape=objects"


@pytest.mark.attack(Promise.SAFE, {"A page of the site, requested as a letter in `lgsco browse`": "not served"})
def test_what_is_no_letter_is_not_served(address: str, url: str) -> None:
    [[digest]] = rows(address, "SELECT MIN(document_sha256) FROM versions WHERE source = 'statistics_page'")
    for sha256 in (digest, "0" * 64):
        code, said = refusal(f"{url.removesuffix('archive')}-/letter/{sha256}.pdf")
        assert (code, said) == (404, "The archive has no letter with this SHA-256.\n")


@pytest.mark.attack(Promise.EVIDENCE, {"SQL that writes, in `lgsco browse`": "refused"})
@pytest.mark.parametrize(
    "statement",
    ["DELETE FROM figures", "DROP VIEW letters", "INSERT INTO figures VALUES (1)", "PRAGMA user_version = 1"],
)
def test_writing_is_refused(url: str, statement: str) -> None:
    assert refusal(f"{url}.json?sql={quote(statement)}")[0] == 400
    assert refusal(url, f"sql={statement}".encode())[0] in {403, 405}


def test_a_mistyped_query_is_reported_in_a_line_and_the_keyboard_ends_it_in_order(archive: str, tmp_path: Path) -> None:
    with browsing(archive, tmp_path) as (url, child):
        code, said = refusal(f"{url}.json?sql=SELECT+valeu+FROM+figures")
        child.send_signal(signal.SIGINT)
        printed, errors = child.communicate(timeout=30)
    assert (code, "no such column: valeu" in said) == (400, True)
    assert (printed, len(errors.splitlines())) == ("", 1)
    assert child.returncode == 0


def test_looking_changes_no_byte_and_a_host_beyond_this_machine_is_warned_of(archive: str, tmp_path: Path) -> None:
    path = Path(archive.removeprefix("sqlite:///"))
    before = hashlib.sha256(path.read_bytes()).digest()
    with browsing(archive, tmp_path, "--host", "0.0.0.0") as (url, child):  # noqa: S104 -- it is to warn of that
        for view in VIEWS:
            ask(f"{url}/{view}.json".replace("0.0.0.0", "127.0.0.1"))  # noqa: S104 -- the same
        child.send_signal(signal.SIGTERM)
        _, errors = child.communicate(timeout=30)
    assert hashlib.sha256(path.read_bytes()).digest() == before
    assert child.returncode == 0
    assert errors.splitlines() == ["lgsco: warning: whoever can reach 0.0.0.0 can read this archive and its ledger"]


def refused_at_start(address: str, folder: Path, *words: str) -> str:
    """Return the one line that says why nothing is served.

    In a process of its own, since Datasette opens databases in memory when it is imported, and closes none of them.
    """
    ended = commands.lgsco("browse", *words, cwd=folder, given={"LGSCO_DATABASE_URL": address})
    assert (ended.returncode, ended.stdout) == (2, "")
    [line] = ended.stderr.splitlines()
    return line


def test_a_port_that_is_taken_is_reported(archive: str, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        line = refused_at_start(archive, tmp_path, "--port", port)
    assert line.startswith(f"lgsco: cannot listen on port {port} of 127.0.0.1: ")
    assert line.endswith("--port 0 takes a free port")


def test_a_path_that_datasette_cannot_open_is_reported(sqlite: SQLite, tmp_path: Path) -> None:
    path = tmp_path / "50%.db"
    Path(sqlite.upgraded().removeprefix("sqlite:///")).rename(path)
    line = refused_at_start(f"sqlite:///{path}", tmp_path, "--port", "0")
    assert "50%.db: Datasette cannot open" in line


def test_without_the_extra_one_line_says_what_to_install(archive: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "datasette.app", None)
    monkeypatch.setenv("LGSCO_DATABASE_URL", archive)
    ended = CliRunner().invoke(browse, [])
    message = f"browsing needs the extra browse; in the project's folder: {sys.executable} -m pip install '.[browse]'"
    assert (ended.exit_code, ended.output) == (2, f"lgsco: {message}\n")
