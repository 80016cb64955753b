"""Service improvements: word for word from lists and tables; a table with an unknown column is refused by its name."""

from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading.kinds.improvements.page import read_improvements
from crawler.reading.kinds.names import DocumentKind, ReadDocument
from crawler.reading.kinds.registry import recognise
from crawler.reading.serialise import json_line
from lgsco_store.publications.readings import Improvement, ImprovementsReading
from lgsco_store.records import ReadingStatus
from tests.site.dresses import DRESSES, Dress, Part, Words

URL = "https://www.lgo.org.uk/your-councils-performance/kent-county-council/serviceimprovements?year=2025"
INTRO = (
    "Since April 2018, the Council has agreed to make the following improvements to its services following an Ombudsman"
)
ITEMS = [
    "Write to every family on the list within ten days",
    "Train the duty team. It will keep a note of who came",
    "Publish the charges (21 004 317) on its web site",
]
COUNCIL = [
    Part("Annual letters", ["Letters are below"]),
    Part("Service improvements", [INTRO, *ITEMS, "View all service improvements"]),
    Part("Reports", ["No public reports published"]),
]


def read(html: str) -> ImprovementsReading:
    return read_improvements(html.encode(), url=URL)


def codes(reading: ImprovementsReading) -> list[str]:
    return [issue.code for issue in reading.issues]


@pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)
def test_items_of_a_council_page_are_word_for_word_in_every_dress(dress: Dress) -> None:
    reading = read(dress(Words("Kent County Council", COUNCIL)))
    assert [each.text for each in reading.improvements] == ITEMS
    assert [each.reference for each in reading.improvements] == [None, None, "21 004 317"]
    assert (reading.status, reading.authority, codes(reading)) == (ReadingStatus.COMPLETE, "Kent County Council", [])


@pytest.mark.parametrize(
    "title", ["Service improvements ?Find out more about service improvements", "Service improvements (3)"]
)
def test_the_title_may_carry_more_words(title: str) -> None:
    assert len(read(f"<h2>{title}</h2><p>{INTRO}</p><ul><li>One thing.</li></ul>").improvements) == 1


TABLE = [
    Improvement(ITEMS[0], "21 004 317", "Housing", date(2022, 2, 4)),
    Improvement(ITEMS[1], "22 001 100a", "Education", date(2023, 12, 31)),
]


def table(headers: list[str], rows: list[list[str]]) -> str:
    cells = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return (
        f"<h1>Service improvements</h1><table><tr>{''.join(f'<th>{each}</th>' for each in headers)}</tr>{cells}</table>"
    )


def test_a_table_is_read_by_the_words_of_its_header() -> None:
    headers = ["Decision date", "Improvement", "Category", "Case reference"]
    rows = [["04 Feb 2022", ITEMS[0], "Housing", "21 004 317"], ["31/12/2023", ITEMS[1], "Education", "22-001-100A"]]
    reading = read(table(headers, rows))
    assert list(reading.improvements) == TABLE
    assert reading.status is ReadingStatus.COMPLETE


def test_the_year_of_an_improvement_is_left_out() -> None:
    rows = [["21 004 317", ITEMS[0], "2022"]]
    reading = read(table(["Reference", "Improvement", "Year"], rows))
    assert list(reading.improvements) == [Improvement(ITEMS[0], "21 004 317", None, None)]
    assert reading.status is ReadingStatus.COMPLETE


def test_a_table_with_an_unknown_column_is_refused_by_its_name() -> None:
    reading = read(table(["Reference", "Improvement", "Progress"], [["21 004 317", ITEMS[0], "done"]]))
    assert (reading.status, reading.improvements, codes(reading)) == (
        ReadingStatus.UNRECOGNISED,
        (),
        ["column_unknown"],
    )
    assert "'Progress'" in reading.issues[0].message


def test_a_table_without_the_improvements_is_refused() -> None:
    assert codes(read(table(["Reference", "Category"], [["21 004 317", "Housing"]]))) == ["column_missing"]


def test_labels_may_stand_before_or_behind_what_they_belong_to() -> None:
    labels = [
        "Reference: 21 004 317|Category: Housing|Date: 04 Feb 2022",
        "Ref: 22 001 100a|Subject: Education|Decided: 31 Dec 2023",
    ]
    before = "|".join(f"{label}|{item}" for label, item in zip(labels, ITEMS, strict=False))
    behind = "|".join(f"{item}|{label}" for label, item in zip(labels, ITEMS, strict=False))
    for lines in (before, behind):
        html = f"<h1>Service improvements</h1>{''.join(f'<p>{line}</p>' for line in lines.split('|'))}"
        assert list(read(html).improvements) == TABLE


def test_labels_and_values_may_be_in_blocks_or_cells_of_their_own() -> None:
    pairs = [("Reference", "21 004 317"), ("Category", "Housing"), ("Date", "4 Feb 2022"), ("Improvement", ITEMS[0])]
    blocks = "".join(f"<dt>{label}</dt><dd>{value}</dd>" for label, value in pairs)
    rows = "".join(f"<tr><th>{label}:</th><td>{value}</td></tr>" for label, value in pairs)
    for html in (f"<dl>{blocks}</dl>", f"<table>{rows}</table>"):
        assert list(read(f"<h1>Service improvements</h1>{html}").improvements) == TABLE[:1]


def test_a_field_of_the_next_item_is_never_given_to_the_one_before() -> None:
    """The second item has no reference, the third has."""
    html = f"<p>Ref: 21 004 317</p><p>{ITEMS[0]}</p><p>{ITEMS[1]}</p><p>Ref: 22 001 100a</p><p>Third</p>"
    found = read(f"<h2>Service improvements</h2>{html}").improvements
    assert [each.reference for each in found] == ["21 004 317", None, "22 001 100a"]


def test_categories_may_be_headings() -> None:
    html = (
        f"<h2>Service improvements</h2><h3>Housing</h3><ul><li>{ITEMS[0]}</li></ul><h3>Education</h3><p>{ITEMS[1]}</p>"
    )
    assert [(each.text, each.category) for each in read(html).improvements] == [
        (ITEMS[0], "Housing"),
        (ITEMS[1], "Education"),
    ]


def test_an_unknown_heading_ends_the_items_and_is_named() -> None:
    reading = read(f"<h2>Service improvements</h2><p>{ITEMS[0]}</p><h2>Our partners</h2><p>Northmere</p>")
    assert (len(reading.improvements), codes(reading)) == (1, ["heading_unknown"])


@pytest.mark.parametrize("none", ["No service improvements", "There are no improvements for this council", "None"])
def test_missing_validators_are_none(none: str) -> None:
    reading = read(f"<h2>Service improvements</h2><p>{none}</p>")
    assert (reading.status, reading.improvements, codes(reading)) == (ReadingStatus.COMPLETE, (), [])


def test_a_title_without_items_and_a_page_without_the_title_are_issues() -> None:
    assert codes(read(f"<h2>Service improvements</h2><p>{INTRO}</p>")) == ["improvements_missing"]
    assert codes(read("<h2>Reports</h2>")) == ["no_improvements_page"]


def test_references_and_dates_of_other_forms_are_not_taken() -> None:
    html = f"<h1>Service improvements</h1><p>Reference: 21-4</p><p>Date: soon</p><p>{ITEMS[0]}</p>"
    reading = read(html)
    assert list(reading.improvements) == [Improvement(ITEMS[0])]
    assert codes(reading) == ["reference_unknown", "date_unread"]


def test_the_page_is_recognised_and_printed() -> None:
    content = table(["Reference", "Improvement"], [["21 004 317", ITEMS[0]]]).encode()
    assert recognise(content) is DocumentKind.SERVICE_IMPROVEMENTS
    line = json_line("x", ReadDocument(DocumentKind.SERVICE_IMPROVEMENTS, read_improvements(content)))
    printed = json.loads(line)
    assert list(printed) == [
        "source",
        "kind",
        "sha256",
        "status",
        "authority",
        "improvements",
        "issues",
        "reader_version",
    ]
    assert printed["improvements"] == [
        {"text": ITEMS[0], "reference": "21 004 317", "category": None, "decided_on": None}
    ]


PARTS = [
    "<h2>Service improvements</h2>",
    "<tr><td>",
    "<td>",
    "Reference",
    ":",
    "Improvement",
    "<p>",
    "None",
    "21 004 317",
    "<h2>",
    "Housing",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS) | st.text(max_size=6), max_size=40))
def test_no_page_breaks_the_reader(parts: list[str]) -> None:
    reading = read("".join(parts))
    assert isinstance(json_line("x", ReadDocument(DocumentKind.SERVICE_IMPROVEMENTS, reading)), str)


def under_the_title(items: str) -> list[tuple[str, str | None, date | None]]:
    found = read(f"<h2>Service improvements</h2><p>{INTRO}</p>{items}").improvements
    return [(each.text, each.reference, each.decided_on) for each in found]


@pytest.mark.parametrize(
    "items",
    [
        "<p>· Train staff.</p><p>· Write a policy.</p>",
        "<p>(a) Train staff.</p><p>(b) Write a policy.</p>",
        "<table><tr><td>1.</td><td>Train staff.</td></tr><tr><td>2.</td><td>Write a policy.</td></tr></table>",
    ],
)
def test_typed_list_marks_are_no_part_of_an_item(items: str) -> None:
    assert [text for text, *_ in under_the_title(items)] == ["Train staff.", "Write a policy."]


def test_references_and_days_need_no_label() -> None:
    listed = "<dl><dt>22 001 010</dt><dd>Train staff.</dd><dt>23 009 090</dt><dd>Train staff.</dd></dl>"
    assert under_the_title(listed) == [("Train staff.", "22 001 010", None), ("Train staff.", "23 009 090", None)]
    dated = "<p>3rd March 2023</p><p>Train staff.</p><p>1 December 2022</p><p>Date forms.</p>"
    assert under_the_title(dated) == [
        ("Train staff.", None, date(2023, 3, 3)),
        ("Date forms.", None, date(2022, 12, 1)),
    ]


def test_an_item_may_have_paragraphs_and_a_list_within() -> None:
    items = (
        "<ul><li><p>Check appeals.</p><p>Look at reasons.</p></li>"
        "<li>Change the guide to say:<ul><li>what;</li><li>who.</li></ul></li></ul>"
    )
    assert [text for text, *_ in under_the_title(items)] == [
        "Check appeals. Look at reasons.",
        "Change the guide to say: what; who.",
    ]


def test_years_may_be_headings() -> None:
    items = "<h3>2025</h3><ol><li>One.</li></ol><h3>2023-24</h3><ol><li>Two.</li><li>Three.</li></ol>"
    assert [text for text, *_ in under_the_title(items)] == ["One.", "Two.", "Three."]


def test_tabs_that_name_no_panels_belong_to_the_panels_in_order() -> None:
    tabs = "".join(
        f"<button role=tab>{title}</button>" for title in ("Annual letters", "Reports", "Service improvements")
    )
    panels = ["View annual letters", "No public reports published", f"{INTRO}</p><p>Train staff."]
    html = "".join(f"<div role=tabpanel><p>{text}</p></div>" for text in panels)
    reading = read(f"<h1>Kent County Council</h1><div role=tablist>{tabs}</div>{html}")
    assert [each.text for each in reading.improvements] == ["Train staff."]
