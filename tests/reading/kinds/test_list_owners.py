"""A list that a title or a sentence gives to another council is not filed under the council whose page it is on."""

from __future__ import annotations

import pytest

from crawler.reading.kinds.council_reports import read_council_reports
from crawler.reading.kinds.improvements.page import read_improvements
from lgsco_store.publications.list_owners import other_owner
from lgsco_store.records import ReadingStatus

SINCE = "Since April 2018, {} has agreed to make the following improvements to its services after an investigation"
PUBLISHED = "In the last nine years, the Ombudsman has published the following public interest reports against {}"
LEEDS = "Leeds City Council"
URL = "https://www.lgo.org.uk/your-councils-performance/leeds-city-council/statistics"


@pytest.mark.parametrize(
    ("text", "own", "other"),
    [
        (SINCE.format("Stafford Borough Council"), "leeds city council", "Stafford Borough Council"),
        (SINCE.format("Stafford Borough Council"), "stafford borough council", None),
        (SINCE.format("the Council"), "leeds city council", None),
        (f"{PUBLISHED.format('Kent County Council')}.", LEEDS, "Kent County Council"),
        (PUBLISHED.format("Kent County Council since 2015:"), LEEDS, "Kent County Council"),
        (PUBLISHED.format("Northampton Borough Council"), "west northamptonshire council", None),
        ("Service improvements for Kent County Council", LEEDS, "Kent County Council"),
        ("Service improvements for adults", LEEDS, None),
        ("Report about Kent County Council", LEEDS, None),
        ("Kent County Council has agreed to make payments to families.", LEEDS, None),
        ("The Ombudsman has published a report on Reading", LEEDS, None),
    ],
)
def test_a_sentence_says_whose_list_it_is(text: str, own: str, other: str | None) -> None:
    assert other_owner([text], own) == other


@pytest.mark.parametrize("name", ["Kent County Council", LEEDS, "the Council"])
def test_a_page_with_the_lists_of_another_council_is_not_read(name: str) -> None:
    html = (
        f"<h1>{LEEDS}</h1><h2>Public reports</h2><p>{PUBLISHED.format(name)}</p>"
        f"<a href='/decisions/housing/allocations/23-001-307'>Delays</a>"
        f"<h2>Service improvements</h2><p>{SINCE.format(name)}</p><p>Train staff.</p>"
    ).encode()
    improvements, reports = read_improvements(html, url=URL), read_council_reports(html, url=URL)
    if name.startswith("Kent"):
        assert (improvements.improvements, reports.items) == ((), ())
        assert {improvements.status, reports.status} == {ReadingStatus.UNRECOGNISED}
        assert {issue.code for each in (improvements, reports) for issue in each.issues} == {"authority_mismatch"}
    else:
        assert (len(improvements.improvements), len(reports.items)) == (1, 1)


def test_a_row_of_another_council_is_left_out_and_reported() -> None:
    rows = "".join(
        f"<tr><td>{name}</td><td>{text}</td></tr>"
        for name, text in ((LEEDS, "Train."), ("Kent County Council", "Pay."))
    )
    html = f"<h1>Service improvements</h1><table><tr><th>Council</th><th>Improvement</th></tr>{rows}</table>"
    reading = read_improvements(html.encode(), url=URL)
    assert [each.text for each in reading.improvements] == ["Train."]
    assert [issue.code for issue in reading.issues] == ["authority_mismatch"]
