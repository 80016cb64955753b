"""Names as the site and the letters spell them, against the register's official ones."""

from __future__ import annotations

from itertools import product
from pathlib import Path

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
        ("City of London", "City of London Corporation"),
        ("city of london corporation", "City of London Corporation"),
        ("borough council of king s lynn west norfolk", "Borough Council of Kings Lynn and West Norfolk"),
        ("reigate banstead borough council", "Reigate and Banstead Borough Council"),
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


@pytest.mark.parametrize(
    ("spelling", "official_name"),
    [
        ("Wirral Metropolitan Borough Council", "Wirral Borough Council"),
        ("Colchester City Council", "Colchester Borough Council"),
        ("Wakefield City Council", "Wakefield Metropolitan District Council"),
        ("Bradford Metropolitan Borough Council", "City of Bradford Metropolitan District Council"),
        ("Kirklees Metropolitan Borough Council", "Kirklees Council"),
        ("South Tyneside Metropolitan Borough Council", "South Tyneside Council"),
        ("London Borough of Barking & Dagenham", "London Borough of Barking and Dagenham"),
        ("Royal Borough of Windsor and Maidenhead Council", "Royal Borough of Windsor and Maidenhead"),
        ("Telford & Wrekin Council", "Telford and Wrekin Council"),
        ("East Hertfordshire District Council", "East Hertfordshire District Council"),
        ("The North Yorkshire Council", "North Yorkshire Council"),
        ("Council of the City of Wakefield", "Wakefield Metropolitan District Council"),
        ("Southend-on-Sea City Council", "Southend-on-Sea Borough Council"),
    ],
)
def test_the_site_may_give_a_council_another_rank(spelling: str, official_name: str) -> None:
    entry = register.match(spelling)
    assert entry is not None
    assert register.normalised_name(entry.official_name) == register.normalised_name(official_name)


@pytest.mark.parametrize(
    "name",
    [
        *("Leicester County Council", "Durham City Council", "Essex Borough Council", "Wakefield Town Council"),
        *("London Borough of Leeds", "Newcastle Borough Council", "Dorset Borough Council", "The reading of the city"),
    ],
)
def test_a_county_a_town_and_half_a_name_are_others(name: str) -> None:
    assert register.match(name) is None


BODIES = [
    *("Barchester Healthcare Homes Limited", "The Franklyn Group Limited", "Salveo Care Ltd"),
    *("Sheffield Teaching Hospitals NHS Foundation Trust", "Brighton & Hove Clinical Commissioning Group"),
    *("NHS Bedfordshire, Luton and Milton Keynes Integrated Care Board", "NHS Surrey Heartlands ICB"),
]


@pytest.mark.parametrize("name", BODIES)
def test_care_firms_and_bodies_of_health_are_no_councils(name: str) -> None:
    assert register.match(name) is None


NAMES = Path(__file__).resolve().parents[3] / "shared" / "real" / "names.txt"


@pytest.mark.skipif(not NAMES.exists(), reason="the names as the site writes them are not here")
def test_every_council_of_the_site_is_known_however_it_is_written() -> None:
    names = [name for name in NAMES.read_text(encoding="utf-8").splitlines() if name.strip()]
    known = {name: entry for name in names if (entry := register.match(name))}
    assert (len(names), len(known), len({entry.code for entry in known.values()})) == (106, 98, 98)
    for (name, entry), (prefix, dash, sign) in product(
        known.items(), product(("", "The "), "-\u2010\u2013\u2014", ("&", "and"))
    ):
        written = prefix + name.replace("-", dash).replace(" and ", f" {sign} ").replace(" & ", f" {sign} ")
        assert register.match(written) is entry
        assert register.match(written.upper()) is entry
    # "Council of Somerset" may also be the former county council.
    ambiguous = {"North Yorkshire Council", "Somerset Council"}
    assert {name for name, entry in known.items() if register.match(f"Council of the {name}") is not entry} == ambiguous


@pytest.mark.parametrize("name", ["", "City of", "County Council", "Somerset", "Environment Agency", "The Council"])
def test_a_name_of_nobody_or_of_several_matches_nobody(name: str) -> None:
    assert register.match(name) is None


def test_every_official_name_finds_itself() -> None:
    for entry in register.entries():
        assert register.match(entry.official_name) == entry


def test_a_successor_is_in_the_register() -> None:
    codes = {entry.code for entry in register.entries()}
    poole = register.match("Borough of Poole")
    assert poole is not None
    assert poole.replaced_by == ("BPC",)
    assert set(poole.replaced_by) <= codes
