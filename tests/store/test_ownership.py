"""Whose a listed letter is: what its own name, the words of its link and the register say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lgsco_store.database.session import Database
from lgsco_store.publications.inputs import Listed
from lgsco_store.publications.ownership import not_own
from lgsco_store.records import Severity
from lgsco_store.reference import register
from lgsco_store.terms import Kind
from tests.attacks import Promise
from tests.store.crawls import Crawler, Letter, Link, Page, link, rows

KENT, TRAFFORD, SALFORD = "kent-county-council", "trafford-council", "salford-city-council"
WEST = "west-northamptonshire-council"


def not_filed(database: Database) -> list[tuple[object, ...]]:
    """Return council, year, code and severity of what was not filed."""
    query = "SELECT authority_slug, year, code, severity FROM issues WHERE code <> 'base_differs' ORDER BY 1, 2, 3"
    return rows(database, query)


def listed(slug: str, text: str) -> Listed:
    """Make a letter of 2020 as the list of a council in the register has it."""
    entry = register.match(slug.replace("-", " "))
    assert entry is not None
    return Listed(1, slug, entry.code, f"{slug}/2020.pdf", 2020, entry.official_name, (text,))


def called(text: str, slug: str, year: int, about: str) -> Link:
    """Make a link with words of its own, as in a box beside a council's own letters."""
    return replace(link(slug, year, Letter(year, about=about, rate="1"), folder="assets"), text=text)


@pytest.mark.attack(
    Promise.FIGURES,
    {"The letter of a pension fund, a fire authority or a town council on the list of its county": "filed nowhere"},
)
@pytest.mark.parametrize(
    ("slug", "about"),
    [
        (KENT, "Kent and Medway Fire and Rescue Authority"),
        (KENT, "Kent County Council Pension Fund"),
        (KENT, "Kent County Council Adult Education Trust"),
        ("dorset-council", "Dorset Rivers Authority"),
        ("newcastle-under-lyme-borough-council", "Newcastle-under-Lyme Town Council"),
        ("london-borough-of-barnet", "Barnet Homes"),
        ("swale-borough-council", "Swale Borough Council & Maidstone Borough Council"),
        ("swale-borough-council", "Swale Borough Council, Swale House, and Maidstone Borough Council"),
        ("newcastle-city-council", "Newcastle City Council, Gateshead Council"),
    ],
)
def test_a_body_whose_name_begins_with_the_councils_is_another(slug: str, about: str) -> None:
    found = not_own(listed(slug, "Annual letter 2020"), about, 2020, shared=False)
    assert (found and (found.code, found.severity)) == ("authority_mismatch", Severity.ERROR)


def test_a_letter_of_another_body_does_not_hide_the_councils_own(crawler: Crawler, database: Database) -> None:
    """It stands before the council's own letter of the year."""
    of_fund = link(KENT, 2020, Letter(about="Kent County Council Pension Fund", rate="1"), folder="assets")
    crawler.run({KENT: Page([of_fund, link(KENT, 2020)])})
    assert rows(database, "SELECT year, value FROM figures") == [(2020, 40.0)]
    assert not_filed(database) == [(KENT, 2020, "authority_mismatch", "error")]


@pytest.mark.parametrize(
    "about",
    [
        "Kent",
        "Kennt County Council",
        "Kent Countty Coucil",
        "Kent County Cou",
        "Kent Unitary Authority",
        "Kent County Council (KCC)",
        "Kent County Council By e-mail only",
        "Kent County Council, Chief Executive",
        "Kent County Council, Sessions House, Maidstone ME14 1XQ",
        "The Council",
    ],
)
def test_what_may_stand_in_or_behind_a_councils_name(about: str) -> None:
    assert not_own(listed(KENT, "Annual letter 2020"), about, 2020, shared=False) is None


def test_a_body_unknown_to_the_register_is_known_by_its_page(crawler: Crawler, database: Database) -> None:
    slug, name = "westland-fire", "Westland and Eastland Fire and Rescue Authority"
    own = link(slug, 2020, Letter(2020, about=name))
    of_county = link(slug, 2021, Letter(2021, about="Kent County Council"))
    crawler.run({slug: Page([own, of_county], name=name)})
    assert rows(database, "SELECT year FROM letters") == [(2020,)]
    crawler.run({"kent-fire-and-rescue-authority": Page([of_county], name="Kent Fire and Rescue Authority")})
    assert rows(database, "SELECT authority_slug, year FROM letters") == [(slug, 2020)]


@pytest.mark.attack(
    Promise.FIGURES,
    {"A link names another council, and its letter names none": "not filed under the council that lists it; an issue"},
)
def test_a_letter_that_names_nobody_is_not_the_councils_if_its_link_names_another(
    crawler: Crawler, database: Database
) -> None:
    box = called("Salford City Council annual letter 2020", SALFORD, 2020, about="")
    crawler.run({TRAFFORD: Page([link(TRAFFORD, 2019), box])})
    assert rows(database, "SELECT authority_slug, year FROM letters") == [(TRAFFORD, 2019)]
    assert not_filed(database) == [(TRAFFORD, 2020, "link_of_another", "warning")]


@pytest.mark.parametrize(
    "text",
    [
        "Annual letter 2020",
        "Annual letter for Adult Social Care",
        "Trafford Council annual letter 2020",
        "Trafford Council\N{RIGHT SINGLE QUOTATION MARK}s letter (joint services with Salford City Council)",
        "Letter to your council: reading time 3 minutes",
        "Further reading",
        "Salford",
    ],
)
def test_only_a_council_named_in_full_makes_a_letter_another_ones(text: str) -> None:
    assert not_own(listed(TRAFFORD, text), None, 2020, shared=False) is None


def test_a_link_to_a_predecessors_letter_is_one_to_kin(crawler: Crawler, database: Database) -> None:
    crawler.run({WEST: Page([called("Northampton Borough Council annual letter 2022", WEST, 2022, about="")])})
    assert rows(database, "SELECT year FROM letters") == []
    assert not_filed(database) == [(WEST, 2022, "authority_kin", "warning")]


@pytest.mark.attack(
    Promise.FIGURES,
    {"A letter that names nobody, of a year before its council existed": "not filed under that council; an issue"},
)
def test_a_letter_that_names_nobody_is_not_of_a_council_that_began_later(crawler: Crawler, database: Database) -> None:
    """West Northamptonshire began on 1 April 2021: its first year ends in 2022."""
    early, first = (called(f"Annual letter {year}", WEST, year, about="") for year in (2021, 2022))
    named = called("West Northamptonshire Council annual letter 2020", WEST, 2020, about="")
    crawler.run({WEST: Page([early, first, named])})
    assert rows(database, "SELECT year FROM letters ORDER BY year") == [(2020,), (2022,)]
    assert not_filed(database) == [(WEST, 2021, "authority_younger", "warning")]


def test_a_letter_that_both_letter_and_link_call_anothers_is_no_fault(crawler: Crawler, database: Database) -> None:
    """Each list has a box with a neighbour's letter: nobody need look, and the council's own letters may still go."""
    own = {slug: [link(slug, year) for year in (2018, 2019)] for slug in (TRAFFORD, KENT)}
    box = called("Salford City Council annual letter 2020", SALFORD, 2020, about="Salford City Council")
    fire = "Kent and Medway Fire and Rescue Authority"
    beside = called(f"{fire}: annual letter 2020", KENT, 2020, about=fire)
    plan = crawler.run({TRAFFORD: Page([*own[TRAFFORD], box]), KENT: Page([*own[KENT], beside])})
    assert (plan.misplaced, not_filed(database)) == (
        {},
        [(KENT, 2020, "link_of_another", "info"), (TRAFFORD, 2020, "link_of_another", "info")],
    )
    plan = crawler.run({TRAFFORD: Page([own[TRAFFORD][0], box]), KENT: Page([*own[KENT], beside])})
    assert plan.kinds == {Kind.WITHDRAWN: 1}


@pytest.mark.parametrize(
    "text",
    ["Annual letter 2020", "Trafford Council annual letter 2020", "Salford City Council and Trafford Council 2020"],
)
def test_a_letter_whose_link_does_not_call_it_anothers_is_misplaced(text: str) -> None:
    found = not_own(listed(TRAFFORD, text), "Salford City Council", 2020, shared=False)
    assert (found and (found.code, found.severity)) == ("authority_mismatch", Severity.ERROR)


def test_one_link_that_does_not_name_the_other_council_is_enough(crawler: Crawler, database: Database) -> None:
    own = called("Annual letter 2020", SALFORD, 2020, about="Salford City Council")
    box = replace(own, text="Salford City Council annual letter 2020")
    plan = crawler.run({TRAFFORD: Page([own, box])})
    assert [*plan.misplaced.values()] == [TRAFFORD]
    assert not_filed(database) == [(TRAFFORD, 2020, "authority_mismatch", "error")]


def test_a_box_with_a_neighbours_letter_does_not_take_it_from_the_neighbour(
    crawler: Crawler, database: Database
) -> None:
    """The letter names nobody, and two lists have its address: one of them says that it is the other's."""
    own = called("Annual letter 2020", SALFORD, 2020, about="")
    box = replace(own, text="Salford City Council annual letter 2020")
    crawler.run({SALFORD: Page([own]), TRAFFORD: Page([box])})
    assert rows(database, "SELECT authority_slug, year FROM letters") == [(SALFORD, 2020)]
    assert not_filed(database) == [(TRAFFORD, 2020, "link_of_another", "warning")]
