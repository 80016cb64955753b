"""Measure how much of the letters' printed figures is read, on all available material, next to its target.

The sample letters are always available. Letters by other makers, letters whose picture and text disagree, and real
pages of the site are next to the project in ``../shared``; if that is absent they are skipped.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from benchmarks import real_pages
from crawler.reading import read, read_page
from lgsco_store.records import FigureState, Reading, ReadingStatus, Severity

Key = tuple[str, str | None]
Row = tuple[Decimal | None, str]
Figures = dict[Key, Row]

ROOT = Path(__file__).parents[1]
GOLDENS = ROOT / "tests" / "letters"
SHARED = ROOT.parent / "shared"


@dataclass(frozen=True)
class Case:
    """One document with its expected and its additionally accepted results.

    ``others`` are accepted rows of an expected figure, or figures that may be read but need not be. ``due`` are
    measures that an error must mention; an error is false if none is due and the document is sound.
    """

    name: str
    content: bytes
    figures: Figures
    statuses: frozenset[str]
    others: Mapping[Key, frozenset[Row]] = field(default_factory=dict)
    due: frozenset[str] = frozenset()
    sound: bool = True


@dataclass
class Score:
    """Counts over the cases of one material."""

    files: int = 0
    statuses: int = 0
    right: int = 0
    lost: int = 0
    wrong: int = 0
    silent: int = 0
    false_errors: int = 0

    def add(self, case: Case, reading: Reading) -> None:
        """Count one reading; a wrong figure reported by an error is wrong, but not silently so."""
        found = _figures(reading)
        errors = [issue for issue in reading.issues if issue.severity is Severity.ERROR]
        wrong = sum(not _is_accepted(case, key, row) for key, row in found.items() if row[0] is not None)
        read_well = sum(_is_right(case, key, found.get(key)) for key in case.figures)
        self.files += 1
        self.statuses += reading.status.value in case.statuses
        self.right += read_well
        self.lost += len(case.figures) - read_well
        self.wrong += wrong
        reported = any(error.measure is None or error.measure in case.due for error in errors)
        self.silent += bool(case.due or wrong) and not (reported if case.due else errors)
        self.false_errors += bool(errors) and not case.due and case.sound

    @property
    def share(self) -> float:
        """Return the percentage of the expected figures that are right."""
        return 100 * self.right / max(1, self.right + self.lost)


@dataclass(frozen=True)
class Material:
    """Cases that share a target: the minimum percentages of figures and of statuses."""

    name: str
    cases: list[Case]
    figures: float
    statuses: float = 95
    reader: Callable[[bytes], Reading] = read


def main() -> None:
    """Print a line for each material."""
    for material in materials():
        score = Score()
        for case in material.cases:
            score.add(case, material.reader(case.content))
        _print_score(material, score)


def materials() -> Iterator[Material]:
    """Yield each available material."""
    yield Material("sample letters", list(_goldens(scans=False)), 100, 100)
    yield Material("sample letters, scans", list(_goldens(scans=True)), 65)
    if not SHARED.exists():
        return
    strangers = list(_strangers())
    yield Material("letters by others", [case for case, scan in strangers if not scan], 98)
    yield Material("letters by others, scans", [case for case, scan in strangers if scan], 65)
    yield Material("picture and text disagree", list(_ink()), 95, reader=_without_tables)
    yield Material("real pages of the site", list(_pages()), 100, 100, _page)


def _print_score(material: Material, score: Score) -> None:
    well = score.share >= material.figures and 100 * score.statuses >= material.statuses * score.files
    well = well and not (score.wrong or score.silent or score.false_errors)
    print(
        f"{material.name}: {score.right} of {score.right + score.lost} figures right ({score.share:.1f} %, target "
        f"{material.figures:g}), {score.lost} lost, {score.wrong} wrong, {score.silent} letters misread in silence, "
        f"{score.false_errors} false errors; {score.statuses} of {score.files} statuses right (target "
        f"{material.statuses:g} %): {'reached' if well else 'NOT REACHED'}"
    )


def _figures(reading: Reading) -> Figures:
    return {(f.measure, f.category): (f.value, f.state.value) for f in reading.figures}


def _is_right(case: Case, key: Key, row: Row | None) -> bool:
    return row is not None and (row == case.figures[key] or row in case.others.get(key, ()))


def _is_accepted(case: Case, key: Key, row: Row) -> bool:
    """Return whether the document prints this value: whether it was read or derived is another question."""
    allowed = {case.figures.get(key), *case.others.get(key, ())}
    return row[0] in {one[0] for one in allowed if one is not None}


def _goldens(*, scans: bool) -> Iterator[Case]:
    for file in sorted(GOLDENS.glob("*.pdf")):
        if file.name.endswith(".ocrmypdf.pdf") is scans:
            printed = _parsed((GOLDENS / f"{file.name.split('.')[0]}.json").read_text("utf-8"))
            sound = "contradiction" not in printed["issues"] and not scans
            statuses = {"complete", "partial"} if scans else {printed["status"]}
            yield Case(file.name, file.read_bytes(), _rows(printed["figures"]), frozenset(statuses), sound=sound)


def _strangers() -> Iterator[tuple[Case, bool]]:
    folder = SHARED / "strangers"
    for line in (folder / "expected.jsonl").read_text("utf-8").splitlines():
        expected = _parsed(line)
        others: dict[Key, frozenset[Row]] = {}
        for row in (*expected.get("alternatives", ()), *expected.get("optional", ())):
            key, value = _row(row)
            others[key] = others.get(key, frozenset()) | {value}
        case = Case(
            expected["file"],
            (folder / "letters" / expected["file"]).read_bytes(),
            _rows(expected["figures"]),
            frozenset(expected["allowed_status"]),
            others,
            frozenset(measure for issue in expected.get("must_issue", ()) for measure in issue["measures"]),
            expected["allowed_status"] == ["complete"],
        )
        yield case, expected.get("family") == "scan"


def _ink() -> Iterator[Case]:
    """Yield letters whose picture and text disagree; a figure that must not be read counts only if reported."""
    folder = SHARED / "ink"
    every = frozenset(status.value for status in ReadingStatus)
    for line in (folder / "expected.jsonl").read_text("utf-8").splitlines():
        expected = _parsed(line)
        if expected.get("figures") is None:
            continue
        seen = _rows([measure, None, value, "printed"] for measure, value in expected["figures"].items())
        derived: dict[Key, frozenset[Row]] = {key: frozenset({(row[0], "derived")}) for key, row in seen.items()}
        content = (folder / expected["file"]).read_bytes()
        yield Case(expected["file"], content, seen, every, derived, sound=False)


def _pages() -> Iterator[Case]:
    """Yield each page in several kinds of markup."""
    for file in sorted((SHARED / "real" / "pages").glob("*.txt")):
        text = file.read_text("utf-8")
        printed = real_pages.figures(text)
        for name, markup in real_pages.MARKUPS.items():
            content = (
                f"<html><body><main>{''.join(markup(html.escape(line)) for line in real_pages.lines(text))}</main>"
            )
            yield Case(f"{file.stem}, {name}", content.encode(), printed, frozenset({"complete"}))


def _without_tables(content: bytes) -> Reading:
    """Return the expected results of these letters, which name no figure of a table."""
    reading = read(content)
    return replace(reading, figures=tuple(figure for figure in reading.figures if figure.category is None))


def _page(content: bytes) -> Reading:
    return read_page(content, url="https://www.lgo.org.uk/your-councils-performance/")


def _parsed(text: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(text, parse_float=Decimal)
    return parsed


def _rows(rows: Iterable[list[Any]]) -> Figures:
    return dict(map(_row, rows))


def _row(row: list[Any]) -> tuple[Key, Row]:
    measure, category, value, state = row
    return (measure, category), (None if value is None else Decimal(value), FigureState(state).value)


if __name__ == "__main__":
    main()
