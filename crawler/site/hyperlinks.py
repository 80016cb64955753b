"""Where an element of a page leads, resolved as a browser would. Pure functions of HTML.

Source of the rules for addresses: the URL Standard of the WHATWG, section 4.4.
"""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urljoin, urlsplit

# The attributes in which real links have their address.
_ADDRESS_OF = {
    "a": "href",
    "area": "href",
    "option": "value",
    "iframe": "src",
    "embed": "src",
    "object": "data",
}
_NO_LINKS = frozenset({"link", "base", "img", "script", "source", "video", "audio", "use", "image", "html", "body"})
# The attributes in which components and scripts have one.
_NAMES = frozenset(
    {"href", "to", "url", "link", "file", "formaction", "{http://www.w3.org/1999/xlink}href", "xlink:href"}
)
_ENDS = ("href", "url", "-get", ":to")
_MAY_BE_ADDRESS = re.compile(r"(?!\s*[\[{])(\s*([a-z][a-z0-9+.-]*:|[./?\\])|.*(/|\.pdf\b|\.aspx\b))", re.IGNORECASE)
_SCRIPTED = re.compile(r"['\"]([^'\"]+)['\"]")
_SCRIPT = re.compile(r"\s*(javascript|vbscript):", re.IGNORECASE)
# A script's address on an element with links or paragraphs of its own does not belong to a single thing.
_HOLDS_MORE = ("a", "button", "p", "li", "h2", "h3")

# Editors leave these around an address, and a browser would treat them as part of it.
_UNSEEN = (
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}"
)
_AROUND = f"{''.join(map(chr, range(33)))}\N{NO-BREAK SPACE}\N{SOFT HYPHEN}{_UNSEEN}"
_WITHIN = str.maketrans("", "", "\t\n\r")
_BACKSLASH = "\\"
_SPECIAL = re.compile(r"(https?):(?!//)", re.IGNORECASE)


def resolve(href: str, base: str) -> str | None:
    """Return the absolute address of a link; None if it is invalid."""
    words = href.strip(_AROUND).translate(_WITHIN)
    path, mark, rest = re.split(r"([?#]|$)", words, maxsplit=1)
    words = f"{path.replace(_BACKSLASH, '/')}{mark}{rest}"
    lazy = _SPECIAL.match(words)
    try:
        if lazy and lazy[1].lower() == urlsplit(base).scheme:
            words = words[lazy.end() :]
        joined: str = urljoin(base, words)
        _ = urlsplit(joined).port  # which refuses an invalid number
    except ValueError:
        return None
    return joined


def href(element: Any) -> str | None:
    """Return the address that an element leads to, in any of its attributes; None if it leads nowhere."""
    tag, attributes = element.tag, element.attrib
    if not isinstance(tag, str) or tag in _NO_LINKS:
        return None
    if tag == "form":
        return _of_form(element)
    if not attributes:
        return None
    own = attributes.get(_ADDRESS_OF[tag]) if tag in _ADDRESS_OF else None
    given = _given(tag, own, attributes)
    if own is None and (not given or _holds_more(element)):
        return None
    real = [each for each in given if not _SCRIPT.match(each)]
    scripts = [attributes.get("onclick", ""), *(each for each in given if each not in real)]
    scripted = [word for script in scripts for word in _SCRIPTED.findall(script) if "/" in word]
    return next(iter([*(each for each in real if each.strip() != "#"), *scripted, *real]), None)


def _given(tag: str, own: str | None, attributes: Any) -> list[str]:
    """Return the possible addresses among the attributes of an element, that of a real link first."""
    found = [own] if own is not None and (tag != "option" or _MAY_BE_ADDRESS.match(own)) else []
    for name, value in attributes.items():
        named = name in _NAMES or name.startswith("data-") or name.endswith(_ENDS)
        if value != own and ((named and _MAY_BE_ADDRESS.match(value)) or name == "onclick"):
            found.append(value if name != "onclick" else f"javascript:{value}")
    return found


def _of_form(form: Any) -> str | None:
    """Return the address of a form without input: one that has only a button, and hidden fields."""
    address = form.get("action")
    if address is None or form.get("method", "get").strip().lower() != "get":
        return None
    asks = (each for each in form.iter("input", "select", "textarea") if each.get("type") not in {"hidden", "submit"})
    hidden = [f"{each.get('name')}={each.get('value', '')}" for each in form.iter("input") if each.get("name")]
    return None if next(asks, None) is not None else "?".join(filter(None, [address, "&".join(hidden)]))


def _holds_more(element: Any) -> bool:
    return next(element.iter(*(tag for tag in _HOLDS_MORE if tag != element.tag)), None) is not None
