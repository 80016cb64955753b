"""Withhold the figures of a letter that comes with an erratum: some of those that it prints are not those it means."""

from __future__ import annotations

import re
from dataclasses import replace

from crawler.reading.findings import Findings, missing
from crawler.reading.input.document import Document
from lgsco_store.records import FigureState

_ERRATUM = re.compile(r"\b(?:errat(?:um|a)|corrigend(?:um|a))\b", re.IGNORECASE)


def without_corrected(found: Findings, document: Document) -> Findings:
    """Return the figures, without their values if the document has an erratum: a person must say what it corrects."""
    if not _ERRATUM.search(document.text):
        return found
    figures = tuple(replace(figure, value=None, state=FigureState.UNREADABLE) for figure in found.figures)
    issue = missing("erratum", "An erratum corrects some of its figures, so that none was taken; read them yourself.")
    return replace(found, figures=figures, issues=(*found.issues, issue), whole=frozenset())
