"""Notifications: to whom, when, and with what; once for each change of state, to a real webhook on loopback."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from sqlalchemy import text

from jobs.commands import decide
from jobs.monitor.overview import overview
from jobs.monitor.run_lines import RunLine
from jobs.notify import outbox
from jobs.notify.run_summary import Summary
from lgsco_store.archive import Archive
from lgsco_store.database.session import Database, open_database
from lgsco_store.errors import SettingsError
from lgsco_store.runs import notifications
from lgsco_store.runs.ledger import Ledger
from lgsco_store.runs.notifications import count_pending
from lgsco_store.runs.reasons import trouble
from lgsco_store.settings import Settings
from lgsco_store.terms import Event, Kind, RunState, Spider, Trigger
from tests.attacks import Promise
from tests.conftest import Clock
from tests.jobs import commands
from tests.jobs.webhooks import SECRET, Webhook, mailbox, webhook
from tests.store.crawls import SITE, Crawler, Letter, Page, link
from tests.store.servers import SQLite

# One of Apprise's services asks for a module that Python 3.11 still has.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

KENT = "kent-county-council"


@pytest.fixture
def hook() -> Iterator[Webhook]:
    with webhook() as listening:
        yield listening


@pytest.fixture
def database(sqlite: SQLite) -> Iterator[Database]:
    with open_database(sqlite.upgraded()) as opened:
        yield opened


@pytest.fixture
def crawler(archive: Archive, ledger: Ledger, clock: Clock) -> Crawler:
    return Crawler(archive, ledger, clock)


def site(*rates: str, first: int = 2024) -> dict[str, Page]:
    """Serve Kent's page with a letter per year."""
    return {KENT: Page([link(KENT, year, Letter(year, rate)) for year, rate in enumerate(rates, first)])}


def hold(crawler: Crawler) -> None:
    claim = crawler.gather(site("40"))
    crawler.archive.hold(crawler.archive.plan(claim.run_id), claim, [trouble("too strange")])


def fail(crawler: Crawler) -> None:
    crawler.ledger.fail(crawler.gather({}), [trouble("the site did not answer")])


def summary(spider: Spider, state: RunState, **others: str) -> Summary:
    """Summarise a run that changed no letter."""
    at = datetime(2026, 5, 4, 5, tzinfo=UTC)
    counts = dict.fromkeys(("authorities", "letters", "unread", *(kind.value for kind in Kind)), 0)
    run = RunLine(2, Trigger.SCHEDULE, spider, state, at, at, [], **counts)
    return Summary(run, "no change", others, [], [], [])


@pytest.mark.parametrize(
    ("found", "title"),
    [
        (summary(Spider.LETTERS, RunState.PUBLISHED), "Run 2 is published: no change"),
        (summary(Spider.LETTERS, RunState.PUBLISHED, tables="1 revised"), "Run 2 is published: no letter changed"),
        (summary(Spider.DECISIONS, RunState.PUBLISHED), "Run 2 of decisions is published: no change"),
        (
            summary(Spider.DECISIONS, RunState.PUBLISHED, decisions="6 published, 1 expired"),
            "Run 2 of decisions is published: 6 published, 1 expired",
        ),
        (summary(Spider.DECISIONS, RunState.HELD), "Run 2 of decisions is held"),
        (summary(Spider.LETTERS, RunState.FAILED), "Run 2 failed"),
        (summary(Spider.LETTERS, RunState.ABANDONED), "Run 2 was abandoned"),
    ],
)
def test_a_message_begins_with_what_happened(found: Summary, title: str) -> None:
    body = found.as_markdown()
    assert body.startswith(f"# {title}\n")
    # Letters are not counted where none were asked for.
    assert ("0 letters" in body) == (found.run.spider == Spider.LETTERS)


def test_a_message_about_a_failed_run_says_how_to_try_again() -> None:
    failed = summary(Spider.DECISIONS, RunState.FAILED).as_markdown()
    assert "`lgsco crawl --kind decisions` tries again at once" in failed
    assert "tries again" not in summary(Spider.DECISIONS, RunState.PUBLISHED).as_markdown()


@pytest.mark.parametrize(
    ("state", "before", "changes", "event"),
    [
        (RunState.PUBLISHED, None, True, Event.CHANGES),
        (RunState.PUBLISHED, RunState.FAILED, False, Event.QUIET),
        (RunState.HELD, None, True, Event.HELD),
        (RunState.HELD, RunState.PUBLISHED, True, Event.HELD),
        (RunState.HELD, RunState.HELD, True, Event.QUIET),
        (RunState.HELD, RunState.FAILED, True, Event.HELD),
        (RunState.FAILED, None, False, Event.FAILED),
        (RunState.ABANDONED, RunState.FAILED, False, Event.QUIET),
        (RunState.ABANDONED, RunState.HELD, False, Event.FAILED),
        (RunState.DISCARDED, RunState.HELD, True, Event.QUIET),
    ],
)
def test_what_a_person_is_called_for(state: RunState, before: RunState | None, changes: bool, event: Event) -> None:  # noqa: FBT001
    assert outbox.event_of(state, before, changes=changes) is event


def hold_decisions(crawler: Crawler) -> int:
    claim = crawler.ledger.claim(Trigger.SCHEDULE, SITE, "1", spider=Spider.DECISIONS)
    crawler.archive.hold(crawler.archive.plan(claim.run_id), claim, [trouble("too few")])
    return claim.run_id


def publish(crawler: Crawler, run_id: int) -> None:
    crawler.archive.publish(crawler.archive.plan(run_id), decided_by="anna")


def test_each_held_run_is_announced_and_all_is_well_only_once_none_is_left(
    database: Database, crawler: Crawler, hook: Webhook
) -> None:
    for step in (
        lambda: hold(crawler),
        lambda: hold_decisions(crawler),
        lambda: publish(crawler, 1),
        lambda: publish(crawler, 2),
    ):
        step()
        outbox.announce(database, Settings(notify_urls=hook.address))
    held = "a run is held and needs a decision"
    assert hook.titles == [held, held, "something changed", "all is well again"]


def test_a_second_held_run_of_a_narrower_scope_is_announced_too(
    database: Database, crawler: Crawler, hook: Webhook
) -> None:
    hold(crawler)
    outbox.announce(database, Settings(notify_urls=hook.address))
    claim = crawler.ledger.claim(Trigger.CRAWL, SITE, "1", [KENT])
    crawler.archive.hold(crawler.archive.plan(claim.run_id), claim, [trouble("too few")])
    outbox.announce(database, Settings(notify_urls=hook.address))
    assert hook.titles == ["a run is held and needs a decision"] * 2


def test_a_crawl_of_decisions_ends_no_trouble_of_the_letters(
    database: Database, crawler: Crawler, hook: Webhook, clock: Clock
) -> None:
    for spider in (Spider.LETTERS, Spider.DECISIONS, Spider.LETTERS):
        if spider is Spider.DECISIONS:
            publish(crawler, hold_decisions(crawler))
        else:
            fail(crawler)
        outbox.announce(database, Settings(notify_urls=hook.address))
    assert hook.titles == ["a run failed"]
    crawler.ledger.fail(crawler.ledger.claim(Trigger.CRAWL, SITE, "1", spider=Spider.DECISIONS), [trouble("no list")])
    needs = overview(database, Settings(site_url=SITE), clock()).needs
    assert needs == [
        "run 4 of decisions failed: no list; `lgsco crawl --kind decisions` tries again at once",
        "run 3 failed: the site did not answer; `lgsco crawl` tries again at once",
    ]


def test_a_crawl_of_one_council_ends_no_trouble_of_a_wider_one(
    database: Database, crawler: Crawler, hook: Webhook, clock: Clock
) -> None:
    """A whole run fails, one of a council is published, the whole run fails again, and is published in the end."""
    needs = []
    for step in (
        lambda: fail(crawler),
        lambda: crawler.run(site("40"), authorities=[KENT]),
        lambda: crawler.run(site("40"), years=[2024]),
        lambda: fail(crawler),
        lambda: crawler.run(site("40")),
    ):
        step()
        outbox.announce(database, Settings(notify_urls=hook.address))
        overall = overview(database, Settings(site_url=SITE), clock())
        needs.append([need for need in overall.needs if need.startswith("run")])
    assert hook.titles == ["a run failed", "something changed", "all is well again"]
    failed = "run {} failed: the site did not answer; `lgsco crawl` tries again at once"
    assert needs == [[failed.format(1)]] * 3 + [[failed.format(4)], []]


def test_one_call_for_each_change_of_state(database: Database, crawler: Crawler, hook: Webhook) -> None:
    settings = Settings(notify_urls=hook.address)
    for step in (
        lambda: crawler.run(site("40")),
        lambda: crawler.run(site("40")),
        lambda: fail(crawler),
        lambda: fail(crawler),
        lambda: hold(crawler),
        lambda: hold(crawler),
        lambda: crawler.run(site("40")),
        lambda: crawler.run(site("45")),
    ):
        step()
        outbox.announce(database, settings)
        outbox.announce(database, settings)
    assert hook.titles == [
        "something changed",
        "a run failed",
        "a run is held and needs a decision",
        "all is well again",
        "something changed",
    ]
    assert "the site did not answer" in hook.calls[1][1]
    assert "too strange" in hook.calls[2][1]
    assert f"{KENT}, uphold_rate of 2024: 40 → 45" in hook.calls[4][1]


def test_the_message_has_the_biggest_movements_since_the_year_before(
    database: Database, crawler: Crawler, hook: Webhook
) -> None:
    crawler.run(site("40"))
    crawler.run(site("40", "52"))
    outbox.announce(database, Settings(notify_urls=hook.address))
    assert "Kent County Council, uphold rate of 2025: 40 → 52" in hook.calls[1][1]


@pytest.mark.attack(
    Promise.REPORTED,
    {"The site's words in a notification are markup": "mail shows them, and follows no link of theirs"},
)
def test_a_mail_has_paragraphs_and_lists_and_no_markup_of_the_site(database: Database, crawler: Crawler) -> None:
    said = 'The page is named <img src="http://127.0.0.1/x.png"> [Kent](http://127.0.0.1/y)\n# & more'
    crawler.ledger.fail(crawler.gather({}), [trouble(said)])
    with mailbox() as (address, mails):
        outbox.announce(database, Settings(notify_urls=address))
    [mail] = mails
    page = mail.get_body(("html",))
    assert page is not None
    content = page.get_content()
    assert "<h1>Run 1 failed</h1>" in content
    assert "<li>0 authorities, 0 letters, 0 new ones unread</li>" in content
    assert '&lt;img src="http://127.0.0.1/x.png"&gt; [Kent](http://127.0.0.1/y) # &amp; more</li>' in content
    assert "<img" not in content
    assert "<a " not in content


@pytest.mark.attack(Promise.REPORTED, {"The notification service is down": "sent again until it is accepted"})
def test_a_notification_is_sent_again_until_it_is_accepted(
    database: Database, crawler: Crawler, hook: Webhook, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    settings = Settings(notify_urls=hook.address)
    hook.answer = 500
    crawler.run(site("40"))
    with caplog.at_level(logging.DEBUG):
        outbox.announce(database, settings)
        outbox.announce(database, settings)
        with database.reader() as connection:
            assert count_pending(connection) == 1
    said = "1 notification could not be sent: check LGSCO_NOTIFY_URLS, and try it with `lgsco notify 1`"
    assert said in overview(database, Settings(site_url=SITE), clock()).needs
    assert SECRET not in caplog.text
    assert "address 1 of 1 in LGSCO_NOTIFY_URLS did not accept a notification" in caplog.text
    hook.answer = 200
    outbox.announce(database, settings)
    outbox.announce(database, settings)
    assert (hook.titles, hook.asked) == (["something changed"], 3)
    with database.reader() as connection:
        assert count_pending(connection) == 0


def test_what_one_process_is_sending_no_other_sends_until_it_counts_as_dead(
    database: Database, crawler: Crawler, hook: Webhook, clock: Clock
) -> None:
    settings = Settings(notify_urls=hook.address)
    hook.answer = 500
    crawler.run(site("40"))
    outbox.announce(database, settings, clock)
    hook.answer = 200
    with database.writer() as connection:
        [queued] = notifications.pending(connection, clock())
        assert notifications.take(connection, queued, clock())
    outbox.announce(database, settings, clock)
    assert hook.titles == []
    clock.advance(301)
    outbox.announce(database, settings, clock)
    assert hook.titles == ["something changed"]


def test_without_notification_addresses_nothing_is_queued(database: Database, crawler: Crawler, hook: Webhook) -> None:
    crawler.run(site("40"))
    outbox.announce(database, Settings())
    outbox.announce(database, Settings(notify_urls=hook.address))
    assert hook.calls == []


@pytest.mark.attack(Promise.SAFE, {"An invalid notification address": "refused without being shown"})
def test_a_bad_address_is_refused_without_being_shown() -> None:
    settings = Settings(notify_urls=f"json://127.0.0.1/ nonsense://{SECRET}")
    with pytest.raises(SettingsError) as caught:
        outbox.check(settings)
    assert str(caught.value) == "LGSCO_NOTIFY_URLS: address 2 of 2 is not understood by Apprise: correct it"
    assert SECRET not in repr(settings)


@pytest.mark.slow
@pytest.mark.nightly
def test_a_decision_is_called_for_too(given: dict[str, str], tmp_path: Path, hook: Webhook) -> None:
    floor = {
        **given,
        "LGSCO_MIN_AUTHORITIES": "250",
        "LGSCO_NOTIFY_URLS": hook.address,
        "LGSCO_SUMMARIES": str(tmp_path / "runs"),
    }
    crawled = commands.lgsco("crawl", cwd=tmp_path, given=floor)
    published = commands.lgsco("publish", "1", cwd=tmp_path, given=floor)
    assert (crawled.returncode, published.returncode) == (3, 0), crawled.stderr + published.stderr
    assert hook.titles == ["a run is held and needs a decision", "all is well again"]
    assert "Decide with `lgsco publish 1` or `lgsco discard 1`" in hook.calls[0][1]
    assert SECRET not in crawled.stdout + crawled.stderr + published.stdout + published.stderr
    sent = json.loads((tmp_path / "runs" / "run-000001.json").read_text())
    assert (sent["run"]["state"], sent["changes"]) == ("published", "44 published")
    markdown = (tmp_path / "runs" / "run-000001.md").read_text()
    assert markdown.startswith("# Run 1 is published: 44 published\n")
    dry = commands.lgsco("notify", "1", "--dry-run", cwd=tmp_path, given=floor)
    assert dry.stdout == f"Ombudsman's letters: something changed\n\n{markdown}"
    assert commands.lgsco("notify", "1", cwd=tmp_path, given=floor).returncode == 0
    assert len(hook.calls) == 3
    nobody = commands.lgsco("notify", "1", cwd=tmp_path, given=given)
    assert (nobody.returncode, nobody.stderr.count("\n")) == (2, 1)
    bad = commands.lgsco("crawl", cwd=tmp_path, given={**floor, "LGSCO_NOTIFY_URLS": f"nonsense://{SECRET}"})
    assert bad.returncode == 2
    assert SECRET not in bad.stderr
    with open_database(given["LGSCO_DATABASE_URL"]) as database, database.reader() as connection:
        assert connection.execute(text("SELECT count(*) FROM run")).scalar_one() == 1


@pytest.mark.parametrize(("command", "state"), [(decide.publish, "published"), (decide.discard, "discarded")])
def test_an_unusable_address_is_refused_before_a_decision_and_a_failed_call_undoes_none(
    database: Database, crawler: Crawler, command: click.Command, state: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object) -> None:
        raise SettingsError("no service")

    hold(crawler)
    monkeypatch.setenv("LGSCO_DATABASE_URL", f"sqlite:///{database.file}")
    monkeypatch.setenv("LGSCO_NOTIFY_URLS", "nothing://x")
    refused = CliRunner().invoke(command, ["1"])
    assert (refused.exit_code, crawler.ledger.state(1)) == (2, RunState.HELD)
    monkeypatch.delenv("LGSCO_NOTIFY_URLS")
    monkeypatch.setattr(outbox, "announce", fails)
    done = CliRunner().invoke(command, ["1"])
    assert (done.exit_code, crawler.ledger.state(1)) == (0, RunState(state))
    assert "lgsco: no notification was sent: no service" in done.output
