"""Recognise addresses of the site that are the same, although some parameters are new for every visitor."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

_PASSING = re.compile(
    r"(_|_dc|cb|cache(bust(er)?)?|dc|nocache|r|rand(om)?|rev|rnd|t|time(stamp)?|ts|v|ver(sion)?"
    r"|s(ess(ion)?)?[-_]?(id|key|token)?|(j|php|asp|cf)[\w.]*(sess(ion)?)?id|[\w]*token|utm_\w+|fbclid|gclid"
    # What signs an address for a while, as file stores do.
    r"|sig(nature)?|exp(ire[sd]?|iry)?|policy|key-pair-id|x-(amz|goog)-[\w-]+|s[eprtv]|spr)",
    re.IGNORECASE,
)
_SESSION_IN_PATH = re.compile(r";[\w.]*sess(ion)?id=[^/?#;]*|/\(s\([a-z0-9]+\)\)", re.IGNORECASE)


def is_same(one: str, other: str) -> bool:
    """Return whether two addresses differ only in parameters that are new for each fetch, such as sessions."""
    return one == other or _lasting(one) == _lasting(other)


def _lasting(address: str) -> tuple[str, str, tuple[str, ...]]:
    parts = urlsplit(address)
    given = filter(None, parts.query.split("&"))
    kept = (each for each in given if not _PASSING.fullmatch(each.partition("=")[0]))
    return parts.netloc, _SESSION_IN_PATH.sub("", parts.path), tuple(kept)
