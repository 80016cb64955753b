"""User errors, and errors during a run: one clear line, a documented status, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import socket
import sqlite3
import subprocess
import time
from contextlib import closing
from pathlib import Path

import pytest

from jobs.demo.server import Serving
from lgsco_store.database import migrations
from lgsco_store.database.session import open_database
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Trigger
from tests.attacks import Promise
from tests.jobs import commands
from tests.jobs.commands import Done


def one_line(ended: subprocess.CompletedProcess[str]) -> str:
    """Return the one line of a refusal."""
    lines = ended.stderr.splitlines()
    assert len(lines) == 1, ended.stderr
    return lines[0]


def states(given: dict[str, str]) -> list[str]:
    with closing(sqlite3.connect(given["LGSCO_DATABASE_URL"].removeprefix("sqlite:///"))) as connection:
        return [row[0] for row in connection.execute("SELECT state FROM run ORDER BY id")]


def letters(given: dict[str, str]) -> int:
    with closing(sqlite3.connect(given["LGSCO_DATABASE_URL"].removeprefix("sqlite:///"))) as connection:
        count: int = connection.execute("SELECT COUNT(*) FROM letters").fetchone()[0]
    return count


def dead_address() -> str:
    """Return an address on loopback where nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}/your-councils-performance"


@pytest.mark.parametrize(
    "words", [("crawl",), ("status",), ("runs",), ("changes",), ("schedule", "--once"), ("upgrade",)]
)
def test_a_bad_setting_is_refused_by_its_name(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = commands.lgsco(*words, cwd=tmp_path, given={"LGSCO_DOWNLOAD_DELAY": "soon"})
    assert ended.returncode == 2
    assert one_line(ended).startswith("lgsco: LGSCO_DOWNLOAD_DELAY: ")
    assert list(tmp_path.iterdir()) == []


def test_scrapy_refuses_a_bad_setting_too() -> None:
    ended = commands.scrapy("crawl", "letters", given={"LGSCO_RETRIES": "-1"})
    assert ended.returncode == 2
    assert one_line(ended).startswith("lgsco: LGSCO_RETRIES: ")


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "`scrapy crawl leters`, `-a autority=…`": "refused with the nearest, exit status 2; no run",
    },
)
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("letters", "-a", "autority=kent-county-council"), "the nearest is 'authority'"),
        (("letters", "-a", "authority=kent", "-a", "yaers=2024"), "the nearest is 'years'"),
        (("leters",), "the nearest is 'letters'"),
        (("letters", "-s", "LGSCO_MIN_AUTHORITIES=10"), "set the environment variable LGSCO_MIN_AUTHORITIES"),
    ],
)
def test_scrapy_refuses_what_it_has_not(words: tuple[str, ...], said: str, given: dict[str, str]) -> None:
    ended = commands.scrapy("crawl", *words, given=given)
    assert ended.returncode == 2
    assert one_line(ended).endswith(said)
    assert states(given) == []


def test_an_unknown_setting_is_warned_of(tmp_path: Path) -> None:
    ended = commands.lgsco("status", cwd=tmp_path, given={"LGSCO_SITE_ULR": "x"})
    assert "LGSCO_SITE_ULR is not a setting and is ignored; the nearest is LGSCO_SITE_URL" in ended.stderr


@pytest.mark.attack(Promise.REPORTED, {"A missing database": "one line, exit status 2; nothing is made"})
@pytest.mark.parametrize("words", [("crawl",), ("status",), ("runs",), ("changes",), ("schedule", "--once")])
def test_a_database_that_is_not_there_is_reported_and_not_made(words: tuple[str, ...], tmp_path: Path) -> None:
    ended = commands.lgsco(*words, cwd=tmp_path, given={})
    assert ended.returncode == 2
    assert "lgsco upgrade" in one_line(ended)
    assert list(tmp_path.iterdir()) == []


def test_scrapy_tells_a_database_that_is_not_there(tmp_path: Path) -> None:
    ended = commands.scrapy("crawl", "letters", given={"LGSCO_DATABASE_URL": f"sqlite:///{tmp_path / 'none.db'}"})
    assert ended.returncode == 2
    assert "lgsco upgrade" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.attack(Promise.LOST, {"A crawl into an archive of a newer release": "refused; nothing is changed"})
def test_a_database_of_a_newer_release_is_left_alone(given: dict[str, str], tmp_path: Path) -> None:
    with closing(sqlite3.connect(given["LGSCO_DATABASE_URL"].removeprefix("sqlite:///"))) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    ended = commands.lgsco("crawl", cwd=tmp_path, given=given)
    assert ended.returncode == 2
    assert "newer release" in one_line(ended)
    assert states(given) == []


def test_a_password_is_never_shown(tmp_path: Path) -> None:
    address = f"postgresql://reader:sesame@127.0.0.1:{dead_address().split(':')[2].split('/')[0]}/letters"
    ended = commands.lgsco("status", cwd=tmp_path, given={"LGSCO_DATABASE_URL": address})
    assert ended.returncode == 2
    assert "does not answer" in one_line(ended)
    assert "sesame" not in ended.stdout + ended.stderr


def test_a_site_that_does_not_answer_fails_the_run(given: dict[str, str], tmp_path: Path) -> None:
    ended = commands.lgsco("crawl", cwd=tmp_path, given={**given, "LGSCO_SITE_URL": dead_address()})
    assert ended.returncode == 4
    assert "robots.txt gave no answer" in ended.stdout
    assert "Traceback" not in ended.stderr
    assert states(given) == ["failed"]


def test_a_run_below_the_floor_is_held_and_shows_nothing(given: dict[str, str], tmp_path: Path) -> None:
    ended = commands.lgsco("crawl", cwd=tmp_path, given={**given, "LGSCO_MIN_AUTHORITIES": "250"})
    assert ended.returncode == 3
    assert "Too few authorities were found: 18, the minimum is 250 (LGSCO_MIN_AUTHORITIES)" in ended.stdout
    assert "would bring 44 published" in ended.stdout
    # Every name of the index has an address there, so that none was guessed.
    assert "requested as well" not in ended.stdout
    assert (states(given), letters(given)) == (["held"], 0)
    status = commands.lgsco("status", cwd=tmp_path, given=given)
    assert status.returncode == 1
    assert "needs a person: run 1 is held" in status.stdout


def test_a_scope_keeps_to_its_authorities_and_years(given: dict[str, str], tmp_path: Path) -> None:
    words = ("--authority", "kent-county-council,West-Northamptonshire-Council", "--years", "2024-2025")
    ended = commands.lgsco("crawl", *words, cwd=tmp_path, given=given)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    with open_database(given["LGSCO_DATABASE_URL"]) as database, database.reader() as connection:
        found = connection.exec_driver_sql("SELECT authority_slug, year FROM letters").all()
    assert {tuple(row) for row in found} == {
        ("kent-county-council", 2024),
        ("kent-county-council", 2025),
        ("west-northamptonshire-council", 2024),
        ("west-northamptonshire-council", 2025),
    }


@pytest.mark.parametrize("words", [("--authority", "kent county"), ("--years", "2024-2019")])
def test_an_invalid_scope_is_refused(words: tuple[str, str], given: dict[str, str], tmp_path: Path) -> None:
    ended = commands.lgsco("crawl", *words, cwd=tmp_path, given=given)
    assert ended.returncode == 2
    assert words[1] in one_line(ended)
    assert states(given) == []


def test_only_one_run_at_a_time(given: dict[str, str], tmp_path: Path) -> None:
    with open_database(given["LGSCO_DATABASE_URL"]) as database:
        Ledger(database).claim(Trigger.CRAWL, given["LGSCO_SITE_URL"], "1")
    ended = commands.lgsco("crawl", cwd=tmp_path, given=given)
    assert ended.returncode == 5
    assert "run 1 (crawl) has been running since" in one_line(ended)
    by_hand = commands.scrapy("crawl", "letters", given=given)
    assert by_hand.returncode == 5
    assert states(given) == ["running"]


def test_a_dead_run_is_taken_over_and_its_captures_are_used(
    given: dict[str, str], tmp_path: Path, site: Serving
) -> None:
    child = commands.start("crawl", cwd=tmp_path, given={**given, "LGSCO_DOWNLOAD_DELAY": "0.05"})
    _wait_for(site, 5, "application/pdf")
    child.kill()
    child.communicate()
    stored = _wait_until_quiet(site)
    assert letters(given) == 0
    ended = commands.lgsco("crawl", cwd=tmp_path, given={**given, "LGSCO_CLAIM_EXPIRY": "0.5"})
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert states(given)[0] in {"abandoned", "failed"}
    assert states(given)[1] == "published"
    assert sum(each.status == 304 for each in site.log) == stored


@pytest.mark.attack(Promise.ENDS, {"`kill -9` of the parent of a crawl": "the crawl ends too"})
def test_a_crawl_dies_with_its_parent(given: dict[str, str], tmp_path: Path, site: Serving) -> None:
    child = commands.start("crawl", cwd=tmp_path, given={**given, "LGSCO_DOWNLOAD_DELAY": "0.3"})
    _wait_for(site, 5)
    child.kill()
    child.communicate()
    _wait_until_quiet(site)
    assert len(site.log) < 60
    assert states(given) == ["failed"]


@pytest.mark.attack(
    Promise.ENDS, {"Ctrl-C, or SIGTERM to the parent, in the middle of a crawl": "the run has failed, and says so"}
)
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_crawl_is_a_failed_run(
    given: dict[str, str], tmp_path: Path, site: Serving, number: signal.Signals
) -> None:
    child = commands.start("crawl", cwd=tmp_path, given={**given, "LGSCO_DOWNLOAD_DELAY": "0.3"})
    _wait_for(site, 5)
    child.send_signal(number)
    printed, errors = child.communicate(timeout=60)
    assert (child.returncode, states(given)) == (4, ["failed"])
    assert "the crawl ended early: it was stopped" in printed
    assert "Traceback" not in errors


def test_a_stopped_scheduler_ends_its_run_in_order(given: dict[str, str], tmp_path: Path, site: Serving) -> None:
    child = commands.start("schedule", cwd=tmp_path, given={**given, "LGSCO_DOWNLOAD_DELAY": "0.3"})
    _wait_for(site, 5)
    child.send_signal(signal.SIGTERM)
    child.communicate(timeout=60)
    assert states(given) == ["failed"]
    assert letters(given) == 0


def test_the_schedule_does_what_is_due_once(given: dict[str, str], tmp_path: Path) -> None:
    first = commands.lgsco("schedule", "--once", cwd=tmp_path, given=given)
    assert first.returncode == 0, first.stdout + first.stderr
    again = commands.lgsco("schedule", "--once", cwd=tmp_path, given=given)
    # Cron mails everything that a command prints.
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert states(given) == ["published"]
    status = commands.lgsco("status", "--json", cwd=tmp_path, given=given)
    printed = json.loads(status.stdout)
    assert (printed["last_run"]["trigger"], printed["last_run"]["state"], printed["needs"]) == (
        "schedule",
        "published",
        [],
    )


def test_a_failed_run_is_not_tried_again_at_once(given: dict[str, str], tmp_path: Path) -> None:
    dead = {**given, "LGSCO_SITE_URL": dead_address()}
    assert commands.lgsco("schedule", "--once", cwd=tmp_path, given=dead).returncode == 4
    assert commands.lgsco("schedule", "--once", cwd=tmp_path, given=dead).returncode == 0
    assert states(given) == ["failed"]


@pytest.mark.slow
@pytest.mark.nightly
def test_changes_since_a_day(given: dict[str, str], tmp_path: Path) -> None:
    crawled = commands.lgsco("crawl", "--json", cwd=tmp_path, given=given)
    ended = json.loads(crawled.stdout)
    assert (ended["run_id"], ended["state"], ended["letters"], ended["published"]) == (1, "published", 44, 44)
    listed = commands.lgsco("changes", "--json", "--since", "2020-01-01", cwd=tmp_path, given=given)
    kinds = {json.loads(line)["kind"] for line in listed.stdout.splitlines()}
    assert kinds == {"published", "added", "authority_added", "authority_merged"}
    later = commands.lgsco("changes", "--json", "--since", "2999-01-01", cwd=tmp_path, given=given)
    assert later.stdout == ""
    assert commands.lgsco("changes", "--since", "soon", cwd=tmp_path, given=given).returncode == 2
    unknown = commands.lgsco("changes", "--authority", "kant-county-council", cwd=tmp_path, given=given)
    assert unknown.returncode == 2
    assert "the nearest is 'kent-county-council'" in unknown.stderr


def test_changes_sums_up_what_was_new_and_lists_it_of_one_council(demo: Done, tmp_path: Path) -> None:
    def rows(*words: str) -> list[str]:
        listed = commands.lgsco("changes", *words, cwd=tmp_path, given={"LGSCO_DATABASE_URL": demo.address})
        return [" ".join(line.split()[3:]) for line in listed.stdout.splitlines() if line.strip()[:1].isdecimal()]

    every = rows()
    assert every[:5] == [
        "4 service improvements added (improvement)",
        "2 listed reports added (listed report)",
        "17 authorities authority_added",
        "8 authorities 2018 published",
        "13 authorities 2020 published",
    ]
    assert "kent-county-council 2020 revised uphold_rate 65 64" in every
    assert not [line for line in every if line.startswith("kent-county-council") and "published" in line]
    # In whatever case; the demonstration has letters of four years to Kent.
    kent = rows("--authority", "Kent-County-Council")
    assert [line for line in kent if line.endswith(" published")] == [
        f"kent-county-council {year} published" for year in (2018, 2020, 2024, 2025)
    ]
    assert {line.split(" ")[0] for line in kent} == {"kent-county-council"}


def test_reading_files_tells_each_and_exits_with_1_where_one_is_no_letter(tmp_path: Path) -> None:
    samples = commands.ROOT / "jobs" / "demo"
    shutil.copy(samples / "letters" / "2020-bromsgrove-district-council.pdf", tmp_path / "letter")
    tmp_path.joinpath("random.pdf").write_bytes(os.urandom(2000))
    names = ["letter", "random.pdf", "missing.pdf", "."]
    ended = commands.lgsco("read", *names, cwd=tmp_path, given={})
    readings = [json.loads(line) for line in ended.stdout.splitlines()]
    assert ended.returncode == 1
    assert [each["source"] for each in readings] == names
    assert [each["status"] for each in readings] == ["complete", "unreadable", "unreadable", "unreadable"]
    assert "Traceback" not in ended.stderr
    assert commands.lgsco("read", "letter", cwd=tmp_path, given={}).returncode == 0
    assert commands.lgsco("read", cwd=tmp_path, given={}).returncode == 2


def test_upgrade_makes_an_archive_and_may_be_repeated(tmp_path: Path) -> None:
    for _ in range(2):
        ended = commands.lgsco("upgrade", cwd=tmp_path, given={})
        assert ended.returncode == 0, ended.stderr
    assert commands.lgsco("runs", cwd=tmp_path, given={}).returncode == 0
    assert migrations.scripts().get_current_head() is not None


def _wait_for(site: Serving, count: int, content_type: str = "") -> None:
    """Wait until the site has answered some requests, of any type or of one."""
    deadline = time.monotonic() + 60
    while sum((each.content_type or "").startswith(content_type) for each in site.log) < count:
        assert time.monotonic() < deadline
        time.sleep(0.05)


def _wait_until_quiet(site: Serving) -> int:
    """Wait until nobody sends requests to the site any more; return how many letters it has sent."""
    seen = -1
    while len(site.log) != seen:
        seen = len(site.log)
        time.sleep(2)
    return sum(each.content_type == "application/pdf" and each.status == 200 for each in site.log)
