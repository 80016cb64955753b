"""The names of the report's files, which every file system accepts, whatever the slugs of the site."""

from __future__ import annotations

import re
from hashlib import sha256

# File systems accept 255 bytes; the rest is for folders that are packed or synchronised with longer names.
_LONGEST = 120
_PLAIN = re.compile(r"[a-z0-9][a-z0-9-]*")


def file_of(slug: str) -> str:
    """Name an authority's page: its slug, or a shortened one with a digest if it is too long for a file system."""
    if _PLAIN.fullmatch(slug) and len(slug) <= _LONGEST:
        return f"{slug}.html"
    readable = "-".join(_PLAIN.findall(slug.lower()))[:_LONGEST]
    return f"{readable}-{sha256(slug.encode()).hexdigest()[:12]}.html".lstrip("-")
