"""The changes between the years in which the site was copied: those that were promised, and nothing else."""

from __future__ import annotations

from decimal import Decimal

import pytest

from jobs.demo import content
from jobs.demo.content import Letter
from jobs.demo.pages import find

KENT = "/documents/councilperformance/2020/kent county council.pdf"
LEEDS = "/documents/councilperformance/2020/leeds city council.pdf"
WIGAN = "/assets/attach/3140/Wigan-MBC-2020.pdf"


def path_of(letter: Letter) -> str:
    return letter.path.replace("%20", " ")


def standing(year: int) -> dict[str, bytes]:
    """Return the bytes, by address, of every letter available in a year."""
    answers = {path_of(letter): find(path_of(letter), year) for letter in content.letters()}
    return {path: document.body for path, document in answers.items() if document}


def letters_of_year(year: int) -> set[str]:
    return {path_of(letter) for letter in content.letters() if letter.year == year}


def listed(slug: str, year: int) -> str:
    document = find(f"/your-councils-performance/{slug}/annualletters", year)
    assert document is not None
    return document.body.decode()


def test_the_site_of_2023_has_the_letters_of_2018_and_2020() -> None:
    assert set(standing(2023)) == letters_of_year(2018) | letters_of_year(2020)


@pytest.mark.parametrize(("year", "gone", "altered"), [(2024, set(), {KENT}), (2025, {WIGAN}, {LEEDS})])
def test_a_year_brings_its_letters_and_what_was_promised(year: int, gone: set[str], altered: set[str]) -> None:
    before, after = standing(year - 1), standing(year)
    assert set(after) - set(before) == letters_of_year(year)
    assert set(before) - set(after) == gone
    assert {path for path in before.keys() & after.keys() if before[path] != after[path]} == altered


def test_a_withdrawn_letter_is_no_longer_listed() -> None:
    assert "Wigan-MBC-2020.pdf" in listed("wigan-metropolitan-borough-council", 2024)
    assert "Wigan-MBC-2020.pdf" not in listed("wigan-metropolitan-borough-council", 2025)


def figures(slug: str, year: int, site: int) -> content.Figures:
    letter = next(each for each in content.letters() if (each.council, each.year) == (slug, year))
    edition = letter.edition(site)
    assert edition is not None
    return edition.figures


def test_the_revision_corrects_the_upheld_decisions_and_their_rate() -> None:
    old, new = (figures("kent-county-council", 2020, site) for site in (2023, 2024))
    assert {key[0]: (old[key], new[key]) for key in old if old[key] != new[key]} == {
        "uphold_rate": (Decimal(65), Decimal(64)),
        "upheld_decisions": (Decimal(57), Decimal(56)),
    }


def test_the_restamping_corrects_nothing() -> None:
    assert figures("leeds-city-council", 2020, 2024) == figures("leeds-city-council", 2020, 2025)


def test_cumberland_takes_allerdales_place() -> None:
    assert [council.slug for council in content.index(2023) if council.slug.startswith(("aller", "cumber"))] == [
        "allerdale-borough-council"
    ]
    assert [council.slug for council in content.index(2024) if council.slug.startswith(("aller", "cumber"))] == [
        "cumberland-council"
    ]
    assert content.council_at("cumberland-council", 2023) is None
    assert content.council_at("allerdale-borough-council", 2025) is not None


def test_indexes_of_2024_and_2025_are_the_same() -> None:
    assert content.index(2024) == content.index(2025)


def test_last_modified_moves_when_the_bytes_do_and_only_then() -> None:
    paths = [
        "/your-councils-performance",
        *(path_of(letter) for letter in content.letters()),
        *(
            f"/your-councils-performance/{slug}/{page}"
            for slug in content.councils()
            for page in ("statistics", "annualletters")
        ),
    ]
    compared = 0
    for path in paths:
        for year in (2024, 2025):
            old, new = find(path, year - 1), find(path, year)
            if old and new:
                compared += 1
                assert (old.body == new.body) == (old.modified == new.modified)
                assert old.modified <= new.modified
    assert compared > 100
