"""Yearly tables about every authority as publications: which year and what a table is about. Pure.

A table is about no single authority. Its reference is what it counts and the year in which its period ends; that of a
file with several tables names all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lgsco_store.publications.base import PublicationKind, Standing, Versioned
from lgsco_store.publications.filing import Filed, Filing, Place, addresses, choose, is_possible
from lgsco_store.publications.inputs import Current, Evidence, Fetched, Finding, ReadLetter
from lgsco_store.records import CaptureKind, ReadingStatus, Severity, Source
from lgsco_store.terms import Spider

# Further issues of a table that cannot be read are in its reading.
_MOST_NAMED = 3
_READ = frozenset({ReadingStatus.COMPLETE, ReadingStatus.PARTIAL})


def file_tables(evidence: Evidence, current: Standing) -> Filing:
    """File each table that was read under what it counts and its year; any other becomes a finding."""
    filed: dict[Place, list[Filed]] = {}
    findings: list[Finding] = []
    for table in evidence.tables:
        reading = evidence.readings.get((Source.DATA_TABLE, table.document_sha256 or ""))
        why = _why_not(table, reading)
        if why is not None or reading is None:
            findings.append(
                Finding("table_unread", Severity.WARNING, why or "", url=table.url, source=Source.DATA_TABLE)
            )
        elif evidence.extent.has_year(reading.year):
            each = _filed(table, reading)
            filed.setdefault(each.place, []).append(each)
    chosen = {place: choose(tables, current.get(place)) for place, tables in filed.items()}
    findings += [_two_tables(tables, chosen[at]) for at, tables in filed.items() if len(_documents(tables)) > 1]
    return Filing(chosen, (), tuple(findings))


def withdrawn_tables(*_: object) -> Iterable[Current]:
    """Return nothing: a table that is no longer listed stays what the Ombudsman said of its year."""
    return ()


def _why_not(table: Fetched, reading: ReadLetter | None) -> str | None:
    """Return why a table cannot be filed; None if it can."""
    name = f"The table at {table.url}"
    if reading is None:
        return f"{name} was fetched, but not read"
    if reading.status not in _READ:
        return " ".join((f"{name} could not be read, its bytes are kept: {reading.status}.", *_in_words(reading)))
    if reading.year is None:
        return f"{name} does not say which year it is about: it is kept, and not shown"
    if not is_possible(reading.year, table):
        return f"{name} says that it is about {reading.year}, which cannot be"
    return None


def _in_words(reading: ReadLetter) -> Iterable[str]:
    return (issue.message for issue in reading.issues[:_MOST_NAMED])


def _filed(table: Fetched, reading: ReadLetter) -> Filed:
    return Filed(
        source=Source.DATA_TABLE,
        place=f"{reading.head['layout']}/{reading.year}",
        authority_id=None,
        slug=None,
        year=reading.year,
        url=table.url,
        seen_at=table.fetched_at,
        fetched=table,
        reading=reading,
    )


def _documents(tables: Sequence[Filed]) -> set[str]:
    return {table.reading.document_sha256 for table in tables}


def _two_tables(tables: Sequence[Filed], shown: Filed) -> Finding:
    severity, message = Severity.INFO, f"Several files have the same figures, CSV and XLSX perhaps: {addresses(tables)}"
    if len({table.reading.figures_sha256 for table in tables}) > 1:
        hidden = addresses([table for table in tables if table.url != shown.url])
        severity = Severity.ERROR
        message = (
            f"Several files count the same for one year and differ: the figures of {shown.url} are shown, and none of"
            f" {hidden}, which may be another part of the table, or its correction"
        )
    return Finding("two_tables", severity, message, year=shown.year, url=shown.url, source=Source.DATA_TABLE)


DATA_TABLE = PublicationKind(
    source=Source.DATA_TABLE,
    label="data table",
    plural="data tables",
    mark=" (table)",
    captured_as=(CaptureKind.DATA_TABLE,),
    is_pdf=False,
    own_cases=False,
    is_judged=False,
    spider=Spider.LETTERS,
    versioned=Versioned.BY_BYTES,
    file=file_tables,
    absent=withdrawn_tables,
)
"""A yearly table about every authority, as CSV or XLSX."""
