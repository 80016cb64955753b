"""Arguments that are almost right are refused with the right one."""

from __future__ import annotations

from pathlib import Path

import pytest

from jobs.commands import crawl
from jobs.notify import outbox
from jobs.run.crawl_process import Ended
from lgsco_store.database.session import open_database
from lgsco_store.errors import DatabaseFullError
from lgsco_store.runs.endings import Ending
from lgsco_store.runs.ledger import Ledger, end_own, utc_now
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import RunState, Trigger
from tests.attacks import Promise
from tests.jobs import commands
from tests.store import filled
from tests.store.servers import SQLite


@pytest.mark.attack(
    Promise.REPORTED,
    {
        "`--since 01/05/2026`, `publish one`, a slug with a typing error": (
            "one line gives the right form, exit status 2"
        ),
    },
)
@pytest.mark.parametrize(
    ("words", "advice"),
    [
        ("changes --since 01/05/2026", "write year, month and day, as in 2026-05-01"),
        ("export --as-of tomorrow public", "write year, month and day, as in 2026-05-01"),
        ("publish one", "`lgsco runs` lists them"),
        ("discard 0", "`lgsco runs` lists them"),
        ("notify --dry-run 99999999999999", "`lgsco runs` lists them"),
        ("diff blaby-council 2020", f"the nearest is '{filled.BLABY}'"),
        ("aliases blaby-council", f"the nearest is '{filled.BLABY}'"),
    ],
)
def test_an_almost_right_argument_is_refused_with_the_right_one(
    words: str, advice: str, sqlite: SQLite, tmp_path: Path
) -> None:
    given = {"LGSCO_DATABASE_URL": filled.archive(sqlite)}
    refused = commands.lgsco(*words.split(), cwd=tmp_path, given=given)
    assert refused.returncode == 2
    assert refused.stderr.splitlines()[-1].endswith(advice)


@pytest.mark.attack(
    Promise.REPORTED, {"The disk is full when a failed run is to be reported": "exit status 4 all the same"}
)
def test_a_run_keeps_its_exit_status_even_if_the_notification_fails(
    sqlite: SQLite, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The disk is full at the end of a failed run."""
    address = sqlite.upgraded()

    def full(*_: object) -> None:
        raise DatabaseFullError(f"{address}: the disk is full; make room and run it again")

    def fails(*_: object) -> Ended:
        with open_database(address) as database:
            claim = Ledger(database).claim(Trigger.CRAWL, "http://127.0.0.1/councils", "1")
            with database.writer() as connection:
                end_own(connection, claim, Ending(RunState.FAILED, utc_now(), [trouble("the disk is full")]))
        return Ended(claim.run_id, RunState.FAILED)

    monkeypatch.setenv("LGSCO_DATABASE_URL", address)
    monkeypatch.setattr(outbox, "announce", full)
    monkeypatch.setattr(crawl, "carry_out", fails)
    with pytest.raises(SystemExit) as ended:
        crawl.crawl.main([], standalone_mode=False)
    assert ended.value.code == 4
    assert "no notification was sent" in capsys.readouterr().err
