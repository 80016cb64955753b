"""Recognise pages sent in place of the requested one: not found, blocked, or a login. Pure functions of HTML.

Only titles and headings count, and only whole words: a council's own page may well mention access and errors. On a page
without any of the requested content other words count too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from crawler.site.sections import says_no_letters
from lgsco_store.records import Diagnosis

_HEADLINES = re.compile(rb"<(title|h1|h2)\b[^>]*>(.{0,400}?)</\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(rb"<[^>]*>")
_HIDDEN = re.compile(rb"<(script|style|template|head)\b", re.IGNORECASE)
_FORM = re.compile(rb"<form\b.*?(</form\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# Forms that are on any page of a site.
_COMMON_FORM = re.compile(rb"search|cookie|newsletter|feedback", re.IGNORECASE)
_PASSWORD = re.compile(rb"<input\b[^>]*\btype\s*=\s*[\"']?password\b", re.IGNORECASE)
# Markup in the refusal pages of services in front of a site.
_CHALLENGE = re.compile(rb"/cdn-cgi/challenge-platform/|_Incapsula_Resource|window\._cf_chl_opt", re.IGNORECASE)

# Headlines are at the top; a page of megabytes is not searched.
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
    r"|forbidden|(some)?thing('s| has)? (went|gone) wrong|an? (unexpected |server |internal )*error (has )?occurred"
    r"|technical (difficult(y|ies)|problems?)|(please )?try again (later|in a few)|internal server error"
    r"|bad gateway|server error in"
    r"|there (is|was|has been) a problem with (the|this|our) (service|page|site|website|server|request))\b"
    r"|^error( \d{3})?\W*( [-|:\N{EN DASH}\N{EM DASH}] .*)?$",
    re.IGNORECASE,
)
# Text in place of a page's content until a visitor consents, or allows a script.
_CONSENT = re.compile(
    r"\b(accept|agree|consent|allow|enable|turn on)\b.{0,80}\b(cookies?|javascript)\b"
    r"|\b(cookies?|javascript)\b.{0,200}\b(accept|agree|consent|continue|enabled?|required)\b",
    re.IGNORECASE,
)
# A page of the site itself also has a menu and a footer.
_BRIEF = 1_500
_SENTENCE = 40
_LOGIN = re.compile(r"\b(log ?in|sign ?in|log ?on|authentication required|session (has )?expired)\b", re.IGNORECASE)


def diagnose_page(body: bytes) -> Diagnosis | None:
    """Return what a page is instead of the requested one; None if there is no sign of it."""
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


def diagnose_list(body: bytes, own: Sequence[str] = ()) -> tuple[Diagnosis, str] | None:
    """Return what a list without letters is instead, and its sign; None if it may be an empty list.

    ``own`` are the texts under its title: if one says that there are no letters, a banner elsewhere may say anything.
    If one is a sentence, the page has come, and a layer that asks for consent only covers it.
    """
    head = body[:_SEARCHED]
    words = _words(_without_hidden(head))
    if _PASSWORD.search(head):
        return Diagnosis.LOGIN_PAGE, "the list has no letters, but a password field"
    is_empty = any(map(says_no_letters, own)) and not any(map(_BLOCKED.search, own))
    if not is_empty and (found := _BLOCKED.search(words)):
        return Diagnosis.BLOCK_PAGE, f"the list has no letters, and says {found[0]!r}"
    if is_empty or says_no_letters(words):
        return None
    has_come = any(len(text) >= _SENTENCE and not _CONSENT.search(text) for text in own)
    if not has_come and len(words) < _BRIEF and _CONSENT.search(words):
        return Diagnosis.BLOCK_PAGE, "the list has no letters, and asks for consent, or for a script"
    if any(not _COMMON_FORM.search(form[0]) for form in _FORM.finditer(head)):
        return Diagnosis.UNKNOWN_PAGE, "the list has no letters, but a form"
    return None


def unfinished(html: str, own: Sequence[str]) -> str | None:
    """Return the sign that a list may have more than its page shows; None if there is none.

    ``own`` are the texts under its title.
    """
    trouble = next(filter(None, map(_BLOCKED.search, own)), None)
    if trouble is not None:
        return f"its page says {trouble[0]!r}"
    plain = html.lower()
    return "its page breaks off before its end" if "<html" in plain and "</html" not in plain else None


def _without_hidden(markup: bytes) -> bytes:
    """Return markup without the elements that show nothing; one that is never closed is left."""
    kept, at, unclosed = [], 0, set()
    for begun in _HIDDEN.finditer(markup):
        name = begun[1].lower()
        if begun.start() < at or name in unclosed:
            continue
        closed = re.compile(rb"</%b\s*>" % name, re.IGNORECASE).search(markup, begun.end())
        if closed is None:
            unclosed.add(name)
        else:
            kept += [markup[at : begun.start()], b" "]
            at = closed.end()
    return b"".join([*kept, markup[at:]])


def _words(markup: bytes) -> str:
    return " ".join(
        _TAG.sub(b" ", markup).decode("utf-8", "replace").replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").split()
    )
