"""Whose a listed letter is: by what it says itself, by the words of its link, and by the register. Pure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from lgsco_store.publications.inputs import Listed
from lgsco_store.records import Severity
from lgsco_store.reference import naming, register
from lgsco_store.reference.register import Entry

OF_ANOTHER = "authority_mismatch"
"""The code of the finding that a listed letter is about another authority, though its link does not say so."""

OF_KIN = "authority_kin"
"""The code of the finding that a letter, or its link, names a predecessor or successor of the authority."""

BY_LINK = "link_of_another"
"""The code of the finding that a link names another authority, and the letter the same one or none."""


@dataclass(frozen=True, slots=True)
class NotOwn:
    """Why a letter is not filed under the authority that lists it.

    If ``may_be_any``, it is in the place of some letter of the authority: none of them counts as missing. If
    ``is_announced``, its link says whose it is, and so does the letter: it is in the place of none.
    """

    code: str
    severity: Severity
    message: str
    may_be_any: bool = True
    is_announced: bool = False


def not_own(listed: Listed, name: str | None, year: int, *, shared: bool) -> NotOwn | None:
    """Return why a letter that names an authority, or none, is not that of the one that lists it; None if it is.

    A letter that does not say whose it is belongs to the authority whose list it is on, unless its link names another,
    several authorities list it, or the authority did not exist yet.
    """
    if not naming.names_somebody(name):
        return _silent(listed, year, shared=shared)
    named = register.match(name or "")
    entry = register.by_code(listed.code)
    if _is_own(listed, name or "", named):
        agrees = named is not None or register.may_be_same(name or "", _spelled(listed.slug))
        return _shared() if shared and not agrees else None
    if named is not None and entry is not None and register.are_kin(named, entry):
        message = f"The letter is about {name}, which came before or after this authority: its own page has to list it"
        return NotOwn(OF_KIN, Severity.WARNING, message)
    if listed.texts and all(_announces(text, name or "", named) for text in listed.texts):
        message = f"The letter is about {name}, as its link says: it is not filed under the authority that lists it"
        return NotOwn(BY_LINK, Severity.INFO, message, may_be_any=False, is_announced=True)
    message = f"The letter is about {name}, but another authority's page lists it: it is not filed"
    return NotOwn(OF_ANOTHER, Severity.ERROR, message)


def claims(code: str | None, slug: str, texts: Collection[str]) -> bool:
    """Return whether an authority lists an address as its own letter's: no link to it names only another authority."""
    others, named_own = _called(code, slug, texts)
    return named_own or not others


def _silent(listed: Listed, year: int, *, shared: bool) -> NotOwn | None:
    """Return why a letter that does not say whose it is is not filed under the authority that lists it."""
    entry = register.by_code(listed.code)
    others, named_own = _called(listed.code, listed.slug, listed.texts)
    is_earlier = entry is not None and register.began_after(entry, year)
    if others and (is_earlier or not named_own):
        return _named_by_link(others, entry)
    if shared:
        return _shared()
    if is_earlier and not named_own:
        message = f"The letter does not say whose it is, and is of {year}, before this authority began: it is not filed"
        return NotOwn("authority_younger", Severity.WARNING, message, may_be_any=False)
    return None


def _named_by_link(others: Collection[Entry], own: Entry | None) -> NotOwn:
    names = " and ".join(sorted(each.official_name for each in others))
    message = f"The letter does not say whose it is, and its link names {names}: it is not filed"
    is_kin = own is not None and any(register.are_kin(each, own) for each in others)
    return NotOwn(OF_KIN if is_kin else BY_LINK, Severity.WARNING, message, may_be_any=False)


def _shared() -> NotOwn:
    message = "Several authorities list this address, and the letter does not say whose it is"
    return NotOwn("address_shared", Severity.ERROR, message)


def _called(code: str | None, slug: str, texts: Collection[str]) -> tuple[Collection[Entry], bool]:
    """Return the authorities that links name, apart from their own, and whether they name that one too."""
    named = {each for text in texts for each in naming.named_in(text)}
    own = {each for each in named if _is_entry(each, code, slug)}
    return named - own, bool(own)


def _is_entry(named: Entry, code: str | None, *spellings: str) -> bool:
    """Return whether an authority of the register is the one with a code, or, without a code, with one of these names.

    A slug may leave out words of the register's name.
    """
    if register.by_code(code) is not None:
        return named.code == code
    return any(not naming.contradict(_spelled(each), named.official_name) for each in spellings)


def _is_own(listed: Listed, name: str, named: Entry | None) -> bool:
    """Return whether a letter's name, with its entry of the register, is that of the authority that lists it."""
    if named is not None:
        return _is_entry(named, listed.code, listed.slug, listed.name)
    entry = register.by_code(listed.code)
    spellings = (entry.official_name, *entry.alternative_names) if entry else (_spelled(listed.slug), listed.name)
    return any(not naming.contradict(name, each) for each in spellings if each)


def _announces(text: str, name: str, named: Entry | None) -> bool:
    """Return whether a link says that its letter is that of the authority that the letter names, and of no other."""
    called = naming.named_in(text)
    if named is not None:
        return called == {named}
    return not called and f" {register.normalised_name(name)} " in f" {register.normalised_name(text)} "


def _spelled(slug: str) -> str:
    return slug.replace("-", " ")
