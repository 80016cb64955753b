"""What programs get from an open archive: typed rows of the views, the same on both databases, read-only."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd  # type: ignore[import-untyped]
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import lgsco_store
from lgsco_store import Authority, Change, Figure, Letter, OpenArchive, PastFigure, Rows
from lgsco_store.archive import UnknownDocumentError
from lgsco_store.contract import catalog, rows
from lgsco_store.database.session import open_database
from lgsco_store.errors import DatabaseMissingError, UnknownWordError
from lgsco_store.evidence.digests import document_sha256
from lgsco_store.extras import ExtraMissingError
from lgsco_store.records import FigureState, ReadingStatus, Source
from lgsco_store.reference.vocabulary import measures
from lgsco_store.terms import Cause
from tests.store import filled
from tests.store.servers import Maker

FIRST = datetime(2024, 8, 1, 9, tzinfo=UTC)
SECOND = datetime(2024, 8, 1, 10, tzinfo=UTC)

VIEWS: dict[type[Any], str] = {
    Authority: "authorities",
    Letter: "letters",
    Figure: "figures",
    PastFigure: "figure_history",
    Change: "changes",
}
# The guide's name for each type of field, and the type in a frame.
IN_WORDS = {
    "text": ("string[pyarrow]", pl.String()),
    "integer": ("Int64", pl.Int64()),
    "number": ("float64", pl.Float64()),
    "boolean": ("bool", pl.Boolean()),
    "date": ("datetime64[ms]", pl.Date()),
    "time": ("datetime64[us, UTC]", pl.Datetime("us", "UTC")),
}


@pytest.fixture(scope="module")
def address(maker: Maker) -> str:
    return filled.archive(maker)


@pytest.fixture(scope="module")
def opened(address: str) -> Iterator[OpenArchive]:
    with lgsco_store.open_archive(address) as archive:
        yield archive


def everything(opened: OpenArchive) -> dict[type[Any], Rows[Any]]:
    return {
        Authority: opened.authorities(),
        Letter: opened.letters(),
        Figure: opened.figures(source=None),
        PastFigure: opened.history(source=None),
        Change: opened.changes(),
    }


@pytest.mark.parametrize("of", VIEWS, ids=VIEWS.get)
def test_a_record_has_the_columns_of_its_view_in_their_order(of: type[Any]) -> None:
    assert [field.name for field in fields(of)] == [column.name for column in catalog.columns(VIEWS[of])]


@pytest.mark.parametrize("of", VIEWS, ids=VIEWS.get)
def test_every_row_of_a_view_is_given(address: str, opened: OpenArchive, of: type[Any]) -> None:
    with open_database(address) as database, database.reader() as connection:
        count = connection.execute(text(f"SELECT COUNT(*) FROM {VIEWS[of]}")).scalar_one()  # noqa: S608 -- our own names
    assert len(everything(opened)[of]) == count > 0


@pytest.mark.parametrize("of", VIEWS, ids=VIEWS.get)
def test_a_frame_has_the_type_of_the_guide_in_each_column(opened: OpenArchive, of: type[Any]) -> None:
    found = everything(opened)[of]
    columns = [(column.name, IN_WORDS[column.type]) for column in catalog.columns(VIEWS[of])]
    assert found.to_polars().schema == pl.Schema({name: kind for name, (_, kind) in columns})
    frame = found.to_pandas()
    for name, (kind, _) in columns:
        is_text = pd.api.types.is_string_dtype(frame[name])
        assert is_text if kind.startswith("string") else str(frame[name].dtype) == kind, name


def test_a_letter_is_returned_with_types(opened: OpenArchive) -> None:
    [letter] = opened.letters(filled.CUMBERLAND)
    assert (letter.authority_name, letter.authority_type, letter.gss_code) == (
        "Cumberland Council",
        "Unitary authority",
        "E06000063",
    )
    assert (letter.year, letter.version, letter.status, letter.withdrawn) == (2024, 1, ReadingStatus.COMPLETE, False)
    assert letter.first_published_at == SECOND
    assert letter.first_published_at.tzinfo is UTC
    assert [each.year for each in opened.letters(filled.REDDITCH) if each.withdrawn] == [2016]


def test_an_authority_s_dates_are_dates(opened: OpenArchive) -> None:
    by_slug = {each.slug: each for each in opened.authorities()}
    assert list(by_slug) == sorted(by_slug)
    assert by_slug[filled.CUMBERLAND].start_date == date(2023, 4, 1)
    assert by_slug[filled.CUMBERLAND].end_date is None


def test_a_figure_s_value_is_the_number_that_the_letter_prints(opened: OpenArchive) -> None:
    [figure] = opened.figures("uphold_rate", filled.BLABY, 2020)
    assert (figure.value, str(figure.value), figure.unit) == (Decimal(60), "60", "percent")
    assert (figure.source, figure.state, figure.page, figure.version) == (Source.LETTER, FigureState.PRINTED, 2, 2)
    assert figure.text == "uphold_rate 60"


def test_figures_are_those_of_letters_unless_pages_are_asked_for(opened: OpenArchive) -> None:
    letters, pages = opened.figures(), opened.figures(source=Source.STATISTICS_PAGE)
    assert {each.source for each in letters} == {Source.LETTER}
    assert {each.source for each in pages} <= {Source.STATISTICS_PAGE}
    tables = opened.figures(source=Source.DATA_TABLE)
    assert len(letters) + len(pages) + len(tables) == len(opened.figures(source=None))
    assert tables


def test_a_series_goes_on_across_a_merger(opened: OpenArchive) -> None:
    found = opened.figures("uphold_rate", filled.CUMBERLAND, lineage=True)
    assert [(each.year, each.authority_slug, each.value) for each in found] == [
        (2020, filled.ALLERDALE, Decimal(33)),
        (2024, filled.CUMBERLAND, Decimal(80)),
    ]
    assert [each.year for each in opened.figures("uphold_rate", filled.CUMBERLAND)] == [2024]


def test_history_tells_when_a_figure_was_shown(opened: OpenArchive) -> None:
    found = opened.history("uphold_rate", filled.BLABY, 2020)
    assert [(each.value, each.version, each.valid_from, each.valid_to) for each in found] == [
        (Decimal(40), 1, FIRST, SECOND),
        (Decimal(60), 2, SECOND, None),
    ]


@pytest.mark.parametrize(
    ("moment", "value"),
    [
        (datetime(2024, 8, 1, 8, 59, tzinfo=UTC), []),
        (FIRST, [40]),
        (datetime(2024, 8, 1, 9, 59, 59, 999_999, tzinfo=UTC), [40]),
        (SECOND, [60]),
        (datetime.fromisoformat("2024-08-01T10:30:00+01:00"), [40]),
    ],
)
def test_the_archive_as_it_stood(opened: OpenArchive, moment: datetime, value: list[int]) -> None:
    assert [each.value for each in opened.history("uphold_rate", filled.BLABY, 2020, as_of=moment)] == value


def test_changes_since_a_time_and_of_an_authority(opened: OpenArchive) -> None:
    revised = [each for each in opened.changes(filled.BLABY, since=SECOND) if each.cause is Cause.SOURCE]
    assert [(each.kind, each.measure, each.old_value, each.new_value, each.at) for each in revised] == [
        ("revised", "upheld_decisions", "2", "3", SECOND),
        ("revised", "uphold_rate", "40", "60", SECOND),
    ]
    assert {each.run_id for each in opened.changes()} > {each.run_id for each in opened.changes(since=SECOND)}


def test_the_bytes_of_a_letter_are_those_of_its_digest(opened: OpenArchive) -> None:
    [letter] = opened.letters(filled.CUMBERLAND)
    assert document_sha256(opened.document(letter.document_sha256)) == letter.document_sha256
    with pytest.raises(UnknownDocumentError):
        opened.document("0" * 64)


def test_words_that_are_not_known_are_refused_with_the_nearest(opened: OpenArchive) -> None:
    with pytest.raises(UnknownWordError, match=r"no measure is called 'upholdrate': .*; the nearest is 'uphold_rate'"):
        opened.figures("upholdrate")
    with pytest.raises(UnknownWordError, match=f"no authority 'blaby': give its slug; the nearest is '{filled.BLABY}'"):
        opened.letters("blaby")
    with pytest.raises(ValueError, match="no zone"):
        opened.changes(since=datetime(2024, 8, 1))  # noqa: DTZ001 -- that is the point


def test_the_order_is_that_of_plain_text_with_what_is_null_first(opened: OpenArchive) -> None:
    found = opened.figures(source=None)
    keys = [(each.authority_slug, each.year, each.source, each.measure, each.category) for each in found]
    assert keys == sorted(keys)


def test_rows_are_a_sequence(opened: OpenArchive) -> None:
    found = opened.changes()
    assert found[0] == next(iter(found))
    assert list(found[1:3]) == list(found)[1:3]
    assert found == opened.changes() != found[1:]
    assert repr(found) == f"<{len(found)} rows of Change>"


def test_a_notebook_shows_the_first_rows_with_nothing_in_them_as_markup() -> None:
    council = Authority("a", "A & <b>Council</b>", None, None, "County", None, date(2023, 4, 1), None)
    html = Rows(Authority, [council] * 30)._repr_html_()
    assert html.count("<tr>") == 21
    assert "<td>A &amp; &lt;b&gt;Council&lt;/b&gt;</td><td></td>" in html
    assert "<td>2023-04-01</td>" in html
    assert html.endswith("<p>20 of 30 rows of Authority</p>")


@pytest.mark.parametrize("statement", ["DELETE FROM register_entry", "DROP VIEW letters", "CREATE TABLE t (id INT)"])
def test_nothing_can_be_written(address: str, statement: str) -> None:
    with open_database(address, read_only=True) as database, database.reader() as connection:
        with pytest.raises(DBAPIError, match=r"read-?only"):
            connection.execute(text(statement))
        connection.rollback()


def test_a_missing_archive_is_reported_and_not_created(tmp_path: Path) -> None:
    with pytest.raises(DatabaseMissingError, match="no such archive"):
        lgsco_store.open_archive(tmp_path / "none.db")
    assert list(tmp_path.iterdir()) == []


def test_the_setting_names_the_archive_where_nothing_else_does(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LGSCO_DATABASE_URL", address)
    with lgsco_store.open_archive() as archive:
        assert len(archive.letters(filled.CUMBERLAND)) == 1


@pytest.mark.parametrize(
    ("frame", "missing", "extra"),
    [
        ("arrow", "pyarrow", "parquet"),
        ("pandas", "pandas", "pandas"),
        ("pandas", "pyarrow", "pandas"),
        ("polars", "polars", "polars"),
        ("polars", "pyarrow", "polars"),
    ],
)
def test_a_frame_without_its_library_names_the_extra(
    frame: str, missing: str, extra: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, missing, None)
    with pytest.raises(ExtraMissingError, match=rf"needs the extra {extra}; .* -m pip install '\.\[{extra}\]'$"):
        getattr(Rows(Change, []), f"to_{frame}")()


def test_no_rows_are_a_frame_with_all_columns() -> None:
    empty = Rows(Figure, [])
    assert list(empty.to_pandas().columns) == [field.name for field in fields(Figure)]
    assert empty.to_polars().height == 0


@given(st.decimals(0, 10**6, places=2, allow_nan=False).map(lambda each: each.normalize()))
def test_a_value_comes_back_with_its_own_digits_from_a_double(value: Decimal) -> None:
    cells = ["s", "n", None, None, 2020, "letter", next(iter(measures())), "total", float(value), "count"]
    seen = "2024-08-01 09:00:00.000000Z"
    cells += ["printed", 1, "words", 1, "0" * 64, None, None, None, None, 0, None, seen]
    [figure] = rows.from_view(Figure, [cells])
    assert figure.value == value
    assert "E" not in str(figure.value)


def test_importing_the_package_loads_no_library() -> None:
    code = "import sys, lgsco_store; print(sorted({'sqlalchemy', 'pyarrow', 'pandas', 'alembic'} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert ended.stdout.strip() == "[]"
    assert set(lgsco_store.__all__) <= set(dir(lgsco_store))
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = lgsco_store.nothing
