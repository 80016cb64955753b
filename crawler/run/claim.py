"""Pass a claim from the process that made it to the crawl, and settle the run once the crawl has ended."""

from __future__ import annotations

from lgsco_store.errors import LgscoError
from lgsco_store.runs.ledger import Claim, ClaimLost, Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import RunState

VARIABLE = "SCRAPY_LETTERS_CLAIM"
"""The environment variable that passes a claim: unlike a command line, other users of the machine cannot read it."""


class ClaimTextError(LgscoError):
    """The text is not a claim; raised when a crawl is started by hand with one."""


def to_text(claim: Claim) -> str:
    """Serialise a claim."""
    return f"{claim.run_id}:{claim.token}"


def from_text(text: str) -> Claim:
    """Parse the claim that ``to_text`` wrote.

    Raises:
        ClaimTextError: the text has another form.
    """
    run_id, colon, token = text.partition(":")
    if not (colon and token and run_id.isdecimal()):
        raise ClaimTextError(f"{VARIABLE} does not contain a claim; leave it unset to make one")
    return Claim(int(run_id), token)


def settle(ledger: Ledger, claim: Claim, why: str) -> RunState:
    """Return how a run ended once its crawl is over; fail a run without a verdict, with the reason."""
    try:
        ledger.fail(claim, [trouble(why)])
    except ClaimLost:
        return ledger.state(claim.run_id)
    return RunState.FAILED
