"""How a claim goes from the process that made it to the one that crawls, and what is left to do when that one ended."""

from __future__ import annotations

from lgsco_store.errors import LgscoError
from lgsco_store.runs.ledger import Claim, ClaimLost, Ledger
from lgsco_store.runs.reasons import trouble
from lgsco_store.terms import RunState

VARIABLE = "SCRAPY_LETTERS_CLAIM"
"""The variable that hands a claim on: unlike a command line, no other user of the machine can read it."""


class HandoverError(LgscoError):
    """A claim's text is none; raised when a crawl is started by hand with one."""


def to_text(claim: Claim) -> str:
    """Return a claim as the text that is handed on."""
    return f"{claim.run_id}:{claim.token}"


def from_text(text: str) -> Claim:
    """Return the claim that ``to_text`` wrote.

    Raises:
        HandoverError: it did not write this.
    """
    run_id, colon, token = text.partition(":")
    if not (colon and token and run_id.isdecimal()):
        raise HandoverError(f"{VARIABLE} holds no claim; leave it out to make one")
    return Claim(int(run_id), token)


def settle(ledger: Ledger, claim: Claim, why: str) -> RunState:
    """Return how a run ended once its crawl is over; a run without a verdict fails with the reason."""
    try:
        ledger.fail(claim, [trouble(why)])
    except ClaimLost:
        return ledger.state(claim.run_id)
    return RunState.FAILED
