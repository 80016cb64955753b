"""Statistics pages in many markups with unknown tags: the same figures, however the text is wrapped."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from crawler.reading import read_page
from lgsco_store.records import FigureState, Reading, ReadingStatus

REAL = Path(__file__).parents[2].parent / "shared" / "real" / "pages"

OVERVIEW = "complaints_dealt_with complaints_not_for_us complaints_assessed_and_closed complaints_investigated"
UPHELD = "uphold_rate uphold_rate_average upheld_decisions upheld_per_100k upheld_per_100k_average investigations"
COMPLIANCE = "compliance_rate compliance_rate_average compliance_outcomes"
REMEDIES = (
    "satisfactory_remedy_rate satisfactory_remedy_rate_average satisfactory_remedy_decisions satisfactory_remedy_base"
)
THREE = f"{UPHELD} {COMPLIANCE} {REMEDIES}"
OVERVIEW_2025 = f"{OVERVIEW} investigations upheld_decisions uphold_rate uphold_rate_average upheld_per_100k"
WITHOUT_POPULATION = "uphold_rate uphold_rate_average upheld_decisions investigations"
KENT_2024 = (THREE, "81 85 76 4.8 4.5 94 98 100 63 3 7 2 76")
KENT_2025 = (OVERVIEW_2025, "291 87 128 76 76 63 83 89 3.9")

# The figures of each page, copied from the page.
PRINTED: dict[str, tuple[str, str]] = {
    "isle-of-wight-2024": (THREE, "67 79 8 5.7 4.6 12 100 100 7 0 13 0 8"),
    "kent-2023-link": (THREE, "87 80 53 3.4 3.4 61 100 100 51 8 6 4 53"),
    "kent-2024-alt": KENT_2024,
    "kent-2024-link": KENT_2024,
    "kent-2025-A": KENT_2025,
    "kent-2025-B-link": KENT_2025,
    "lambeth-2025-part": (OVERVIEW_2025, "309 134 112 63 63 58 92 84 18.4"),
    "leeds-2023": (THREE, "69 77 37 4.6 4.8 54 100 99 27 14 10 5 37"),
    "northampton-2022-glued": (f"{WITHOUT_POPULATION} {REMEDIES}", "50 51 2 4 0 20 0 2"),
    "northumberland-2024": (THREE, "69 79 18 5.5 4.6 26 100 100 14 11 13 2 18"),
    "northumberland-2025-part": (OVERVIEW, "109 35 56 18"),
}

# An invented page with everything that real ones print besides their figures.
INVENTED = """Advice on comparing statistics across years
In 2022-23 another choice of cases changed the average for everybody, and three months of 2020 brought nothing new.
Norwich City Council
Annual statistics ?Find out more about annual statistics
More about this data
Complaints upheld \N{EN DASH} where we found that something was wrong.
Satisfactory remedies provided by the Council \N{EN DASH} where it had put things right before we came.
Compliance with Ombudsman recommendations \N{EN DASH} a council with a compliance rate below 100% should ask why.
-
Complaints upheld
71% Complaints upheld by Norwich City Council
71% of complaints we investigated were upheld.
This compares to an average of 79% in similar organisations.
5 upheld decisions
View upheld decisionsAdjusted for Norwich City Council's population, this is
1 upheld decisions per 100,000 residents.The average for authorities of this type is
4.6 upheld decisions per 100,000 residents.
Statistics are based on a total of 7 investigations for the period between 1 April 2023 to 31 March 2024
-
Compliance with Ombudsman recommendations
80% of cases were successfully implemented by Norwich City Council
In 80% of cases we were satisfied the Council had successfully implemented our recommendations.
This compares to an average of 100% in similar organisations.
Statistics are based on a total of 5 compliance outcomes for the period between 1 April 2023 to 31 March 2024
-
Satisfactory remedies provided by the Council
20% Complaints with satisfactory remedy provided by Norwich City Council
In 20% of upheld cases we found the Council had provided a satisfactory remedy before the complaint reached the \
Ombudsman.
This compares to an average of 13% in similar organisations.
1 satisfactory remedy decision
Statistics are based on a total of 5 upheld decisions for the period between 1 April 2023 to 31 March 2024
View all satisfactory remedy decisions
Annual letters
View annual letters
Reports ?Find out more about reports
In the last 9 years we wrote 3 reports.
"""
EXPECTED = "71 79 5 1 4.6 7 80 100 5 20 13 1 5"

TITLE = re.compile(
    r"(?:Annual statistics|Complaint overview|Complaints upheld|Compliance with|Satisfactory remedies|Annual letters"
    r"|(?:Public )?[Rr]eports \?|Service)(?!.*(?:\N{EN DASH}| by | than )).*"
)
COUNTED = re.compile(r"(\d+) (upheld decisions?|satisfactory remedy decisions?)")

Wrap = Callable[[Sequence[str]], str]


def wrapped(title: str, other: str) -> Wrap:
    """Make a page whose titles and other rows are written in these forms."""
    return lambda rows: "\n".join((title if TITLE.fullmatch(row) else other).format(row) for row in rows)


def as_definitions(rows: Sequence[str]) -> str:
    """Make a glossary as a list, whose entries have the same names as the blocks."""
    return "<dl>" + "".join(map(definition, rows)) + "</dl>"


def definition(row: str) -> str:
    term, dash, text = row.partition(" \N{EN DASH} ")
    return f"<dt>{term}</dt><dd>{text}</dd>" if dash or TITLE.fullmatch(row) else f"<dd>{row}</dd>"


def with_numbers_apart(rows: Sequence[str]) -> str:
    """Make big numbers in elements of their own, directly next to their labels, and footnote marks."""
    return wrapped("<h3>{}</h3>", "<p>{}</p>")(
        [COUNTED.sub(r'<span class="n">\1</span><span>\2<sup>1</sup></span>', row) for row in rows]
    )


def with_hidden(rows: Sequence[str]) -> str:
    """Hide numbers after and before each number."""
    hidden = (
        '<span class="sr-only">7</span><span hidden>8</span><i style="display: none">9</i><!-- 5 -->'
        "<template>6</template><noscript>4</noscript>"
    )
    seen = [re.sub(r"([\d.,]*\d)", rf"<b>\1</b>{hidden}", row) for row in rows]
    return wrapped("<h2>{}</h2>", "<div>{}</div><div class='visually-hidden'>99%</div>")(seen)


def with_footnotes(rows: Sequence[str]) -> str:
    marks = '<sup>1</sup><a href="#fn2">2</a><span style="vertical-align:super">3</span>'
    seen = [re.sub(r"(\d+)( upheld decisions?| satisfactory|%)", rf"\1{marks}\2", row) for row in rows]
    return wrapped("<h2>{}</h2>", "<p>{}</p>")(seen)


MARKUPS: dict[str, Wrap] = {
    "headings": wrapped("<h2>{}</h2>", "<p>{}</p>"),
    "class": wrapped('<p class="h1">{}</p>', "<p><span>{}</span></p>"),
    "strong": wrapped("<div><strong>{}</strong></div>", "<div>{}</div>"),
    "breaks": lambda rows: "<div>" + "<br>".join(rows) + "</div>",
    "list": lambda rows: "<ul>" + "".join(f"<li>{row}</li>" for row in rows) + "</ul>",
    "table": lambda rows: "<table>" + "".join(f"<tr><td>{row}</td></tr>" for row in rows) + "</table>",
    "summary": wrapped("<details><summary>{}</summary></details>", "<section>{}</section>"),
    "definitions": as_definitions,
    "numbers apart": with_numbers_apart,
    "hidden": with_hidden,
    "footnotes": with_footnotes,
}


def page(text: str, wrap: Wrap) -> Reading:
    rows = [html.escape(line.strip(" \N{BULLET}")) for line in text.splitlines() if line.strip(" \N{BULLET}-")]
    return read_page(f"<html><body>{wrap(rows)}</body></html>".encode(), url="https://www.lgo.org.uk/x")


def printed(measures: str, numbers: str) -> dict[str, Decimal]:
    return dict(zip(measures.split(), map(Decimal, numbers.split()), strict=True))


def values(reading: Reading) -> dict[str, Decimal]:
    return {figure.measure: figure.value for figure in reading.figures if figure.value is not None}


@pytest.mark.parametrize("markup", MARKUPS)
def test_an_invented_page_is_read_however_it_is_marked_up(markup: str) -> None:
    reading = page(INVENTED, MARKUPS[markup])
    assert values(reading) == printed(THREE, EXPECTED)
    assert [issue.message for issue in reading.issues] == []
    assert (reading.status, reading.year) == (ReadingStatus.COMPLETE, 2024)
    assert reading.authority == "Norwich City Council"


@pytest.mark.skipif(not REAL.exists(), reason="the real pages are not beside this project")
@pytest.mark.parametrize("markup", MARKUPS)
@pytest.mark.parametrize("name", PRINTED)
def test_a_real_page_is_read_however_it_is_marked_up(name: str, markup: str) -> None:
    reading = page((REAL / f"{name}.txt").read_text("utf-8"), MARKUPS[markup])
    assert values(reading) == printed(*PRINTED[name])
    assert [issue.message for issue in reading.issues if issue.code != "not_printed"] == []
    assert reading.status is ReadingStatus.COMPLETE
    assert all(figure.state in {FigureState.PRINTED, FigureState.NOT_APPLICABLE} for figure in reading.figures)


@pytest.mark.skipif(not REAL.exists(), reason="the real pages are not beside this project")
def test_every_real_page_is_expected() -> None:
    assert {file.stem for file in REAL.glob("*.txt")} == set(PRINTED)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("5 upheld decisions\n", "<b>5</b><i>1</i> upheld decisions\n"),
        ("5 upheld decisions\n", "5&#185;5 upheld decisions\n"),
        ("5 upheld decisions\n", "5 1 upheld decisions\n"),
    ],
)
def test_digits_that_touch_across_elements_are_no_number(old: str, new: str) -> None:
    assert old in INVENTED
    rows = [row for row in INVENTED.replace(old, new).splitlines() if row.strip("-")]
    reading = read_page(MARKUPS["headings"](rows).encode(), url="https://www.lgo.org.uk/x")
    states = {figure.measure: figure.state for figure in reading.figures}
    assert states["upheld_decisions"] in {FigureState.UNREADABLE, FigureState.DERIVED}
    assert values(reading).get("upheld_decisions") in {None, 5}


def test_a_ring_that_disagrees_with_its_sentence_is_reported() -> None:
    reading = page(INVENTED.replace("71% Complaints upheld by", "17% Complaints upheld by"), MARKUPS["headings"])
    assert [issue.code for issue in reading.issues] == ["unexplained_number"]
