"""Open issues of the archive, and which of them a person has accepted."""

from __future__ import annotations

from dataclasses import asdict, astuple
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection

from lgsco_store.contract import query
from lgsco_store.contract.records import Issue, Letter
from lgsco_store.history.compare import UNREAD
from lgsco_store.records import Severity, Source
from lgsco_store.runs.accepted_issues import accepted_keys

# Long enough that no two issues of an archive share it, short enough to be typed.
_KEY = 10


_SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def key_of(issue: Issue) -> str:
    """Return the key of an issue, which stays the same for as long as the issue does."""
    content = "\0".join(map(str, astuple(issue)))
    return sha256(content.encode()).hexdigest()[:_KEY]


def issue_json(issue: Issue, accepted: set[str]) -> dict[str, Any]:
    """Render an issue as a JSON object, with its key and whether somebody accepted it."""
    return {"key": key_of(issue), **asdict(issue), "accepted": key_of(issue) in accepted}


def all_issues(connection: Connection) -> list[Issue]:
    """Return every open issue, errors first."""
    return sorted(query.rows(connection, Issue), key=lambda each: _SEVERITIES.index(each.severity))


def open_errors(connection: Connection) -> int:
    """Return how many issues of severity error nobody has accepted."""
    accepted = accepted_keys(connection)
    return sum(each.severity == Severity.ERROR and key_of(each) not in accepted for each in all_issues(connection))


def unread_letters(connection: Connection) -> int:
    """Return how many letters could not be read, without those whose issues a person has accepted."""
    accepted = accepted_keys(connection)
    issues: dict[tuple[str | None, int | None], bool] = {}
    for each in query.rows(connection, Issue):
        if each.source == Source.LETTER and each.severity != Severity.INFO:
            letter = each.authority_slug, each.year
            issues[letter] = issues.get(letter, True) and key_of(each) in accepted
    unread = [each for each in query.rows(connection, Letter) if each.status in UNREAD and not each.withdrawn]
    return sum(not issues.get((each.authority_slug, each.year), False) for each in unread)
