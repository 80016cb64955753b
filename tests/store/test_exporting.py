"""Exports: the same bytes from the same archive, valid by their own description, harmless in a spreadsheet."""

from __future__ import annotations

import csv
import json
import resource
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from frictionless import validate
from openpyxl import load_workbook
from pyarrow import parquet

from jobs.browse import command
from jobs.commands.export import export as export_command
from lgsco_store.contract import views
from lgsco_store.contract.catalog import Column
from lgsco_store.contract.export import csv_files, registry, xlsx_book
from lgsco_store.contract.export.base import Format, Selection
from lgsco_store.contract.export.csv_files import CSV
from lgsco_store.contract.export.parquet_files import PARQUET
from lgsco_store.contract.export.tables import Table
from lgsco_store.contract.export.warc import WARC
from lgsco_store.database.progress import OnProgress, ignore_progress
from lgsco_store.database.session import Database, open_database
from lgsco_store.extras import ExtraMissingError
from lgsco_store.runs.ledger import Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import Trigger
from tests.attacks import Promise
from tests.store import filled
from tests.store.servers import PostgreSQL, SQLite

EXPLAINING = ("measures", "categories", "populations")
TABLES = [each for each in registry.FORMATS.values() if each.has_tables]


@pytest.fixture(scope="module")
def archive(sqlite: SQLite) -> Iterator[Database]:
    with open_database(sqlite.upgraded()) as database:
        filled.fill(database)
        yield database


def export(database: Database, folder: Path, as_of: datetime | None = None) -> dict[str, bytes]:
    with database.reader() as connection:
        files = registry.export(Selection(connection, as_of), folder, TABLES)
    assert {file.name for file in folder.iterdir()} == {file.name for file in files}
    return {file.name: file.read_bytes() for file in files}


def table(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_the_same_archive_gives_the_same_bytes_on_either_database(
    archive: Database, postgresql: PostgreSQL, tmp_path: Path
) -> None:
    first = export(archive, tmp_path / "first")
    assert set(first) == {
        *(f"{name}.{kind}" for name in (*views.VIEWS, *EXPLAINING) for kind in ("csv", "parquet")),
        "lgsco.sqlite",
        "lgsco.xlsx",
        "datapackage.json",
    }
    assert export(archive, tmp_path / "second") == first
    assert export(archive, tmp_path / "first") == first
    with open_database(postgresql.upgraded()) as other:
        filled.fill(other)
        assert export(other, tmp_path / "other") == first


def test_without_its_extra_parquet_is_refused_before_anything_is_written(
    archive: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with archive.reader() as connection:
        with pytest.raises(ExtraMissingError, match=r"^Parquet needs the extra parquet; .* '\.\[parquet\]'$"):
            registry.export(Selection(connection), tmp_path / "refused", [CSV, PARQUET])
        assert not (tmp_path / "refused").exists()
        registry.export(Selection(connection), tmp_path / "written")
    assert (tmp_path / "written" / "letters.csv").exists()


def test_a_format_of_its_own_module_is_written_and_described_like_the_others(
    archive: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(selection: Selection, folder: Path, written: OnProgress) -> list[Path]:
        path = folder / "names.txt"
        path.write_text("\n".join(each.name for each in selection.tables))
        written(1, 1)
        return [path]

    monkeypatch.setitem(registry.FORMATS, "names", Format("names", write))
    monkeypatch.setenv("LGSCO_DATABASE_URL", f"sqlite:///{archive.file}")
    ended = CliRunner().invoke(export_command, [str(tmp_path), "--format", "names"])
    assert (ended.exit_code, ended.output) == (0, f"2 files in {tmp_path}\n")
    assert (tmp_path / "names.txt").read_text().split() == [*views.VIEWS, *EXPLAINING]
    assert json.loads((tmp_path / "datapackage.json").read_text())["copies"][0]["path"] == "names.txt"


def test_an_export_replaces_the_files_of_the_one_before_and_no_others(archive: Database, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("mine")
    with archive.reader() as connection:
        registry.export(Selection(connection), tmp_path, [CSV, WARC])
        registry.export(Selection(connection, datetime(2024, 8, 1, 9, 30, tzinfo=UTC)), tmp_path, [CSV])
    described = json.loads((tmp_path / "datapackage.json").read_text())
    listed = {each["path"] for each in (*described["resources"], *described["copies"])}
    assert "figures.csv" in listed
    assert "letters.csv" not in listed
    assert {path.name for path in tmp_path.iterdir()} == {
        *listed,
        "datapackage.json",
        "captures.warc.gz",
        "notes.csv",
    }


@pytest.mark.parametrize("described", ["no JSON", "[]", '{"name": "other", "resources": [{"path": "notes.csv"}]}'])
def test_a_package_that_no_export_made_has_nothing_to_remove(archive: Database, tmp_path: Path, described: str) -> None:
    (tmp_path / "notes.csv").write_text("mine")
    (tmp_path / "datapackage.json").write_text(described)
    with archive.reader() as connection:
        registry.export(Selection(connection), tmp_path, [CSV])
    assert (tmp_path / "notes.csv").read_text() == "mine"


def test_an_export_never_removes_a_file_outside_its_folder(archive: Database, tmp_path: Path) -> None:
    (tmp_path / "notes.csv").write_text("mine")
    package = {"name": "lgsco-archive", "resources": [{"path": "../notes.csv"}], "copies": []}
    (tmp_path / "public").mkdir()
    (tmp_path / "public" / "datapackage.json").write_text(json.dumps(package))
    with archive.reader() as connection:
        registry.export(Selection(connection), tmp_path / "public", [CSV])
    assert (tmp_path / "notes.csv").read_text() == "mine"


def test_an_export_that_fails_leaves_the_one_before_as_it_was(archive: Database, tmp_path: Path) -> None:
    def write(selection: Selection, folder: Path, written: OnProgress) -> list[Path]:
        CSV.write(selection, folder, written)
        raise KeyboardInterrupt

    (tmp_path / ".lgsco-export").mkdir()
    (tmp_path / ".lgsco-export" / "letters.csv").write_text("left by a killed export")
    with archive.reader() as connection:
        registry.export(Selection(connection), tmp_path, [CSV])
        before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()}
        with pytest.raises(KeyboardInterrupt):
            registry.export(
                Selection(connection, datetime(2024, 8, 1, 9, 30, tzinfo=UTC)), tmp_path, [Format("broken", write)]
            )
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir()} == before


@contextmanager
def files_limited_to(size: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("name", ["csv", "sqlite", "xlsx", "parquet", "warc"])
def test_a_disk_that_takes_no_more_is_reported_in_one_line(
    archive: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv("LGSCO_DATABASE_URL", f"sqlite:///{archive.file}")
    with files_limited_to(500):
        ended = CliRunner().invoke(export_command, [str(tmp_path), "--format", name])
    assert ended.exit_code == 2
    [line] = ended.stderr.splitlines()
    assert line.startswith(f"lgsco: {tmp_path}: the files cannot be written: ")
    assert line.endswith("check its permissions and room, and that no other export writes there")
    assert list(tmp_path.iterdir()) == []


def test_a_disk_without_room_for_the_copy_to_browse_is_reported(postgresql: PostgreSQL, tmp_path: Path) -> None:
    with (
        open_database(postgresql.upgraded()) as database,
        files_limited_to(500),
        pytest.raises(command.BrowseError, match=r"the copy cannot be written: .* set TMPDIR"),
    ):
        command._file(database, tmp_path)


def test_the_package_is_valid_by_its_own_description(
    archive: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    export(archive, tmp_path)
    report = validate("datapackage.json")
    assert report.valid, report.flatten(["name", "type", "note"])[:3]
    assert report.stats["tasks"] == len([*views.VIEWS, *EXPLAINING])
    described = json.loads((tmp_path / "datapackage.json").read_text())
    (tmp_path / "letters.csv").write_bytes((tmp_path / "letters.csv").read_bytes().replace(b"2020", b"2O2O"))
    assert not validate("datapackage.json").valid
    assert {each["path"] for each in described["copies"]} >= {"lgsco.sqlite", "letters.parquet"}


def test_each_format_holds_the_same(archive: Database, tmp_path: Path) -> None:
    export(archive, tmp_path)
    expected = [(row["authority_slug"], int(row["year"]), float(row["value"])) for row in table(tmp_path, "figures")]
    assert expected == sorted(expected, key=lambda row: row[:2])
    columns = ["authority_slug", "year", "value"]
    read = parquet.read_table(tmp_path / "figures.parquet", columns=columns).to_pylist()
    assert sorted(tuple(row[name] for name in columns) for row in read) == sorted(expected)
    with closing(sqlite3.connect(tmp_path / "lgsco.sqlite")) as copy:
        assert copy.execute("SELECT authority_slug, year, value FROM figures").fetchall() == expected
        assert copy.execute("SELECT sum(withdrawn) FROM letters").fetchone() == (1,)
    book = load_workbook(tmp_path / "lgsco.xlsx", read_only=True)
    assert book.sheetnames == ["about", *views.VIEWS, *EXPLAINING]
    heads, *rows = book["figures"].iter_rows(values_only=True)
    at = [heads.index(name) for name in columns]
    assert [tuple(row[each] for each in at) for row in rows] == expected
    heads, first, *_ = book["letters"].iter_rows(values_only=True)
    letter = dict(zip(heads, first, strict=True))
    assert isinstance(letter["withdrawn"], bool)
    assert letter["last_seen_at"].endswith("Z")
    book.close()


def test_the_package_tells_whose_data_these_are_and_of_which_run(archive: Database, tmp_path: Path) -> None:
    export(archive, tmp_path / "now")
    export(archive, tmp_path / "then", datetime(2024, 8, 1, 9, 30, tzinfo=UTC))
    package, then = (json.loads((tmp_path / name / "datapackage.json").read_text()) for name in ("now", "then"))
    runs = [row["run_id"] for row in table(tmp_path / "now", "runs") if row["state"] == "published"]
    assert package["version"].endswith(f"+run.{runs[-1]}")
    assert then["version"].endswith("+run.1")
    assert {each["path"] for each in package["licenses"]} == {
        "https://www.lgo.org.uk/copyright",
        "https://creativecommons.org/licenses/by/4.0/",
    }
    assert package["sources"][0]["title"] == "Local Government and Social Care Ombudsman"
    assert "demonstration" not in package["description"]


def test_an_export_of_a_demonstration_says_so(sqlite: SQLite, tmp_path: Path) -> None:
    with open_database(sqlite.upgraded()) as database:
        ledger = Ledger(database)
        ledger.fail(ledger.claim(Trigger.DEMO, "http://127.0.0.1/", "1"), [trouble("the disk is full")])
        export(database, tmp_path)
    warning = "This is a demonstration: its figures are samples, most of them invented."
    assert json.loads((tmp_path / "datapackage.json").read_text())["description"].startswith(warning)
    book = load_workbook(tmp_path / "lgsco.xlsx", read_only=True)
    assert str(book["about"]["A2"].value).startswith(warning)
    book.close()


def test_the_tables_that_explain_hold_every_word_and_the_people(archive: Database, tmp_path: Path) -> None:
    export(archive, tmp_path)
    words = {row["measure"] for row in table(tmp_path, "measures")}
    assert {row["measure"] for row in table(tmp_path, "figures")} <= words
    sets = {row["category"]: row["category_set"] for row in table(tmp_path, "categories")}
    assert {row["category"] for row in table(tmp_path, "figures")} <= {"all", *sets}
    people = {row["gss_code"]: row["population"] for row in table(tmp_path, "populations")}
    # By the register, and by the estimate of the Office for National Statistics for 2020.
    assert people["E10000016"] == "1589057"


@pytest.mark.attack(Promise.SAFE, {"A formula in a cell of a workbook": "stays text"})
def test_workbook_text_is_never_a_formula_and_long_tables_continue_on_another_sheet(
    archive: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(xlsx_book, "MOST_ROWS", 2)
    columns = (Column("title", "text", "", ""), Column("count", "integer", "", ""))
    cells = ["=1+1", "a\x0bb", "plain", "+1", "the fifth"]
    odd = Table("odd", "Odd texts", columns, lambda: iter(enumerated(cells)))
    with archive.reader() as connection:
        selection = Selection(connection)
        monkeypatch.setitem(selection.__dict__, "tables", [odd])
        xlsx_book.write(selection, tmp_path, ignore_progress)
    book = load_workbook(tmp_path / "lgsco.xlsx")
    assert book.sheetnames == ["about", "odd", "odd_2", "odd_3"]
    read = [row for name in book.sheetnames[1:] for row in list(book[name].iter_rows(values_only=True))[1:]]
    assert read == [("=1+1", 0), ("a\\x0bb", 1), ("plain", 2), ("+1", 3), ("the fifth", 4)]
    assert book["odd"]["A2"].data_type == "s"


def test_a_text_too_long_for_a_cell_is_marked_and_named(archive: Database, tmp_path: Path) -> None:
    columns = (Column("actions", "text", "", ""), Column("count", "integer", "", ""))
    odd = Table("odd", "Odd texts", columns, lambda: iter(enumerated(["a" * 32_767, "b" * 32_768])))
    with archive.reader() as connection:
        selection = Selection(connection)
        selection.__dict__["tables"] = [odd]
        xlsx_book.write(selection, tmp_path, ignore_progress)
    book = load_workbook(tmp_path / "lgsco.xlsx")
    assert book["odd"]["A2"].value == "a" * 32_767
    assert book["odd"]["A3"].value == "b" * 32_763 + " […]"
    *_, why, head, row = book["about"].iter_rows(values_only=True, max_col=3)
    assert why[0] == "A cell takes 32,767 characters. Longer texts are cut, and end in […]."
    assert (head, row) == (("table", "column", "texts cut"), ("odd", "actions", 1))


def enumerated(cells: list[str]) -> Iterator[tuple[str, int]]:
    return ((cell, at) for at, cell in enumerate(cells))


def test_parquet_keeps_dates_times_and_truths_as_what_they_are(archive: Database, tmp_path: Path) -> None:
    export(archive, tmp_path)
    letters = parquet.read_table(tmp_path / "letters.parquet")
    kinds = {
        name: str(letters.schema.field(name).type) for name in ("letter_date", "last_seen_at", "withdrawn", "year")
    }
    assert kinds == {
        "letter_date": "date32[day]",
        "last_seen_at": "timestamp[us, tz=UTC]",
        "withdrawn": "bool",
        "year": "int64",
    }
    written = [(row["letter_date"], row["last_seen_at"]) for row in table(tmp_path, "letters")]
    held = [(row["letter_date"], row["last_seen_at"]) for row in letters.to_pylist()]
    assert [((day and day.isoformat()) or "", f"{at:%Y-%m-%dT%H:%M:%S.%fZ}") for day, at in held] == written
    assert letters.schema.metadata[b"description"].startswith(b"Every letter that was ever published")
    years = parquet.read_table(tmp_path / "council_years.parquet").schema
    assert years.metadata[b"key"] == b"authority_slug, year"
    assert years.field("uphold_rate").metadata[b"unit"] == b"percent"


def test_parquet_is_sorted_by_measure_and_year_so_that_readers_skip_the_rest(archive: Database, tmp_path: Path) -> None:
    export(archive, tmp_path)
    for name in ("figures", "figure_history", "letter_figures", "changes"):
        with parquet.ParquetFile(tmp_path / f"{name}.parquet") as file:
            heads = file.schema_arrow.names
            by = [(each.column_index, each.nulls_first) for each in file.metadata.row_group(0).sorting_columns]
            assert by == [(heads.index("measure"), True), (heads.index("year"), True)], name
            read = file.read(columns=["measure", "year"]).to_pylist()
        keys = [(row["measure"] or "", row["year"] or 0) for row in read]
        assert keys == sorted(keys), name
        assert len(set(keys)) > 1, name
    assert parquet.ParquetFile(tmp_path / "letters.parquet").metadata.row_group(0).sorting_columns == ()


def test_the_sqlite_file_finds_an_authority_and_a_measure_by_index(archive: Database, tmp_path: Path) -> None:
    export(archive, tmp_path)
    with closing(sqlite3.connect(tmp_path / "lgsco.sqlite")) as copy:
        for condition, index in {
            "authority_slug = 'blaby-district-council' AND year = 2020": "figures_by_authority_slug",
            "measure = 'uphold_rate' AND year = 2020": "figures_by_measure",
        }.items():
            query = f"EXPLAIN QUERY PLAN SELECT * FROM figures WHERE {condition}"  # noqa: S608 -- our own text
            ((*_, plan),) = copy.execute(query).fetchall()
            assert index in plan


def test_the_archive_as_of_an_earlier_time(archive: Database, tmp_path: Path) -> None:
    export(archive, tmp_path / "then", datetime(2024, 8, 1, 9, 30, tzinfo=UTC))
    export(archive, tmp_path / "now")

    def rate(folder: str) -> list[str]:
        rows = table(tmp_path / folder, "figures")
        about = [row for row in rows if (row["authority_slug"], row["year"]) == (filled.BLABY, "2020")]
        return [row["value"] for row in about if row["measure"] == "uphold_rate"]

    assert (rate("then"), rate("now")) == (["40"], ["60"])
    assert {row["run_id"] for row in table(tmp_path / "then", "changes")} == {"1"}
    assert {row["version"] for row in table(tmp_path / "then", "versions")} == {"1"}
    assert len(table(tmp_path / "then", "runs")) == 1
    # Tables with an unknown past are left out.
    assert not (tmp_path / "then" / "letters.csv").exists()


@pytest.mark.attack(Promise.SAFE, {"A formula in a cell of a CSV file": "neutralised"})
@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_neutralised(cell: str) -> None:
    assert csv_files._cell(Column("title", "text", "", ""), cell) == f"'{cell}"


def test_a_formula_behind_a_line_end_is_neutralised_and_the_end_written_out() -> None:
    assert csv_files._cell(Column("title", "text", "", ""), "\r=1") == "'\\x0d=1"


def test_other_cells_stay_as_they_are() -> None:
    assert csv_files._cell(Column("title", "text", "", ""), "Annual letter - 2020") == "Annual letter - 2020"
    assert csv_files._cell(Column("value", "number", "", ""), -5.7) == "-5.7"
    assert csv_files._cell(Column("value", "number", "", ""), None) is None
