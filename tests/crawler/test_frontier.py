from __future__ import annotations

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st
from scrapy.http import Request

from crawler.spiders.frontier import Frontier
from lgsco_store.records import CaptureKind

PAGE, LETTER = CaptureKind.AUTHORITY_PAGE, CaptureKind.LETTER
AGAIN = Request("http://127.0.0.1/again")


def taken(frontier: Frontier) -> Iterator[object]:
    while frontier:
        yield frontier.pop()
    assert frontier.pop() is None


def test_pages_and_letters_take_turns_and_what_was_in_vain_comes_last() -> None:
    frontier = Frontier()
    frontier.add_again(AGAIN)
    frontier.add_authorities(["a", "b", "c"], most=9)
    frontier.add_letters(["/1"])
    assert list(taken(frontier)) == [(PAGE, "a"), (LETTER, "/1"), (PAGE, "b"), (PAGE, "c"), AGAIN]


@given(st.lists(st.sampled_from(["kent", "Kent", "leeds", "essex"])), st.integers(0, 4))
def test_each_authority_is_found_once_and_no_more_than_may_be(slugs: list[str], most: int) -> None:
    frontier = Frontier()
    frontier.add_authorities(slugs, most)
    frontier.add_authorities(slugs, most)
    first = list(dict.fromkeys(slug.lower() for slug in slugs))[:most]
    assert [each[1].lower() for each in taken(frontier) if isinstance(each, tuple)] == first
    assert frontier.authorities == set(first)


def test_letters_are_counted_though_they_are_taken() -> None:
    frontier = Frontier()
    frontier.add_letters(iter(["/1", "/2"]))
    frontier.pop()
    frontier.add_letters(["/3"])
    assert frontier.letters == 3
