"""The baseline of reading: pdfplumber alone, labels in the row above the numbers, regular expressions on the text."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator
from decimal import Decimal

import pdfplumber

from lgsco_store.reference.vocabulary import categories, measures

Figures = dict[tuple[str, str | None], Decimal]

_SENTENCES = {
    "uphold_rate": r"(\d+)% of complaints we investigated were upheld",
    "compliance_rate": r"In (\d+)% of cases we were satisfied",
    "satisfactory_remedy_rate": r"In (\d+)% of upheld cases",
    "upheld_decisions": r"(\d+)\s+upheld decisions?(?! per)",
    "satisfactory_remedy_decisions": r"(\d+)\s+satisfactory remedy decisions?",
    "investigations": r"based on a total of (\d+) (?:detailed )?investigations",
    "compliance_outcomes": r"based on a total of (\d+) compliance outcomes",
    "upheld_per_100k": r"this is ([\d.]+) upheld decisions per 100,000",
    "upheld_per_100k_average": r"of this type is ([\d.]+) upheld decisions per 100,000",
    "complaints_dealt_with": r"we dealt with (\d+) complaints",
    "complaints_not_for_us": r"Of these, (\d+) were not for us",
    "complaints_assessed_and_closed": r"assessed and closed (\d+) complaints",
    "complaints_investigated": r"We investigated (\d+) complaints",
}
_AVERAGES = ("uphold_rate_average", "compliance_rate_average", "satisfactory_remedy_rate_average")
_OTHERS = {
    "upholdrate": ("uphold_rate", None),
    "bylgo": ("remedied_by_ombudsman", None),
    "satisfactorilybyauthoritybeforelgoinvolvement": ("remedied_by_authority", None),
    "no.offirstenquiries": ("first_enquiries", None),
    "avgno.ofdaystorespond": ("response_days_average", None),
}


def words_and_tables(letter: bytes) -> int:
    """Open a letter, and extract words and tables of every page: the minimum for any reader based on pdfplumber."""
    found = 0
    with pdfplumber.open(io.BytesIO(letter)) as document:
        for page in document.pages:
            found += len(page.extract_words()) + len(page.extract_tables())
            page.close()
    return found


def figures(letter: bytes) -> Figures:
    """Return the figures that the baseline finds."""
    with pdfplumber.open(io.BytesIO(letter)) as document:
        text = " ".join((page.extract_text() or "") for page in document.pages).replace("\n", " ")
        tables = [table for page in document.pages for table in page.extract_tables()]
    return dict([*_from_tables(tables), *_from_text(text)])


def _from_text(text: str) -> Iterator[tuple[tuple[str, str | None], Decimal]]:
    for measure, pattern in _SENTENCES.items():
        if found := re.search(pattern, text):
            yield (measure, None), Decimal(found[1])
    averages = re.findall(r"This compares to an average of (\d+)%", text)
    yield from (((measure, None), Decimal(value)) for measure, value in zip(_AVERAGES, averages, strict=False))


def _from_tables(tables: Iterable[list[list[str | None]]]) -> Iterator[tuple[tuple[str, str | None], Decimal]]:
    for table in tables:
        above: list[str | None] = []
        for row in table:
            if any(re.fullmatch(r"[\d.]+%?", cell or "") for cell in row):
                yield from _under(above, row)
                break
            above = row


def _under(above: list[str | None], row: list[str | None]) -> Iterator[tuple[tuple[str, str | None], Decimal]]:
    heads = [re.sub(r"\s", "", (cell or "").lower()) for cell in above]
    measure = "complaints_decided" if "upheld" in heads or "mireps" in heads else "complaints_received"
    known = {
        re.sub(r"\s", "", c.label.lower()): c
        for c in categories()
        if c.category_set == measures()[measure].category_set
    }
    for head, cell in zip(heads, row, strict=False):
        to = (measure, known[head].category) if head in known else _OTHERS.get(head)
        if to and cell and re.fullmatch(r"[\d.]+%?", cell):
            yield to, Decimal(cell.rstrip("%"))
