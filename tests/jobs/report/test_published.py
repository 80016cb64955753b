"""A council's decisions, public reports and service improvements on its pages, in every state."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from jobs.report import folder
from jobs.report.cases_page import cases_page
from jobs.report.decision_counts import CountTable, count_tables
from jobs.report.facts import Facts, gather
from jobs.report.publications import Count, Decision, Improvement, ListedReport, Publications
from jobs.report.published import Publisher, cut
from jobs.report.site import Site
from lgsco_store.archive import Archive
from lgsco_store.contract.records import Change
from lgsco_store.database.session import open_database
from lgsco_store.records import Source
from lgsco_store.runs.ledger import Ledger
from lgsco_store.terms import Cause
from tests.conftest import Clock
from tests.jobs.report.decided import HOSTILE, LETTERS, TRAIN, improvements, report_of
from tests.jobs.report.made import COUNCIL
from tests.jobs.report.reading import Page, plain
from tests.store.crawls import Crawler, link
from tests.store.crawls import Page as Shown
from tests.store.filled import ADUR, BLABY, REDDITCH
from tests.store.servers import Maker, SQLite


def sections(report: Path, slug: str) -> Page:
    return Page(report / "authority" / f"{slug}.html")


def listed(page: Page, heading: str) -> list[str]:
    """Return the rows of the first list after a heading."""
    rows = page.tree.xpath("//*[@id=$id]/following::ul[contains(@class, 'cases')][1]/li", id=heading)
    return [plain(each) for each in rows]


def test_the_section_says_how_many_decisions_are_held_and_sets_them_beside_the_letter(published: Path) -> None:
    assert (
        "6 decisions about Blaby District Council are in this archive, made from 1 June 2018 to 5 March 2024. "
        "2 of them are no longer on the Ombudsman’s site. "
        "The letter of 2023-24 counts 9 upheld decisions; this archive has 4 upheld in that year. "
        "The Ombudsman does not publish every decision."
    ) in sections(published, BLABY).text
    assert (
        "One decision about Redditch Borough Council is in this archive, made on 1 January 2024."
        in sections(published, REDDITCH).text
    )
    adur = sections(published, ADUR).section("decisions")
    assert adur == "Decisions None of the 8 decisions in this archive is about Adur District Council."


def test_each_decision_has_its_outcome_as_a_word_and_what_became_of_it(published: Path) -> None:
    about, fence = "Planning: Enforcement", "It was about a fence."
    noticed, gone = "(noticed 3 August 2024)", "No longer on the Ombudsman’s site"
    assert listed(sections(published, BLABY), "decisions") == [
        (
            f"5 March 2024 Not upheld · {about} revised {HOSTILE} 23 000 001 "
            f"Its outcome was “Upheld” before {noticed}. Its words were changed {noticed}."
        ),
        f"29 February 2024 Upheld · {about} {fence} 23 000 006 On the Ombudsman’s site again (noticed 4 August 2024).",
        (
            f"10 January 2024 Upheld · {about} withdrawn {fence} 23 000 003 "
            f"{gone} {noticed}. The Ombudsman takes a decision down for a time while it is under review."
        ),
        f"30 November 2023 Upheld · {about} {fence} 23 000 002, a public report",
        f"30 June 2023 Upheld · {about} {fence} 23 000 005, a public report",
        f"1 June 2018 Upheld · {about} expired {fence} 18 000 004 {gone} {noticed}, as is usual at its age.",
    ]


def test_a_decision_is_linked_while_the_site_has_it(published: Path) -> None:
    links = sections(published, BLABY).links()
    at = "http://127.0.0.1/decisions/planning/enforcement/"
    assert f"{at}23-000-001" in links
    assert f"{at}23-000-003" not in links


def test_reports_say_whether_they_are_open_and_since_when(published: Path) -> None:
    page = sections(published, BLABY)
    assert "2 public reports about Blaby District Council are in this archive, one of them open." in page.text
    assert listed(page, "reports") == [
        (
            "30 November 2023 Planning: Enforcement open It was about a fence. 23 000 002 "
            "Still open when last seen, on 4 August 2024, 8 months after the report. "
            "The council was to consider it by 28 February 2024."
        ),
        (
            "30 June 2023 Planning: Enforcement satisfied It was about a fence. 23 000 005 "
            "The Ombudsman was satisfied with the response on 1 May 2024. This archive first saw that on 3 August 2024."
        ),
    ]
    none = "No public report about Adur District Council is in this archive."
    assert none in sections(published, ADUR).text


def test_a_briefing_asks_about_an_open_report(published: Path) -> None:
    asked = Page(published / "briefing" / f"{BLABY}.html").tree.xpath("//ol/li")
    assert plain(asked[-1]) == (
        "Is the Ombudsman satisfied with the council’s response to the public report of 30 November 2023? "
        "Its page did not say so on 4 August 2024."
    )
    assert "public report" not in Page(published / "briefing" / f"{ADUR}.html").text


def test_improvements_say_what_they_were_and_that_they_are_gone(published: Path) -> None:
    page = sections(published, BLABY)
    assert (
        "2 service improvements that Blaby District Council agreed to are in this archive. "
        "One of them is no longer on its list."
    ) in page.text
    assert listed(page, "improvements") == [
        f"{TRAIN} removed 22 001 100a No longer on the list (noticed 5 August 2024).",
        (f"{LETTERS}, or sooner reworded 23 000 001 It read “{LETTERS}” before (noticed 5 August 2024)."),
    ]
    none = "None of the 2 service improvements in this archive was agreed to by Adur District Council."
    assert none in sections(published, ADUR).text


def test_an_archive_without_any_says_so_once(sqlite: SQLite, tmp_path: Path) -> None:
    clock = Clock()
    with open_database(sqlite.upgraded()) as database:
        Crawler(Archive(database, clock), Ledger(database, clock), clock).run({ADUR: Shown([link(ADUR, 2020)])})
        with database.reader() as connection:
            folder.write(tmp_path / "report", Site(gather(connection)).files())
    page = sections(tmp_path / "report", ADUR)
    assert page.section("published") == (
        "Decisions, public reports and service improvements This archive holds no decisions, no public reports and no "
        "service improvements."
    )
    assert not (tmp_path / "report" / "decisions").exists()
    assert "published" not in Page(tmp_path / "report" / "index.html").ids()


def test_decisions_are_counted_by_category_and_outcome_on_either_side_of_the_break(published: Path) -> None:
    page = sections(published, BLABY)
    assert page.table("Decisions made since April 2022") == [
        {"Category": "Planning", "Upheld": "4", "Not upheld": "1", "All": "5"}
    ]
    assert page.table("Decisions made before April 2022") == [{"Category": "Planning", "Upheld": "1", "All": "1"}]


def test_the_page_of_cases_and_its_files_have_them_all(published: Path) -> None:
    page = Page(published / "decisions" / f"{BLABY}.html")
    assert len(listed(page, "decisions")) == 6
    assert len(listed(page, "improvements")) == 2
    rows = list(csv.DictReader((published / "decisions" / f"{BLABY}.csv").read_text("utf-8").splitlines()))
    assert [(row["reference"], row["outcome"], row["state"], row["gone_at"]) for row in rows[:3]] == [
        ("23 000 001", "Not upheld", "published", ""),
        ("23 000 006", "Upheld", "published", ""),
        ("23 000 003", "Upheld", "withdrawn", "2024-08-03T09:00:00.000000Z"),
    ]
    text = (published / "improvements" / f"{BLABY}.csv").read_text("utf-8")
    assert [row["text"] for row in csv.DictReader(text.splitlines())] == [TRAIN, f"{LETTERS}, or sooner"]
    assert not (published / "decisions" / f"{ADUR}.html").exists()


def test_the_front_page_lists_open_reports(published: Path) -> None:
    page = Page(published / "index.html")
    assert page.section("published").startswith(
        "Decisions, public reports and service improvements This archive holds 8 decisions and 2 service improvements."
    )
    assert listed(page, "published") == [
        (
            "30 November 2023 Blaby · Planning: Enforcement 23 000 002 "
            "Still open when last seen, on 4 August 2024, 8 months after the report. "
            "The council was to consider it by 28 February 2024."
        )
    ]


def test_the_page_of_changes_tells_what_happened_to_them(published: Path) -> None:
    page = Page(published / "changes.html")
    (section,) = page.tree.xpath("//section[h2[@id='published']]")
    noticed = "(noticed 3 August 2024)"
    blaby = "Blaby District Council"
    assert [plain(each) for each in section.iter("li")] == [
        f"removed {blaby}, service improvement. No longer on the list (noticed 5 August 2024).",
        f"reworded {blaby}, service improvement. It read “{LETTERS}” before (noticed 5 August 2024).",
        f"restored {blaby}, decision 23 000 006. On the Ombudsman’s site again (noticed 4 August 2024).",
        (
            f"satisfied {blaby}, report 23 000 005. The Ombudsman was satisfied with the response on 1 May 2024. "
            "This archive first saw that on 3 August 2024."
        ),
        (
            f"revised {blaby}, decision 23 000 001. Its outcome was “Upheld” before {noticed}. "
            f"Its words were changed {noticed}."
        ),
        (
            f"withdrawn {blaby}, decision 23 000 003. No longer on the Ombudsman’s site {noticed}. "
            "The Ombudsman takes a decision down for a time while it is under review."
        ),
        f"withdrawn {blaby}, decision 23 000 006. It was gone for a time {noticed}.",
    ]


def test_an_archive_with_improvements_alone_says_so(sqlite: SQLite, tmp_path: Path) -> None:
    clock = Clock()
    with open_database(sqlite.upgraded()) as database:
        Crawler(Archive(database, clock), Ledger(database, clock), clock).run({BLABY: improvements(("", TRAIN))})
        with database.reader() as connection:
            folder.write(tmp_path / "report", Site(gather(connection)).files())
    assert sections(tmp_path / "report", BLABY).section("published") == (
        "Decisions, public reports and service improvements Decisions and public reports "
        "This archive holds no decisions and no public reports. Service improvements "
        f"One service improvement that Blaby District Council agreed to is in this archive. {TRAIN} "
        "Search one improvement"
    )


@pytest.mark.slow
def test_both_databases_give_the_same_pages(published: Path, postgresql: Maker, tmp_path: Path) -> None:
    other = report_of(postgresql, tmp_path / "report")
    for name in ("authority", "decisions", "improvements"):
        for path in (published / name).iterdir():
            assert path.read_bytes() == (other / name / path.name).read_bytes(), path


# What pages print more rarely.

A_PAGE = 300_000

SEEN = datetime(2026, 11, 27, 9, tzinfo=UTC)


def decision(reference: str, **changed: object) -> Decision:
    made = Decision(
        reference=reference,
        authority_slug=COUNCIL.slug,
        type="statement",
        category="Housing",
        sub_category="Repairs",
        outcome="Upheld",
        decision_date=date(2026, 5, 1),
        summary="A roof.",
        satisfied_on=None,
        state="published",
        gone_at=None,
        url="http://x",
        text_sha256=reference,
        last_seen_at=SEEN,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def publisher(decisions: Iterable[Decision] = (), changes: Iterable[Change] = ()) -> Publisher:
    held = Publications({COUNCIL.slug: [*decisions]}, {}, {}, {}, {}, {"1": [*changes]}, {}, {}, every_decision=9)
    return Publisher(held)


def test_what_a_page_does_not_print_is_not_known() -> None:
    row = publisher().decision_row(
        decision("1", category=None, sub_category=None, outcome=None, decision_date=None, summary=None), 120
    )
    assert (row.day, row.outcome, row.about, row.summary) == (
        "date not known",
        "outcome not known",
        "category not known",
        "",
    )


def test_references_with_one_text_are_one_report() -> None:
    one, other = decision("1", type="report", text_sha256="a"), decision("2", type="report", text_sha256="a")
    third = decision("3", type="report", text_sha256="b", state="expired", gone_at=SEEN)
    rows = publisher().report_rows([one, other, third, decision("4")])
    assert [(row.references, row.tag) for row in rows] == [(["1", "2"], "open"), (["3"], "expired")]
    assert rows[1].notes == [
        "As long as it was there, its page did not say that the Ombudsman was satisfied with the response.",
        "No longer on the Ombudsman’s site (noticed 27 November 2026), as is usual at its age.",
    ]


def listed_report(key: str, **changed: object) -> ListedReport:
    made = ListedReport(
        listed_report=key,
        authority_slug=COUNCIL.slug,
        text=f"Report {key}",
        link=f"http://x/{key}",
        pdf=f"http://x/{key}.pdf",
        decision=None,
        state="published",
        removed_at=None,
        first_published_at=SEEN,
    )
    return replace(made, **changed)  # type: ignore[arg-type]


def test_a_report_that_a_page_lists_is_shown_once_and_never_called_open() -> None:
    held = publisher([decision("1", type="report"), decision("2", type="report")]).publications
    reports = [
        listed_report("a", decision="1"),
        listed_report("b"),
        listed_report("c", state="removed", removed_at=SEEN),
    ]
    page = Publisher(replace(held, listed_reports={COUNCIL.slug: reports})).published(COUNCIL.slug, "A Council", 2025)
    assert page.report_sentences == [
        "2 public reports about A Council are in this archive, 2 of them open.",
        "The council’s page at the Ombudsman lists one more, whose decision is not in this archive.",
        "Open: its page does not say that the Ombudsman is satisfied with the response.",
    ]
    assert [row.pdf for row in page.reports] == ["http://x/a.pdf", None]
    unknown = "The decision is not in this archive, so whether the report is open is not known."
    assert [(row.report.text, row.tag, row.notes) for row in page.listed] == [
        ("Report b", "", [unknown]),
        ("Report c", "removed", ["No longer on the list (noticed 27 November 2026).", unknown]),
    ]


def test_a_report_that_is_listed_alone_is_told(facts: Facts, tmp_path: Path) -> None:
    report = listed_report("b", authority_slug=BLABY)
    held = replace(facts.publications, listed_reports={BLABY: [report]})
    path = tmp_path / "blaby.html"
    path.write_bytes(files_of(facts, held)[f"authority/{BLABY}.html"])
    page = Page(path)
    assert (
        "This archive holds no decisions. Public reports The council’s page at the Ombudsman lists one public report, "
        "whose decision is not in this archive. Report b As a PDF The decision is not"
    ) in page.text
    assert "http://x/b" in page.links()


def test_a_better_reading_is_no_revision() -> None:
    change = Change(
        1, SEEN, COUNCIL.slug, None, Source.DECISION, "outcome_revised", "outcome", None, None, "Not upheld", "Upheld",
        Cause.READER, 2, "1",
    )  # fmt: skip
    row = publisher(changes=[change]).decision_row(decision("1"), 120)
    assert (row.tag, row.notes) == ("", [])
    row = publisher(changes=[replace(change, cause=Cause.SOURCE)]).decision_row(decision("1"), 120)
    assert row.tag == "revised"


def test_counts_keep_every_outcome_and_category_and_never_cross_the_break() -> None:
    def count(year: int | None, category: str | None, outcome: str | None, number: int) -> Count:
        return Count(COUNCIL.slug, year, category, outcome, number)

    counts = [
        count(2023, "Planning", "Not upheld", 2),
        count(2025, "Planning", "Upheld", 3),
        count(2024, "Housing", "Put on hold", 1),
        count(2024, None, None, 4),
        count(2022, "Housing", "Upheld", 5),
        count(None, "Housing", "Upheld", 6),
    ]
    assert count_tables(counts) == [
        CountTable(
            "made since April 2022",
            ["Upheld", "Not upheld", "Put on hold", "Outcome not known", "All"],
            [
                ("Housing", [0, 0, 1, 0, 1]),
                ("Planning", [3, 2, 0, 0, 5]),
                ("Category not known", [0, 0, 0, 4, 4]),
                ("All categories", [3, 2, 1, 4, 10]),
            ],
        ),
        CountTable("made before April 2022", ["Upheld", "All"], [("Housing", [5, 5])]),
        CountTable("with a date that is not known", ["Upheld", "All"], [("Housing", [6, 6])]),
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [("A roof.", "A roof."), ("A leaking roof, and", "A leaking…"), ("Roofleakage", "Roofleakag…"), ("", "")],
)
def test_a_long_text_is_cut_between_words(text: str, shown: str) -> None:
    assert cut(text, 10) == shown


@pytest.fixture(scope="module")
def facts(sqlite: SQLite) -> Facts:
    """Return an archive with one letter, to which decisions may be added."""
    clock = Clock()
    with open_database(sqlite.upgraded()) as database:
        Crawler(Archive(database, clock), Ledger(database, clock), clock).run({BLABY: Shown([link(BLABY, 2020)])})
        with database.reader() as connection:
            return gather(connection)


def files_of(facts: Facts, held: Publications) -> dict[str, bytes]:
    return {file.path: file.body for file in Site(replace(facts, publications=held)).files()}


def test_the_front_page_folds_all_but_the_oldest_open_reports(facts: Facts, tmp_path: Path) -> None:
    reports = [
        decision(str(at), authority_slug=BLABY, type="report", decision_date=date(2026, at, 1))
        for at in range(5, 0, -1)
    ]
    held = replace(facts.publications, decisions={BLABY: reports}, every_decision=5)
    (tmp_path / "index.html").write_bytes(files_of(facts, held)["index.html"])
    page = Page(tmp_path / "index.html")
    days = [plain(each) for each in page.tree.xpath("//div[@class='when']")]
    assert days == ["1 January 2026", "1 February 2026", "1 March 2026", "1 April 2026", "1 May 2026"]
    (fold,) = page.tree.xpath("//details[.//ul[contains(@class, 'cases')]]")
    assert plain(fold).startswith("2 more open reports 1 April 2026")


def test_the_page_of_cases_lists_as_many_as_it_may_weigh(facts: Facts) -> None:
    day, long = date(2026, 5, 1), "Mr X’s complaint " * 60
    many = [
        decision(f"26 000 {at:03}", authority_slug=BLABY, decision_date=day - timedelta(at), summary=long)
        for at in range(300)
    ]
    agreed = [
        Improvement(str(at), BLABY, "Train staff " * 20, "26 000 001", "Housing", day, "published", None, SEEN)
        for at in range(150)
    ]
    held = replace(facts.publications, decisions={BLABY: many}, improvements={BLABY: agreed}, every_decision=len(many))
    page = cases_page(Publisher(held), facts.authorities[BLABY])
    assert page is not None
    assert (len(page.decisions), page.every_decision, page.has_cut) == (150, 300, True)
    assert (len(page.improvements), page.every_improvement) == (100, 150)
    assert all(len(row.summary) <= 801 for row in page.decisions)
    files = files_of(facts, held)
    loaded = (f"decisions/{BLABY}.html", "assets/report.css", "assets/cases.js")
    assert sum(len(files[name]) for name in loaded) < A_PAGE
    assert b"The newest 150 of 300 decisions; the file has them all. The longest summaries are cut" in files[loaded[0]]
    assert files[f"decisions/{BLABY}.csv"].count(b"\n") == 301
