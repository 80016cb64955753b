"""The feed: the requirements of Atom (RFC 4287), and the changes."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest

from jobs.report.facts import gather
from jobs.report.feed import feed
from jobs.report.happenings import Happenings
from lgsco_store.database.session import open_database
from tests.jobs.commands import Done
from tests.jobs.report.reading import Page

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def root(report: Path) -> ET.Element:
    return ET.parse(report / "changes.atom").getroot()  # noqa: S314 -- our own file


def text(element: ET.Element, name: str) -> str:
    found = element.findtext(f"{ATOM}{name}")
    assert found, name
    return found


def test_it_has_every_element_that_atom_requires(root: ET.Element) -> None:
    assert root.tag == f"{ATOM}feed"
    assert root.find(f"{ATOM}author/{ATOM}name") is not None
    entries = root.findall(f"{ATOM}entry")
    for element in (root, *entries):
        assert text(element, "id").startswith("urn:uuid:")
        assert text(element, "title")
        assert text(element, "updated").endswith("Z")
        assert element.find(f"{ATOM}link[@rel='alternate']") is not None
    assert root.find(f"{ATOM}link[@rel='self']") is not None
    ids = [text(each, "id") for each in entries]
    assert len(ids) == len(set(ids)) > 0
    times = [text(each, "updated") for each in entries]
    assert times == sorted(times, reverse=True)


def test_a_feed_reader_understands_it(report: Path, demo: Done) -> None:
    parsed = feedparser.parse((report / "changes.atom").read_bytes())
    assert (parsed.bozo, parsed.version) == (False, "atom10")
    ((finished,),) = demo.rows("SELECT MAX(finished_at) FROM runs WHERE state = 'published'")
    assert parsed.feed.updated == finished.replace(" ", "T")
    titles = {entry.title: entry for entry in parsed.entries}
    corrections = "upheld decisions 57 before, 56 now; uphold rate 65% before, 64% now."
    kent = titles["Kent County Council, letter of 2019-20: corrected"]
    assert kent.content[0].value.startswith(f"The Ombudsman corrected the letter of 2019-20: {corrections}")
    assert "Wigan Metropolitan Borough Council, letter of 2019-20: withdrawn" in titles
    # 21 letters in 2023, then 12 and 12: the demonstration says so.
    assert [entry.title for entry in parsed.entries if "published" in entry.title] == [
        "12 letters published",
        "12 letters published",
        "21 letters published",
    ]


def test_its_links_lead_to_pages_of_the_report(report: Path, root: ET.Element) -> None:
    for link in root.iter(f"{ATOM}link"):
        path, _, fragment = link.attrib["href"].partition("#")
        assert (report / path).is_file(), path
        assert not fragment or fragment in Page(report / path).ids()


def test_an_entry_keeps_its_identity_when_more_changes_come(demo: Done) -> None:
    with open_database(demo.address) as database, database.reader() as connection:
        facts = gather(connection)
    batches = Happenings(facts).batches
    before = {entry.id for entry in feed(facts, batches[1:]).entries}
    after = {entry.id for entry in feed(facts, batches).entries}
    assert before < after


def test_it_has_what_changed_about_decisions(published: Path) -> None:
    parsed = feedparser.parse((published / "changes.atom").read_bytes())
    titles = [entry.title for entry in parsed.entries]
    assert titles[:3] == [
        "Blaby District Council, service improvement: removed",
        "Blaby District Council, service improvement: reworded",
        "Blaby District Council, decision 23 000 006: restored",
    ]
    assert titles[-1] == "3 letters published"
    assert len({entry.id for entry in parsed.entries}) == len(titles) == 8
    assert parsed.entries[0].updated == "2024-08-05T09:00:00.000000Z"
    assert parsed.entries[2].content[0].value == "On the Ombudsman’s site again (noticed 4 August 2024)."
