"""Pages, lists and letters of another council: none shows another's figures, and a notification is sent."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest

from jobs.notify import outbox
from lgsco_store.database.session import open_database
from lgsco_store.runs import reasons
from lgsco_store.settings import Settings
from tests.attacks import Promise
from tests.crawler.crawls import Archive
from tests.jobs import commands
from tests.jobs.webhooks import Webhook, webhook
from tests.site import councils, server
from tests.site.councils import ALL, PLACES, annual_letters, letter, statistics
from tests.site.dresses import DRESSES, Part, Words
from tests.site.server import PDF, Answer, Site

# One of Apprise's services imports a module that is deprecated in Python 3.11.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

_HEARD = "nothing is replaced or withdrawn; `lgsco status` ends with 1, and a notification is sent"

ESSEX, KENT, LEEDS, LAMBETH = councils.NAMES


def every_list_is_one(site: Site) -> None:
    """Make every list that of one council."""
    for slug in councils.NAMES:
        site.put(annual_letters(slug), site.answers[annual_letters(KENT)])


def every_list_is_one_and_names_nobody(site: Site) -> None:
    """Make every list that of one council, without its name."""
    words = Words(None, [Part("Annual letters", councils.links(KENT))])
    for slug in councils.NAMES:
        site.page(annual_letters(slug), DRESSES["divs"](words))


def one_list_leads_to_anothers(site: Site) -> None:
    """Redirect one council's list to another's."""
    site.put(annual_letters(ESSEX), Answer(status=302, headers={"Location": annual_letters(KENT)}))


def two_lists_are_swapped(site: Site) -> None:
    """Swap the lists of two councils."""
    ours, theirs = annual_letters(LEEDS), annual_letters(LAMBETH)
    site.answers[ours], site.answers[theirs] = site.answers[theirs], site.answers[ours]


def two_pages_are_swapped(site: Site) -> None:
    """Swap the pages of two councils."""
    ours, theirs = statistics(LEEDS), statistics(LAMBETH)
    site.answers[ours], site.answers[theirs] = site.answers[theirs], site.answers[ours]


def one_page_leads_to_anothers(site: Site) -> None:
    """Redirect one council's page to another's."""
    site.put(statistics(ESSEX), Answer(status=301, headers={"Location": statistics(KENT)}))


def one_letter_is_anothers(site: Site) -> None:
    """Replace one letter by another council's."""
    site.put(letter(ESSEX, 2024), Answer(councils.bytes_of(KENT, 2024), PDF))


def every_letter_is_anothers(site: Site) -> None:
    """Replace every letter by one council's."""
    for slug, year in PLACES:
        if slug != KENT:
            site.put(letter(slug, year), Answer(councils.bytes_of(KENT, 2024), PDF))


def one_link_leads_to_anothers_list(site: Site) -> None:
    """Make one page's link lead to another council's list."""
    page = site.answers[statistics(ESSEX)]
    wrong = page.body.replace(annual_letters(ESSEX).encode(), annual_letters(KENT).encode())
    site.put(statistics(ESSEX), replace(page, body=wrong))


MIXUPS: tuple[Callable[[Site], None], ...] = (
    every_list_is_one,
    every_list_is_one_and_names_nobody,
    one_list_leads_to_anothers,
    two_lists_are_swapped,
    two_pages_are_swapped,
    one_page_leads_to_anothers,
    one_letter_is_anothers,
    every_letter_is_anothers,
    one_link_leads_to_anothers_list,
)


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as listening:
        yield listening


def announce(archive: Archive, hook: Webhook) -> list[str]:
    """Return the titles of the notifications about the runs that ended since the last time."""
    before = len(hook.calls)
    with open_database(archive.address) as database:
        outbox.announce(database, Settings(notify_urls=hook.address))
    return hook.titles[before:]


def unheard(archive: Archive, hook: Webhook) -> Iterator[str]:
    """Return what keeps people from noticing a mix-up; the next one is noticed only once this one is over."""
    if announce(archive, hook) not in (["something may be wrong"], ["a run is held and needs a decision"]):
        yield "no message was sent"
    if commands.lgsco("status", cwd=archive.folder, given=archive.settings({})).returncode != 1:
        yield "status says that all is well"
    if archive.run()[0] == "held":
        archive.crawl()
        if announce(archive, hook) != ["all is well again"]:
            yield "no message says that it is over"


def mixed_up(site: Site, archive: Archive, mixup: Callable[[Site], None], hook: Webhook) -> Iterator[str]:
    """Return what is wrong after a crawl of the mixed-up site, which is then restored."""
    good, before = dict(site.answers), len(site.log)
    mixup(site)
    archive.crawl(min_authorities="1", max_authorities_lost="1", max_failed_captures="1", max_misplaced="1")
    site.answers.clear()
    site.answers.update(good)
    found = archive.letters()
    if found != {place: digest for place, digest in ALL.items() if place in found}:
        yield "a letter of another council is shown"
    errors = archive.rows("SELECT code FROM run_issue WHERE severity = 'error' AND run_id = (SELECT MAX(id) FROM run)")
    if not errors:
        yield "no issue tells of it"
    if all(each.path != annual_letters(KENT) for each in site.log[before:]):
        yield "the right council's list was not asked for"
    yield from unheard(archive, hook)


@pytest.mark.attack(Promise.FIGURES, {str(mixup.__doc__).rstrip("."): _HEARD for mixup in MIXUPS})
@pytest.mark.slow
def test_no_mixup_replaces_or_withdraws_anything(tmp_path_factory: pytest.TempPathFactory, hook: Webhook) -> None:
    with server.serve(councils.copy(DRESSES["divs"])) as site:
        archive = Archive(tmp_path_factory.mktemp("archive"), site)
        assert archive.crawl().status == 0
        assert archive.letters() == ALL
        assert announce(archive, hook) == ["something changed"]
        for mixup in MIXUPS:
            assert (mixup.__name__, *mixed_up(site, archive, mixup, hook)) == (mixup.__name__,)
            assert archive.letters() == ALL, mixup
        assert archive.rows("SELECT COUNT(*) FROM changes WHERE run_id > 1") == [(0,)]


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "Any of these mix-ups, on a first crawl": (
            "only letters that are certain are shown; `lgsco status` ends with 1, and a notification is sent"
        ),
    },
)
@pytest.mark.parametrize(
    ("mixup", "own"),
    [
        (every_list_is_one_and_names_nobody, {KENT}),
        (two_lists_are_swapped, {KENT, ESSEX}),
        (every_letter_is_anothers, {KENT}),
    ],
)
def test_a_first_crawl_of_a_mixed_up_site_shows_what_is_certain(
    mixup: Callable[[Site], None], own: set[str], site: Site, archive: Archive, hook: Webhook
) -> None:
    assert list(mixed_up(site, archive, mixup, hook)) == []
    assert archive.letters() == {place: digest for place, digest in ALL.items() if place[0] in own}


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "More than `LGSCO_MAX_MISPLACED` of the letters are another council's, at first or later": (
            "the run is held, and its reason names the councils that list them"
        ),
    },
)
@pytest.mark.slow
def test_many_letters_of_another_council_hold_the_first_run_and_a_later_one(site: Site, archive: Archive) -> None:
    """Five of fourteen letters are always allowed; the sixth holds the run, whether or not there was one before."""
    places = [letter(*place) for place in PLACES if place[0] != KENT][:6]
    good = {path: site.answers[path] for path in places}
    wrong = dict.fromkeys(places, site.answers[letter(KENT, 2024)])
    for before in ({}, ALL):
        site.answers.update(wrong)
        assert archive.crawl().status == 3
        [reason, *_] = reasons.from_json(json.loads(archive.run()[1]))
        assert str(reason) == (
            "Too many letters are about another authority than the one that lists them: 6 of 14, the limit is 5: "
            "leeds-city-council (3); essex-county-council (2); london-borough-of-lambeth (1) (LGSCO_MAX_MISPLACED)"
        )
        assert archive.letters() == before
        site.answers.update(good)
        assert archive.crawl().status == 0
        assert archive.letters() == ALL
