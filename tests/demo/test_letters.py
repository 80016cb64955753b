"""The PDF files of the copy: drawn again, opened, and compared with the data and the official labels."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pypdfium2
import pytest

from jobs.demo import content, make_letters
from jobs.demo.content import Edition, Letter
from lgsco_store.reference.vocabulary import categories

PACKAGE = Path(make_letters.__file__).parent

EDITIONS = [pytest.param(letter, edition, id=edition.file) for letter, edition in content.editions()]
every_edition = pytest.mark.parametrize(("letter", "edition"), EDITIONS)


def pages(data: bytes) -> list[str]:
    """Return the text of each page, its lines joined."""
    with pypdfium2.PdfDocument(io.BytesIO(data)) as pdf:
        return [re.sub(r"\s+", " ", page.get_textpage().get_text_range()) for page in pdf]


def text_of(file: str) -> str:
    return " ".join(pages(PACKAGE.joinpath("letters", file).read_bytes()))


def test_the_script_gives_the_committed_bytes() -> None:
    drawn = dict(make_letters.files())
    committed = {path: path.read_bytes() for folder in ("letters", "reports") for path in (PACKAGE / folder).iterdir()}
    assert sorted(drawn) == sorted(committed)
    assert [path.name for path in drawn if drawn[path] != committed[path]] == []


def test_the_script_says_what_it_wrote(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("letters", "reports"):
        (tmp_path / folder).mkdir()
    monkeypatch.setattr(make_letters, "PACKAGE", tmp_path)
    make_letters.main()
    written = sorted(path.name for path in tmp_path.glob("*/*.pdf"))
    assert written == sorted(path.name for path in PACKAGE.glob("*/*.pdf"))
    assert capsys.readouterr().out.startswith(f"Wrote {len(written)} PDF files, ")


@every_edition
def test_a_letter_has_its_head_and_says_whose_its_figures_are(letter: Letter, edition: Edition) -> None:
    first = pages(content.letter_bytes(edition))[0]
    assert first.count(f"Annual Review letter {letter.year}") == 1
    name, role = letter.addressee.name, letter.addressee.role
    assert f"{name} {role} {letter.authority} Dear {name}" in first
    assert (f"Dear {name}," in first) == (letter.year == 2018)
    invented = "This sample letter was made for a demonstration; its figures are invented."
    published = "Sample copy of a published letter: the figures are the Ombudsman's, the prose is not."
    assert (invented in first, published in first) == (not letter.real, letter.real)
    assert (
        f"Yours sincerely, {letter.signatory} Local Government and Social Care Ombudsman "
        "Chair, Commission for Local Administration in England" in first
    )


@every_edition
def test_a_letter_has_its_statistics_on_a_second_page(letter: Letter, edition: Edition) -> None:
    worcester = (letter.council, letter.year) == ("worcester-city-council", 2020)
    assert len(pages(content.letter_bytes(edition))) == (1 if worcester else 2)


@pytest.mark.parametrize("year", [2018, 2020, 2024, 2025])
def test_the_prose_holds_numbers_that_are_no_statistics(year: int) -> None:
    letter, edition = next(pair for pair in content.editions() if pair[0].year == year and not pair[0].real)
    first = pages(content.letter_bytes(edition))[0]
    traps = {
        2018: ["58 courses", "within four weeks", "£5,000"],
        2020: ["118 courses", "within four weeks", "In two cases", "below 100%"],
        2024: ["126 courses", "within 10 working days", "£1,250", "below 100%"],
        2025: ["112 courses", "16%", "£300,000"],
    }
    assert [trap for trap in traps[year] if trap not in first] == []
    assert letter.authority in first


def test_the_tables_of_2018_have_the_official_labels_in_their_order() -> None:
    page = pages(PACKAGE.joinpath("letters", "2018-redditch-borough-council.pdf").read_bytes())[1]
    assert page.startswith("Local Authority Report: Redditch Borough Council For the Period Ending: 31/03/2018 ")
    areas = [
        each.label
        for each in categories()
        if each.category_set == "service_area" and each.first_year <= 2018 <= each.last_year
    ]
    decisions = [
        *("Incomplete or Invalid", "Advice Given", "Referred back for Local Resolution"),
        *("Closed After Initial Enquiries", "Not Upheld", "Upheld", "Uphold Rate", "Total"),
    ]
    assert f"Complaints and enquiries received {' '.join(areas)} 0 1 0 1 0 1 3 1 0 7 " in page
    assert f"Decisions made Detailed Investigations {' '.join(decisions)} 1 1 4 1 0 1 100% 8 " in page
    assert "Complaints Remedied by LGO Satisfactorily by Authority before LGO Involvement 1 0" in page


def test_the_statistics_of_2018_lie_on_a_wide_page() -> None:
    with pypdfium2.PdfDocument(PACKAGE / "letters" / "2018-redditch-borough-council.pdf") as pdf:
        upright, wide = (page.get_size() for page in pdf)
    assert upright[0] < upright[1]
    assert wide == (upright[1], upright[0])


BROMSGROVE_2020 = [
    "For the period ending: 31/03/20",
    "Complaints upheld",
    "40% of complaints we investigated were upheld.",
    "This compares to an average of 45% in similar authorities.",
    "2 upheld decisions",
    "Statistics are based on a total of 5 detailed investigations for the period between 1 April 2019 to 31 March 2020",
    "Compliance with Ombudsman recommendations",
    "In 100% of cases we were satisfied the authority had successfully implemented our recommendations.",
    "This compares to an average of 99% in similar authorities.",
    "Statistics are based on a total of 2 compliance outcomes for the period between 1 April 2019 to 31 March 2020",
    (
        "Failure to comply with our recommendations is rare. An authority with a compliance rate below 100% should "
        "scrutinise those complaints where it failed to comply and identify any learning."
    ),
    "Satisfactory remedies provided by the authority",
    (
        "In 0% of upheld cases we found the authority had provided a satisfactory remedy before the complaint reached "
        "the Ombudsman."
    ),
    "This compares to an average of 20% in similar authorities.",
    "0 satisfactory remedy decisions",
]
KENT_2024 = [
    "For the period ending: 31/03/24",
    "87% of complaints we investigated were upheld.",
    "This compares to an average of 85% in similar organisations.",
    "Adjusted for Kent County Council's population, this is 5.5 upheld decisions per 100,000 residents.",
    "The average for authorities of this type is 4.5 upheld decisions per 100,000 residents.",
    "88 upheld decisions",
    "a total of 101 investigations for the period between 1 April 2023 to 31 March 2024",
    "Compliance with Ombudsman recommendations",
    "Satisfactory remedies provided by the organisation",
    "a total of 88 upheld decisions for the period",
]
CUMBERLAND_2025 = [
    "For the period ending: 31/03/25",
    (
        "Between 1 April 2024 to 31 March 2025, we dealt with 70 complaints. Of these, 23 were not for us or not ready "
        "for us to investigate. We assessed and closed 31 complaints. We investigated 16 complaints."
    ),
    "Complaints upheld",
    "We investigated 16 complaints and upheld 12.",
    "75% of complaints we investigated were upheld.",
    "this is 4.4 upheld decisions per 100,000 residents.",
    "Satisfactory remedies provided by the organisation",
    "1 satisfactory remedy decision ",
    "Compliance with Ombudsman recommendations",
    "a total of 7 compliance outcomes for the period between 1 April 2024 to 31 March 2025",
]


@pytest.mark.parametrize(
    ("file", "sentences"),
    [
        ("2020-bromsgrove-district-council.pdf", BROMSGROVE_2020),
        ("2024-kent-county-council.pdf", KENT_2024),
        ("2025-cumberland-council.pdf", CUMBERLAND_2025),
    ],
)
def test_the_measures_have_the_official_words_and_order(file: str, sentences: list[str]) -> None:
    page = pages(PACKAGE.joinpath("letters", file).read_bytes())[1]
    assert [sentence for sentence in sentences if sentence not in page] == []
    # Number and base are side by side, so only headings and rates have an order on the page.
    ordered = [sentence for sentence in sentences if not re.match(r"\d+ |Statistics|a total", sentence)]
    places = [page.index(sentence) for sentence in ordered]
    assert places == sorted(places)


def test_a_percentage_is_drawn_again_in_its_ring() -> None:
    page = pages(PACKAGE.joinpath("letters", "2020-bromsgrove-district-council.pdf").read_bytes())[1]
    rates = sorted(re.findall(r"\d+%", page))
    assert rates == ["0%", "0%", "100%", "100%", "100%", "20%", "40%", "40%", "45%", "99%"]


def test_the_varieties_are_drawn() -> None:
    nothing_due = text_of("2024-bromsgrove-district-council.pdf")
    assert "No recommendations were due for compliance in this period" in nothing_due
    assert "compliance outcomes" not in nothing_due
    assert "1 upheld decision " in nothing_due
    assert "this is 1 upheld decisions per 100,000 residents" in nothing_due
    zero = text_of("2024-redditch-borough-council.pdf")
    assert "In 0% of cases we were satisfied" in zero
    assert "a total of 0 compliance outcomes" in zero
    assert "an average of n/a in similar organisations" in zero
    assert "No recommendations were due" in text_of("2025-worcester-city-council.pdf")
    assert "this is 4.4% upheld decisions per 100,000 residents." in text_of("2025-essex-county-council.pdf")


def test_the_destroyed_number_is_gone_and_its_label_is_not() -> None:
    page = pages(PACKAGE.joinpath("letters", "2020-blaby-district-council.pdf").read_bytes())[1]
    assert ". . satisfactory remedy decision " in page
    assert "1 satisfactory" not in page


def test_an_addressee_takes_one_line_or_three() -> None:
    def lines(file: str) -> list[str]:
        with pypdfium2.PdfDocument(PACKAGE / "letters" / file) as pdf:
            return [line.strip() for line in pdf[0].get_textpage().get_text_range().splitlines()]

    assert "Kevin Dicks Chief Executive Redditch Borough Council" in lines("2018-redditch-borough-council.pdf")
    start = lines("2020-bromsgrove-district-council.pdf").index("Mr Dicks")
    assert lines("2020-bromsgrove-district-council.pdf")[start + 1 : start + 3] == [
        "Chief Executive",
        "Bromsgrove District Council",
    ]


def test_the_restamped_letter_has_other_bytes_and_the_same_text() -> None:
    old, new = (PACKAGE / "letters" / f"2020-leeds-city-council{end}.pdf" for end in ("", "-restamped"))
    assert old.read_bytes() != new.read_bytes()
    assert pages(old.read_bytes()) == pages(new.read_bytes())


def test_the_corrected_letter_differs_in_two_figures() -> None:
    old, new = (text_of(f"2020-kent-county-council{end}.pdf") for end in ("", "-corrected"))
    assert old != new
    corrected = (
        old.replace("65% of complaints", "64% of complaints")
        .replace(" 65% ", " 64% ")
        .replace("57 upheld", "56 upheld")
    )
    assert corrected == new


@pytest.mark.parametrize("name", ["housing-repairs.pdf", "school-transport.pdf"])
def test_a_public_report_is_no_letter(name: str) -> None:
    (page,) = pages(PACKAGE.joinpath("reports", name).read_bytes())
    assert "Report of an investigation" in page
    assert "Annual Review letter" not in page
    assert "Dear" not in page
    assert "the case is invented" in page
