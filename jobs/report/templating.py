"""The templates of the report: their functions and their escaping."""

from __future__ import annotations

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from jobs.report.file_names import file_of
from jobs.report.words.numbers import capital, day, percent, period, plural
from jobs.report.words.types import noun

_YEARS = re.compile(r"\b\d{4}-\d\d\b(?!-)")


def environment(**variables: Any) -> Environment:
    """Return the environment; every template has these variables."""
    made = Environment(
        loader=PackageLoader("jobs.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    filters = (capital, day, held, noun, percent, period, plural, file_of)
    made.filters.update({each.__name__: each for each in filters})
    made.globals.update(variables)
    return made


def held(text: str) -> Markup:
    """Keep each financial year of a text on one line: 2024-25 never ends a line after its hyphen."""
    return Markup(_YEARS.sub(r'<span class="fy">\g<0></span>', str(escape(text))))  # noqa: S704 -- escaped here
