"""The copy's decisions: a search by window of dates, statements and reports, and everything that may go wrong there.

Bodies, cases and words are our own; the forms are those of the site's pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import parse_qs, urlsplit

from tests.reading.kinds.decision_dresses import DRESSES as PAGE_DRESSES
from tests.reading.kinds.decision_dresses import DecisionWords
from tests.reading.kinds.decision_dresses import Dress as PageDress
from tests.site.listings import DRESSES as LIST_DRESSES
from tests.site.listings import Dress as ListDress
from tests.site.listings import Listed, ListWords
from tests.site.server import Answer, Site

SEARCH = "/Decisions/SearchResults"
_FOLDER = "/decisions/"
_A_PAGE = 10

_CASES = (
    ("Northmere District Council", "Housing", "Allocations", "Upheld"),
    ("Wyvale County Council", "Children's care services", "Child protection", "Not upheld"),
    ("Sea View (Northmere) Care Limited", "Adult care services", "Charging", "Closed after initial enquiries"),
    ("London Borough of Lambeth", "Benefits and tax", "COVID-19", "Upheld"),
)


@dataclass(frozen=True)
class Decision:
    """One decision as the site publishes it."""

    reference: str
    body: str
    category: str
    sub_category: str
    outcome: str
    day: date
    summary: str = "The complaint was about a delay."
    actions: tuple[str, ...] = ()
    satisfied: str | None = None
    is_report: bool = False

    @property
    def path(self) -> str:
        """Return its path."""
        return f"{_FOLDER}{_slug(self.category)}/{_slug(self.sub_category)}/{_slug(self.reference)}"


@dataclass
class Decisions:
    """The decisions of a site, by reference, and its switches.

    ``gone`` ones are answered with a status, and listed all the same unless they are ``unlisted``. The next searches up
    to the number in ``shells`` return only the frame of a page; ``too_many`` is added to every number of results; a
    ``stuck`` search answers every page with the first one, and a ``deaf`` one lists everything whatever the days.
    ``requests`` are the searches, each as its window and page. The lists name those in ``twice`` two times. ``says``
    are words in place of the number of results, beside a link to the next page.
    """

    published: dict[str, Decision] = field(default_factory=dict)
    gone: dict[str, int] = field(default_factory=dict)
    unlisted: set[str] = field(default_factory=set)
    shells: int = 0
    too_many: int = 0
    stuck: bool = False
    deaf: bool = False
    twice: set[str] = field(default_factory=set)
    says: str | None = None
    list_dress: ListDress = LIST_DRESSES["headings"]
    page_dress: PageDress = PAGE_DRESSES["headings"]

    def stand_on(self, site: Site) -> None:
        """Put the decisions on a site."""
        site.made[SEARCH] = self.search
        site.made[_FOLDER] = self.page

    def publish(self, *decisions: Decision) -> None:
        """Publish decisions, or replace those with the same references."""
        self.published.update((each.reference, each) for each in decisions)

    def rewrite(self, reference: str, **words: object) -> Decision:
        """Publish a decision with changed words: another outcome, day, summary or category."""
        other = replace(self.published[reference], **words)  # type: ignore[arg-type] # its own fields
        self.publish(other)
        return other

    def withdraw(self, reference: str, status: int = 404) -> None:
        """Take a decision from its address and from the lists, as while it is under review."""
        self.gone[reference] = status
        self.unlisted.add(reference)

    def restore(self, reference: str) -> None:
        """Let a decision come back."""
        self.gone.pop(reference, None)
        self.unlisted.discard(reference)

    def search(self, path: str) -> Answer:
        """Answer a search."""
        if self.shells:
            self.shells -= 1
            return _page(self.list_dress(ListWords("Search results", None, [])))
        asked = {name: values[0] for name, values in parse_qs(urlsplit(path).query).items()}
        first, last = date.fromisoformat(asked["fd"]), date.fromisoformat(asked["td"])
        found = sorted(self._listed(first, last), key=lambda each: each.day, reverse=True)
        found = [each for one in found for each in [one] * (1 + (one.reference in self.twice))]
        start = 0 if self.stuck else (int(asked["page"]) - 1) * _A_PAGE
        count = f"Your search has {len(found) + self.too_many:,} results"
        items = [_listed(each) for each in found[start : start + _A_PAGE]]
        if self.says is None:
            return _page(self.list_dress(ListWords("Search results", count, items)))
        following = path.replace(f"page={asked['page']}", f"page={int(asked['page']) + 1}").replace("&", "&amp;")
        further = [(following, "Next")] if start + _A_PAGE < len(found) else []
        return _page(self.list_dress(ListWords("Search results", self.says, items, further)))

    def page(self, path: str) -> Answer | None:
        """Answer the address of a decision; None if there has never been one."""
        found = self.published.get(path.rpartition("/")[2].replace("-", " "))
        if found is None or found.path != path:
            return None
        status = self.gone.get(found.reference)
        if status is not None:
            return Answer(b"<html><title>Page not found</title><h1>Page not found</h1></html>", status=status)
        return _page(self.page_dress(_words(found)))

    def _listed(self, first: date, last: date) -> Iterator[Decision]:
        for each in self.published.values():
            if each.reference not in self.unlisted and (self.deaf or first <= each.day <= last):
                yield each


def sample(count: int, first: date, *, apart: int = 1) -> list[Decision]:
    """Return this many decisions from a day on; every seventh has a suffix, and every ninth is a report."""
    return [_sample(at, first + timedelta(days=at * apart)) for at in range(count)]


def _sample(at: int, day: date) -> Decision:
    body, category, sub_category, outcome = _CASES[at % len(_CASES)]
    reference = f"{day.year % 100 - 1:02} {at // 1000:03} {at % 1000:03}{'ab'[at % 2] if at % 7 == 6 else ''}"
    actions = (f"apologise for case {at};", f"pay £{100 + at}.") if outcome == "Upheld" else ()
    summary = f"Case {at} was about a delay."
    return Decision(reference, body, category, sub_category, outcome, day, summary, actions, is_report=at % 9 == 8)


def _words(decision: Decision) -> DecisionWords:
    """Return the words of a decision's page."""
    heading = "Recommendations" if decision.is_report else "Agreed action"
    parts = [("The complaint", [f"Mx Q complained about {decision.body}."])]
    parts += [("Finding", ["There was fault."])] if decision.is_report else []
    parts += [(heading, ["The body will:", *decision.actions])] if decision.actions else []
    satisfied = f"Ombudsman satisfied with council's response: {decision.satisfied}"
    return DecisionWords(
        name=f"{decision.body} ({decision.reference})",
        pairs=[
            ("Category :", f"{decision.category} > {decision.sub_category}"),
            ("Decision :", decision.outcome),
            ("Decision date :", decision.day.strftime("%d %b %Y")),
        ],
        is_final=not decision.is_report,
        summary=decision.summary,
        parts=parts,
        close=[satisfied] if decision.satisfied else [],
    )


def _listed(decision: Decision) -> Listed:
    kind = "Report" if decision.is_report else "Statement"
    line = [kind, decision.outcome, decision.sub_category, decision.day.strftime("%d-%b-%Y")]
    return Listed(f"{decision.body} ({decision.reference})", line, decision.summary, decision.path)


def _page(html: str) -> Answer:
    return Answer(f"<html><body>{html}</body></html>".encode())


def _slug(words: str) -> str:
    letters = [each if each.isalnum() else "-" for each in words.lower()]
    return "".join(letters)
