"""``lgsco verify`` and ``lgsco export`` as a user runs them."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.jobs import commands
from tests.jobs.commands import Done


@pytest.fixture
def archive(demo: Done, tmp_path: Path) -> Path:
    path = tmp_path / "archive.db"
    shutil.copy(demo.address.removeprefix("sqlite:///"), path)
    return path


def test_a_whole_archive_is_said_to_be_whole(archive: Path) -> None:
    given = {"LGSCO_DATABASE_URL": f"sqlite:///{archive}"}
    ended = commands.lgsco("verify", "--read", cwd=archive.parent, given=given)
    assert (ended.returncode, ended.stdout) == (0, "the archive is whole\n"), ended.stderr


def test_damage_is_named_and_counted(archive: Path) -> None:
    with closing(sqlite3.connect(archive)) as connection, connection:
        sum_broken = """UPDATE figure SET value = value + 1 WHERE measure = 'complaints_received' AND category = 'total'
            AND reading_id = (SELECT min(reading_id) FROM figure WHERE category = 'total')"""
        assert connection.execute(sum_broken).rowcount == 1
        page_misread = """UPDATE reading SET text_sha256 = document_sha256 WHERE id = (
            SELECT min(v.reading_id) FROM version v JOIN publication p ON p.id = v.publication_id
            WHERE p.kind = 'statistics_page')"""
        assert connection.execute(page_misread).rowcount == 1
    given = {"LGSCO_DATABASE_URL": f"sqlite:///{archive}"}
    ended = commands.lgsco("verify", "--read", cwd=archive.parent, given=given)
    assert ended.returncode == 1
    digest, contradiction, *read, counted = ended.stdout.splitlines()
    figure, page = sorted(read)
    assert "its figures have another digest" in digest
    assert "the service areas add up to the total" in contradiction
    assert "its value is not what its document says" in figure
    assert "its text_sha256 is not what its document says" in page
    assert counted == "4 damaged"


@pytest.mark.slow
@pytest.mark.nightly
def test_a_flipped_byte_of_the_evidence_is_named_by_its_row(archive: Path) -> None:
    tampered = {
        "figure": "UPDATE figure SET text = 'X' || substr(text, 2) WHERE id = 40",
        "reading": "UPDATE reading SET title = 'A' || title WHERE id = (SELECT max(id) FROM reading WHERE title > '')",
    }
    with closing(sqlite3.connect(archive)) as connection, connection:
        for statement in tampered.values():
            assert connection.execute(statement).rowcount == 1
    given = {"LGSCO_DATABASE_URL": f"sqlite:///{archive}"}
    assert commands.lgsco("verify", cwd=archive.parent, given=given).returncode == 0
    ended = commands.lgsco("verify", "--read", cwd=archive.parent, given=given)
    assert ended.returncode == 1
    first, second, counted = sorted(ended.stdout.splitlines(), reverse=True)
    assert first.startswith("reading row ")
    assert "its title is not what its document says: A" in first
    assert second.startswith("figure row 40: its text is not what its document says: X")
    assert counted.startswith("2 damaged")


def test_export_writes_and_refuses_in_one_line(archive: Path) -> None:
    given = {"LGSCO_DATABASE_URL": f"sqlite:///{archive}"}
    ended = commands.lgsco("export", "out", "--format", "csv", cwd=archive.parent, given=given)
    assert ended.returncode == 0, ended.stderr
    assert (archive.parent / "out" / "datapackage.json").exists()
    refused = commands.lgsco("export", "out", "--format", "xls", cwd=archive.parent, given=given)
    assert (refused.returncode, refused.stderr) == (
        2,
        "lgsco: --format: 'xls' is not a format: give some of csv, parquet, sqlite, xlsx, warc\n",
    )
    blocked = commands.lgsco("export", str(archive / "sub"), cwd=archive.parent, given=given)
    assert blocked.returncode == 2
    assert blocked.stderr.count("\n") == 1
