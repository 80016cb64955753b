"""The cause of a change, if the source and the reader change in one run."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeAlias

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgsco_store.archive import Archive
from lgsco_store.database.session import Database
from lgsco_store.evidence.digests import CanonicalFigure, figures_sha256
from lgsco_store.history.compare import Change, Known, replacement
from lgsco_store.publications.inputs import Current, ReadLetter
from lgsco_store.records import Reading, ReadingStatus, Source, ToRead
from lgsco_store.runs.ledger import Claim
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import Cause, Trigger
from tests.conftest import Clock
from tests.store.crawls import SITE, Crawler, Letter, Page, link, rows

BLABY = "blaby-district-council"
OLD = Letter(2020, rate="40")


@pytest.fixture
def crawler(crawler: Crawler, clock: Clock) -> Crawler:
    """Do a run of reader 1 over a site with one letter."""
    crawler.run({BLABY: Page([link(BLABY, 2020, OLD)])})
    clock.advance(3600)
    return crawler


def seen_by_reader_2(rate: str, letter: Letter = OLD) -> Reading:
    """Return a document as reader 2 reads it: with another rate, and therefore another text."""
    return replace(replace(letter, rate=rate).reading("2"), sha256=letter.sha256)


def gather(crawler: Crawler, new: Letter, again: Reading | None) -> Claim:
    """Do a run of reader 2 over a site with a replaced letter; ``again`` is the old one as reader 2 reads it."""
    claim = crawler.gather({BLABY: Page([link(BLABY, 2020, new)])}, reader="2")
    former = ToRead(OLD.sha256, Source.LETTER, link(BLABY, 2020, OLD).url)
    assert crawler.archive.former_unread(claim.run_id, "2") == (former,)
    if again is not None:
        crawler.archive.store_reading(again, Source.LETTER)
        assert crawler.archive.former_unread(claim.run_id, "2") == ()
    return claim


def field_changes(crawler: Crawler, database: Database, claim: Claim) -> list[tuple[object, ...]]:
    crawler.archive.publish(crawler.archive.plan(claim.run_id), claim)
    query = "SELECT kind, field, old_value, new_value, cause FROM change WHERE run_id = {} ORDER BY id"
    return rows(database, query.format(claim.run_id))


READ_AS_41 = ("revised", "value", "40", "41", "reader")
RESTAMPED, REWORDED = replace(OLD, stamp=1), replace(OLD, words="We upheld more.")


@pytest.mark.parametrize(
    ("new", "again", "expected"),
    [
        (RESTAMPED, "40", [("restamped", None, None, None, "source")]),
        (replace(RESTAMPED, rate="41"), "41", [READ_AS_41, ("restamped", None, None, None, "source")]),
        (replace(REWORDED, rate="41"), "41", [READ_AS_41, ("reworded", None, None, None, "source")]),
        (replace(REWORDED, rate="42"), "40", [("revised", "value", "40", "42", "source")]),
        (replace(REWORDED, rate="42"), "41", [READ_AS_41, ("revised", "value", "41", "42", "source")]),
        (replace(REWORDED, rate="40"), "41", [READ_AS_41, ("revised", "value", "41", "40", "source")]),
    ],
)
def test_the_readers_part_is_reported_first_and_the_sources_after_it(
    crawler: Crawler, database: Database, new: Letter, again: str, expected: list[tuple[object, ...]]
) -> None:
    assert field_changes(crawler, database, gather(crawler, new, seen_by_reader_2(again))) == expected
    assert rows(database, "SELECT code FROM run_issue") == []
    assert rows(database, "SELECT value FROM figures") == [(float(str(new.rate)),)]


@pytest.mark.parametrize(
    "again", [None, Reading(OLD.sha256, ReadingStatus.UNREADABLE, "2"), replace(seen_by_reader_2("41"), year=1999)]
)
def test_what_cannot_be_told_apart_is_the_sources_and_an_issue(
    crawler: Crawler, database: Database, again: Reading | None
) -> None:
    claim = gather(crawler, replace(REWORDED, rate="42"), again)
    assert field_changes(crawler, database, claim) == [("revised", "value", "40", "42", "source")]
    assert rows(database, "SELECT authority_slug, year, code, severity FROM issues WHERE code <> 'base_differs'") == [
        (BLABY, 2020, "cause_unclear", "warning")
    ]


def test_nothing_is_read_again_without_need(crawler: Crawler, archive: Archive) -> None:
    same = crawler.gather({BLABY: Page([link(BLABY, 2020, REWORDED)])}, reader="1")
    assert archive.former_unread(same.run_id, "1") == ()
    crawler.ledger.fail(same, [trouble("enough")])
    unchanged = crawler.gather({BLABY: Page([link(BLABY, 2020, OLD)])}, reader="2")
    assert archive.former_unread(unchanged.run_id, "2") == ()


def test_a_held_run_is_compared_by_the_reader_that_came_after_it(
    crawler: Crawler, archive: Archive, database: Database, clock: Clock
) -> None:
    held = crawler.gather({BLABY: Page([link(BLABY, 2020, REWORDED)])})
    archive.hold(archive.plan(held.run_id), held, [trouble("a person must look")])
    clock.advance(60)
    for letter, rate in ((OLD, "41"), (REWORDED, "42")):
        archive.store_reading(seen_by_reader_2(rate, letter), Source.LETTER)
    archive.reread(crawler.ledger.claim(Trigger.REREAD, SITE, "2"), "2")
    clock.advance(60)
    archive.publish(archive.plan(held.run_id))
    query = "SELECT run_id, kind, old_value, new_value, cause FROM change WHERE field = 'value' ORDER BY id"
    assert rows(database, query) == [
        (3, "revised", "40", "41", "reader"),
        (held.run_id, "revised", "41", "42", "source"),
    ]


Figures: TypeAlias = dict[str, tuple[str | None, str]]
"""Value and state by measure."""
Head: TypeAlias = dict[str, str | None]

FIGURES = st.dictionaries(
    st.sampled_from(["uphold_rate", "upheld_decisions", "investigations"]),
    st.tuples(st.sampled_from(["1", "2", None]), st.sampled_from(["printed", "derived", "unreadable"])),
)
HEADS = st.fixed_dictionaries({"title": st.sampled_from([None, "A", "B"]), "layout": st.sampled_from([None, "x"])})


def reading(number: int, document: str, reader: str, figures: Figures) -> ReadLetter:
    canonical = canonical_figures(figures)
    return ReadLetter(
        reading_id=number,
        source=Source.LETTER,
        document_sha256=document,
        reader_version=reader,
        status=ReadingStatus.COMPLETE,
        year=2020,
        text_sha256=repr(figures),
        figures_sha256=figures_sha256(canonical),
        head={},
    )


def canonical_figures(figures: Figures) -> list[CanonicalFigure]:
    return [CanonicalFigure(measure, None, value, "count", state) for measure, (value, state) in figures.items()]


def applied(figures: Figures, head: Head, changes: Sequence[Change]) -> tuple[Figures, Head]:
    """Apply changes to figures and head; each must find the old value that it names."""
    now: dict[tuple[str | None, str], str | None] = {(None, field): value for field, value in head.items()}
    for measure, (value, state) in figures.items():
        now |= {(measure, "value"): value, (measure, "state"): state}
    for change in changes:
        if change.field is not None:
            assert now.get((change.measure, change.field)) == change.old
            now[change.measure, change.field] = change.new
    left = {measure for measure, field in now if measure and field == "state" and now[measure, field] is not None}
    after = {measure: (now.get((measure, "value")), str(now[measure, "state"])) for measure in left}
    return after, {field: value for (measure, field), value in now.items() if measure is None}


@given(st.tuples(FIGURES, HEADS), st.tuples(FIGURES, HEADS), st.tuples(FIGURES, HEADS))
def test_the_changes_lead_from_the_old_reading_to_the_new(
    old: tuple[Figures, Head],
    again: tuple[Figures, Head],
    new: tuple[Figures, Head],
) -> None:
    """The reader's rows lead to the old document as the new reader reads it, the source's from there to the new one."""
    parts = (old, again, new)
    names = (("a", "1"), ("a", "2"), ("b", "2"))
    one, between, other = (
        replace(reading(number, *name, figures), head=head)
        for number, (name, (figures, head)) in enumerate(zip(names, parts, strict=True))
    )
    current = Current(
        1, Source.LETTER, "1/2020", 1, "a", 2020, "u", withdrawn=False, last_seen_at=Clock()(), number=1, reading=one
    )
    known = Known(
        {at: canonical_figures(part[0]) for at, part in enumerate(parts)}, {(Source.LETTER, "a", "2"): between}
    )
    changes = replacement(current, other, known)
    readers = [change for change in changes if change.cause is Cause.READER]
    assert list(changes[: len(readers)]) == readers
    assert applied(*old, readers) == again
    assert applied(*again, changes[len(readers) :]) == new
