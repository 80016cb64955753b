"""The interface of a kind of publication: everything that the archive needs from one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import TypeAlias

from lgsco_store.publications.filing import Filing, Place
from lgsco_store.publications.inputs import Current, Evidence
from lgsco_store.records import CaptureKind, Source
from lgsco_store.terms import AnyKind, Kind, Spider

Standing: TypeAlias = Mapping[Place, Current]
"""The published publications of one kind, by their place."""


class Versioned(Enum):
    """What makes a new version of a publication: different bytes, different text in them, or in its item of a list."""

    BY_BYTES = auto()
    BY_TEXT = auto()
    BY_ITEM = auto()


def _withdrawn(_current: Current, _evidence: Evidence) -> AnyKind:
    return Kind.WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PublicationKind:
    """One kind of publication: its names, its source, and how it is filed, missed and compared.

    ``label`` is its singular for people, ``plural`` its plural; ``mark`` follows it in tables, where most rows are
    letters. ``captured_as`` are the kinds of capture that are read as it, ``is_pdf`` whether its documents have pages
    that a browser can open. ``own_cases`` is true if the figures of its year count cases of their own; otherwise they
    confirm those of a letter. ``is_judged`` is true if the bounds of a verdict count it. ``spider`` names the runs that
    bring it.

    ``file`` puts what a run found in its places. ``absent`` returns what is gone by its absence, and ``absence`` the
    kind of that change, as ``appearance`` is of the first one: everything else that was not found stays as it is.
    ``changes`` names the kinds of change of fields that have one of their own. ``setting`` names the setting by which a
    run may leave the kind out; None if it may not.
    """

    source: Source
    label: str
    plural: str
    mark: str
    captured_as: tuple[CaptureKind, ...]
    is_pdf: bool
    own_cases: bool
    is_judged: bool
    spider: Spider
    versioned: Versioned
    file: Callable[[Evidence, Standing], Filing]
    absent: Callable[[Filing, Standing, Evidence], Iterable[Current]]
    appearance: AnyKind = Kind.PUBLISHED
    absence: Callable[[Current, Evidence], AnyKind] = _withdrawn
    changes: Mapping[str, AnyKind] = field(default_factory=dict)
    setting: str | None = None
