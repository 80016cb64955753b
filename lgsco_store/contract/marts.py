"""The marts: small views with one row for each thing that people compare, and a key without nulls.

Comparisons follow the same rules as the report: breaks in series, and the minimum number of cases behind a rate.
"""

from __future__ import annotations

from importlib import resources

from lgsco_store.evidence.wide import RESULTS, column
from lgsco_store.reference.comparability import BREAKS, ODD_YEARS, PEERS, SMALL

_NAMES = (
    "letter_figures",
    "council_years",
    "type_years",
    "england_years",
    "lineage_years",
    "series_breaks",
    "authority_aliases",
    "publications",
    "readings",
)

# Totals over the letters that count; rates use only letters that print both numbers.
_BOTH = "r.counts = 1 AND r.investigations IS NOT NULL AND r.upheld IS NOT NULL"
_SUMS = f"""
        COUNT(*) AS expected,
        SUM(r.counts) AS letters,
        SUM(CASE WHEN r.counts = 1 THEN r.received END) AS received,
        SUM(CASE WHEN r.counts = 1 THEN r.decided END) AS decided,
        SUM(CASE WHEN {_BOTH} THEN 1 ELSE 0 END) AS pooled_letters,
        SUM(CASE WHEN {_BOTH} THEN r.investigations END) AS investigations,
        SUM(CASE WHEN {_BOTH} THEN r.upheld END) AS upheld,
        AVG(CASE WHEN r.counts = 1 THEN r.uphold_rate END) AS mean_rate,
        SUM(CASE WHEN r.counts = 1 AND r.compliance_rate IS NOT NULL THEN 1 ELSE 0 END) AS compliance_due,
        SUM(CASE WHEN r.counts = 1 AND r.compliance_rate < 100 THEN 1 ELSE 0 END) AS compliance_below_100"""
_SUMMED = """
    s.expected AS expected,
    s.letters AS letters,
    s.received AS received,
    s.decided AS decided,
    s.pooled_letters AS pooled_letters,
    s.investigations AS investigations,
    s.upheld AS upheld,
    CASE WHEN s.investigations > 0 THEN 100.0 * s.upheld / s.investigations END AS pooled_rate,
    s.mean_rate AS mean_rate,
    s.compliance_due AS compliance_due,
    s.compliance_below_100 AS compliance_below_100"""


def _file(*path: str) -> str:
    return resources.files("lgsco_store").joinpath("data", "marts", *path).read_text(encoding="utf-8")


def _query(name: str) -> str:
    query = _file(f"{name}.sql")
    for placeholder, part in _PARTS.items():
        query = query.replace(f"{{{placeholder}}}", part)
    return query


def _listed(values: object) -> str:
    return ", ".join(map(str, values))  # type: ignore[call-overload]


def _series_breaks() -> str:
    rows = [
        *(("break", each.year, " ".join(sorted(each.measures or ())), each.reason, each.note) for each in BREAKS),
        *(("odd_year", each.year, "", each.reason, each.note) for each in ODD_YEARS.values()),
    ]
    return " UNION ALL ".join(
        f"SELECT {_text(kind)} AS kind, {year} AS year, {_text(of)} AS measures, {_text(why)} AS reason, "
        f"{_text(note)} AS note"
        for kind, year, of, why, note in rows
    )


def _text(value: str) -> str:
    return "'{}'".format(value.replace("'", "''"))


_YEARS = _file("parts", "years.sql")

EXPECTED = _file("parts", "expected.sql").replace("{years}", _YEARS)
"""The letters that are there or should be, one for each authority and year."""

_PARTS = {
    "results": _file("parts", "results.sql"),
    "typical": _file("parts", "typical.sql"),
    "expected": EXPECTED,
    "years": _YEARS,
    "figures": ", ".join(f"w.{column(*figure)} AS {name}" for name, figure in RESULTS.items()),
    "sums": _SUMS,
    "summed": _SUMMED.strip(),
    "series_breaks": _series_breaks(),
    "breaks": _listed(each.year for each in BREAKS if each.cuts("uphold_rate")),
    "odd_years": _listed(ODD_YEARS),
    "small": str(SMALL),
    "peers": str(PEERS),
}

MARTS = {name: _query(name) for name in _NAMES}
