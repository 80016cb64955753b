"""The part of the site that a run covers."""

from __future__ import annotations

import pytest

from crawler.run.scope import Scope, ScopeError


def test_slugs_and_years_are_understood() -> None:
    scope = Scope.parse("kent-county-council, West-Northamptonshire-Council", "2019-2021,2024")
    assert scope.authorities == {"kent-county-council", "west-northamptonshire-council"}
    assert scope.years == {2019, 2020, 2021, 2024}


def test_nothing_means_everything() -> None:
    scope = Scope.parse("", "")
    assert scope == Scope()
    assert scope.has_year(1999)


def test_a_letter_without_a_year_might_belong() -> None:
    scope = Scope.parse("", "2020")
    assert scope.has_year(2020)
    assert scope.has_year(None)
    assert not scope.has_year(2021)


@pytest.mark.parametrize(
    ("authority", "years"),
    [
        ("kent county", ""),
        ("../kent", ""),
        (",", ""),
        ("", " , "),
        ("", "20"),
        ("", "2024-2019"),
        ("", "2019-24"),
        ("", "soon"),
    ],
)
def test_what_is_neither_is_refused_with_an_example(authority: str, years: str) -> None:
    with pytest.raises(ScopeError, match=r"such as|names none: give some"):
        Scope.parse(authority, years)
