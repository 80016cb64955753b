"""``lgsco reread`` as a user runs it, on an archive that an older reader misread."""

from __future__ import annotations

import json
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import text

from crawler.reading import READER_VERSION
from jobs.commands import reread as reread_command
from lgsco_store.archive import Archive
from lgsco_store.database import engine
from lgsco_store.database.session import Database
from lgsco_store.errors import DatabaseUnreachableError
from lgsco_store.evidence.digests import CanonicalFigure, figures_sha256
from lgsco_store.settings import Settings
from tests.attacks import Promise
from tests.jobs import commands
from tests.jobs.commands import Done

KENT = "kent-county-council"


@pytest.fixture
def misread(demo: Done, tmp_path: Path) -> Done:
    """Change the demonstration's archive as if reader 0 had read it all, and misread the uphold rate of one letter."""
    shutil.copy(demo.address.removeprefix("sqlite:///"), tmp_path / "archive.db")
    address = f"sqlite:///{tmp_path / 'archive.db'}"
    changing = Database(engine.make_engine(address))
    with changing, changing.writer() as connection:
        connection.execute(text("UPDATE reading SET reader_version = '0'"))
        reading_id = connection.execute(
            text("""SELECT v.reading_id FROM version v JOIN publication p ON p.id = v.publication_id
                JOIN authority a ON a.id = p.authority_id
                WHERE a.slug = :slug AND p.year = 2025 AND p.kind = 'letter'"""),
            {"slug": KENT},
        ).scalar_one()
        of = {"id": reading_id}
        wrong = "UPDATE figure SET value = 12 WHERE reading_id = :id AND measure = 'uphold_rate'"
        connection.execute(text(wrong), of)
        query = "SELECT measure, category, value, unit, state FROM figure WHERE reading_id = :id"
        figures = [
            CanonicalFigure(row.measure, row.category, str(Decimal(str(row.value)).to_integral()), row.unit, row.state)
            for row in connection.execute(text(query), of)
        ]
        digest = {**of, "digest": figures_sha256(figures)}
        connection.execute(text("UPDATE reading SET figures_sha256 = :digest WHERE id = :id"), digest)
    return Done(address, "")


def contents(done: Done) -> list[list[tuple[object, ...]]]:
    tables = ("run", "reading", "figure", "change", "version", "shown")
    return [done.rows(f"SELECT * FROM {table} ORDER BY id") for table in tables]  # noqa: S608 -- our own names


def test_reread_shows_first_and_then_does(misread: Done, demo: Done, tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": misread.address}
    before = contents(misread)
    dry = commands.lgsco("reread", "--dry-run", cwd=tmp_path, given=given)
    assert dry.returncode == 0, dry.stderr
    assert contents(misread) == before
    right = demo.rows(
        f"SELECT value FROM figures WHERE authority_slug = '{KENT}' AND year = 2025 AND source = 'letter' "  # noqa: S608
        "AND measure = 'uphold_rate'"
    )
    line = next(line for line in dry.stdout.splitlines() if KENT in line)
    assert line.split() == [KENT, "2025", "uphold_rate", "/", "value", "12", f"{right[0][0]:g}"]
    assert "1 would change\nnothing was changed" in dry.stdout

    done = commands.lgsco("reread", "--workers", "2", "--json", cwd=tmp_path, given=given)
    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert [(each["authority_slug"], each["year"], each["old_value"]) for each in printed["changes"]] == [
        (KENT, 2025, "12")
    ]
    assert (printed["dry_run"], printed["needs"], printed["changes"][0]["measure"]) == (False, [], "uphold_rate")
    assert misread.rows("SELECT authority_slug, year, old_value, new_value FROM changes WHERE cause = 'reader'") == [
        (KENT, 2025, "12", f"{right[0][0]:g}")
    ]
    everything = "SELECT authority_slug, year, measure, category, value FROM figures ORDER BY 1, 2, 3, 4, source"
    assert misread.rows(everything) == demo.rows(everything)

    again = commands.lgsco("reread", cwd=tmp_path, given=given)
    assert again.stdout == f"every letter and page is shown as reader {READER_VERSION} reads it\n"
    assert again.stderr == ""


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.attack(Promise.ENDS, {"`kill -9` of `lgsco reread`": "it continues where it stopped"})
def test_a_call_that_was_killed_goes_on_where_it_stopped(misread: Done, tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": misread.address}
    started = commands.start("reread", cwd=tmp_path, given=given)
    read = "SELECT count(DISTINCT kind || document_sha256) FROM reading WHERE reader_version = "
    while misread.rows(f"{read} '{READER_VERSION}'")[0][0] < 3:
        assert started.poll() is None
    started.kill()
    started.communicate()
    [(stored,)] = misread.rows(f"{read} '{READER_VERSION}'")
    [(documents,)] = misread.rows(f"{read} '0'")
    assert 3 <= stored < documents
    assert misread.rows("SELECT count(*) FROM changes WHERE cause = 'reader'") == [(0,)]
    done = commands.lgsco("reread", cwd=tmp_path, given=given)
    assert f"read {documents - stored} of {documents - stored} documents" in done.stderr
    assert "1 changed" in done.stdout


@pytest.mark.parametrize(
    ("error", "why"),
    [(KeyboardInterrupt(), "KeyboardInterrupt"), (DatabaseUnreachableError("the disk is full"), "the disk is full")],
)
def test_a_run_whose_readings_cannot_be_shown_is_closed(
    database: Database, error: BaseException, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise error

    monkeypatch.setattr(Archive, "reread", broken)
    with pytest.raises(type(error)):
        reread_command._apply(database, Archive(database), Settings())
    with database.reader() as connection:
        [(state, reasons)] = connection.execute(text("SELECT state, reasons FROM run")).all()
    assert (state, f"reading again was broken off: {why}" in reasons) == ("failed", True)
