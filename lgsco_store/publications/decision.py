"""File decisions, and find published decisions that no longer exist: pure, from what runs fetched.

A decision is filed under the reference that its own page names, including its suffix. It is gone only if its own
address says so, twice: lists still name decisions that are gone, and omit some that exist. A decision that disappears
at the age of retention has expired; a younger one is withdrawn, for example while it is under review, and may come
back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from urllib.parse import urlsplit

from lgsco_store.publications.base import PublicationKind, Standing, Versioned
from lgsco_store.publications.decision_terms import reference_key
from lgsco_store.publications.filing import Filed, Filing, Place, addresses, choose
from lgsco_store.publications.inputs import Current, Evidence, Fetched, Finding, ReadLetter
from lgsco_store.records import CaptureKind, ReadingStatus, Severity, Source
from lgsco_store.terms import AnyKind, DecisionKind, DecisionType, Kind, Spider

_READ = frozenset({ReadingStatus.COMPLETE, ReadingStatus.PARTIAL})


def file_decisions(evidence: Evidence, current: Standing) -> Filing:
    """File every fetched decision under its reference."""
    filed: dict[Place, list[Filed]] = {}
    findings: list[Finding] = []
    for fetched in evidence.fetched.values():
        if not fetched.good:
            findings += _unseen(fetched, current)
            continue
        reading = evidence.readings.get((Source.DECISION, fetched.document_sha256 or ""))
        reference = reading.head.get("reference") if reading else None
        if reading is None or reference is None or reading.status not in _READ:
            findings.append(_unfiled(fetched, reading))
        elif (asked := _other_reference(fetched, reading)) is not None:
            findings.append(_of_another(fetched, asked, reference))
        else:
            filed.setdefault(reference, []).append(_filed(fetched, reading, reference, evidence))
    for reference, pages in filed.items():
        filed[reference], others = _by_address(reference, pages)
        findings += map(_of_several, others)
    findings += [_two_pages(pages) for pages in filed.values() if len({each.reading.text_sha256 for each in pages}) > 1]
    chosen = {place: choose(pages, current.get(place)) for place, pages in filed.items()}
    return Filing(chosen, (), tuple(findings))


def gone_decisions(filing: Filing, current: Standing, evidence: Evidence) -> Iterator[Current]:
    """Yield the published decisions whose own addresses report that they are gone."""
    for place, decision in current.items():
        answer = evidence.fetched.get(decision.url)
        if place not in filing.filed and not decision.withdrawn and answer is not None and answer.gone:
            yield decision


def absence(decision: Current, evidence: Evidence) -> AnyKind:
    """Return whether a missing decision has expired, by the age at which its type is taken down."""
    printed = decision.reading.head.get("decision_date")
    answer = evidence.fetched.get(decision.url)
    if printed is None or answer is None:
        return Kind.WITHDRAWN
    is_report = decision.reading.head.get("type") == DecisionType.REPORT
    years = evidence.retention.reports if is_report else evidence.retention.statements
    day = date.fromisoformat(printed)
    month_and_day = (day.month, day.day)
    seen = answer.fetched_at.date()
    age = seen.year - day.year - ((seen.month, seen.day) < month_and_day)
    return DecisionKind.EXPIRED if age >= years else Kind.WITHDRAWN


def _filed(fetched: Fetched, reading: ReadLetter, reference: str, evidence: Evidence) -> Filed:
    body = evidence.bodies.get(reading.head.get("authority") or "")
    return Filed(
        source=Source.DECISION,
        place=reference,
        authority_id=body.authority_id if body else None,
        slug=body.slug if body else None,
        year=None,
        url=fetched.url,
        seen_at=fetched.seen_at or fetched.fetched_at,
        fetched=fetched,
        reading=reading,
    )


def _unfiled(fetched: Fetched, reading: ReadLetter | None) -> Finding:
    why = "was not read" if reading is None else f"was read as {reading.status} and names no reference"
    said = "".join(f" {issue.message}" for issue in reading.issues) if reading else ""
    message = f"The page was fetched as {_called(fetched)}, but {why}: it is kept and not filed.{said}"
    return Finding("decision_unread", Severity.WARNING, message, None, None, fetched.url, Source.DECISION)


def _unseen(fetched: Fetched, current: Standing) -> Iterator[Finding]:
    """Report an address that never brought its decision, unless it says that a known one is gone.

    Lists still name decisions that are gone, so one that was never known is a notice.
    """
    is_known = any(each.url == fetched.url for each in current.values())
    if is_known and fetched.gone:
        return
    severity = Severity.INFO if fetched.gone else Severity.WARNING
    answer = "gave no answer" if fetched.status is None else f"answered {fetched.status}"
    why = f"its address {answer} ({fetched.diagnosis})" if fetched.diagnosis else f"its address {answer}"
    kept = ": it stays as it was read before" if is_known else ""
    message = f"No page of {_called(fetched)} was read, since {why}{kept}"
    yield Finding("decision_unseen", severity, message, None, None, fetched.url, Source.DECISION)


def _called(fetched: Fetched) -> str:
    """Return how to call the decision at an address, with its reference if the address has it."""
    reference = _asked(fetched)
    return f"the decision {reference} at {fetched.url}" if reference else f"the decision at {fetched.url}"


def _asked(fetched: Fetched) -> str | None:
    """Return the reference in an address; None if it has none."""
    return reference_key(urlsplit(fetched.url).path.rpartition("/")[2])


def _other_reference(fetched: Fetched, reading: ReadLetter) -> str | None:
    """Return the reference in the address of a page that names others only; None if they agree, or it has none."""
    asked = _asked(fetched)
    named = {reading.head.get("reference"), *json.loads(reading.head.get("references") or "[]")}
    return asked if asked not in {None, *named} else None


def _by_address(reference: str, pages: list[Filed]) -> tuple[list[Filed], list[Filed]]:
    """Divide pages into those that may be filed under a reference, and those that differ from them.

    Pages of a joint decision name the same reference first. Each may give its own body's outcome, so those at the
    addresses of the others count only if the reference has no page at its own.
    """
    own = [each for each in pages if _asked(each.fetched) in {None, reference}]
    others = [each for each in pages if each not in own and any(each.reading.head != one.reading.head for one in own)]
    return own or pages, others


def _of_several(page: Filed) -> Finding:
    message = f"The page of {_called(page.fetched)} names {page.place} first: it is kept and not filed"
    return Finding("decision_unread", Severity.WARNING, message, None, None, page.url, Source.DECISION)


def _of_another(fetched: Fetched, asked: str, named: str) -> Finding:
    message = f"The address of the decision {asked} shows {named}: neither is filed by it"
    return Finding("decision_mismatch", Severity.ERROR, message, None, None, fetched.url, Source.DECISION)


def _two_pages(pages: Sequence[Filed]) -> Finding:
    return pages[0].finding("two_decisions", f"Different pages bear one reference: {addresses(pages)}")


DECISION = PublicationKind(
    source=Source.DECISION,
    label="decision",
    plural="decisions",
    mark=" (decision)",
    captured_as=(CaptureKind.DECISION,),
    is_pdf=False,
    own_cases=False,
    is_judged=False,
    spider=Spider.DECISIONS,
    versioned=Versioned.BY_TEXT,
    file=file_decisions,
    absent=gone_decisions,
    absence=absence,
    changes={
        "outcome": DecisionKind.OUTCOME_REVISED,
        "decision_date": DecisionKind.REDATED,
        "category": Kind.MOVED,
        "sub_category": Kind.MOVED,
    },
)
"""A statement or report on one complaint about one body, identified by its reference: a web page of its own."""
