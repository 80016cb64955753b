"""Check that the averages that are kept for the views are those that most letters print."""

from __future__ import annotations

from collections.abc import Iterator

from sqlalchemy import Connection

from lgsco_store.history import averages


def damage(connection: Connection) -> Iterator[str]:
    """Yield a sentence for every average that is missing, extra or wrong."""
    kept, expected = averages.kept(connection), averages.worked_out(connection)
    for key in sorted(kept.keys() | expected.keys()):
        of = f"typical_average row {key.authority_type} / {key.year} / {key.measure}"
        if key not in kept:
            yield f"{of}: it is missing"
        elif key not in expected:
            yield f"{of}: no published letter prints such an average"
        elif kept[key] != expected[key]:
            yield f"{of}: it says {kept[key]}, of the letters most print {expected[key]}"
