"""Issues are listed, errors need a person, and a person can record that they have looked."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from jobs.commands.issues import issues
from jobs.monitor.overview import overview
from jobs.notify import outbox, run_summary
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.runs.ledger import Ledger
from lgsco_store.settings import Settings
from lgsco_store.terms import Event, RunState
from tests.attacks import Promise
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Page, link, rows
from tests.store.filled import BLABY

SETTINGS = Settings(site_url=SITE)
NEED = (
    "something may be wrong, according to 1 issue: look at `lgsco issues --severity error`, "
    "then record that you have with `lgsco issues --accept KEY`"
)
Asked = Callable[..., Result]
Wrong = Callable[[str], None]


@pytest.fixture
def asked(address: str, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """Run ``lgsco issues`` with arguments on the archive."""
    monkeypatch.setenv("LGSCO_DATABASE_URL", address)
    return lambda *words: CliRunner().invoke(issues, words, catch_exceptions=False)


@pytest.fixture
def wrong(archive: Archive, ledger: Ledger, clock: Clock, database: Database) -> Wrong:
    """Publish a letter that contradicts itself, as the reader reports it."""
    Crawler(archive, ledger, clock).run({BLABY: Page([link(BLABY, 2020)])})

    def record(message: str) -> None:
        with database.writer() as connection:
            error = {"message": message}
            connection.execute(text("UPDATE reading_issue SET severity = 'error', message = :message"), error)

    return record


def needs(database: Database, clock: Clock) -> list[str]:
    return overview(database, SETTINGS, clock()).needs


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "An issue of severity error in a published run": "`lgsco status` ends with 1 until somebody accepts it",
    },
)
def test_an_error_needs_a_person_until_somebody_accepts_it(
    wrong: Wrong, database: Database, clock: Clock, asked: Asked
) -> None:
    wrong("40% is not 1 of 5")
    assert NEED in needs(database, clock)
    [line] = [line for line in asked("--severity", "error", "--json").output.splitlines() if "40%" in line]
    key = line.split('"')[3]
    assert asked("--accept", key).output == f"accepted: {key}\n"
    assert NEED not in needs(database, clock)
    wrong("41% is not 1 of 5")
    assert NEED in needs(database, clock)


def test_an_unread_letter_needs_a_person_until_somebody_accepts_its_issues(
    wrong: Wrong, database: Database, clock: Clock, asked: Asked
) -> None:
    wrong("40% is not 1 of 5")
    with database.writer() as connection:
        connection.execute(text("UPDATE reading SET status = 'unreadable' WHERE kind = 'letter'"))
        connection.execute(text("UPDATE reading_issue SET severity = 'warning', message = 'pictures without text'"))
    need = "1 letter could not be read: look at `lgsco issues`, then record that you have with"
    assert [each for each in needs(database, clock) if each.startswith(need)]
    for line in asked("--severity", "warning", "--json").output.splitlines():
        asked("--accept", line.split('"')[3])
    assert not [each for each in needs(database, clock) if "could not be read" in each]


def test_a_key_that_nobody_knows_is_reported(wrong: Wrong, asked: Asked) -> None:
    wrong("40% is not 1 of 5")
    refused = asked("--accept", "nothing")
    assert (refused.exit_code, refused.output) == (
        2,
        "lgsco: no issue has the key 'nothing': `lgsco issues` lists them\n",
    )


def test_issues_are_listed_by_authority(wrong: Wrong, asked: Asked) -> None:
    wrong("40% is not 1 of 5")
    assert "40% is not 1 of 5" in asked("--authority", BLABY).output
    assert "40% is not 1 of 5" in asked("--authority", BLABY.upper()).output
    assert f"the nearest is '{BLABY}'" in asked("--authority", "blaby").output


def test_issues_are_listed_by_a_former_slug(
    archive: Archive, ledger: Ledger, clock: Clock, database: Database, asked: Asked
) -> None:
    crawler = Crawler(archive, ledger, clock)
    for slug in ("blaby", BLABY):
        crawler.run({slug: Page([link(BLABY, 2020, 503)], name="Blaby District Council")})
    assert rows(database, "SELECT DISTINCT authority_slug FROM issues") == [(BLABY,)]
    assert "letter_failed" in asked("--authority", "blaby").output


def test_a_published_run_with_an_error_sends_a_message(wrong: Wrong, database: Database) -> None:
    wrong("40% is not 1 of 5")
    with database.reader() as connection:
        summary = run_summary.summarise_run(connection, 1)
    assert len(summary.errors) == 1
    event = outbox.event_of(RunState.PUBLISHED, None, changes=False, doubts=bool(summary.errors))
    title, body = outbox.message(event, summary)
    assert (event, title) == (Event.DOUBTS, "Ombudsman's letters: something may be wrong")
    assert "40% is not 1 of 5" in body
    assert "`lgsco issues --severity error` lists the keys" in body
