"""Every letter of the demonstration is read as its data say."""

from __future__ import annotations

import pypdfium2
import pytest

from crawler.reading import read
from jobs.demo import content
from lgsco_store.records import FigureState, Reading, ReadingStatus

LAYOUTS = {2018: "received_and_decided", 2020: "three_measures", 2024: "three_measures", 2025: "overview"}

Case = tuple[content.Letter, content.Edition]


CASES = list(content.editions())


def state(letter: content.Letter, measure: str, value: object) -> FigureState:
    """Return the expected state: a rate without a value does not apply; a destroyed number can only be derived."""
    if measure in letter.destroyed:
        return FigureState.DERIVED
    return FigureState.NOT_APPLICABLE if value is None else FigureState.PRINTED


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1].file)
def test_a_letter_prints_the_figures_of_its_data(case: Case) -> None:
    letter, edition = case
    reading = read(content.letter_bytes(edition))
    expected = {key: (value, state(letter, key[0], value)) for key, value in edition.figures.items()}
    assert {(f.measure, f.category): (f.value, f.state) for f in reading.figures} == expected
    assert len(reading.figures) == len(expected)
    assert reading.status is (ReadingStatus.COMPLETE if expected else ReadingStatus.NO_STATISTICS)
    assert not [issue for issue in reading.issues if issue.severity == "error"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1].file)
def test_a_letter_has_the_head_of_its_data(case: Case) -> None:
    letter, edition = case
    reading = read(content.letter_bytes(edition))
    assert reading.layout == LAYOUTS[letter.year]
    assert (reading.authority, reading.year) == (letter.authority, letter.year)
    assert reading.addressee == letter.addressee
    assert reading.letter_date == content.prose(letter.year).date
    assert reading.signatory is not None
    assert reading.signatory.name == letter.signatory


@pytest.mark.parametrize("case", CASES, ids=lambda case: case[1].file)
def test_every_figure_lies_on_its_page(case: Case) -> None:
    document = pypdfium2.PdfDocument(content.letter_bytes(case[1]))
    for figure in read(content.letter_bytes(case[1])).figures:
        assert figure.bbox is not None
        x0, top, x1, bottom = figure.bbox
        sheet = document[figure.page - 1]
        assert 0 <= x0 < x1 <= sheet.get_width()
        assert 0 <= top < bottom <= sheet.get_height()


def test_a_restamped_letter_has_the_same_text_and_a_corrected_one_has_not() -> None:
    leeds = _both("2020-leeds-city-council", "-restamped")
    kent = _both("2020-kent-county-council", "-corrected")
    assert leeds[0].sha256 != leeds[1].sha256
    assert leeds[0].text_sha256 == leeds[1].text_sha256
    assert kent[0].text_sha256 != kent[1].text_sha256


@pytest.mark.parametrize("report", list(content.reports().values()), ids=lambda report: report.name)
def test_a_public_report_is_no_letter(report: content.Report) -> None:
    reading = read(content.report_bytes(report))
    assert (reading.status, reading.figures) == (ReadingStatus.NOT_A_LETTER, ())


def _both(name: str, suffix: str) -> tuple[Reading, Reading]:
    letters = content.folder("letters")
    first, second = (read(letters.joinpath(f"{name}{end}.pdf").read_bytes()) for end in ("", suffix))
    return first, second
