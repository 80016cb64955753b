"""Arithmetic between the figures of one letter: what must hold, what it proves, and which values it determines.

The third measure of the letters from 2019 on is a share of the upheld decisions, whatever base is printed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import islice

from crawler.reading.findings import Key, describe_key, key, values
from crawler.reading.numbers import rounded
from crawler.reading.validate.column_totals import sums
from lgsco_store.records import Figure, FigureState, Issue, Severity
from lgsco_store.reference.vocabulary import parts

Values = Mapping[Key, Decimal]

# The counts of one authority and year are far below this; a derived value must be the only solution up to here.
_MOST = 20_000
_WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition on figures; it says nothing unless all of them have a value."""

    keys: tuple[Key, ...]
    holds: Callable[..., bool]
    words: str

    def verdict(self, known: Values) -> bool | None:
        """Return whether it holds; None if a figure is missing."""
        if any(key not in known for key in self.keys):
            return None
        return self.holds(*(known[key] for key in self.keys))


def _sum_of(total: Key, parts: Sequence[Key], words: str) -> Rule:
    return Rule((total, *parts), lambda whole, *rest: whole == sum(rest), words)


def is_rate(rate: Decimal, part: Decimal, whole: Decimal) -> bool:
    """Return whether a printed rate is part / whole, rounded a half upwards; a share of nothing can only be 0."""
    if whole == 0:
        return rate == part == 0
    return part <= whole and rounded(_WHOLE * part / whole, rate) == rate


def _is_possible(rate: Decimal, whole: Decimal) -> bool:
    """Return whether some part of the whole gives the printed rate."""
    if whole == 0:
        return rate == 0
    near = int(rate * whole / _WHOLE)
    return any(is_rate(rate, Decimal(part), whole) for part in (near, near + 1))


def _within_sum(whole: Decimal, *parts: Decimal) -> bool:
    return sum(parts) <= whole


def _one(measure: str) -> Key:
    return (measure, None)


# The last letters with tables that add up row by row.
_LAST_YEAR = 2018

_RECEIVED_TOTAL: Key = ("complaints_received", "total")
_DECIDED_TOTAL: Key = ("complaints_decided", "total")
_UPHELD: Key = ("complaints_decided", "upheld")
_NOT_UPHELD: Key = ("complaints_decided", "not_upheld")


def parts_of(measure: str) -> tuple[Key, ...]:
    """Return what adds up to the total of a measure in the tables of the last letters that have them."""
    own = parts(measure).items()
    return tuple(
        (measure, describe_key)
        for describe_key, part in own
        if part.last_year == _LAST_YEAR and describe_key != "total"
    )


RULES = (
    _sum_of(_RECEIVED_TOTAL, parts_of("complaints_received"), "the service areas add up to the total"),
    _sum_of(_DECIDED_TOTAL, parts_of("complaints_decided"), "the outcomes add up to the total"),
    Rule(
        (_one("uphold_rate"), _UPHELD, _NOT_UPHELD),
        lambda rate, upheld, not_upheld: is_rate(rate, upheld, upheld + not_upheld),
        "the uphold rate is upheld / (upheld + not upheld)",
    ),
    Rule(
        (_UPHELD, _one("remedied_by_ombudsman"), _one("remedied_by_authority")),
        _within_sum,
        "no more complaints are remedied than upheld",
    ),
    Rule(
        (_one("uphold_rate"), _one("upheld_decisions"), _one("investigations")),
        is_rate,
        "the uphold rate is upheld decisions / investigations",
    ),
    Rule(
        (_one("satisfactory_remedy_rate"), _one("satisfactory_remedy_decisions"), _one("upheld_decisions")),
        is_rate,
        "the satisfactory remedy rate is satisfactory remedy decisions / upheld decisions",
    ),
    Rule(
        (_one("compliance_rate"), _one("compliance_outcomes")),
        _is_possible,
        "the compliance rate is a share of the compliance outcomes",
    ),
    _sum_of(
        _one("complaints_dealt_with"),
        (_one("complaints_not_for_us"), _one("complaints_assessed_and_closed"), _one("complaints_investigated")),
        "complaints dealt with are those not for us, those assessed and closed, and those investigated",
    ),
    Rule(
        (_one("complaints_investigated"), _one("investigations")),
        lambda one, other: one == other,
        "the overview and the uphold rate count the same investigations",
    ),
)

# These rules limit their figures without determining them, so satisfying them proves nothing.
_BOUNDS = {_within_sum, _is_possible}


def contradictions(figures: Iterable[Figure], whole: Collection[str] = ()) -> list[Issue]:
    """Return an error for every rule that does not hold, and for every rate above 100; nothing is changed."""
    listed = list(figures)
    known = values(listed)
    broken = [rule for rule in _rules(listed, whole) if rule.verdict(known) is False]
    issues = [_contradiction(rule, known) for rule in broken]
    issues += [
        Issue("impossible_rate", Severity.ERROR, f"A rate of {figure.value}% is impossible.", figure.measure)
        for figure in listed
        if figure.unit == "percent" and figure.value is not None and figure.value > _WHOLE
    ]
    return issues


def proved(figures: Iterable[Figure], whole: Collection[str] = ()) -> frozenset[Key]:
    """Return the figures that a sum or a rate confirms, and none contradicts."""
    listed = list(figures)
    known, rules = values(listed), _rules(listed, whole)
    settled = {key for rule in rules if rule.holds not in _BOUNDS and rule.verdict(known) for key in rule.keys}
    return frozenset(settled - _contradicted(known, rules))


def derived(figures: Iterable[Figure], whole: Collection[str] = ()) -> tuple[Figure, ...]:
    """Give each unreadable figure its value if the rules allow only one, using only uncontradicted figures."""
    current = list(figures)
    rules = _rules(current, whole)
    for index, figure in enumerate(current):
        if figure.state is FigureState.UNREADABLE:
            current[index] = _settled(figure, values(current), rules)
    return tuple(current)


def _rules(figures: Sequence[Figure], whole: Collection[str]) -> list[Rule]:
    """Return the rules of every letter, and the sums of its tables before 2014, whose columns vary."""
    tables = [[key(figure) for figure in figures if figure.measure == measure] for measure in sorted(whole)]
    own = [
        _sum_of(total, parts, f"the other columns add up to {describe_key(total)}")
        for table in tables
        for total, parts in sums(table)
    ]
    return [*RULES, *own]


def base_differs(figures: Iterable[Figure]) -> list[Issue]:
    """Report a printed base for satisfactory remedies that differs from the upheld decisions behind the rate."""
    known = values(figures)
    base, upheld = known.get(_one("satisfactory_remedy_base")), known.get(_one("upheld_decisions"))
    if base is None or upheld is None or base == upheld:
        return []
    message = f"The printed base is {base}, but the rate is a share of the upheld decisions: {upheld}."
    return [Issue("base_differs", Severity.INFO, message, "satisfactory_remedy_base")]


def _contradiction(rule: Rule, known: Values) -> Issue:
    printed = ", ".join(f"{describe_key(key)} {known[key]}" for key in rule.keys)
    return Issue(
        "contradiction", Severity.ERROR, f"The rule that {rule.words} does not hold: {printed}.", rule.keys[0][0]
    )


def _contradicted(known: Values, rules: Sequence[Rule]) -> set[Key]:
    return {key for rule in rules if rule.verdict(known) is False for key in rule.keys}


def _settled(figure: Figure, known: Values, every: Sequence[Rule]) -> Figure:
    this = key(figure)
    doubtful = _contradicted(known, every)
    rules = [rule for rule in every if this in rule.keys and _is_ready(rule, this, known, doubtful)]
    sources = {key: known[key] for rule in rules for key in rule.keys if key != this}
    is_rate = figure.unit == "percent"
    found = _candidates(this, rules, known, whole=is_rate)
    is_of_nothing = is_rate and not any(sources.values())
    if len(found) != 1 or is_of_nothing or all(rule.holds in _BOUNDS for rule in rules):
        return figure
    words = ", ".join(f"{describe_key(key)} {value}" for key, value in sources.items())
    reason = "; ".join(rule.words for rule in rules)
    return replace(figure, value=found[0], state=FigureState.DERIVED, text=f"Follows from {words}: {reason}.")


def _is_ready(rule: Rule, this: Key, known: Values, doubtful: set[Key]) -> bool:
    others = [key for key in rule.keys if key != this]
    return all(key in known and key not in doubtful for key in others)


def _candidates(this: Key, rules: Sequence[Rule], known: Values, *, whole: bool) -> list[Decimal]:
    """Return the values that every rule allows, at most two: two are enough to show that there is not just one."""
    tests = [_with_others_known(rule, this, known) for rule in rules]
    numbers = map(Decimal, range(101 if whole else _MOST) if rules else ())
    return list(islice((number for number in numbers if all(test(number) for test in tests)), 2))


def _with_others_known(rule: Rule, this: Key, known: Values) -> Callable[[Decimal], bool]:
    at = rule.keys.index(this)
    before, after = ([known[key] for key in keys] for keys in (rule.keys[:at], rule.keys[at + 1 :]))
    return lambda value: rule.holds(*before, value, *after)
