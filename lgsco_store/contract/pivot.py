"""Columns made of rows: a figure of a letter as a column, in SQL."""

from __future__ import annotations


def column(name: str, condition: str) -> str:
    """Return one column for the figures ``f`` that fulfil a condition.

    A letter that prints two values for it, or a value and that there is none, contradicts itself: null.
    """
    # No value is negative, so that -1 stands for "does not apply" until the values are compared.
    value = f"CASE WHEN {condition} THEN CASE WHEN f.state = 'not_applicable' THEN -1 ELSE f.value END END"
    return f"NULLIF(CASE WHEN MIN({value}) = MAX({value}) THEN MAX({value}) END, -1) AS {name}"
