"""``python -m jobs.data_guide > docs/reference/data.md``: the data, from the vocabulary and the known breaks."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from jobs.report.breaks import NOT_COMPARABLE, OF_FORM, Break
from lgsco_store.vocabulary import categories, measures

_UNITS = {"count": "number", "percent": "percent", "per_100k": "for each 100,000 residents", "days": "days"}


def page() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD, _MEASURES, *_measures(), _PARTS, *_parts(), _BREAKS, *_breaks((*NOT_COMPARABLE, *OF_FORM)), _TAIL]
    return "\n\n".join(part.strip() for part in parts) + "\n"


def _measures() -> Iterator[str]:
    rows = [
        f"| `{each.measure}` | {each.label} | {_UNITS[each.unit]} | {_years(each.first_year, each.last_year)} "
        f"| {each.definition} |"
        for each in measures().values()
    ]
    yield "\n".join(
        ["| measure | as letters call it | unit | letters of | definition |", "|---|---|---|---|---|", *rows]
    )


def _parts() -> Iterator[str]:
    for word in dict.fromkeys(each.category_set for each in categories()):
        of = ", ".join(f"`{name}`" for name, each in measures().items() if each.category_set == word)
        rows = [
            f"| `{each.category}` | {each.label} | {_years(each.first_year, each.last_year)} |"
            for each in categories()
            if each.category_set == word
        ]
        yield "\n".join([f"{of}:\n", "| category | as letters call it | letters of |", "|---|---|---|", *rows])


def _breaks(found: Iterable[Break]) -> Iterator[str]:
    for each in sorted(found, key=lambda each: each.year):
        yield f"### {each.title}\n\n{each.text}"


def _years(first: int, last: int | None) -> str:
    return f"{first} to {last or 'now'}"


_HEAD = """
# The data

This page is made by `python -m jobs.data_guide`; change the data that it is made from, not the page.

## What is counted, and when

The Local Government and Social Care Ombudsman looks into complaints about councils and some other bodies in England.
Once a year it sends each of them a letter with figures about the complaints of the past year. A letter is known here by
the year in which the period that it reports ends, on 31 March: that of 2020 is about 1 April 2019 to 31 March 2020.

Figures are taken as they are printed, never worked out anew: averages and rates are the Ombudsman's own. A letter's
sums and rates are worked out again only to test the reading, and what contradicts itself is kept and flagged. The
Ombudsman's web page of an authority prints most figures of its newest letter again; these have the source
`statistics_page`, and are a second witness, not further cases.

| state of a figure | meaning | has a value |
|---|---|---|
| `printed` | read as it stands | yes |
| `derived` | destroyed in the source, and its other figures leave one value only; `text` says which | yes |
| `not_applicable` | the letter says that there is none, such as a rate of no cases | no |
| `unreadable` | its place is there, its value is not | no |

What a letter does not print has no row. Nothing that is absent is ever 0, and a printed 0 is a real one.
"""

_MEASURES = """
## Measures

To know before comparing:

- Rates are printed as whole percentages. A rate of few cases jumps: 1 of 3 is 33, 2 of 3 is 67.
- The uphold rate is upheld by upheld and not upheld; decisions made without an investigation are not in it.
- The share of satisfactory remedies is always one of upheld decisions. The base that is printed beside it differs:
  letters of 2020 print all detailed investigations, web pages from 2024 on the upheld decisions. It is kept as printed,
  as `satisfactory_remedy_base`, and nothing is divided by it.
- Complaints received in a year and decisions made in it are not the same cases. Complaints remedied may be fewer than
  those upheld.
- The average of a type is the same in all letters of one type and year. Letters that print another one have the issue
  `average_differs`.
- The type of an authority comes from the register, not from its name: Northumberland County Council is a unitary
  authority.
"""

_PARTS = """
## Parts of measures

A measure with parts has a row for each part and one for the total.
"""

_BREAKS = """
## Breaks in time
"""

_TAIL = """
### Mergers

A council that merged has letters up to its end, its successor from its beginning. No figures are added up: the view
`authority_lineage` leads from one to the other.

## How sure the reading is

Whole letters of 2018 and 2020, and parts of letters of 2004 to 2010, were at hand when the layouts were written. What
letters of 2019 and from 2021 on print is known from the Ombudsman's web pages of statistics, which print the same
measures; the rest from reports about letters. A letter in words that are not known is not guessed at: it is `partial`
or `unrecognised`, and its bytes wait for a reader that knows them.

## Corrections

- **The Ombudsman corrects a letter.** The new file becomes a new version. The views show its figures, the change is
  `revised` with cause `source`, and the older version stays, with its bytes and the time in which it was shown.
- **We had read it wrongly.** A newer reader makes a new reading of the same version. The change is `revised` with cause
  `reader`, and the older reading stays too. The [log of the data](data-log.md) tells what each reader and register
  changed.
- **A letter contradicts itself, or its web page.** Both figures are kept as printed, with an issue or a row in
  `discrepancies`; neither is repaired. In the wide views a measure that is printed twice with two values is null.
- **A letter is taken down.** It is `withdrawn`; its figures stay, and `letters` says so.

Found a wrong figure? Compare it with the letter: each figure has its page and words. If the letter says otherwise,
report it to this project with the address of the letter; if the letter itself is wrong, tell the Ombudsman.

## Licence and attribution

- The letters and their figures are the Ombudsman's, who allows free re-use with attribution:
  <https://www.lgo.org.uk/copyright>. Name the Local Government and Social Care Ombudsman as the source.
- The register of authorities (`lgsco_store/data/authorities.csv`: names, codes, types, regions, dates, mergers) is
  mySociety's register of UK local authorities, under [CC BY 4.0](https://creativecommons.org/licenses/by/4.0/). Name
  mySociety where you use types, regions, codes or mergers.
- Letters name persons: chief executives and the Ombudsman, in office. No view shows them.

To cite a figure so that anybody can check it, give authority, year, measure, version and the first digits of
`document_sha256`, as in: Kent County Council, 2020, uphold rate 64%, version 2, document 3bb7e8…
"""


if __name__ == "__main__":
    sys.stdout.write(page())
