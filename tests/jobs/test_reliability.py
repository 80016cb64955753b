from __future__ import annotations

from tests import attacks


def test_the_page_on_reliability_is_what_the_tests_say() -> None:
    """If it is not, ``python -m tests.attacks`` writes it."""
    page = attacks.PAGE.read_text(encoding="utf-8")
    assert (
        page.partition(attacks.BEGIN)[2].partition(attacks.END)[0].strip() == attacks.section(attacks.found()).strip()
    )
