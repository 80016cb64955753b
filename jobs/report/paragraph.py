"""The paragraph in words with which a council's page begins, made from the figures of one letter."""

from __future__ import annotations

from collections.abc import Iterator

from jobs.report.peers import Groups
from jobs.report.results import COMPLIANCE, PER_100K, REMEDIES, UPHELD, Result, State, is_printed
from jobs.report.words import comparisons, letters, results
from jobs.report.words.types import noun
from lgsco_store.reference.comparability import SMALL


def paragraph(result: Result, groups: Groups, *, whole: bool = False) -> list[str]:
    """Return its sentences; ``whole`` adds place and number per 100,000, which the council's page shows separately."""
    if result.letter is None:
        return []
    if result.unread:
        return [letters.unread(result.year)]
    if result.without_statistics:
        return [letters.no_statistics(result.year)]
    return [sentence for sentence in _sentences(result, groups, whole=whole) if sentence]


def _sentences(result: Result, groups: Groups, *, whole: bool) -> Iterator[str]:
    yield upheld(result)
    if (result.investigated or SMALL) >= SMALL:
        yield average(result)
    if whole:
        yield place(result, groups, UPHELD)
        yield per_100k(result)
    yield compliance(result)
    yield remedies(result)


def upheld(result: Result) -> str:
    """Say how many complaints were investigated and upheld."""
    rate = result.rate(UPHELD).number
    return results.upheld(result.authority.name, result.year, result.investigated, result.upheld, rate)


def average(result: Result) -> str:
    """Say which average the letter prints; nothing if there is no rate beside it."""
    value, many = result.value(f"{UPHELD}_average"), noun(result.authority.type).many
    if value.number is not None:
        return results.average(value.number, many)
    return {
        State.NOT_PRINTED: results.NO_AVERAGE,
        State.NOT_APPLICABLE: results.AVERAGE_DOES_NOT_APPLY,
        State.UNREAD: results.AVERAGE_UNREAD,
        State.CONTRADICTS: results.AVERAGES_DIFFER,
    }.get(value.state, "")


def place(result: Result, groups: Groups, measure: str) -> str:
    """Say where the council stands among the others of its type; nothing if it has no place."""
    if not result.counts:
        return ""
    standing = groups.peers(result.authority.type, result.year, measure).standing(result.authority.slug)
    return comparisons.place(standing, noun(result.authority.type).many) if standing else ""


def per_100k(result: Result) -> str:
    """Say how many complaints were upheld per 100,000 residents; nothing if letters do not print it."""
    value = result.value(PER_100K).number
    if value is None:
        return ""
    return results.per_100k(value, result.value(f"{PER_100K}_average").number, noun(result.authority.type).many)


def compliance(result: Result) -> str:
    """Say in how many cases recommendations had been carried out, or why this is unknown."""
    value = result.rate(COMPLIANCE)
    if value.number is not None:
        return results.compliance(value.number, result.cases(COMPLIANCE))
    if value.state is State.NOT_APPLICABLE:
        return results.NOTHING_DUE
    return results.NO_COMPLIANCE if value.state is State.NOT_PRINTED else results.COMPLIANCE_UNREAD


def remedies(result: Result) -> str:
    """Say in how many upheld cases a remedy had been offered before; nothing for years that do not print it."""
    if not is_printed(REMEDIES, result.year):
        return ""
    offered = result.number("satisfactory_remedy_decisions")
    if offered is None and result.value("satisfactory_remedy_decisions").state is State.NOT_PRINTED and result.upheld:
        return results.NO_REMEDIES
    return results.remedies(offered, result.rate(REMEDIES).number, result.upheld)
