"""Two engines' findings reconciled: by agreement, by proof from the sums, or not at all."""

from __future__ import annotations

from decimal import Decimal

import pytest

from crawler.reading.findings import Evidence, Findings, missing, printed, unreadable
from crawler.reading.validate.reconcile import reconcile
from lgsco_store.records import FigureState, Issue, Severity

HERE = Evidence(1, None, "here")
REPORTED = (missing("label_missing", "so"),)
LEFT_OVER = missing("unexplained_number", "so")
NOT_PRINTED = Issue("not_printed", Severity.INFO, "so")


def found(reported: bool = False, **values: int | None) -> Findings:  # noqa: FBT001, FBT002
    figures = [
        unreadable(measure, HERE) if value is None else printed(measure, Decimal(value), HERE)
        for measure, value in values.items()
    ]
    return Findings(tuple(figures), REPORTED if reported else ())


def never() -> Findings:
    pytest.fail("a second opinion was asked without need")


def values(findings: Findings) -> dict[str, Decimal | None]:
    return {figure.measure: figure.value for figure in findings.figures}


def codes(findings: Findings) -> list[str]:
    return [issue.code for issue in findings.issues]


def test_what_nothing_makes_doubtful_needs_no_second_opinion() -> None:
    first = found(uphold_rate=40, upheld_decisions=2, investigations=5)
    assert reconcile(first, never) is first


def test_a_contradiction_that_both_engines_read_is_kept_as_printed() -> None:
    first = found(uphold_rate=50, upheld_decisions=2, investigations=5)
    assert values(reconcile(first, lambda: first)) == {"uphold_rate": 50, "upheld_decisions": 2, "investigations": 5}


def test_the_opinion_that_the_sums_prove_is_taken() -> None:
    wrong = found(uphold_rate=40, upheld_decisions=3, investigations=5)
    right = found(uphold_rate=40, upheld_decisions=2, investigations=5)
    assert values(reconcile(wrong, lambda: right)) == values(right)
    lost = found(uphold_rate=40, upheld_decisions=None, investigations=5)
    assert values(reconcile(lost, lambda: right)) == values(right)
    assert values(reconcile(right, never)) == values(right)


def test_a_number_left_over_needs_a_second_opinion_only_where_a_figure_may_be_missing() -> None:
    figures = found(compliance_rate=80).figures
    whole = Findings(figures, (LEFT_OVER,))
    assert reconcile(whole, never) is whole
    for lacking in (Findings((), (LEFT_OVER,)), Findings(figures, (LEFT_OVER, NOT_PRINTED))):
        assert codes(reconcile(lacking, lambda: found(compliance_rate=80))) != codes(lacking)


def test_without_a_proof_a_disagreement_leaves_no_value() -> None:
    both = reconcile(found(reported=True, compliance_rate=90), lambda: found(compliance_rate=80))
    assert [figure.state for figure in both.figures] == [FigureState.UNREADABLE]
    assert codes(both) == ["label_missing", "opinions_differ"]


def test_what_one_engine_alone_reads_without_proof_has_no_value() -> None:
    both = reconcile(found(reported=True), lambda: found(compliance_rate=80))
    assert values(both) == {"compliance_rate": None}


def test_a_second_opinion_that_explains_everything_ends_the_doubt() -> None:
    both = reconcile(found(reported=True, compliance_rate=80), lambda: found(compliance_rate=80))
    assert values(both) == {"compliance_rate": 80}
    assert codes(both) == []


@pytest.mark.parametrize(("shared", "value"), [(True, None), (False, 80)])
def test_a_doubt_that_the_other_engine_shares_leaves_no_value(shared: bool, value: int | None) -> None:  # noqa: FBT001
    doubt = frozenset({("compliance_rate", None)})
    first = Findings(found(compliance_rate=80).figures, (), doubt)
    both = reconcile(first, lambda: first if shared else found(compliance_rate=80))
    assert values(both) == {"compliance_rate": value}
    assert codes(both) == (["label_doubtful"] if shared else [])


def test_a_doubt_that_the_sums_end_needs_no_other_engine() -> None:
    sound = found(uphold_rate=40, upheld_decisions=2, investigations=5)
    first = Findings(sound.figures, (), frozenset({("upheld_decisions", None)}))
    assert values(reconcile(first, None)) == values(sound)
