"""The labels of a yearly table: the words of the vocabulary, in the few forms that tables use.

Any other label is unknown, however likely a guess would be: its table is refused by name.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from functools import cache

from crawler.reading.findings import Key
from crawler.reading.squeezed_text import squeezed
from lgsco_store.publications.readings import TableKind
from lgsco_store.reference.vocabulary import measures, parts

# The last letters with tables print the service areas and outcomes that the yearly tables have.
_LAST_YEAR = 2018

_NAMES = frozenset(
    map(
        squeezed,
        (
            *("authority", "authority name", "name of authority", "local authority", "local authority name", "name"),
            *("council", "council name", "name of council", "organisation", "organisation name", "body", "body name"),
            *("name of local authority", "name of organisation", "name of body"),
        ),
    )
)
# Columns that describe an authority in words or codes and hold no figure: what they say is known from the register.
_DESCRIPTIONS = frozenset(
    map(
        squeezed,
        (
            *("type", "authority type", "type of authority", "council type", "type of council", "region", "code"),
            *("ons code", "gss code", "authority code"),
        ),
    )
)
_GROUPS = frozenset(
    map(
        squeezed,
        (
            *("complaints and enquiries received", "complaints received", "decisions made", "complaints decided"),
            *("detailed investigations", "detailed investigations carried out", "decisions", "outcome", "outcomes"),
            *("investigations", "subject", "subject area", "service area", "service areas"),
        ),
    )
)
_NATIONAL = re.compile(
    r"(?:(?:grand|overall|national|england) )?totals?|(?:total for )?england|national"
    r"|all (?:local )?(?:authorities|councils|organisations|bodies)(?: total)?",
    re.IGNORECASE,
)
_SUMMARY = re.compile(
    r"(?:sub-?)?totals?(?: (?:of|for)\b.*)?|(?:average|mean|median)s?(?: (?:of|for|in)\b.*)?"
    r"|.*\b(?:totals?|averages?|mean|median)",
    re.IGNORECASE,
)

# A footnote mark after words, and the sign that a column has percentages.
_MARK = re.compile(
    r"(?:\s*(?:\*+|[\u2020\u2021#^]+|[\u00b9\u00b2\u00b3\u2070\u2074-\u2079]+|\[\w{1,3}\]|\(\d{1,2}\)))+\s*$"
)
_GLUED_MARK = re.compile(r"(?<=[^\W\d_])\d$")
# An average is always that of similar authorities.
_SIMILAR = re.compile(
    r"(?<=average)(?P<what>.*?)\s+(?:of|for|in|across) similar (?:authorities|organisations|councils)$", re.IGNORECASE
)
_PERCENT = re.compile(r"\s*(?:\(\s*(?:%|per ?cent(?:age)?)\s*\)|%)\s*", re.IGNORECASE)

_NUMBER = re.compile(r"\s*\(\s*(?:number|no\.?|count)\s*\)\s*", re.IGNORECASE)

_FORMS: Mapping[str, tuple[Key, ...]] = {
    "environmental services": (("complaints_received", "environment_services"),),
    "environmental services & public protection & regulation": (("complaints_received", "environment_services"),),
    "invalid or incomplete": (("complaints_decided", "incomplete_or_invalid"),),
    "invalid / incomplete": (("complaints_decided", "incomplete_or_invalid"),),
    "incomplete / invalid": (("complaints_decided", "incomplete_or_invalid"),),
    "total": (("complaints_received", "total"), ("complaints_decided", "total"), ("compliance_outcomes", None)),
    "total received": (("complaints_received", "total"),),
    "total complaints received": (("complaints_received", "total"),),
    "total decided": (("complaints_decided", "total"),),
    "total decisions": (("complaints_decided", "total"),),
    "total complaints decided": (("complaints_decided", "total"),),
    "average": (("uphold_rate_average", None),),
    "average uphold rate": (("uphold_rate_average", None),),
    "uphold rate average": (("uphold_rate_average", None),),
    "per 100,000": (("upheld_per_100k", None),),
    "per 100,000 residents": (("upheld_per_100k", None),),
    "upheld per 100,000": (("upheld_per_100k", None),),
    "upheld per 100,000 residents": (("upheld_per_100k", None),),
    "upheld decisions per 100,000": (("upheld_per_100k", None),),
    "upheld decisions per 100,000 residents": (("upheld_per_100k", None),),
    "average per 100,000": (("upheld_per_100k_average", None),),
    "average per 100,000 residents": (("upheld_per_100k_average", None),),
    "average upheld decisions per 100,000 residents": (("upheld_per_100k_average", None),),
    "compliance rate": (("compliance_rate", None),),
    "average compliance rate": (("compliance_rate_average", None),),
    "satisfactory remedy rate": (("satisfactory_remedy_rate", None),),
}


def without_mark(text: str) -> str:
    """Return a text without footnote marks at its end."""
    return _MARK.sub("", text).strip()


def is_name(label: str) -> bool:
    """Return whether a label is the heading of the column of authorities."""
    return _compared(label) in _NAMES


def is_description(label: str) -> bool:
    """Return whether a label is that of a column that describes authorities and has no figures."""
    return _compared(label) in _DESCRIPTIONS


def is_group(label: str) -> bool:
    """Return whether a label spans several columns and adds nothing to theirs."""
    return _compared(label) in _GROUPS


def is_national(name: str) -> bool:
    """Return whether the row with this name has the sums of those above it."""
    return _NATIONAL.fullmatch(name.rstrip(" :")) is not None


def is_summary(name: str) -> bool:
    """Return whether the row with this name is about several authorities."""
    return is_national(name) or _SUMMARY.fullmatch(name.rstrip(" :")) is not None


def meanings(label: str) -> tuple[Key, ...]:
    """Return the possible meanings of a label, between which the columns beside it decide; none if it is unknown."""
    found = _labels().get(_compared(label), ())
    # "Upheld (%)" is not a count of upheld complaints, nor is "Uphold rate (number)" a rate.
    return tuple(
        key for key in found if not (_NUMBER if measures()[key[0]].unit == "percent" else _PERCENT).search(label)
    )


def kind(keys: Collection[Key]) -> TableKind:
    """Return the kind of the table that has these columns."""
    found = {measure for measure, _ in keys}
    if "complaints_received" in found:
        return TableKind.COMPLAINTS_RECEIVED
    is_about_remedies = any(measure.startswith(("compliance", "satisfactory_remed")) for measure in found)
    is_decided = "complaints_decided" in found or not is_about_remedies
    return TableKind.COMPLAINTS_DECIDED if is_decided else TableKind.REMEDIES_AND_COMPLIANCE


def _compared(label: str) -> str:
    plain = _GLUED_MARK.sub("", without_mark(_NUMBER.sub(" ", _PERCENT.sub(" ", label)))).rstrip(" :")
    return squeezed(_SIMILAR.sub(r"\g<what>", plain))


@cache
def _labels() -> dict[str, tuple[Key, ...]]:
    """Return, by normalised label, its possible meanings."""
    known: dict[str, tuple[Key, ...]] = {}
    for measure in measures().values():
        if measure.category_set is None and measure.last_year is None:
            known[_compared(measure.label)] = ((measure.measure, None),)
    for measure_name in ("complaints_received", "complaints_decided"):
        for part in parts(measure_name).values():
            if part.last_year == _LAST_YEAR:
                known[_compared(part.label)] = ((measure_name, part.category),)
    return known | {_compared(label): keys for label, keys in _FORMS.items()}
