"""Sphinx's configuration for the docs as a site. The pages are plain Markdown, which also reads well without it."""

from __future__ import annotations

import re
from importlib.metadata import metadata

from sphinx.application import Sphinx

_PACKAGE = metadata("lgsco-archive")

project = _PACKAGE["Name"]
version = release = _PACKAGE["Version"]
language = "en_GB"
extensions = ["myst_parser"]
myst_heading_anchors = 3

html_theme = "furo"
html_title = f"{project} {release}"
html_copy_source = False

_LINK = re.compile(r"\]\((\S+)\.md\)")


def _contents(_app: Sphinx, page: str, source: list[str]) -> None:
    """Turn the list of pages in the index into the site's table of contents."""
    if page == "index":
        for part in source[0].split("\n## ")[1:]:
            title, _, links = part.partition("\n")
            listed = "\n".join(_LINK.findall(links))
            source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n{listed}\n```\n"


def setup(app: Sphinx) -> None:
    """Register the handlers for pages being read."""
    app.connect("source-read", _contents)
