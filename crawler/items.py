"""The items that the spider passes to the pipelines."""

from __future__ import annotations

from dataclasses import dataclass, field

from lgsco_store.publications.inputs import Finding
from lgsco_store.publications.listed import ListedDecision, WindowRead
from lgsco_store.records import AuthorityPage, Capture, Listing, ListPage, Shows, ToRead


@dataclass(slots=True)
class Fetched:
    """One capture with its bytes and, for a page, its contents.

    ``page`` is set only if an authority's page and its list of letters were both read in full: to the archive, the
    absence of a letter from such a list is evidence. ``again`` is true if the address will be requested again later in
    the run. ``findings`` are findings for people. ``decisions`` are those that a page of a list shows and its earlier
    pages did not; ``window`` is set with the last page that was read of such a list.
    ``list_page`` is set if the page is one of a council's list of service improvements or reports.
    ``to_read`` are the documents to be read, once the item is stored.
    """

    capture: Capture
    body: bytes | None = field(default=None, repr=False)
    shows: Shows = field(default_factory=Shows)
    page: AuthorityPage | None = None
    listings: list[Listing] = field(default_factory=list)
    again: bool = False
    findings: list[Finding] = field(default_factory=list)
    decisions: list[ListedDecision] = field(default_factory=list)
    window: WindowRead | None = None
    list_page: ListPage | None = None
    to_read: list[ToRead] = field(default_factory=list)
