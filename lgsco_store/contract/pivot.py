"""Turn rows into columns: a figure of a letter as a column, in SQL."""

from __future__ import annotations


def column(name: str, condition: str) -> str:
    """Return one column for the figures ``f`` that meet a condition.

    It is null for a letter that contradicts itself: one that prints two values, or a value and "does not apply".
    """
    # Values are never negative, so -1 means "does not apply" until the values are compared.
    value = f"CASE WHEN {condition} THEN CASE WHEN f.state = 'not_applicable' THEN -1 ELSE f.value END END"
    return f"NULLIF(CASE WHEN MIN({value}) = MAX({value}) THEN MAX({value}) END, -1) AS {name}"
