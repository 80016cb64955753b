"""The letter years that are complete: everybody who should have a letter has one."""

from __future__ import annotations

from sqlalchemy import Connection, text

# Expected is a letter for every authority that had one the year before and has not been abolished since.
_EXPECTED = """
SELECT p.year + 1 AS year, p.authority_id AS authority_id
FROM publication p
JOIN authority a ON a.id = p.authority_id
WHERE p.kind = 'letter' AND p.withdrawn_at IS NULL AND a.end_date IS NULL
    AND NOT EXISTS (SELECT 1 FROM authority_succession s WHERE s.predecessor_id = a.id)
"""
_COMPLETE = f"""
SELECT e.year
FROM ({_EXPECTED}) e
LEFT JOIN publication n
    ON n.authority_id = e.authority_id AND n.year = e.year AND n.kind = 'letter' AND n.withdrawn_at IS NULL
GROUP BY e.year
HAVING COUNT(*) = COUNT(n.id)
"""  # noqa: S608 -- our own words


def complete_years(connection: Connection) -> frozenset[int]:
    """Return the years in which every authority that should have a letter has one."""
    return frozenset(connection.execute(text(_COMPLETE)).scalars())
