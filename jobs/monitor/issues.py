"""Open issues of the archive, and which of them a person has accepted."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, text

from lgsco_store.records import Severity
from lgsco_store.runs.accepted_issues import accepted_keys

# Long enough that no two issues of an archive share it, short enough to be typed.
_KEY = 10


@dataclass(frozen=True, slots=True)
class IssueLine:
    """One row of the view ``issues``, by the names of its columns."""

    authority_slug: str | None
    year: int | None
    source: str | None
    code: str
    severity: str
    measure: str | None
    message: str

    @property
    def key(self) -> str:
        """Return the key of the issue, which stays the same for as long as the issue does."""
        told = "\0".join(str(getattr(self, field.name)) for field in fields(self))
        return sha256(told.encode()).hexdigest()[:_KEY]

    def as_json(self, accepted: set[str]) -> dict[str, Any]:
        """Render the row as a JSON object, with its key and whether somebody accepted it."""
        return {"key": self.key, **asdict(self), "accepted": self.key in accepted}


_COLUMNS = ", ".join(field.name for field in fields(IssueLine))


_RANK = "CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END"


_ORDER = f"ORDER BY {_RANK}, authority_slug, year, source, code, measure, message"


def all_issues(connection: Connection) -> list[IssueLine]:
    """Return every open issue, errors first."""
    return [IssueLine(*row) for row in connection.execute(text(f"SELECT {_COLUMNS} FROM issues {_ORDER}"))]  # noqa: S608 -- our own names


def open_errors(connection: Connection) -> int:
    """Return how many issues of severity error nobody has accepted."""
    accepted = accepted_keys(connection)
    return sum(each.severity == Severity.ERROR and each.key not in accepted for each in all_issues(connection))
