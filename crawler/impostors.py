"""Tells a page that came instead of what was asked for: not found, blocked, or a login. Pure functions of HTML.

Only titles and headings count, and whole words of theirs: a council's own page may well speak of access and of errors.
"""

from __future__ import annotations

import re

from lgsco_store.records import Diagnosis

_HEADLINES = re.compile(rb"<(title|h1|h2)\b[^>]*>(.{0,400}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
# What services that stand before a site put into the pages with which they turn somebody away.
_CHALLENGE = re.compile(rb"/cdn-cgi/challenge-platform/|_Incapsula_Resource|window\._cf_chl_opt", re.IGNORECASE)

# Headlines stand at the top; a page of megabytes is not searched.
_SEARCHED = 200_000

_NOT_FOUND = re.compile(
    r"\b(page|file|document|content|address|resource) (you (requested|were looking for) )?"
    r"(was |is |could |can |has )?(not|no longer|cannot|can't|couldn't|isn't)( be)? (found|available|exist)"
    r"|\b(page|file|document) (does not|doesn't) exist\b|\berror 404\b|^404\b|^not found\b"
    r"|\bcan't find (the|that|this) page",
    re.IGNORECASE,
)
_BLOCKED = re.compile(
    r"\b(access (is |has been )?(denied|blocked|restricted)|attention required|just a moment"
    r"|request (was |has been )?(blocked|rejected|unsuccessful)|you have been blocked|are you (a robot|human)"
    r"|unusual traffic|too many requests|security check|checking your browser|pardon our interruption"
    r"|(service|site|website) (is )?(temporarily |currently )?unavailable|(down|closed) for maintenance"
    r"|forbidden)\b",
    re.IGNORECASE,
)
_LOGIN = re.compile(r"\b(log ?in|sign ?in|log ?on|authentication required|session (has )?expired)\b", re.IGNORECASE)


def unmask(body: bytes) -> Diagnosis | None:
    """What a page is instead of what was asked for; None where nothing on it says so."""
    head = body[:_SEARCHED]
    headlines = [_words(found[2]) for found in _HEADLINES.finditer(head)]
    if _CHALLENGE.search(head) and not headlines[1:]:
        return Diagnosis.BLOCK_PAGE
    if any(map(_NOT_FOUND.search, headlines)):
        return Diagnosis.SOFT_404
    if any(map(_BLOCKED.search, headlines)):
        return Diagnosis.BLOCK_PAGE
    if _PASSWORD.search(head) and any(map(_LOGIN.search, headlines)):
        return Diagnosis.LOGIN_PAGE
    return None


def _words(markup: bytes) -> str:
    return " ".join(
        _TAG.sub(b" ", markup).decode("utf-8", "replace").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()
    )
