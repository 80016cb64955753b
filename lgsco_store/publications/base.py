"""The interface of a kind of publication: everything that the archive needs from one. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias

from lgsco_store.publications.filing import Filing, Place
from lgsco_store.publications.inputs import Current, Evidence
from lgsco_store.records import CaptureKind, Source

Standing: TypeAlias = Mapping[Place, Current]
"""The published publications of one kind, by their place."""


class Versioned(Enum):
    """What makes a new version of a publication: different bytes, or different text in them."""

    BY_BYTES = auto()
    BY_TEXT = auto()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PublicationKind:
    """One kind of publication: its names, its source, and how it is filed, missed and compared.

    ``label`` is its singular for people, ``plural`` its plural; ``mark`` follows it in tables, where most rows are
    letters. ``captured_as`` is the kind of capture of its documents, ``is_pdf`` whether these have pages that a browser
    can open, ``needs_address`` whether its reader needs the address of a document. ``own_cases`` is true if the figures
    of its year count cases of their own; otherwise they confirm those of a letter. ``is_judged`` is true if the bounds
    of a verdict count it.

    ``file`` puts what a run found in its places. ``absent`` returns what is withdrawn by its absence: everything else
    that was not found stays as it is.
    """

    source: Source
    label: str
    plural: str
    mark: str
    captured_as: CaptureKind
    is_pdf: bool
    needs_address: bool
    own_cases: bool
    is_judged: bool
    versioned: Versioned
    file: Callable[[Evidence, Standing], Filing]
    absent: Callable[[Filing, Standing, Evidence], Iterable[Current]]
