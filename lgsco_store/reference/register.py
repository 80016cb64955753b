"""The register of English authorities, as data of the package, and the matching of names against it.

Source of ``authorities.csv``: mySociety's register of UK local authorities, under CC BY 4.0.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from lgsco_store.reference.vocabulary import rows

# "Poole Borough Council" and "Borough of Poole" differ only in these words and in the word order.
EMPTY_WORDS = frozenset({"and", "council", "of", "the"})

# A name that has only these words names nobody: a spelling that contains a comma is split in the register's list of
# spellings, which leaves "City of" behind.
KIND_WORDS = frozenset({"borough", "boro", "city", "county", "district", "london", "metropolitan", "royal", "ua"})
# A council that became a city, or is spelled as a borough or a district, is the same one; a county is another.
_RANKS = KIND_WORDS - {"county", "london"}
_COUNCIL_WORDS = frozenset({"council", "borough"})

# A slug has a hyphen for the apostrophe, as in "king-s-lynn".
_POSSESSIVE = re.compile(r"(?<=\w) s\b")
# A council is named by each of its letters, and by its pages: the answers for this many names are kept.
_NAMES_KEPT = 1000


@dataclass(frozen=True, slots=True)
class Entry:
    """One authority of the register; ``replaced_by`` has the codes of its successors.

    ``county_code`` is that of a district's county council, ``population`` the estimate for mid-2020.
    """

    code: str
    official_name: str
    short_name: str
    gss_code: str | None
    start_date: date | None
    end_date: date | None
    replaced_by: tuple[str, ...]
    region: str | None
    type: str
    alternative_names: tuple[str, ...]
    county_code: str | None
    population: int | None


@cache
def entries() -> tuple[Entry, ...]:
    """Return every authority of the register, including abolished ones, in the register's order."""
    return tuple(_entry(row) for row in rows("authorities.csv"))


@lru_cache(_NAMES_KEPT)
def match(name: str) -> Entry | None:
    """Return the one authority that a name can mean, or None.

    Case, apostrophes, punctuation, lost spaces, the word order and the words "and", "council", "of" and "the" make no
    difference. Nor does whether a council calls itself a borough, a district or a city, as long as no other one has the
    rest of its name. A name that fits several authorities matches none: a guess would file figures under the wrong one.
    """
    plain = normalised_name(name).removeprefix("the ")
    full = _by_full_name().get(plain) or _by_letters().get(plain.replace(" ", ""))
    if full is not None:
        return full
    found = _by_words().get(_words(name)) or _by_rank().get(_ranked(name), [])
    return found[0] if len(found) == 1 else None


def may_be_same(one: str, other: str) -> bool:
    """Return whether two names, or slugs with blanks for hyphens, may mean one authority, or predecessor and successor.

    The register decides if it knows both. Otherwise the distinctive words of each name decide, none of which the other
    name may contradict: "Southend-on-Sea City Council" may be "Southend-on-Sea Borough Council".
    """
    known, others = match(one), match(other)
    if known is not None and others is not None:
        return are_kin(known, others)
    own, theirs = peculiar_words(one), peculiar_words(other)
    return bool(own and theirs) and (own <= theirs or theirs <= own)


def by_code(code: str | None) -> Entry | None:
    """Return the authority with a code of the register; None if there is none."""
    return _by_code().get(code or "")


def began_after(entry: Entry, year: int) -> bool:
    """Return whether an authority with predecessors began after 31 March of a year.

    The register's dates for others are not always those of their foundation.
    """
    has_predecessors = any(entry.code in other.replaced_by for other in entries())
    return has_predecessors and entry.start_date is not None and entry.start_date > date(year, 3, 31)


def are_kin(one: Entry, other: Entry) -> bool:
    """Return whether two authorities are the same, or one is a successor of the other."""
    return one.code == other.code or other.code in _successors(one) or one.code in _successors(other)


@cache
def official_names() -> dict[str, Entry]:
    """Return the authorities by their official names, normalised."""
    return {normalised_name(entry.official_name): entry for entry in entries()}


def authority_in_text(text: str) -> Entry | None:
    """Return the authority whose official name appears in a text; the longest one, since names contain other names."""
    words = f" {normalised_name(text)} "
    found = [name for name in official_names() if f" {name} " in words]
    return official_names()[max(found, key=len)] if found else None


def normalised_name(name: str) -> str:
    """Normalise a name for comparison: lower case, single spaces, no punctuation, "and" for "&"."""
    plain = name.casefold().replace("&", " and ").replace("'", "").replace("\N{RIGHT SINGLE QUOTATION MARK}", "")
    return _POSSESSIVE.sub("s", " ".join(re.findall(r"\w+", plain)))


def peculiar_words(name: str) -> frozenset[str]:
    """Return the words of a name that say more than what kind of council it is."""
    return _words(name) - KIND_WORDS


def _words(name: str) -> frozenset[str]:
    return frozenset(normalised_name(name).split()) - EMPTY_WORDS


def _ranked(name: str) -> frozenset[str]:
    """Return the words of a name of a council without its rank; whether it is a county or of London stays."""
    words = frozenset(normalised_name(name).split())
    is_council = words & _COUNCIL_WORDS and words - KIND_WORDS - EMPTY_WORDS
    return words - EMPTY_WORDS - _RANKS if is_council else frozenset()


def _successors(entry: Entry) -> frozenset[str]:
    """Return the codes of an authority's successors, including their successors."""
    found: set[str] = set()
    codes = list(entry.replaced_by)
    while codes:
        code = codes.pop()
        if code not in found and code in _by_code():
            found.add(code)
            codes += _by_code()[code].replaced_by
    return frozenset(found)


@cache
def _by_code() -> dict[str, Entry]:
    return {entry.code: entry for entry in entries()}


@cache
def _by_full_name() -> dict[str, Entry]:
    """Return the authorities by official names, and by short ones that have no word of their own: City of London."""
    short = {normalised_name(entry.short_name): entry for entry in entries() if not peculiar_words(entry.short_name)}
    return short | official_names()


@cache
def _by_letters() -> dict[str, Entry]:
    return {name.replace(" ", ""): entry for name, entry in _by_full_name().items()}


@cache
def _by_rank() -> dict[frozenset[str], list[Entry]]:
    """Return the authorities by their official names without ranks, but for those whose name is a part of another's."""
    index: dict[frozenset[str], list[Entry]] = defaultdict(list)
    names = {peculiar_words(entry.official_name) for entry in entries()}
    for entry in entries():
        own = peculiar_words(entry.official_name)
        # "Newcastle Borough Council" may be Newcastle City Council, or Newcastle-under-Lyme.
        if not any(own < other for other in names):
            index[_ranked(entry.official_name)].append(entry)
    return index


@cache
def _by_words() -> dict[frozenset[str], list[Entry]]:
    index: dict[frozenset[str], list[Entry]] = defaultdict(list)
    for entry in entries():
        spellings = (entry.official_name, entry.short_name, *entry.alternative_names)
        for words in {_words(spelling) for spelling in spellings}:
            if words - KIND_WORDS:
                index[words].append(entry)
    return index


def _entry(row: dict[str, str]) -> Entry:
    return Entry(
        code=row["code"],
        official_name=row["official_name"],
        short_name=row["short_name"],
        gss_code=row["gss_code"] or None,
        start_date=_date(row["start_date"]),
        end_date=_date(row["end_date"]),
        replaced_by=_listed(row["replaced_by"]),
        region=row["region"] or None,
        type=row["type"],
        alternative_names=_listed(row["alternative_names"]),
        county_code=row["county_code"] or None,
        population=int(row["population_2020"]) if row["population_2020"] else None,
    )


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())
