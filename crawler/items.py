"""What the spider hands to the pipelines."""

from __future__ import annotations

from dataclasses import dataclass, field

from lgsco_store.publications.inputs import Finding
from lgsco_store.records import AuthorityPage, Capture, Listing, Shows


@dataclass(slots=True)
class Fetched:
    """One capture with its bytes and, for a page, what it shows and says.

    ``page`` is set only where an authority's page and its list of letters were both read well: the archive takes
    the absence of a letter from such a list as a statement. ``again`` says that the address is asked again later in
    the run. ``finding`` is what a person should know of it.
    """

    capture: Capture
    body: bytes | None = field(default=None, repr=False)
    shows: Shows = field(default_factory=Shows)
    page: AuthorityPage | None = None
    listings: list[Listing] = field(default_factory=list)
    again: bool = False
    finding: Finding | None = None
