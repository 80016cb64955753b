"""The data of the copy, checked against the register, the known letters and arithmetic."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest

from jobs.demo import content
from jobs.demo.content import Edition, Figures, Letter
from lgsco_store.reference.vocabulary import measures, rows

EXPECTED = Path(__file__).parents[2].parent / "shared" / "seeds" / "expected.jsonl"

EDITIONS = [pytest.param(letter, edition, id=edition.file) for letter, edition in content.editions()]
every_edition = pytest.mark.parametrize(("letter", "edition"), EDITIONS)

# The Ombudsman's averages of similar authorities: upheld, compliance, remedies, upheld per 100,000.
PRINTED_AVERAGES = {
    ("Non-metropolitan district", 2020): ["45", "99", "20"],
    ("County", 2024): ["85", "100", "7", "4.5"],
    ("Metropolitan district", 2024): ["80", "99", "14", "4.4"],
    ("Unitary authority", 2024): ["79", "100", "13", "4.6"],
    ("London borough", 2024): ["85", "99", "12", "8.2"],
}
AVERAGES = [
    "uphold_rate_average",
    "compliance_rate_average",
    "satisfactory_remedy_rate_average",
    "upheld_per_100k_average",
]


def percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * 100 / whole).quantize(Decimal(1), ROUND_HALF_UP)


def one(figures: Figures, measure: str, category: str | None = None) -> Decimal:
    value = figures[measure, category]
    assert value is not None
    return value


def parts(figures: Figures, measure: str) -> dict[str, Decimal]:
    return {
        cat: one(figures, name, cat) for name, cat in figures if name == measure and cat not in {None, "total"} if cat
    }


def register() -> dict[str, dict[str, str]]:
    return {row["official_name"]: row for row in rows("authorities.csv")}


def with_statistics(first: int, last: int) -> Iterator[tuple[Letter, Figures]]:
    for letter, edition in content.editions():
        if first <= letter.year <= last and edition.figures:
            yield letter, edition.figures


def test_there_are_enough_councils_of_all_five_types() -> None:
    types = {council.type for council in content.councils().values()}
    assert types == {
        "County",
        "Non-metropolitan district",
        "Metropolitan district",
        "Unitary authority",
        "London borough",
    }
    assert len(content.councils()) >= 14
    assert len(content.letters()) >= 40


@pytest.mark.parametrize("slug", content.councils())
def test_a_council_is_the_registers(slug: str) -> None:
    council = content.councils()[slug]
    assert register()[council.official_name]["type"] == council.type
    assert council.slug.lower() == slug
    assert council.slug == council.slug.lower() or council.slug == "West-Northamptonshire-Council"


def test_a_council_is_the_successor_of_those_it_names() -> None:
    by_code = {row["code"]: row["official_name"] for row in register().values()}
    named = {
        (predecessor, council.official_name)
        for council in content.councils().values()
        for predecessor in council.predecessors
    }
    assert {slug for slug, _ in named} == {
        "northampton-borough-council",
        "poole-borough-council",
        "allerdale-borough-council",
    }
    for slug, successor in named:
        replaced_by = register()[content.councils()[slug].official_name]["replaced_by"].split(",")
        assert successor in {by_code[code] for code in replaced_by}


@every_edition
def test_a_letter_is_to_a_council_under_its_official_name(letter: Letter, edition: Edition) -> None:
    assert letter.authority == content.councils()[letter.council].official_name
    assert edition.file.startswith(f"{letter.year}-{letter.council}")


def test_a_council_has_one_letter_a_year_and_a_letter_its_own_address() -> None:
    keys = [(letter.council, letter.year) for letter in content.letters()]
    paths = [letter.path for letter in content.letters()]
    files = [edition.file for _, edition in content.editions()]
    for names in (keys, paths, files):
        assert len(names) == len(set(names))


@every_edition
def test_a_figure_is_of_the_vocabulary_and_of_its_years(letter: Letter, edition: Edition) -> None:
    for (measure, category), value in edition.figures.items():
        known = measures()[measure]
        assert known.first_year <= letter.year <= (known.last_year or letter.year)
        assert (category is None) == (known.category_set is None)
        assert value is None or known.unit == "per_100k" or value == int(value)


def test_totals_of_tables_are_the_sums_of_their_parts() -> None:
    for _, figures in with_statistics(2014, 2018):
        for measure, number in (("complaints_received", 9), ("complaints_decided", 6)):
            row = parts(figures, measure)
            assert len(row) == number
            assert sum(row.values()) == one(figures, measure, "total")


def test_rates_of_tables_follow_from_their_counts() -> None:
    for _, figures in with_statistics(2014, 2018):
        row = parts(figures, "complaints_decided")
        assert one(figures, "uphold_rate") == percent(row["upheld"], row["upheld"] + row["not_upheld"])
        remedied = one(figures, "remedied_by_ombudsman") + one(figures, "remedied_by_authority")
        assert remedied <= row["upheld"]


def test_rates_of_measures_follow_from_their_counts() -> None:
    for _, figures in with_statistics(2019, 2025):
        upheld = one(figures, "upheld_decisions")
        assert one(figures, "uphold_rate") == percent(upheld, one(figures, "investigations"))
        remedies = one(figures, "satisfactory_remedy_decisions")
        assert one(figures, "satisfactory_remedy_rate") == percent(remedies, upheld)


def test_a_compliance_rate_is_that_of_a_whole_number_of_outcomes() -> None:
    for _, figures in with_statistics(2019, 2025):
        outcomes, rate = figures.get(("compliance_outcomes", None)), figures["compliance_rate", None]
        assert (rate is None) == (not outcomes)
        if outcomes:
            assert rate in {percent(Decimal(done), outcomes) for done in range(int(outcomes) + 1)}


def test_the_base_of_the_remedies_is_printed_as_in_its_year() -> None:
    for letter, figures in with_statistics(2019, 2025):
        base = "investigations" if letter.year < 2024 else "upheld_decisions"
        assert one(figures, "satisfactory_remedy_base") == one(figures, base)


def test_rates_per_100000_follow_from_the_registers_population() -> None:
    for letter, figures in with_statistics(2019, 2025):
        assert (("upheld_per_100k", None) in figures) == (letter.year >= 2024)
        if letter.year >= 2024:
            population = Decimal(register()[letter.authority]["population_2020"])
            rate = one(figures, "upheld_decisions") * 100_000 / population
            assert one(figures, "upheld_per_100k") == rate.quantize(Decimal("0.1"), ROUND_HALF_UP)


def test_an_overview_adds_up() -> None:
    for _, figures in with_statistics(2025, 2025):
        other = ("complaints_not_for_us", "complaints_assessed_and_closed", "complaints_investigated")
        assert one(figures, "complaints_dealt_with") == sum(one(figures, measure) for measure in other)
        assert one(figures, "complaints_investigated") == one(figures, "investigations")


def test_averages_of_a_type_and_year_are_one_and_those_that_were_printed() -> None:
    seen: dict[tuple[str, int, str], set[Decimal | None]] = defaultdict(set)
    for letter, figures in with_statistics(2019, 2025):
        kind = content.councils()[letter.council].type
        for measure in AVERAGES:
            if (measure, None) in figures:
                seen[kind, letter.year, measure].add(figures[measure, None])
    assert all(len(values) == 1 for values in seen.values())
    for (kind, year), printed in PRINTED_AVERAGES.items():
        for measure, value in zip(AVERAGES, printed, strict=False):
            known = seen.get((kind, year, measure), set())
            assert known <= {Decimal(value)}


def letter_of(slug: str, year: int) -> Letter:
    return next(letter for letter in content.letters() if (letter.council, letter.year) == (slug, year))


def figures_of(slug: str, year: int) -> Figures:
    return letter_of(slug, year).editions[0].figures


def test_nothing_due_0_of_0_and_an_average_of_na_each_occur() -> None:
    assert ("compliance_outcomes", None) not in figures_of("bromsgrove-district-council", 2024)
    nothing = figures_of("redditch-borough-council", 2024)
    assert nothing["compliance_outcomes", None] == 0
    assert nothing["compliance_rate_average", None] is None


def test_a_whole_rate_per_100000_occurs_beside_the_same_number_of_decisions() -> None:
    figures = figures_of("bromsgrove-district-council", 2024)
    assert figures["upheld_per_100k", None] == figures["upheld_decisions", None] == 1


def test_only_what_follows_from_the_rest_is_destroyed() -> None:
    spoilt = {(letter.council, letter.year): letter.destroyed for letter in content.letters() if letter.destroyed}
    assert spoilt == {("blaby-district-council", 2020): {"satisfactory_remedy_decisions": ". ."}}


def known_letters() -> list[dict[str, Any]]:
    if not EXPECTED.exists():
        return []
    return [json.loads(line) for line in EXPECTED.read_text(encoding="utf-8").splitlines()]


@pytest.mark.skipif(not EXPECTED.exists(), reason="the known letters are not beside this copy of the project")
def test_the_real_letters_are_the_known_ones() -> None:
    real = {(letter.authority, letter.year) for letter in content.letters() if letter.real}
    assert real == {(known["authority"], known["year"]) for known in known_letters()}
    assert len(real) == 5


@pytest.mark.parametrize("known", known_letters(), ids=lambda known: known["file"])
def test_a_real_letter_has_the_head_and_the_figures_of_the_known_one(known: dict[str, Any]) -> None:
    letter = next(each for each in content.letters() if each.real and each.authority == known["authority"])
    assert {"name": letter.addressee.name, "role": letter.addressee.role} == known["addressee"]
    assert letter.signatory == known["signatory"]["name"]
    assert content.prose(letter.year).date.isoformat() == known["letter_date"]
    figures = [(measure, category, value) for measure, category, value, _ in known["figures"]]
    assert sorted(map(str, figures)) == sorted(
        str((measure, category, value if value is None else int(value)))
        for (measure, category), value in letter.editions[0].figures.items()
    )
    derived = {measure for measure, _, _, state in known["figures"] if state == "derived"}
    assert set(letter.destroyed) == derived
