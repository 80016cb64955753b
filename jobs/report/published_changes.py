"""What the Ombudsman changed about the decisions, reports and service improvements of councils, newest first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, groupby
from operator import attrgetter

from jobs.report.publications import Decision, Improvement, Publications
from jobs.report.words import publications as words
from lgsco_store.contract.records import Change
from lgsco_store.terms import Cause, DecisionKind, ItemKind, Kind

# Decisions expire by the hundred, and nothing is wrong with them: their own rows say so.
_TOLD = ("satisfied", "revised", "withdrawn", "restored", "removed", "reworded")

_GONE = {"withdrawn": words.withdrawn, "removed": words.removed}


@dataclass(frozen=True, slots=True)
class PublishedChange:
    """All that one run found changed about one publication: a word for it, and a sentence.

    ``key`` is the reference of a decision, or the key of an improvement.
    """

    at: datetime
    slug: str
    key: str
    what: str
    tag: str
    sentence: str


def published_changes(publications: Publications) -> list[PublishedChange]:
    """Return every change that people look for."""
    found = chain(_decisions(publications), _improvements(publications))
    return sorted(found, key=lambda each: (-each.at.timestamp(), _TOLD.index(each.tag), each.slug, each.what))


def _decisions(publications: Publications) -> Iterator[PublishedChange]:
    for decision in chain.from_iterable(publications.decisions.values()):
        what = f"{'report' if decision.is_report else 'decision'} {decision.reference}"
        yield from _told(decision, decision.reference, what, publications.changes.get(decision.reference, ()))


def _improvements(publications: Publications) -> Iterator[PublishedChange]:
    for improvement in chain.from_iterable(publications.improvements.values()):
        key = improvement.improvement
        yield from _told(improvement, key, "service improvement", publications.changes.get(key, ()))


def _told(
    publication: Decision | Improvement, key: str, what: str, changes: Iterable[Change]
) -> Iterator[PublishedChange]:
    own = (each for each in changes if each.cause == Cause.SOURCE)
    for _, group in groupby(own, attrgetter("run_id")):
        together = list(group)
        tag = _tag(together)
        if tag:
            sentence = _sentence(publication, tag, together)
            yield PublishedChange(together[0].at, publication.authority_slug, key, what, tag, sentence)


def _tag(changes: list[Change]) -> str:
    """Return the most important of what changed at once; nothing if it needs no telling."""
    kinds = {each.kind for each in changes}
    holds = {
        "satisfied": any(each.field == "satisfied_on" and each.old_value is None for each in changes),
        "revised": bool(kinds & {DecisionKind.OUTCOME_REVISED, DecisionKind.REDATED}),
        "withdrawn": Kind.WITHDRAWN in kinds,
        "restored": Kind.RESTORED in kinds,
        "removed": ItemKind.REMOVED in kinds,
        "reworded": Kind.REWORDED in kinds,
    }
    return next((tag for tag in _TOLD if holds[tag]), "")


def _sentence(publication: Decision | Improvement, tag: str, changes: list[Change]) -> str:
    at = changes[0].at
    if tag == "satisfied" and isinstance(publication, Decision) and publication.satisfied_on:
        return words.satisfied(publication.satisfied_on, at)
    if tag in _GONE:
        return words.back(at) if publication.is_there else _GONE[tag](at)
    told = (words.revised(each.kind, each.field, each.old_value, each.at) for each in changes)
    return " ".join(dict.fromkeys(filter(None, told))) or words.revised(Kind.REWORDED, None, None, at)
