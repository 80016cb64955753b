"""Names as the site and the letters spell them, against the register's official ones."""

from __future__ import annotations

import pytest

from lgsco_store.reference import register


@pytest.mark.parametrize(
    ("spelling", "official_name"),
    [
        ("Kent County Council", "Kent County Council"),
        ("KENT COUNTY COUNCIL", "Kent County Council"),
        ("Poole Borough Council", "Borough of Poole"),
        ("Bournemouth, Christchurch & Poole Council", "Bournemouth, Christchurch and Poole Council"),
        ("bournemouth christchurch and poole council", "Bournemouth, Christchurch and Poole Council"),
        ("Bournemouth Borough Council", "Bournemouth Borough Council"),
        ("City of Kingston upon Hull", "Hull City Council"),
        ("Lambeth London Borough Council", "London Borough of Lambeth"),
        ("Somerset Council", "Somerset Council"),
        ("Somerset County Council", "Somerset County Council"),
        (
            "King\N{RIGHT SINGLE QUOTATION MARK}s Lynn & West Norfolk Borough Council",
            "Borough Council of Kings Lynn and West Norfolk",
        ),
    ],
)
def test_a_spelling_finds_its_authority(spelling: str, official_name: str) -> None:
    entry = register.match(spelling)
    assert entry is not None
    assert entry.official_name == official_name


@pytest.mark.parametrize("name", ["", "City of", "County Council", "Somerset", "Environment Agency", "The Council"])
def test_what_names_nobody_or_several_matches_nobody(name: str) -> None:
    assert register.match(name) is None


def test_every_official_name_finds_itself() -> None:
    for entry in register.entries():
        assert register.match(entry.official_name) == entry


def test_a_successor_stands_in_the_register() -> None:
    codes = {entry.code for entry in register.entries()}
    poole = register.match("Borough of Poole")
    assert poole is not None
    assert poole.replaced_by == ("BPC",)
    assert set(poole.replaced_by) <= codes
