"""dbt finds every source as the catalogue says: keys, columns that are never null, and the rows to which others belong.

dbt requires packages that would hold back ours, so it is installed from a lock of its own, into a folder of its own.
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import duckdb
import pytest
from sqlalchemy import make_url

from lgsco_store.contract import catalog, views
from lgsco_store.contract.export import registry
from lgsco_store.contract.export.base import Selection
from lgsco_store.contract.export.sqlite_copy import FILE_NAME, SQLITE
from lgsco_store.database.session import open_database
from tests.store import filled
from tests.store.servers import Maker, PostgreSQL, SQLite

ROOT = Path(__file__).parents[2]
LOCK = ROOT / "requirements-dbt.lock"
PAGE = (ROOT / "docs" / "how-to" / "duckdb.md").read_text(encoding="utf-8")
NEWEST_PYTHON = (3, 13)
# What pip says if no registry gives a package.
NOT_HAD = re.compile(r"onnection broken by|Max retries exceeded|ReadTimeoutError|No matching distribution found")

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.version_info[:2] > NEWEST_PYTHON, reason="dbt 1.10 knows no newer Python than 3.13"),
]


@pytest.fixture(scope="module")
def dbt(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Install dbt, give the path of its command, and delete it: it is large."""
    folder = tmp_path_factory.mktemp("dbt")
    venv.create(folder, with_pip=True)
    install: list[Any] = [folder / "bin" / "pip", "install", "--quiet", "--requirement", LOCK, "--require-hashes"]
    words = [*install, "--no-deps", "--only-binary", ":all:"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300, check=False)
    if not_had := NOT_HAD.search(done.stderr):
        pytest.skip(f"no package registry gives dbt: {not_had[0]}")
    assert done.returncode == 0, done.stderr
    yield folder / "bin" / "dbt"
    shutil.rmtree(folder)


def archive(maker: Maker) -> str:
    address = maker.upgraded()
    with open_database(address) as database:
        filled.fill(database)
        filled.fill_decisions(database)
        filled.fill_improvements(database)
    return address


def exported(address: str, folder: Path) -> Path:
    """Export an archive to an SQLite file: DuckDB reads its tables several times as fast as the views of an archive."""
    with open_database(address) as database, database.reader() as connection:
        registry.export(Selection(connection), folder, [SQLITE])
    return folder / FILE_NAME


def of_duckdb(file: Path, extensions: Path) -> str:
    """Return the profile of the page for an archive's file, with an extension that an installed package has."""
    [profile] = re.findall(r"```yaml\n(.*?)```", PAGE, re.DOTALL)
    [platform] = duckdb.sql("PRAGMA platform").fetchall()[0]
    [extension] = Path(str(resources.files("duckdb_extension_sqlite_scanner"))).rglob("*.duckdb_extension")
    kept = extensions / f"v{duckdb.__version__}" / platform / extension.name
    kept.parent.mkdir(parents=True)
    kept.write_bytes(extension.read_bytes())
    options = f"config_options: {{allow_unsigned_extensions: true, extension_directory: {extensions}}}"
    with_options = str(profile).replace("type: duckdb\n", f"type: duckdb\n      {options}\n")
    return with_options.replace("path: lgsco.db", f"path: {file}")


def of_postgresql(address: str) -> str:
    url = make_url(address)
    of_server = f"host: {url.query['host']}, port: 5432, user: {url.username}, password: none, threads: 2"
    output = f"{{type: postgres, dbname: {url.database}, schema: public, {of_server}}}"
    return f"lgsco:\n  target: archive\n  outputs:\n    archive: {output}\n"


@contextlib.contextmanager
def dbt_test(dbt: Path, folder: Path, profile: str, **variables: str) -> Iterator[subprocess.Popen[str]]:
    """Start dbt's tests of all sources in a project of its own."""
    (folder / "models").mkdir(parents=True)
    (folder / "profiles.yml").write_text(profile)
    (folder / "dbt_project.yml").write_text("name: lgsco\nversion: '1.0'\nprofile: lgsco\n")
    (folder / "models" / "sources.yml").write_text((ROOT / "docs" / "reference" / "sources.yml").read_text())
    words: list[Any] = [dbt, "test", "--select", "source:*", "--profiles-dir", folder, "--vars", str(variables)]
    environment = {**os.environ, "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"}
    with subprocess.Popen(words, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True) as started:
        yield started


def test_dbt_finds_every_source_as_the_catalogue_says(
    dbt: Path, sqlite: SQLite, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    never = sum(not column.null for view in views.VIEWS for column in catalog.columns(view))
    keys = sum(bool(catalog.key(view)) for view in views.VIEWS)
    # A column that leads to two views is tested with one.
    joins = [(view, join.columns) for view in views.VIEWS for join in catalog.joins(view)]
    joined = len({(view, columns) for view, columns in joins if len(columns) == 1})
    with (
        dbt_test(
            dbt,
            tmp_path / "duckdb",
            of_duckdb(exported(archive(sqlite), tmp_path / "export"), tmp_path / "extensions"),
            lgsco_database="lgsco",
        ) as one,
        dbt_test(dbt, tmp_path / "postgresql", of_postgresql(archive(postgresql))) as other,
    ):
        for started in (one, other):
            output, _ = started.communicate(timeout=300)
            assert f"PASS={never + keys + joined} WARN=0 ERROR=0 SKIP=0" in output, output[-3000:]
