"""What a letter says about a measure, and tables for spreadsheets."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from decimal import Decimal
from types import SimpleNamespace
from typing import Any, cast

import pytest

from jobs.report import tabular
from jobs.report.lineage import last_day
from jobs.report.results import UPHELD, State, Value, _values
from lgsco_store.contract.records import Figure
from tests.jobs.report import made
from tests.jobs.report.made import COUNCIL


@pytest.mark.parametrize(
    ("end", "last"), [("2023-04-01", "2023-03-31"), ("2023-03-31", "2023-03-31"), ("2019-09-30", "2019-09-30")]
)
def test_the_last_day_is_the_one_before_a_first_of_april(end: str, last: str) -> None:
    assert last_day(date.fromisoformat(end)) == date.fromisoformat(last)


def figure(number: float | None, state: str = "printed") -> Figure:
    return made.figure(UPHELD, number, state, slug="a")


def test_places_of_a_letter_that_disagree_give_no_number() -> None:
    ((_, found),) = _values([figure(40), figure(41)]).items()
    assert found == Value(State.CONTRADICTS, printed=(Decimal("40.0"), Decimal("41.0")))


@pytest.mark.parametrize(
    ("text", "safe"),
    [("=1+1", "'=1+1"), ("@x", "'@x"), ("+a", "'+a"), ("-2", "-2"), ("word", "word"), ("\n=1+1", "'\n=1+1")],
)
def test_no_spreadsheet_takes_a_letter_s_words_for_a_formula(text: str, safe: str) -> None:
    facts = SimpleNamespace(authorities={"a": COUNCIL}, letters={})
    table = tabular.figure_rows(cast("Any", facts), [replace(figure(40), text=text)]).decode()
    (row,) = csv.DictReader(io.StringIO(table, newline=""))
    assert row["text"] == safe
    assert row["value"] == "40"
