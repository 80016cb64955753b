"""The copy's councils: four, with the project's sample letters to them."""

from __future__ import annotations

import hashlib
from pathlib import Path

from tests.site.dresses import DRESSES, Dress, Link, Part, Words
from tests.site.server import PDF, PREFIX, Answer, Site

_FILES = Path(__file__).resolve().parents[2] / "jobs" / "demo" / "letters"

NAMES = {
    "essex-county-council": "Essex County Council",
    "kent-county-council": "Kent County Council",
    "leeds-city-council": "Leeds City Council",
    "london-borough-of-lambeth": "London Borough of Lambeth",
}

PLACES = tuple((path.stem[5:], int(path.stem[:4])) for path in sorted(_FILES.glob("*.pdf")) if path.stem[5:] in NAMES)
"""Every letter of the copy, by council and year."""


def bytes_of(slug: str, year: int) -> bytes:
    """Return the bytes of a letter."""
    return (_FILES / f"{year}-{slug}.pdf").read_bytes()


def digest(slug: str, year: int) -> str:
    """Return the SHA-256 of a letter."""
    return hashlib.sha256(bytes_of(slug, year)).hexdigest()


ALL = {place: digest(*place) for place in PLACES}
"""The digest of every letter, by council and year."""


def statistics(slug: str) -> str:
    """Return the path of a council's page."""
    return f"{PREFIX}/{slug}/statistics"


def annual_letters(slug: str) -> str:
    """Return the path of a council's list of letters."""
    return f"{PREFIX}/{slug}/annualletters"


def letter(slug: str, year: int) -> str:
    """Return the path of a letter."""
    return f"/assets/attach/{PLACES.index((slug, year)) + 100}/{slug}.pdf"


def links(slug: str) -> list[Link]:
    """Return the links to a council's letters."""
    years = [year for each, year in PLACES if each == slug]
    return [Link(letter(slug, year), f"{year - 1}-{year % 100}") for year in years]


def letter_links(slug: str) -> str:
    """Return the links to a council's letters, as a list shows them."""
    return "".join(f'<li><a href="{each.href}">{each.words}</a></li>' for each in links(slug))


def copy(dress: Dress = DRESSES["headings"]) -> Site:
    """Make a sound site, its pages in a dress."""
    site = Site()
    site.put("/robots.txt", Answer(b"User-agent: *\nDisallow: /searchpost\n", "text/plain"))
    links = "".join(f'<li><a href="{statistics(slug)}">{name}</a></li>' for slug, name in NAMES.items())
    site.page(PREFIX, f"<h1>Your council's performance</h1><ul>{links}</ul>")
    for slug, name in NAMES.items():
        list_council(site, slug, name, dress=dress)
    for slug, year in PLACES:
        site.put(letter(slug, year), Answer(bytes_of(slug, year), PDF))
    return site


def list_council(site: Site, slug: str, name: str, listed_as: str = "", dress: Dress = DRESSES["headings"]) -> None:
    """Put a council's two pages on the site, with the letters of another slug if it had one."""
    parts = [
        Part("Complaint overview", ["51% of complaints upheld"]),
        Part("Annual letters", ["We write every summer.", Link(annual_letters(slug), "View annual letters")]),
        Part("Public reports", [Link("/documents/report-2024.pdf", "A report of 2024")]),
    ]
    site.page(statistics(slug), dress(Words(name, parts)))
    site.page(annual_letters(slug), dress(Words(name, [Part("Annual letters", links(listed_as or slug))])))
