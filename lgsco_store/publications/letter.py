"""Assign letters to authorities and years: pure, from a run's evidence and the published state.

A letter is filed under the authority that lists it, unless it names another one, and under its own year, or else the
year in its link. A letter that cannot be filed becomes a doubt: it publishes nothing, and protects the letters that it
might be from withdrawal.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from lgsco_store.publications.base import PublicationKind, Standing, Versioned
from lgsco_store.publications.filing import Doubt, Filed, Filing, Place, addresses, choose, is_possible, yearly
from lgsco_store.publications.inputs import Current, Evidence, Fetched, Finding, Listed, ReadLetter
from lgsco_store.publications.ownership import NotOwn, not_own
from lgsco_store.records import CaptureKind, ReadingStatus, Severity, Source
from lgsco_store.terms import Spider

NOT_READ = "page_not_read"
"""The code of the finding that the page of an authority with letters was not read."""


def file_letters(evidence: Evidence, current: Standing) -> Filing:
    """Assign every listed letter to its place; ignore those of authorities and years outside the run's extent."""
    filed: dict[Place, list[Filed]] = {}
    doubts: list[Doubt] = []
    findings: list[Finding] = []
    listed = [each for each in dict.fromkeys(evidence.listed) if evidence.extent.has_authority(each.authority_id)]
    for each in listed:
        outcome, about = _examine(each, evidence)
        findings += about if evidence.extent.has_year(each.year) else []
        if isinstance(outcome, Doubt):
            doubts.append(outcome)
        if not isinstance(outcome, Filed):
            continue
        if each.year not in {None, outcome.year}:
            # The link shows that there is a letter of its year, too.
            doubts.append(Doubt(each.authority_id, each.url, each.year))
        if evidence.extent.has_year(outcome.year):
            filed.setdefault(outcome.place, []).append(outcome)
    findings += [_two_letters(letters) for letters in filed.values() if len(_documents(letters)) > 1]
    findings += _pages_not_read(current.values(), evidence)
    letters = {place: choose(_by_own_links(letters, listed), current.get(place)) for place, letters in filed.items()}
    return Filing(letters, tuple(doubts), tuple(findings), _not_letters(listed, evidence))


def _examine(listed: Listed, evidence: Evidence) -> tuple[Filed | Doubt | None, list[Finding]]:
    """Return the letter in its place, or the doubt about it, each with any finding; None if it is surely another's."""
    fetched = evidence.fetched.get(listed.url)
    reading = evidence.readings.get((Source.LETTER, fetched.document_sha256 or "")) if fetched else None
    year = reading.year or listed.year if reading else None
    if fetched is not None and year is not None and not is_possible(year, fetched):
        message = f"The letter, or its link, says the year {year}, which cannot be"
        return Doubt(listed.authority_id, listed.url, None), [
            _finding(listed, "year_impossible", Severity.ERROR, message)
        ]
    if fetched is None or reading is None or year is None or _obstacle(fetched, reading):
        return Doubt(listed.authority_id, listed.url, listed.year), [_finding(listed, *_why_not(fetched, reading))]
    why = not_own(listed, reading.head["authority"], year, shared=listed.url in evidence.shared)
    if why is not None:
        return _doubt(listed, why), [_finding(listed, why.code, why.severity, why.message)]
    filed = Filed(
        source=Source.LETTER,
        place=yearly(listed.authority_id, year),
        authority_id=listed.authority_id,
        slug=listed.slug,
        year=year,
        url=listed.url,
        seen_at=fetched.fetched_at,
        fetched=fetched,
        reading=reading,
    )
    return filed, [*_year_mismatch(listed, year)]


def _doubt(listed: Listed, why: NotOwn) -> Doubt | None:
    """Return the doubt about a letter that is not filed; None if its link, too, says that it is another's."""
    if why.is_announced:
        return None
    # In the place of a letter of this authority there may be another's, so that none of its letters counts as missing.
    return Doubt(listed.authority_id, listed.url, None if why.may_be_any else listed.year)


def _pages_not_read(current: Iterable[Current], evidence: Evidence) -> list[Finding]:
    """Return the authorities with letters whose pages this run should have read but did not."""
    missed = {
        letter.slug
        for letter in current
        if not letter.withdrawn
        and letter.authority_id not in evidence.read
        and evidence.extent.has_authority(letter.authority_id)
    }
    message = "The authority's page was not read, so that nothing can be said about its letters"
    return [Finding(NOT_READ, Severity.WARNING, message, slug) for slug in sorted(missed, key=str)]


def _obstacle(fetched: Fetched, reading: ReadLetter) -> bool:
    return not fetched.good or reading.status is ReadingStatus.NOT_A_LETTER


def _why_not(fetched: Fetched | None, reading: ReadLetter | None) -> tuple[str, Severity, str]:
    """Return code, severity and message for a listed letter that could not be filed."""
    if fetched is None:
        message = "The letter is listed, but the run did not ask for it: its link may lead off the site, or nowhere"
        return "letter_not_fetched", Severity.WARNING, message
    if not fetched.good:
        why = fetched.diagnosis or "its document is not kept"
        return "letter_failed", Severity.WARNING, f"The letter is listed, but could not be fetched: {why}"
    if reading is None:
        return "reading_missing", Severity.ERROR, "The letter was fetched, but not read"
    if reading.status is ReadingStatus.NOT_A_LETTER:
        return "not_a_letter", Severity.WARNING, "What is listed as a letter is not a letter"
    return "year_unknown", Severity.ERROR, "Neither the letter nor its link says which year it is about"


def _year_mismatch(listed: Listed, year: int) -> Iterator[Finding]:
    """Return a finding if a letter's year differs from that of its link; it is filed all the same."""
    if listed.year not in {None, year}:
        message = f"The link names the year {listed.year}, the letter itself {year}: it is filed under {year}"
        yield _finding(listed, "year_mismatch", Severity.WARNING, message)


def _finding(listed: Listed, code: str, severity: Severity, message: str) -> Finding:
    return Finding(code, severity, message, listed.slug, listed.year, listed.url, Source.LETTER)


def _documents(letters: Sequence[Filed]) -> set[str]:
    return {letter.reading.document_sha256 for letter in letters}


def _by_own_links(letters: Sequence[Filed], listed: Iterable[Listed]) -> Sequence[Filed]:
    """Return the letters of a place whose links do not name another year; all of them if every link does."""
    if len(letters) == 1:
        return letters
    years = {(each.url, each.year) for each in listed}
    return [each for each in letters if years & {(each.url, each.year), (each.url, None)}] or letters


def _two_letters(letters: Sequence[Filed]) -> Finding:
    message = f"{len(_documents(letters))} different letters are listed for one year: {addresses(letters)}"
    return letters[0].finding("two_letters", message)


def _not_letters(listed: Sequence[Listed], evidence: Evidence) -> tuple[int, ...]:
    found = {evidence.fetched[each.url] for each in listed if each.url in evidence.fetched}
    return tuple(
        sorted(
            fetched.capture_id
            for fetched in found
            if fetched.good
            and (reading := evidence.readings.get((Source.LETTER, fetched.document_sha256 or "")))
            and reading.status is ReadingStatus.NOT_A_LETTER
        )
    )


def withdrawn_letters(filing: Filing, current: Standing, evidence: Evidence) -> Iterator[Current]:
    """Yield the published letters that the run did not file and that are withdrawn because of what it saw."""
    missing = (letter for place, letter in current.items() if place not in filing.filed)
    return (letter for letter in missing if is_withdrawn(letter, filing, evidence))


def is_withdrawn(letter: Current, filing: Filing, evidence: Evidence) -> bool:
    """Return whether a published letter that the run did not file is withdrawn because of what it saw.

    Either its own address reports that it is gone, or its authority's page, read in full, lists nothing that it could
    be: absence during an outage is not withdrawal.
    """
    if letter.withdrawn or not evidence.extent.includes(letter):
        return False
    answer = evidence.fetched.get(letter.url)
    if answer is not None and answer.gone:
        return True
    if letter.authority_id not in evidence.read - evidence.doubtful:
        return False
    return not any(doubt.might_be(letter) for doubt in filing.doubts)


LETTER = PublicationKind(
    source=Source.LETTER,
    label="letter",
    plural="letters",
    mark="",
    captured_as=(CaptureKind.LETTER,),
    is_pdf=True,
    own_cases=True,
    is_judged=True,
    spider=Spider.LETTERS,
    versioned=Versioned.BY_BYTES,
    file=file_letters,
    absent=withdrawn_letters,
)
"""The annual letter to one authority: one per year, listed on its page, a PDF of its own."""
