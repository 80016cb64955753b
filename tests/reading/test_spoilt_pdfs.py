"""PDF letters whose texts are lost, doubled, torn, moved or reordered: figures may be lost, none is read wrongly."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.reading import read
from crawler.reading.findings import Key, key
from lgsco_store.records import Reading, ReadingStatus, Severity
from tests.attacks import Promise
from tests.reading.letterpress import (
    AREA_NAMES,
    AREAS,
    OUTCOME_NAMES,
    OUTCOMES,
    Measures,
    Sheet,
    Text,
    covering,
    covering_report,
    measures_sheet,
    pdf,
    report_sheet,
    tables_sheet,
)
from tests.reading.test_drawn_letters import BROMSGROVE

SHEETS: dict[str, Callable[[], list[Sheet]]] = {
    "measures": lambda: [covering(2020), measures_sheet(Measures())],
    "ruled tables": lambda: [covering(2018), tables_sheet(AREAS, OUTCOMES)],
    "years": lambda: [covering_report(), report_sheet()],
    "tables without rules": lambda: [covering(2018), tables_sheet(AREAS, OUTCOMES, ruled=False)],
}


@dataclass(frozen=True)
class Spoiling:
    """The change of one text of the statistics page, named by a number, modulo the number of texts."""

    kind: str
    at: int
    dx: float
    dy: float

    def done(self, texts: Sequence[Text]) -> list[Text]:
        """Return the texts after the change."""
        at = self.at % len(texts)
        text = texts[at]
        return [*texts[:at], *self._instead(text), *texts[at + 1 :]]

    def _instead(self, text: Text) -> list[Text]:
        middle = max(1, len(text.text) // 2)
        moved = replace(text, x=text.x + self.dx, y=text.y + self.dy)
        return {
            "drop": [],
            "double": [text, moved],
            "move": [moved],
            "tear": [
                replace(text, text=text.text[:middle]),
                replace(text, text=text.text[middle:], x=text.x + 5 * middle + self.dx, y=text.y + self.dy),
            ],
        }[self.kind]


SPOILINGS = st.builds(
    Spoiling,
    st.sampled_from(["drop", "double", "move", "tear"]),
    st.integers(0, 500),
    st.floats(-40, 40),
    st.floats(-30, 30),
)


def printed(reading: Reading) -> dict[Key, Decimal]:
    return {key(figure): figure.value for figure in reading.figures if figure.value is not None}


TABLES: dict[Key, Decimal] = {
    **{("complaints_received", name): Decimal(value) for name, value in zip(AREA_NAMES, AREAS, strict=True)},
    **{("complaints_decided", name): Decimal(value) for name, value in zip(OUTCOME_NAMES, OUTCOMES[:6], strict=True)},
    ("complaints_decided", "total"): Decimal(8),
    ("uphold_rate", None): Decimal(100),
    ("remedied_by_ombudsman", None): Decimal(1),
    ("remedied_by_authority", None): Decimal(0),
}
PRINTED: dict[str, dict[Key, Decimal]] = {
    "measures": {(measure, None): Decimal(value) for measure, value in BROMSGROVE.items()},
    "ruled tables": TABLES,
    "tables without rules": TABLES,
    "years": {
        ("complaints_decided", "maladministration_injustice_reports"): Decimal(0),
        ("complaints_decided", "local_settlements"): Decimal(3),
        ("complaints_decided", "maladministration_reports"): Decimal(0),
        ("complaints_decided", "no_maladministration_reports"): Decimal(0),
        ("complaints_decided", "no_maladministration"): Decimal(5),
        ("complaints_decided", "ombudsmans_discretion"): Decimal(2),
        ("complaints_decided", "outside_jurisdiction"): Decimal(1),
        ("complaints_decided", "premature_complaints"): Decimal(6),
        ("complaints_decided", "total_excluding_premature"): Decimal(11),
        ("complaints_decided", "total"): Decimal(17),
    },
}


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_what_the_sound_page_gives_is_what_is_drawn(name: str) -> None:
    assert printed(read(pdf(SHEETS[name]()))) == PRINTED[name]


def assert_nothing_wrong(name: str, reading: Reading) -> None:
    wrong = {one: value for one, value in printed(reading).items() if PRINTED[name].get(one) != value}
    assert not wrong or any(issue.severity is Severity.ERROR for issue in reading.issues)


@pytest.mark.attack(Promise.FIGURES, {"A page with words lost, doubled or moved": "no figure that it did not print"})
@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(SHEETS)), st.lists(SPOILINGS, min_size=1, max_size=2), st.integers(0, 99))
def test_a_spoilt_page_gives_no_figure_that_it_did_not_print(
    name: str, spoilings: list[Spoiling], shuffle: int
) -> None:
    head, statistics = SHEETS[name]()
    for spoiling in spoilings:
        statistics = replace(statistics, texts=spoiling.done(statistics.texts))
    assert_nothing_wrong(name, read(pdf([head, statistics], shuffle=shuffle)))


@pytest.mark.parametrize("name", ["ruled tables", "tables without rules"])
def test_as_many_labels_as_values_are_lost_and_no_value_goes_to_another_label(name: str) -> None:
    """The sum still holds: of "Not Upheld 0" the number is lost, of "Upheld 1" the label."""
    head, statistics = SHEETS[name]()
    row = [text for text in statistics.texts if text.y == 312]
    upheld = next(text for text in statistics.texts if text.text == "Upheld" and text.y == 262)
    kept = [text for text in statistics.texts if text not in {row[4], upheld}]
    assert_nothing_wrong(name, read(pdf([head, replace(statistics, texts=kept)])))


@pytest.mark.parametrize("name", ["ruled tables", "tables without rules"])
def test_a_number_doubled_and_another_gone_shift_no_value_to_the_next_label(name: str) -> None:
    """The sum still holds: the 1 under "Incomplete or Invalid" came twice, and the 100% went elsewhere."""
    head, statistics = SHEETS[name]()
    row = [text for text in statistics.texts if text.y == 312]
    texts = [text for text in statistics.texts if text is not row[6]]
    texts += [replace(row[0], x=row[0].x + 46), replace(row[6], x=row[6].x - 50, y=318)]
    assert_nothing_wrong(name, read(pdf([head, replace(statistics, texts=texts)])))


@pytest.mark.parametrize("name", ["ruled tables", "tables without rules"])
def test_a_label_doubled_in_place_of_another_does_not_take_its_value(name: str) -> None:
    head, statistics = SHEETS[name]()
    label = next(text for text in statistics.texts if text.text == "by LGO")
    kept = [text for text in statistics.texts if text.text not in {"Satisfactorily by", "LGO Involvement"}]
    doubled = replace(statistics, texts=[*kept, replace(label, x=label.x + 56, y=label.y + 20)])
    assert_nothing_wrong(name, read(pdf([head, doubled])))


def test_a_value_far_beside_the_last_label_left_is_not_taken_for_its_own() -> None:
    """The total's label is lost, and the number before it has left its row: the total is next to its place."""
    head, statistics = SHEETS["years"]()
    lost = [text for text in statistics.texts if text.text == "Total" and text.x > 500]
    gone = next(text for text in statistics.texts if text.text == "11" and text.y == 150)
    moved = replace(gone, x=gone.x - 10, y=gone.y + 6)
    texts = [moved if text is gone else text for text in statistics.texts if text not in lost]
    assert len(lost) == 1
    assert_nothing_wrong("years", read(pdf([head, replace(statistics, texts=texts)])))


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_a_letter_without_its_page_of_statistics_says_so(name: str) -> None:
    assert read(pdf(SHEETS[name]()[:1])).status is ReadingStatus.NO_STATISTICS


@pytest.mark.parametrize("name", sorted(SHEETS))
def test_statistics_without_their_letter_are_no_letter_or_the_same(name: str) -> None:
    reading = read(pdf(SHEETS[name]()[1:]))
    assert printed(reading) in ({}, PRINTED[name])


def test_a_measure_drawn_twice_in_the_same_place_is_read_once() -> None:
    head, statistics = SHEETS["measures"]()
    twice = [text for text in statistics.texts for _ in range(2)]
    reading = read(pdf([head, replace(statistics, texts=twice)]))
    assert_nothing_wrong("measures", reading)
