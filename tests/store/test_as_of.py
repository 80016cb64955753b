"""Exports as of a time: the same bytes whenever they are made, with the words of that time."""

from __future__ import annotations

import csv
from datetime import datetime
from operator import itemgetter
from pathlib import Path

from lgsco_store.archive import Archive
from lgsco_store.contract.export import registry
from lgsco_store.contract.export.base import Selection
from lgsco_store.contract.export.csv_files import CSV
from lgsco_store.contract.export.parquet_files import PARQUET
from lgsco_store.contract.export.sqlite_copy import SQLITE
from lgsco_store.database.session import Database
from lgsco_store.runs.reasons import trouble
from tests.conftest import Clock
from tests.store import filled
from tests.store.crawls import Crawler, Letter, Page, link


def exported_at(database: Database, folder: Path, at: datetime) -> dict[str, bytes]:
    with database.reader() as connection:
        files = registry.export(Selection(connection, at), folder, [CSV, PARQUET, SQLITE])
    return {file.name: file.read_bytes() for file in files}


def rows_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_an_export_as_of_a_time_never_changes_afterwards(
    database: Database, archive: Archive, crawler: Crawler, clock: Clock, tmp_path: Path
) -> None:
    exported: dict[datetime, dict[str, bytes]] = {}

    def look() -> None:
        clock.advance(3600)
        exported[clock()] = exported_at(database, tmp_path / str(len(exported)), clock())
        clock.advance(3600)

    fiction = "fiction-council"
    blaby = Page([link(filled.BLABY, 2020)], name="Blaby District Council")
    crawler.run({filled.BLABY: blaby, fiction: Page([link(fiction, 2020)], name="Old Fiction Council")})
    look()
    moved = {"blaby": blaby, fiction: Page([link(fiction, 2020, Letter(rate="60"))], name="New Fiction Council")}
    moved[filled.ADUR] = Page([link(filled.ADUR, 2020)])
    claim = crawler.gather(moved)
    plan = archive.plan(claim.run_id)
    archive.hold(plan, claim, [trouble("a person decides")])
    look()
    archive.publish(archive.plan(claim.run_id))
    look()
    moved[fiction] = Page([link(fiction, 2020, Letter(rate="70"))], name="New Fiction Council")
    crawler.run(moved)
    look()
    for number, (at, files) in enumerate(exported.items()):
        assert exported_at(database, tmp_path / f"again {number}", at) == files
    first, held, published, last = (tmp_path / str(number) for number in range(4))
    names = [[row["name"] for row in rows_of(each, "authorities")] for each in (first, held, published)]
    assert names[0] == names[1] == ["Blaby District Council", "Old Fiction Council"]
    assert names[2] == ["Adur District Council", "Blaby District Council", "New Fiction Council"]
    slugs = [{row["authority_slug"] for row in rows_of(each, "figures")} for each in (first, last)]
    assert slugs == [{filled.BLABY, fiction}, {filled.ADUR, "blaby", fiction}]
    assert {row["valid_to"] for row in rows_of(first, "figure_history")} == {""}
    assert len([row for row in rows_of(last, "figure_history") if row["valid_to"]]) == 2


def test_what_was_withdrawn_then_is_marked_and_what_was_withdrawn_later_is_not(
    database: Database, crawler: Crawler, clock: Clock, tmp_path: Path
) -> None:
    kept = link(filled.BLABY, 2019)
    there, gone = {filled.BLABY: Page([kept, link(filled.BLABY, 2020)])}, {filled.BLABY: Page([kept])}
    exported: dict[datetime, dict[str, bytes]] = {}
    for number, site in enumerate((there, gone, there, gone)):
        crawler.run(site)
        clock.advance(3600)
        exported[clock()] = exported_at(database, tmp_path / str(number), clock())
        clock.advance(3600)
    for number, (at, files) in enumerate(exported.items()):
        assert exported_at(database, tmp_path / f"again {number}", at) == files
    withdrawn = [[row["withdrawn"] for row in rows_of(tmp_path / str(run), "figures")] for run in range(4)]
    assert withdrawn == [["false", "false"], ["false", "true"], ["false", "false"], ["false", "true"]]
    by_time = itemgetter("valid_from", "year")
    histories = [sorted(rows_of(tmp_path / str(run), "figure_history"), key=by_time) for run in range(4)]
    spans = [[row["withdrawn"] for row in history] for history in histories]
    assert spans == [["false"] * 2, ["false", "true"], ["false", "true", "false"], ["false", "true", "true"]]
    assert "last_seen_at" not in rows_of(tmp_path / "0", "figures")[0]
