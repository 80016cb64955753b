"""The digest of a document's text, which does not change when the file is merely saved again."""

from __future__ import annotations

import hashlib
import re
import unicodedata

from crawler.reading.input import running_text
from crawler.reading.input.document import Document

# The look-behind comes after the hyphen, so that the search can jump from hyphen to hyphen.
_HYPHENATED = re.compile(r"[-\N{SOFT HYPHEN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}](?<=[^\W\d_].)\s*(?=[^\W\d_])")
# A number keeps its inner punctuation: 5.7 is not 57, and 31/03/20 is not 310320.
_TOKEN = re.compile(r"[^\W\d_]+|\d+(?:[.,/:-]\d+)*%?|[£%]")


def tokens(text: str) -> list[str]:
    """Return words and numbers in one Unicode form: no white space, no hyphens in words, no punctuation."""
    plain = unicodedata.normalize("NFKC", text).replace("\N{RIGHT SINGLE QUOTATION MARK}", "").replace("'", "")
    return _TOKEN.findall(_HYPHENATED.sub("", plain))


def text_sha256(document: Document) -> str:
    """Return the SHA-256 of a document's tokens, in the order of its lines and blocks on the page."""
    flow = running_text.in_blocks if document.is_drawn else running_text.in_order
    return hashlib.sha256(" ".join(tokens(flow(document.lines).text)).encode()).hexdigest()
