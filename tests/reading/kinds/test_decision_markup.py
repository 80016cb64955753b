"""Pages of decisions as word processors, editors and old systems leave them, in markup that nobody here drew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from crawler.reading.kinds.decision.page import read_decision
from crawler.reading.kinds.names import DocumentKind
from crawler.reading.kinds.registry import recognise
from lgsco_store.records import ReadingStatus
from lgsco_store.terms import DecisionType
from tests.reading.kinds.decision_dresses import headings
from tests.reading.kinds.test_decisions import WORDS, codes, page

HTML = headings(WORDS)
EVERYTHING = page(WORDS)
PARAGRAPH = (
    "<p class=MsoListParagraph><![if !supportLists]><span>·<span>&nbsp; </span></span><![endif]>{}<o:p></o:p></p>"
)
HEAD = "<p>Northmere District Council (21 004 317)</p>"
BELOW = (
    "<p>The Ombudsman’s final decision:</p><p>Summary: A bin was missed.</p>"
    "<h2>Agreed action</h2>{}<h2>Final decision</h2><p>Fault.</p>"
)
LABELS = "<p>Category : Housing > Allocations</p><p>Decision : Upheld</p><p>Decision date : 4 Feb 2022</p>"


def of(*parts: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{''.join(parts)}</body></html>".encode()


def agreed(actions: str) -> list[str]:
    return [action.text for action in read_decision(of(HEAD, LABELS, BELOW.format(actions))).actions]


@pytest.mark.parametrize("mark", ["•", "·", "\N{EN DASH}", "-", "*", "a)", "(b)", "iv.", "•\N{NO-BREAK SPACE}", "3."])
def test_typed_list_marks_are_no_part_of_an_action(mark: str) -> None:
    assert agreed(f"<p>The Council will:</p><p>{mark} apologise;</p><p>{mark} pay £100.</p>") == [
        "apologise;",
        "pay £100.",
    ]


def test_a_mark_in_a_line_of_its_own_is_no_action() -> None:
    assert agreed("<table><tr><td>•<p></p></td><td><p>apologise.</p><p>pay £100.</p></td></tr></table>") == [
        "apologise.",
        "pay £100.",
    ]


def test_what_breaks_off_before_typed_items_introduces_them() -> None:
    assert agreed("<p>3. Within a month the Council will</p><p>a) apologise;</p><p>b) pay £100</p>") == [
        "apologise;",
        "pay £100",
    ]
    # Paragraphs without a full stop are actions all the same.
    assert agreed("<p>Apologise</p><p>Pay £100</p>") == ["Apologise", "Pay £100"]


def test_words_own_elements_break_no_line() -> None:
    actions = PARAGRAPH.format("say sorry in <st1:date>May</st1:date> 2024;") + PARAGRAPH.format("pay £150.")
    assert agreed(f"<p>The Council agreed to:<o:p></o:p></p>{actions}") == ["say sorry in May 2024;", "pay £150."]


@pytest.mark.parametrize("sign", ["|", "·", "•", "/", "\N{EN DASH}", ";"])
def test_signs_between_the_items_of_a_head_belong_to_none(sign: str) -> None:
    line = f" &nbsp;{sign}&nbsp; ".join(f"{label} {value}" for label, value in WORDS.pairs)
    reading = read_decision(of(HEAD, f"<p>{line}</p>", BELOW.format("<p>None.</p>")))
    assert (reading.sub_category, reading.outcome) == ("Allocations", "Upheld")
    assert reading.decision_date == date(2022, 2, 4)
    assert codes(reading) == []


def test_labels_may_head_the_columns_of_their_values() -> None:
    table = (
        "<table><tr><th>Category</th><th>Decision</th><th>Decision date</th></tr>"
        "<tr><td>Housing > Allocations</td><td>Upheld</td><td>04 FEB 2022</td></tr></table>"
    )
    reading = read_decision(of(HEAD, table, BELOW.format("<p>None.</p>")))
    assert (reading.category, reading.outcome, reading.decision_date) == ("Housing", "Upheld", date(2022, 2, 4))


def test_the_day_of_another_label_is_not_that_of_the_decision() -> None:
    published = LABELS + "<p>Published:</p><p>16/05/2022</p>"
    assert read_decision(of(HEAD, published, BELOW.format("<p>None.</p>"))).decision_date == date(2022, 2, 4)


def test_an_outcome_may_have_a_colon() -> None:
    labels = LABELS.replace("Upheld", "Upheld: Maladministration and Injustice")
    reading = read_decision(of(HEAD, labels.replace(" : ", "</p><p>"), BELOW.format("<p>None.</p>")))
    assert reading.outcome == "Upheld: Maladministration and Injustice"


@pytest.mark.parametrize(
    "printed",
    [
        *("Friday, 4 February 2022", "Friday 4th February 2022", "the 4th of February 2022", "04/Feb/2022", "4/2/2022"),
        "4 Feb 2022 |",
    ],
)
def test_days_are_read_in_the_forms_of_english(printed: str) -> None:
    labels = LABELS.replace("4 Feb 2022", printed)
    assert read_decision(of(HEAD, labels, BELOW.format("<p>None.</p>"))).decision_date == date(2022, 2, 4)


@pytest.mark.parametrize(
    "printed",
    [
        "21&ndash;004&ndash;317",
        "21&#8209;004&#8209;317",
        "21\u200b 004\u200b 317",
        "21 004<wbr> 317",
        "2&shy;1 004 317",
    ],
)
def test_a_reference_is_read_whatever_divides_it(printed: str) -> None:
    reading = read_decision(HTML.replace("21 004 317", printed).encode())
    assert (reading.reference, reading.body) == ("21 004 317", "Northmere District Council")
    assert codes(reading) == []


def test_a_label_may_be_divided_by_markup() -> None:
    labels = LABELS.replace("Decision date", "Deci<b>sion</b> da<wbr>te").replace("Category", "Cate&shy;gory")
    reading = read_decision(of(HEAD, labels, BELOW.format("<p>None.</p>")))
    assert (reading.category, reading.decision_date) == ("Housing", date(2022, 2, 4))


@pytest.mark.parametrize(
    "declared",
    [
        *("", "charset=iso-8859-1", "charset='windows-1252'", "charset=x"),
        *("charset=rot13", "charset=undefined", "charset=idna"),
    ],
)
def test_pages_of_windows_are_read_as_browsers_read_them(declared: str) -> None:
    content = f"<html><head><meta {declared}></head>".encode() + HTML.replace("'", "’").encode("windows-1252")
    reading = read_decision(content)
    assert (reading.type, reading.amounts) == (DecisionType.STATEMENT, EVERYTHING.amounts)


def test_a_sum_whose_sign_is_lost_is_an_issue() -> None:
    content = b"<html><head><meta charset=utf-8></head>" + HTML.replace("'", "’").encode("windows-1252")
    reading = read_decision(content)
    assert reading.type is DecisionType.STATEMENT
    assert reading.amounts == ()
    assert codes(reading) == ["amount_unread"] * 2
    assert reading.status is ReadingStatus.PARTIAL


def test_links_to_other_decisions_before_a_decision_are_none_of_it() -> None:
    aside = (
        "<aside><h2>Related decisions</h2><p>Bolsover District Council (19 001 777)</p><p>Not upheld</p>"
        "<p>Summary: It paid £1,000.</p></aside>"
    )
    content = (aside + HTML).encode()
    assert recognise(content) is DocumentKind.DECISION
    assert replace(read_decision(content), sha256=EVERYTHING.sha256) == EVERYTHING


def test_a_page_with_two_decisions_is_refused() -> None:
    other = HTML.replace("21 004 317", "21 004 318").replace("Northmere", "Southmere")
    reading = read_decision(HTML.encode() + other.encode())
    assert (reading.status, codes(reading)) == (ReadingStatus.UNREADABLE, ["several_decisions"])


@pytest.mark.parametrize("close", ["", "<h2>Final decision</h2><p>Fault.</p>"])
def test_a_second_head_with_its_labels_is_another_decision(close: str) -> None:
    """Neither has the heading of a final decision: the actions of the second are not those of the first."""
    text = "<p>Summary: A bin was missed.</p><h2>Agreed action</h2><ul><li>apologise</li></ul>"
    one = f"<article><h1>Northmere District Council (21 004 317)</h1>{LABELS}{text}{close}</article>"
    other = one.replace("21 004 317", "21 004 318").replace("Northmere", "Southmere")
    reading = read_decision(of(one, other))
    assert (reading.status, codes(reading)) == (ReadingStatus.UNREADABLE, ["several_decisions"])
    # The same decision printed again, as for a printer, is no other.
    assert read_decision(of(one, one)).reference == "21 004 317"


@pytest.mark.parametrize(
    "link",
    [
        "<a href='/assets/attach/55/report.pdf'>Read the report (PDF)</a>",
        "<p><a href='/report.pdf'>Download</a> | <a href='/decisions'>Back to decisions</a></p>",
        "<p><a href='/report.pdf'><strong>Report</strong></a></p>",
    ],
)
def test_links_are_no_actions(link: str) -> None:
    said = "<ul><li>apologise;</li><li>follow <a href='/guidance'>our guidance</a>.</li></ul>"
    assert agreed(f"{said}{link}") == ["apologise;", "follow our guidance."]


BODY = "Northmere District Council"
REFERENCE = "21 004 317"


@pytest.mark.parametrize(
    ("head", "body"),
    [
        (f"<h1>{BODY}</h1><p>Our reference: {REFERENCE}</p>", BODY),
        (f"<h1>{REFERENCE}: {BODY}</h1>", BODY),
        (f"<h1>{BODY}</h1><h2>Case {REFERENCE}</h2>", BODY),
        (f"<h1>{BODY} <small>{REFERENCE}</small></h1>", BODY),
        (f"<h1>{BODY}</h1><dl><dt>Reference number</dt><dd>21-004-317</dd></dl>", BODY),
        # The body is only taken where no other text of a head could stand.
        (f"<h1>Decision</h1><p>Case reference: {REFERENCE}</p>", None),
        (f"<h1>Complaint about {BODY}, reference {REFERENCE}</h1><p>Reference: {REFERENCE}</p>", None),
        (f"<h1>Our decision on Northmere: {REFERENCE}</h1><p>Ref. {REFERENCE}</p>", None),
    ],
)
def test_a_reference_may_be_elsewhere_in_the_head(head: str, body: str | None) -> None:
    reading = read_decision(of(head, LABELS, BELOW.format("<p>None.</p>")))
    assert (reading.reference, reading.body) == (REFERENCE, body)
    assert codes(reading) == ([] if body else ["body_missing"])


@pytest.mark.parametrize(
    "head",
    [
        f"<h1>{BODY}</h1><p>Reference: {REFERENCE}</p><p>Reference: 21 004 318</p>",
        f"<h1>{BODY}</h1><p>We also looked into 21 004 318.</p>",
        f"<h1>{BODY}</h1><p>Related case: 21 004 318</p>",
    ],
)
def test_a_reference_that_may_be_anothers_is_not_taken(head: str) -> None:
    assert read_decision(of(head, LABELS, BELOW.format("<p>None.</p>"))).reference is None


@pytest.mark.parametrize(
    ("name", "references"),
    [
        ("{} (23 001 210) and Seaside NHS Trust (23 001 210a)", ("23 001 210", "23 001 210a")),
        ("{} (23 001 210)<br>Seaside NHS Trust (23 001 210a)", ("23 001 210", "23 001 210a")),
        ("{} (23 001 210), Seaside NHS Trust (23 001 210a) & Care Ltd (23 001 210b)", None),
        ("{} (23 001 210) and Seaside Trust (23 001 210)", ("23 001 210",)),
    ],
)
def test_a_joint_head_is_that_of_the_first_body(name: str, references: tuple[str, ...] | None) -> None:
    reading = read_decision(of(f"<h1>{name.format(BODY)}</h1>", LABELS, BELOW.format("<p>None.</p>")))
    assert reading.body == BODY
    assert reading.references == (references or ("23 001 210", "23 001 210a", "23 001 210b"))
    assert codes(reading) == ["several_bodies"]


def test_one_body_with_two_references_in_brackets_is_one_body() -> None:
    reading = read_decision(of(f"<h1>{BODY} (23 001 210) (23 001 211)</h1>", LABELS, BELOW.format("<p>None.</p>")))
    assert (reading.body, reading.references, codes(reading)) == (BODY, ("23 001 210", "23 001 211"), [])


@pytest.mark.parametrize(
    "satisfied",
    [
        "<dt>Ombudsman satisfied with council's response</dt><dd>26 Feb 2023</dd>",
        "<dt>Ombudsman satisfied with council's response: 26 Feb 2023</dt>",
    ],
)
def test_the_day_of_satisfaction_may_be_in_the_head(satisfied: str) -> None:
    labels = "<dt>Category</dt><dd>Housing > Allocations</dd><dt>Decision</dt><dd>Upheld</dd>"
    head = f"{HEAD}<dl>{labels}<dt>Decision date</dt><dd>4 Feb 2022</dd>{satisfied}</dl>"
    reading = read_decision(of(head, "<h2>Summary</h2><p>A bin was missed.</p><h2>Findings</h2><p>Fault.</p>"))
    assert (reading.decision_date, reading.satisfied_on) == (date(2022, 2, 4), date(2023, 2, 26))
    assert (reading.type, codes(reading)) == (DecisionType.REPORT, [])


def test_a_decision_may_quote_the_head_of_an_earlier_one() -> None:
    quoted = (
        "<blockquote><p>Northmere District Council (18 002 200)</p><p>Category : Housing > Repairs</p>"
        "<p>Decision : Not upheld</p><p>Decision date : 05 Nov 2018</p></blockquote>"
    )
    reading = read_decision(of(HEAD, LABELS, BELOW.format(f"<p>Pay £325.</p>{quoted}")))
    assert (reading.reference, reading.outcome, reading.decision_date) == ("21 004 317", "Upheld", date(2022, 2, 4))
    assert [amount.value for amount in reading.amounts] == [Decimal(325)]


REPORT = (
    f"{HEAD}{LABELS}<h2>Summary</h2><p>A bin was missed.</p><h2>Finding</h2><p>Fault.</p><h2>Recommendations</h2>{{}}"
)


@pytest.mark.parametrize(
    ("line", "satisfied", "said"),
    [
        ("Ombudsman satisfied with the Council’s response &ndash; 3<sup>rd</sup> May 2019", date(2019, 5, 3), []),
        (
            "Ombudsman satisfied with <span>council's</span> response : <span>3<o:p></o:p></span> May 2019",
            date(2019, 5, 3),
            [],
        ),
        ("Ombudsman satisfied in part with council’s response: 11 March 2022", None, ["not_satisfied"]),
        ("Ombudsman satisfied with council’s response: July 2020", None, ["satisfied_on_unread"]),
        ("Council considered report at full council: 4 September 2019", None, []),
    ],
)
def test_what_follows_a_report_is_no_recommendation(line: str, satisfied: date | None, said: list[str]) -> None:
    reading = read_decision(of(REPORT.format(f"<p>Pay £1,000.</p><p>{line}</p>")))
    assert (reading.type, reading.satisfied_on, codes(reading)) == (DecisionType.REPORT, satisfied, said)
    assert [action.text for action in reading.actions] == ["Pay £1,000."]
