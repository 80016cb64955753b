"""Which producer prints which letter: each layout by many, in styles that differ."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from tests.reading.golden import LETTERS

# Their text is torn by a converter, and no producer prints it like that.
_TORN = frozenset({"2017-adur"})


def _has_layout(name: str) -> bool:
    layout = json.loads((LETTERS / f"{name}.json").read_text("utf-8"))["layout"]
    return layout is not None and name not in _TORN


_TEXTS = sorted(file.stem for file in LETTERS.glob("*.txt"))

EVERY: Sequence[str] = [name for name in _TEXTS if _has_layout(name)]
"""The letters that Chromium and ReportLab print."""


def ruled(name: str) -> bool:
    """Return whether Chromium draws rules around the cells of a letter's tables; ReportLab then does not."""
    return _TEXTS.index(name) % 2 == 0


FOOTNOTED = frozenset({"libreoffice-docx", "weasyprint", "typst", "pdfmake"})
"""Producers that add footnotes, with their marks behind numbers."""

PRINTED: Mapping[str, Sequence[str]] = {
    "libreoffice-html": (
        "2005-exeter-narrative",
        "2007-north-west-leicestershire-report-tables",
        "2009-oxford-annual-review",
        "2012-derby-attached-tables",
        "2016-norfolk",
        "2019-kent",
        "2025-southampton-overview",
    ),
    "libreoffice-docx": (
        "2006-gloucester-narrative",
        "2008-devon-report-tables",
        "2010-wiltshire-annual-review",
        "2012-telford-attached-tables",
        "2017-windsor",
        "2024-lancashire",
        "2025-bournemouth-overview",
    ),
    "firefox": (
        "2006-gloucester-narrative",
        "2008-staffordshire-moorlands-beside",
        "2010-wiltshire-annual-review",
        "2012-derby-attached-tables",
        "2014-barnet-without-rate",
        "2021-rutland-nothing-due",
        "2025-bournemouth-overview",
    ),
    "weasyprint": (
        "2005-exeter-narrative",
        "2007-north-west-leicestershire-report-tables",
        "2009-oxford-annual-review",
        "2012-telford-attached-tables",
        "2015-harlow-other-order",
        "2023-leeds-stray-sign",
        "2025-southampton-overview",
    ),
    "typst": (
        "2006-gloucester-narrative",
        "2008-devon-report-tables",
        "2010-wiltshire-annual-review",
        "2012-derby-attached-tables",
        "2017-windsor",
        "2022-maldon-zeros",
        "2025-bournemouth-overview",
    ),
    "wkhtmltopdf": (
        "2005-exeter-narrative",
        "2008-staffordshire-moorlands-beside",
        "2009-oxford-annual-review",
        "2012-telford-attached-tables",
        "2016-norfolk",
        "2024-islington-singular",
        "2025-southampton-overview",
    ),
    "pdfmake": (
        "2006-gloucester-narrative",
        "2007-north-west-leicestershire-report-tables",
        "2010-wiltshire-annual-review",
        "2012-derby-attached-tables",
        "2018-dover-contradiction",
        "2024-lancashire",
        "2025-bournemouth-overview",
    ),
    "jspdf": (
        "2005-exeter-narrative",
        "2008-devon-report-tables",
        "2009-oxford-annual-review",
        "2012-telford-attached-tables",
        "2014-barnet-without-rate",
        "2019-cheshire-east-two-measures",
        "2025-southampton-overview",
    ),
    "chromium-cards": (
        "2020-thanet-lost-numbers",
        "2021-rutland-nothing-due",
        "2024-lancashire",
        "2025-bournemouth-overview",
    ),
}

COPIED: Mapping[str, Mapping[str, str]] = {
    "ghostscript": {
        "2005-exeter-narrative": "libreoffice-html",
        "2007-north-west-leicestershire-report-tables": "weasyprint",
        "2010-wiltshire-annual-review": "firefox",
        "2012-derby-attached-tables": "typst",
        "2017-windsor": "libreoffice-docx",
        "2024-lancashire": "chromium-cards",
        "2025-bournemouth-overview": "typst",
    },
    "qpdf": {
        "2015-harlow-other-order": "weasyprint",
        "2024-islington-singular": "wkhtmltopdf",
        "2025-southampton-overview": "jspdf",
    },
    "ocrmypdf": {
        "2008-devon-report-tables": "jspdf",
        "2016-norfolk": "libreoffice-html",
        "2019-kent": "libreoffice-html",
        "2025-southampton-overview": "weasyprint",
    },
}
"""Copies of another producer's files, with their originals."""
