"""Pages in place of the requested ones, recognised by their headlines alone."""

from __future__ import annotations

import pytest

from crawler.site.error_pages import diagnose_list, diagnose_page
from lgsco_store.records import Diagnosis

ASKS_FOR_ONE = '<form><input name="p" type="password"></form>'


@pytest.mark.parametrize(
    ("html", "diagnosis"),
    [
        ("<title>Page not found - Ombudsman</title>", Diagnosis.SOFT_404),
        ("<h1>404</h1>", Diagnosis.SOFT_404),
        ("<h1>Error 404</h1>", Diagnosis.SOFT_404),
        ("<h1>The page you were looking for\n cannot be found</h1>", Diagnosis.SOFT_404),
        ("<h1>We can\N{RIGHT SINGLE QUOTATION MARK}t find the page</h1>", Diagnosis.SOFT_404),
        ("<title>Access <b>Denied</b></title>", Diagnosis.BLOCK_PAGE),
        ("<title>Just a moment...</title>", Diagnosis.BLOCK_PAGE),
        ("<h2>Are you a robot?</h2>", Diagnosis.BLOCK_PAGE),
        ("<p>x</p><script src='/cdn-cgi/challenge-platform/h.js'></script>", Diagnosis.BLOCK_PAGE),
        ("<h1>Sorry, something went wrong</h1>", Diagnosis.BLOCK_PAGE),
        ("<h2>An unexpected error has occurred. Please try again later.</h2>", Diagnosis.BLOCK_PAGE),
        (f"<h1>Sign in</h1>{ASKS_FOR_ONE}", Diagnosis.LOGIN_PAGE),
        ("<h1>Sign in</h1>", None),
        (f"<title>Kent</title><h1>Kent County Council</h1>{ASKS_FOR_ONE}", None),
        ("<h1>Sample 404 Council</h1><p>Page not found, access denied</p>", None),
        ("<h1>Kent County Council</h1><h2>Complaints about access to records</h2>", None),
        ("<title>Error - Ombudsman</title>", Diagnosis.BLOCK_PAGE),
        ("<h1>Error 500</h1>", Diagnosis.BLOCK_PAGE),
        ("<h1>Sorry, there is a problem with the service</h1>", Diagnosis.BLOCK_PAGE),
        ("<h2>Error by the Council</h2><h2>There was a problem with the care</h2>", None),
        ("", None),
    ],
)
def test_headlines_decide(html: str, diagnosis: Diagnosis | None) -> None:
    assert diagnose_page(html.encode()) is diagnosis


MENU = "<nav><form role='search'><input name='q'></form><a href='/'>Home</a></nav>"
BANNER = "<form class='cookies'><p>We use cookies.</p><button>Accept</button></form>"
LAYER = "<div role='dialog'><p>We use cookies.</p><button>Accept</button><button>Reject</button></div>"
FOOT = f"<footer>{'About us. How to complain. Decisions and reports. Jobs. Accessibility statement. ' * 25}</footer>"


@pytest.mark.parametrize(
    ("html", "diagnosis"),
    [
        ("<h2>Annual letters</h2><p>None yet.</p>", None),
        (f"{MENU}<h2>Annual letters</h2><ul></ul>", None),
        (f"{BANNER}{MENU}<h2>Annual letters</h2><p>None yet.</p>{FOOT}", None),
        (
            "<head><script>try { again() } catch (e) { error('an error occurred') }</script></head><p>None yet.</p>",
            None,
        ),
        (f"<h2>Annual letters</h2>{ASKS_FOR_ONE}", Diagnosis.LOGIN_PAGE),
        ("<h2>Annual letters</h2><p>Sorry, something went wrong.</p>", Diagnosis.BLOCK_PAGE),
        ("<h2>Annual letters</h2><p>This service is unavailable. Try again later.</p>", Diagnosis.BLOCK_PAGE),
        ("<h2>Annual letters</h2><p>To go on, accept our cookies.</p>", Diagnosis.BLOCK_PAGE),
        ("<h2>Annual letters</h2><p>Cookies are used here.</p><button>I agree</button>", Diagnosis.BLOCK_PAGE),
        ("<h2>Annual letters</h2><noscript>Please enable JavaScript to see them.</noscript>", Diagnosis.BLOCK_PAGE),
        (f"{LAYER}<h2>Annual letters</h2><p>No annual letters published</p>", None),
        (f"{LAYER}<h2>Annual letters</h2><p>We have not yet published any annual review letters.</p>", None),
        (f"{LAYER}<h2>Annual letters</h2><ul></ul>", Diagnosis.BLOCK_PAGE),
        (f"<p>No annual letters published</p>{ASKS_FOR_ONE}", Diagnosis.LOGIN_PAGE),
        (f"{MENU}<h2>Annual letters</h2><form><select name='year'></select></form>", Diagnosis.UNKNOWN_PAGE),
        ("<h2>Annual letters</h2><form method='post'><input name='email'>", Diagnosis.UNKNOWN_PAGE),
    ],
)
def test_a_list_without_letters_may_be_something_else(html: str, diagnosis: Diagnosis | None) -> None:
    found = diagnose_list(html.encode())
    assert (found[0] if found else None) is diagnosis


@pytest.mark.parametrize(
    ("before", "own", "diagnosis"),
    [
        ("We are closed for maintenance on Sunday", ["No annual letters published"], None),
        ("We are closed for maintenance on Sunday", ["None"], None),
        ("<form method='post'><input name='__VIEWSTATE'>", ["None yet."], None),
        ("We are closed for maintenance on Sunday", ["Sent in July"], Diagnosis.BLOCK_PAGE),
        ("", ["Something went wrong", "No annual letters published"], Diagnosis.BLOCK_PAGE),
        (LAYER, ["We write to councils each year about their complaints."], None),
        (LAYER, ["Annual letters"], Diagnosis.BLOCK_PAGE),
        ("", ["To see the annual letters of this council you have to accept our cookies."], Diagnosis.BLOCK_PAGE),
        (ASKS_FOR_ONE, ["No annual letters published"], Diagnosis.LOGIN_PAGE),
    ],
)
def test_a_banner_says_nothing_about_a_list_that_says_it_is_empty(
    before: str, own: list[str], diagnosis: Diagnosis | None
) -> None:
    found = diagnose_list(f"<p>{before}</p><h2>Annual letters</h2><p>{'</p><p>'.join(own)}</p>".encode(), own)
    assert (found[0] if found else None) is diagnosis


def test_elements_that_are_never_closed_are_searched_once() -> None:
    """Looking for each end anew would take minutes."""
    hidden = "<SCRIPT>please enable cookies to continue</script >"
    assert diagnose_list(f"<h1>Annual letters</h1>{hidden}{'<head ' * 30_000}".encode()) is None
    shown = "<script>please enable cookies to continue"
    assert diagnose_list(f"<h1>Annual letters</h1>{shown}".encode()) is not None
