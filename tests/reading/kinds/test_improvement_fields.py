"""The fields of service improvements: each belongs to the improvement beside it, or is left out and reported."""

from __future__ import annotations

from datetime import date
from time import monotonic

import pytest

from crawler.reading.kinds.improvements.page import read_improvements
from lgsco_store.publications.readings import Improvement, ImprovementsReading
from lgsco_store.records import ReadingStatus

URL = "https://www.lgo.org.uk/your-councils-performance/kent-county-council/serviceimprovements"
TRAIN = Improvement("Provide training.", "23 001 222", None, date(2024, 10, 3))
REVIEW = Improvement("Review policy.", "23 001 223", None, date(2024, 10, 4))
FIELDS = (
    (("Reference", "23 001 222"), ("Improvement", "Provide training."), ("Date", "3 October 2024")),
    (("Reference", "23 001 223"), ("Improvement", "Review policy."), ("Date", "4 October 2024")),
)


def read(html: str) -> ImprovementsReading:
    return read_improvements(f"<h1>Service improvements</h1>{html}".encode(), url=URL)


def codes(reading: ImprovementsReading) -> list[str]:
    return [issue.code for issue in reading.issues]


def each(outer: str, inner: str) -> str:
    """Return markup with one part for each improvement, and one for each of its fields."""
    return "".join(
        outer.format("".join(inner.format(label=label, value=value) for label, value in fields)) for fields in FIELDS
    )


@pytest.mark.parametrize(
    "html",
    [
        each("<dl>{}</dl>", "<dt>{label}</dt><dd>{value}</dd>"),
        each("<table>{}</table>", "<tr><th>{label}</th><td>{value}</td></tr>"),
        each("<div>{}</div>", "<p>{label}: {value}</p>"),
        each("<section>{}</section>", "<p>{value}</p>"),
        each("<ul><li>{}</li></ul>", "<p><b>{label}</b></p><p>{value}</p>"),
    ],
    ids=["terms", "one table each", "labelled", "without labels", "list"],
)
def test_fields_may_be_on_both_sides_of_their_improvement(html: str) -> None:
    reading = read(html)
    assert list(reading.improvements) == [TRAIN, REVIEW]
    assert (reading.status, codes(reading)) == (ReadingStatus.COMPLETE, [])


@pytest.mark.parametrize(
    ("items", "unclear"),
    [
        ("Train.|3 October 2024|Review.", ["date"]),
        ("3 October 2024|Train.|4 October 2024|Review.|5 October 2024", ["date"]),
        ("Train.|3 October 2024|4 October 2024|Review.|5 October 2024", ["date"]),
        ("23 001 222|Train.|23 001 223|4 October 2024|Review.|5 October 2024", ["date", "reference"]),
    ],
)
def test_fields_that_may_be_another_improvements_are_left_out(items: str, unclear: list[str]) -> None:
    reading = read("".join(f"<p>{text}</p>" for text in items.split("|")))
    assert list(reading.improvements) == [Improvement("Train."), Improvement("Review.")]
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["fields_unclear"] * len(unclear))
    assert all(name in issue.message for name, issue in zip(unclear, reading.issues, strict=True))


def test_a_field_above_a_heading_belongs_to_no_improvement_before_it() -> None:
    reading = read("<p>23 001 222</p><h3>Housing</h3><p>Train.</p><p>23 001 223</p><h3>Education</h3><p>Review.</p>")
    assert [(item.text, item.reference) for item in reading.improvements] == [("Train.", None), ("Review.", None)]
    assert codes(reading) == ["fields_unclear"]


def test_a_text_of_nothing_but_fields_is_no_improvement() -> None:
    details = "<details><summary>{0}</summary><p>{1}</p><p>Case reference {2}, decided on {3}</p></details>"
    html = details.format("Housing", "Train.", "23 001 222", "3 October 2024")
    html += details.format("Education", "Review.", "23 001 223", "4th Oct 2024")
    assert list(read(html).improvements) == [
        Improvement("Train.", "23 001 222", "Housing", date(2024, 10, 3)),
        Improvement("Review.", "23 001 223", "Education", date(2024, 10, 4)),
    ]
    terms = (
        "<dl><dt>Housing (23 001 222)</dt><dd>Train.</dd><dt>Benefits and tax (23 001 223)</dt><dd>Review.</dd></dl>"
    )
    assert list(read(terms).improvements) == [
        Improvement("Train.", "23 001 222", "Housing"),
        Improvement("Review.", "23 001 223", "Benefits and tax"),
    ]


@pytest.mark.parametrize("rest", ["<small>Agreed 3 October 2024. 23 001 222</small>", "<p>23 001 222 - 3 Oct 2024</p>"])
def test_an_item_of_a_list_is_one_improvement_with_its_paragraphs_and_fields(rest: str) -> None:
    reading = read(f"<ol><li><strong>Housing</strong><br>Train staff.<br>Do so in May.<br>{rest}</li></ol>")
    assert list(reading.improvements) == [
        Improvement("Train staff. Do so in May.", "23 001 222", "Housing", date(2024, 10, 3))
    ]


def test_two_references_of_one_improvement_are_reported() -> None:
    reading = read("<p>Train.</p><p>References 23 001 222 and 23 001 223</p>".replace("References", "Reference"))
    assert list(reading.improvements) == [Improvement("Train.")]
    assert codes(reading) == ["reference_unknown"]


HEAD = "<tr><th>Date</th><th>Improvement</th><th>Reference</th></tr>"


def table(*rows: str) -> str:
    return f"<table>{HEAD}{''.join(f'<tr>{row}</tr>' for row in rows)}</table>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (
                "<td rowspan=2>3 October 2024</td><td>Train.</td><td>23 001 222</td>",
                "<td>Review.</td><td>23 001 223</td>",
            ),
            [("Train.", "23 001 222", 3), ("Review.", "23 001 223", 3)],
        ),
        (
            (
                "<td>3 October 2024</td><td>Train.</td><td rowspan=0>23 001 222</td>",
                "<td>4 October 2024</td><td>Review.</td>",
                "<td>5 October 2024</td><td>Amend.</td>",
            ),
            [("Train.", "23 001 222", 3), ("Review.", "23 001 222", 4), ("Amend.", "23 001 222", 5)],
        ),
        (
            (
                "<td rowspan=2 colspan=2>Train.</td><td>23 001 222</td>",
                "<td>23 001 223</td>",
            ),
            [],
        ),
    ],
)
def test_a_cell_counts_for_every_row_that_it_spans(rows: tuple[str, ...], expected: list[tuple[str, str, int]]) -> None:
    found = read(table(*rows)).improvements
    assert [(item.text, item.reference, item.decided_on) for item in found] == [
        (text, reference, date(2024, 10, day)) for text, reference, day in expected
    ]


def test_a_reference_may_span_the_rows_of_its_improvements() -> None:
    head = "<tr><th>Reference</th><th>Improvement</th></tr>"
    rows = "<tr><td rowspan=3>23 001 222</td><td>Train.</td></tr><tr><td>Review.</td></tr><tr><td>Amend.</td></tr>"
    found = read(f"<table>{head}{rows}</table>").improvements
    assert [(item.text, item.reference) for item in found] == [
        (text, "23 001 222") for text in ("Train.", "Review.", "Amend.")
    ]


def test_a_row_that_lacks_a_cell_is_not_read_and_is_reported() -> None:
    reading = read(table("<td>Review.</td><td>23 001 223</td>", "<td>3 Oct 2024</td><td>Train.</td><td></td>"))
    assert list(reading.improvements) == [Improvement("Train.", None, None, date(2024, 10, 3))]
    assert (reading.status, codes(reading)) == (ReadingStatus.PARTIAL, ["row_unread"])
    assert "'Review. | 23 001 223'" in reading.issues[0].message


def test_a_row_of_a_table_may_name_the_category_of_those_below() -> None:
    rows = [
        "<td colspan=3>Housing</td>",
        "<td>3 Oct 2024</td><td>Train.</td><td></td>",
        "<td colspan=3>Education</td>",
        "<td>4 Oct 2024</td><td>Review.</td><td></td>",
    ]
    assert [item.category for item in read(table(*rows)).improvements] == ["Housing", "Education"]


def test_a_cell_may_have_paragraphs_and_lists() -> None:
    reading = read(table("<td>3 Oct 2024</td><td><p>Train staff to:</p><ul><li>a;</li><li>b.</li></ul></td><td></td>"))
    assert list(reading.improvements) == [Improvement("Train staff to: a; b.", None, None, date(2024, 10, 3))]


def test_the_columns_of_a_grid_have_labels_in_its_first_row() -> None:
    rows = [("Improvement", "Reference", "Date"), ("Provide training.", "23 001 222", "3 October 2024")]
    rows += [("Review policy.", "23 001 223", "4 October 2024"), ("Amend form.", "", "")]
    html = "".join(f"<div>{''.join(f'<div>{cell}</div>' for cell in row)}</div>" for row in rows)
    assert list(read(f"<div>{html}</div>").improvements) == [TRAIN, REVIEW, Improvement("Amend form.")]


def test_a_grid_whose_rows_are_not_known_is_refused() -> None:
    texts = ("Improvement", "Category", "Train.", "Allocations", "Review.", "Damp")
    reading = read("".join(f"<p>{text}</p>" for text in texts))
    assert (reading.status, reading.improvements, codes(reading)) == (
        ReadingStatus.UNRECOGNISED,
        (),
        ["labels_unclear"],
    )


def test_a_table_with_two_columns_of_one_meaning_is_refused() -> None:
    html = "<table><tr><th>Improvement</th><th>Summary</th></tr><tr><td>Train.</td><td>Damp</td></tr></table>"
    assert codes(read(html)) == ["column_twice"]


def test_a_row_without_a_header_has_one_improvement() -> None:
    rows = "<tr><td>3 October 2024</td><td>23 001 222</td><td>Provide training.</td></tr>"
    rows += "<tr><td>Allocations</td><td>23 001 223</td><td>Review policy.</td></tr>"
    reading = read(f"<table>{rows}</table>")
    assert (list(reading.improvements), codes(reading)) == ([TRAIN], ["row_unread"])


def test_comments_in_rows_break_nothing() -> None:
    assert [item.text for item in read("<table><tr><!-- --><td><p>Train.</p><p>Review.</p></table>").improvements] == [
        "Train.",
        "Review.",
    ]
    head = "<div><div>Improvement</div><!-- --><div>Reference</div></div>"
    found = read(f"<div>{head}<div><div>Train.</div><!-- --><div>23 001 222</div></div></div>").improvements
    assert list(found) == [Improvement("Train.", "23 001 222")]


def test_cells_that_span_thousands_of_rows_take_no_time() -> None:
    rows = "".join("<tr><td rowspan=9999 colspan=9999>Train.</td><td rowspan=9999>x</td></tr>" for _ in range(1_000))
    started = monotonic()
    read(f"<table>{HEAD}{rows}</table>")
    assert monotonic() - started < 5
