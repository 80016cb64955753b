"""The sections of a council's page about its decisions, public reports and service improvements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from jobs.report.decision_counts import CountTable, count_tables
from jobs.report.publications import Decision, Improvement, ListedReport, Publications
from jobs.report.words import publications as words
from jobs.report.words.numbers import day
from lgsco_store.contract.records import Change
from lgsco_store.terms import Cause, DecisionKind, Kind

_NEWEST = 10
# About two lines of a column, and nearly every summary as a whole; the CSV has all of them.
_SHORT, LONG = 120, 800


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision of a list: its day, outcome and categories in words, and what became of it."""

    decision: Decision
    day: str
    outcome: str
    about: str
    summary: str
    tag: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One public report, which may have several references, and whether its response was satisfactory."""

    decision: Decision
    references: list[str]
    day: str
    about: str
    summary: str
    tag: str
    notes: list[str]
    pdf: str | None


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One public report of which the archive has nothing but the line on the council's page."""

    report: ListedReport
    tag: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class ImprovementRow:
    """One service improvement, and the decision that it came from if the archive has it."""

    improvement: Improvement
    day: str
    decision: Decision | None
    tag: str
    notes: list[str]


@dataclass(frozen=True, slots=True)
class Published:
    """All contents of the three sections; each begins with its sentences."""

    decision_sentences: list[str]
    newest: list[DecisionRow]
    count_tables: list[CountTable]
    report_sentences: list[str]
    reports: list[ReportRow]
    listed: list[ListedRow]
    improvement_sentences: list[str]
    improvements: list[ImprovementRow]
    decision_count: int
    improvement_count: int
    archive_has_any: bool
    archive_has_decisions: bool

    @property
    def has_list(self) -> bool:
        """Return whether there is anything to list on a page of its own."""
        return bool(self.decision_count or self.improvement_count)


class Publisher:
    """Makes the sections of councils."""

    def __init__(self, publications: Publications) -> None:
        self.publications = publications

    def published(self, slug: str, name: str, year: int) -> Published:
        """Return the sections of one council; ``year`` is that of the letter beside which its decisions are counted."""
        held = self.publications
        decisions, improvements = held.decisions.get(slug, []), held.improvements.get(slug, [])
        reports, listed = self.report_rows(decisions), self._listed_rows(slug)
        return Published(
            decision_sentences=list(self._decision_sentences(slug, name, year, decisions)),
            newest=[self.decision_row(each, _SHORT) for each in decisions[:_NEWEST]],
            count_tables=count_tables(held.counts.get(slug, [])),
            report_sentences=_report_sentences(name, reports, listed),
            reports=reports,
            listed=listed,
            improvement_sentences=_improvement_sentences(name, improvements, held.every_improvement),
            improvements=[self.improvement_row(each) for each in improvements[:_NEWEST]],
            decision_count=len(decisions),
            improvement_count=len(improvements),
            archive_has_decisions=bool(held.every_decision or held.listed_reports),
            archive_has_any=held.has_any,
        )

    def decision_row(self, decision: Decision, most: int) -> DecisionRow:
        """Return the row of one decision, with so many characters of its summary."""
        return DecisionRow(
            decision=decision,
            day=_day(decision.decision_date),
            outcome=decision.outcome or f"outcome {words.NOT_KNOWN}",
            about=_about(decision),
            summary=cut(decision.summary or "", most),
            tag=self._tag(decision),
            notes=self._notes(decision),
        )

    def report_rows(self, decisions: Iterable[Decision]) -> list[ReportRow]:
        """Return the reports among decisions: references with the same text are one report."""
        together: dict[str, list[Decision]] = defaultdict(list)
        for each in decisions:
            if each.is_report:
                together[each.text_sha256 or each.reference].append(each)
        return [self._report_row(references) for references in together.values()]

    def open_reports(self) -> list[ReportRow]:
        """Return the open reports about all councils, the oldest first."""
        rows = (row for decisions in self.publications.decisions.values() for row in self.report_rows(decisions))
        still = (row for row in rows if row.tag == "open")
        return sorted(still, key=lambda row: (row.decision.decision_date or date.max, row.decision.reference))

    def improvement_row(self, improvement: Improvement) -> ImprovementRow:
        """Return the row of one service improvement."""
        own = self.publications.decisions.get(improvement.authority_slug, ())
        decision = next((each for each in own if each.reference == improvement.reference), None)
        gone = [] if improvement.is_there else [words.removed(improvement.removed_at)]
        notes = self._revised(improvement.improvement)
        return ImprovementRow(
            improvement=improvement,
            day=day(improvement.decided_on) if improvement.decided_on else "",
            decision=decision,
            tag="removed" if gone else "reworded" if notes else "",
            notes=[*gone, *notes],
        )

    def _decision_sentences(self, slug: str, name: str, year: int, decisions: list[Decision]) -> Iterator[str]:
        every = self.publications.every_decision
        yield words.decisions(name, [each.decision_date for each in decisions], every)
        yield from filter(None, [words.gone(sum(not each.is_there for each in decisions), len(decisions))])
        tie = self.publications.ties.get((slug, year))
        if tie and decisions:
            yield words.tie(year, int(tie.letter_upheld), tie.published_upheld, tie.state)

    def _report_row(self, references: list[Decision]) -> ReportRow:
        first = next((each for each in references if each.is_there), references[0])
        satisfied = next((each for each in references if each.satisfied_on), None)
        return ReportRow(
            decision=first,
            references=[each.reference for each in references],
            day=_day(first.decision_date),
            about=_about(first),
            summary=cut(first.summary or "", _SHORT),
            tag="satisfied" if satisfied else "open" if first.is_open else first.state,
            notes=[*self._response(first, satisfied), *self._notes(first)],
            pdf=self._pdf(references),
        )

    def _pdf(self, references: list[Decision]) -> str | None:
        """Return the address of a report as a PDF, if the council's page links to one."""
        wanted = {each.reference for each in references}
        listed = self.publications.listed_reports.get(references[0].authority_slug, ())
        return next((each.pdf for each in listed if each.decision in wanted and each.pdf and each.is_there), None)

    def _listed_rows(self, slug: str) -> list[ListedRow]:
        """Return the reports that the council's page lists and that are not among the decisions."""
        alone = [each for each in self.publications.listed_reports.get(slug, ()) if each.decision is None]
        return [
            ListedRow(each, "", [words.LISTED])
            if each.is_there
            else ListedRow(each, "removed", [words.removed(each.removed_at), words.LISTED])
            for each in alone
        ]

    def _response(self, report: Decision, satisfied: Decision | None) -> Iterator[str]:
        """Say what the page of a report says about the response to it."""
        if satisfied and satisfied.satisfied_on:
            yield words.satisfied(satisfied.satisfied_on, self.publications.satisfied_seen_at.get(satisfied.reference))
        elif report.is_open:
            consider_by = self.publications.consider_by.get(report.reference)
            yield words.open_report(report.decision_date, report.last_seen_at.date(), consider_by)
        else:
            yield words.NEVER_SATISFIED

    def _tag(self, decision: Decision) -> str:
        if not decision.is_there:
            return decision.state
        corrected = {each.kind for each in self._source_changes(decision.reference)}
        return "revised" if corrected & {DecisionKind.OUTCOME_REVISED, DecisionKind.REDATED} else ""

    def _notes(self, decision: Decision) -> list[str]:
        gone = {"withdrawn": words.withdrawn, "expired": words.expired}.get(decision.state)
        return [*([gone(decision.gone_at)] if gone else []), *self._revised(decision.reference)]

    def _revised(self, key: str) -> list[str]:
        """Say what changed, newest first, each once.

        A report whose response became satisfactory has new words for that alone, which its own sentence tells.
        """
        changes = self._source_changes(key)
        satisfied = {each.run_id for each in changes if each.field == "satisfied_on"}
        told = (each for each in changes if each.field or each.kind != Kind.REWORDED or each.run_id not in satisfied)
        sentences = (words.revised(each.kind, each.field, each.old_value, each.at) for each in told)
        return [*dict.fromkeys(filter(None, sentences))]

    def _source_changes(self, key: str) -> list[Change]:
        """Return what the Ombudsman changed: a better reading changed nothing there."""
        return [each for each in self.publications.changes.get(key, ()) if each.cause == Cause.SOURCE]


def _report_sentences(name: str, reports: list[ReportRow], listed: list[ListedRow]) -> list[str]:
    open_ = sum(each.tag == "open" for each in reports)
    there = sum(each.report.is_there for each in listed)
    sentences = [words.reports(name, len(reports), open_)] if reports or not there else []
    sentences += [words.listed_reports(there, more=bool(reports))] if there else []
    return [*sentences, *([words.OPEN] if open_ else [])]


def _improvement_sentences(name: str, improvements: list[Improvement], every: int) -> list[str]:
    gone = words.gone(sum(not each.is_there for each in improvements), len(improvements), "its list")
    return [words.improvements(name, len(improvements), every), *([gone] if gone else [])]


def _day(on: date | None) -> str:
    return day(on) if on else f"date {words.NOT_KNOWN}"


def _about(decision: Decision) -> str:
    return ": ".join(filter(None, (decision.category, decision.sub_category))) or f"category {words.NOT_KNOWN}"


def cut(text: str, most: int) -> str:
    """Return the beginning of a text, cut between two words."""
    if len(text) <= most:
        return text
    start = text[: most + 1].rpartition(" ")[0] or text[:most]
    return f"{start.rstrip(' .,;:')}…"
