"""Whole pages in different markup: the result depends only on their words."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from crawler.reading.kinds.statistics_page import read_page
from crawler.site import identity, pages
from crawler.site.addresses import Site
from crawler.site.listed_letters import letters
from crawler.site.outline import WebPage, outline
from lgsco_store.records import ReadingStatus
from tests.attacks import Promise
from tests.site.dresses import DRESSES, Dress, Item, Link, Part, Words

LIVE = Site("https://www.lgo.org.uk/your-councils-performance")
REAL = Path(__file__).parents[2].parent / "shared" / "real" / "pages"
FILE = "/documents/councilperformance"

SLUGS = {
    "isle-of-wight": "isle-of-wight-council",
    "kent": "kent-county-council",
    "lambeth": "london-borough-of-lambeth",
    "leeds": "leeds-city-council",
    "northampton": "northampton-borough-council",
    "northumberland": "northumberland-county-council",
}
TITLES = ("complaint overview", "annual statistics", "annual letters", "reports", "public reports")
FILES = sorted(path.stem for path in REAL.glob("*.txt"))

every_dress = pytest.mark.parametrize("dress", DRESSES.values(), ids=DRESSES)


def page_of(dress: Dress, words: Words, slug: str = "kent-county-council", path: str = "statistics") -> WebPage:
    return outline(f"<!DOCTYPE html><html><body>{dress(words)}</body></html>", f"{LIVE.url}/{slug}/{path}")


def found(dress: Dress, items: Sequence[Item], title: str = "Annual letters") -> list[tuple[str, int | None]]:
    """Return address and year of each letter found among items under a title, with a report after them."""
    report = Part("Public reports", [Link(f"{FILE}/report-2023.pdf", "Report of 2023"), Link("/r/1", "2022")])
    words = Words("Kent County Council", [Part(title, items), report])
    listed = letters(page_of(dress, words, path="annualletters"), LIVE, "kent", is_list=True)
    return [(each.url.removeprefix("https://www.lgo.org.uk"), each.year) for each in listed or []]


@every_dress
@pytest.mark.parametrize(
    "link",
    [
        Link(f"{FILE}/2024/kent.pdf", "2023-24"),
        Link(f"{FILE}/2024/kent.pdf", "Annual Review letter 2024"),
        Link(f"{FILE}/2024/kent.pdf", "Download", before="2023/24"),
        Link(f"{FILE}/2024/kent.pdf", "Letter", after="for 2023-24 (PDF, 120KB)"),
        Link(f"{FILE}/2024/kent.pdf", "2023\N{NON-BREAKING HYPHEN}24"),
        Link(f"{FILE}/2024/kent.pdf", "<b>2023</b> <i>to</i> 2024"),
        Link(f"  {FILE}/2024/\n\tkent.pdf ", "2023-24"),
        Link(f"\N{ZERO WIDTH SPACE}{FILE}/2024/kent.pdf\N{ZERO WIDTH NO-BREAK SPACE}", "2023-24"),
        Link(f"{FILE.replace('/', chr(92))}\\2024\\kent.pdf", "2023-24"),
        Link(f"HTTPS://WWW.LGO.ORG.UK{FILE}/2024/kent.pdf#page=2", "2023-24"),
        Link(f"https:{FILE}/2024/kent.pdf", "2023-24"),
        Link(f"//lgo.org.uk{FILE}/2024/kent.pdf?displaypref=1", "2023-24"),
        Link(f"../../x/..{FILE}/2024/kent.pdf", "2023-24"),
        Link(f"&#47;{FILE[1:]}&sol;2024/kent.pdf", "2023&ndash;24"),
    ],
)
def test_a_link_is_taken_as_a_browser_takes_it(dress: Dress, link: Link) -> None:
    others = [Link(f"{FILE}/2019/kent.pdf", "2018-19"), Link(f"{FILE}/2018/kent.pdf", "2017-18")]
    expected = [(f"{FILE}/{year}/kent.pdf", year) for year in (2024, 2019, 2018)]
    assert found(dress, [link, *others]) == expected
    assert found(dress, [others[0], link, others[1]]) == [expected[1], expected[0], expected[2]]


@every_dress
@pytest.mark.parametrize(
    ("href", "path"),
    [
        ("/assets/a b/kent+letter%202024.pdf", "/assets/a%20b/kent+letter%202024.pdf"),
        ("/GetAsset.aspx?id=aGk%3d&amp;x=a+b", "/GetAsset.aspx?id=aGk%3D&x=a+b"),
        ("/assets/attach/7/kent?ts=1732690000&amp;v=3", "/assets/attach/7/kent?ts=1732690000&v=3"),
    ],
)
def test_an_address_stays_as_it_is_spelled(dress: Dress, href: str, path: str) -> None:
    assert found(dress, [Link(href, "2023-24")]) == [(path, 2024)]


@every_dress
def test_a_base_leads_elsewhere(dress: Dress) -> None:
    words = Words("Kent County Council", [Part("Annual letters", [Link("2024/kent.pdf", "2023-24")])])
    html = f'<html><head><base href="{FILE}/"></head><body>{dress(words)}</body></html>'
    listed = letters(outline(html, f"{LIVE.url}/kent-county-council/annualletters"), LIVE, "kent", is_list=True)
    assert [each.url for each in listed or []] == [f"https://www.lgo.org.uk{FILE}/2024/kent.pdf"]


@pytest.mark.attack(
    Promise.LOST,
    {
        "Links to letters on another host or of another scheme": (
            "listed but not followed, so that no letter is withdrawn because of it"
        ),
    },
)
@every_dress
@pytest.mark.parametrize(
    "href", ["https://elsewhere.example/2024.pdf", "ftp://www.lgo.org.uk/2024.pdf", "http://[/2024"]
)
def test_a_letter_that_cannot_be_followed_is_listed(dress: Dress, href: str) -> None:
    assert [year for _, year in found(dress, [Link(href, "Annual letter 2024"), Link("mailto:x@y", "2024")])] == [2024]


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "Links that name two years, or a period of several years": "no year is taken from them",
    },
)
@every_dress
def test_what_names_no_one_year_says_none(dress: Dress) -> None:
    links = [Link(f"/assets/attach/{at}/x.pdf", words) for at, words in enumerate(("Letters 2019-24", "A letter"))]
    assert found(dress, links) == [("/assets/attach/0/x.pdf", None), ("/assets/attach/1/x.pdf", None)]


@every_dress
@pytest.mark.parametrize(
    "view",
    [
        Link("annualletters", "View annual letters"),
        Link("annualletters", "View&nbsp;our <b>annual review letters</b>"),
        Link("annualletters", "Here", before="To see them click:"),
        Link("annualletters?displaypref=1#top", "<img src='/i.png' alt='View annual letters'>"),
    ],
)
def test_the_list_is_behind_the_link_under_its_title(dress: Dress, view: Link) -> None:
    report = Link("/documents/report-2023.pdf", "A report of 2023")
    intro = "We write to councils each year to give a summary."
    parts = [
        Part("Complaint overview", ["83% of complaints we investigated were upheld."]),
        Part("Annual letters ?", [intro, view]),
        Part("Public reports", [report]),
        Part("Service improvements", ["14 of them"]),
    ]
    page = page_of(dress, Words("Kent County Council", parts))
    assert pages.letters_page(page, LIVE, "kent-county-council") == f"{LIVE.url}/kent-county-council/annualletters"
    assert not letters(page, LIVE, "kent")


@every_dress
def test_a_page_is_another_councils_if_it_says_so_and_nobodys_if_it_is_silent(dress: Dress) -> None:
    parts = [Part("Annual letters", [Link("annualletters", "View annual letters")])]
    for name, slug, says in (
        ("Kent County Council", "kent-county-council", None),
        ("Kent County Council", "essex-county-council", "Kent County Council"),
        ("Southend-on-Sea City Council", "southend-on-sea-borough-council", None),
        ("Bournemouth, Christchurch and Poole Council", "poole-borough-council", None),
        (None, "kent-county-council", None),
    ):
        page = page_of(dress, Words(name, parts), slug)
        assert identity.other_name(page, slug) == says
    assert identity.name(page, "kent-county-council") == "Kent County Council"


@every_dress
@pytest.mark.parametrize("file", FILES or [pytest.param("", marks=pytest.mark.skip)])
def test_real_words_say_the_same_in_every_dress(dress: Dress, file: str) -> None:
    """Name, statistics, link and list; the reports that follow are not letters."""
    name, banner, parts = _real(file)
    slug = next(slug for start, slug in SLUGS.items() if file.startswith(start))
    page = page_of(dress, Words(name, parts, banner), slug)
    assert identity.name(page, slug) == name
    assert identity.other_name(page, slug) is None
    said = [words for part in parts[:1] for words in part.items if isinstance(words, str)]
    shown = pages.statistics_text(page)
    assert shown is not None
    assert all(words in shown for words in said)
    assert pages.letters_page(page, LIVE, slug) == f"{LIVE.url}/{slug}/annualletters"
    assert not letters(page, LIVE, slug)
    plain = read_page(_html(headings_of(name, banner, parts)), url=page.url)
    dressed = read_page(_html(dress(Words(name, parts, banner))), url=page.url)
    assert plain.status is not ReadingStatus.NOT_A_LETTER
    assert [(each.measure, each.value) for each in dressed.figures] == [
        (each.measure, each.value) for each in plain.figures
    ]


def headings_of(name: str, banner: str | None, parts: Sequence[Part]) -> str:
    return DRESSES["headings"](Words(name, parts, banner))


def _html(body: str) -> bytes:
    return f"<!DOCTYPE html><html><body>{body}</body></html>".encode()


def _real(file: str) -> tuple[str, str | None, list[Part]]:
    """Return a real page's name, the text before it, and its sections, with links to a letter and two reports."""
    lines = [line.strip(" \t-\N{BULLET}") for line in (REAL / f"{file}.txt").read_text(encoding="utf-8").splitlines()]
    lines = [line for line in lines if line]
    at = next(at for at, line in enumerate(lines) if line.endswith("Council") or line.startswith("London Borough"))
    parts: list[Part] = []
    for line in lines[at + 1 :]:
        if line.lower().startswith(TITLES) and len(line) < 60:
            parts.append(Part(line, []))
        elif parts:
            link = Link("/decisions", line) if line.startswith("View") and "letters" not in line else line
            parts[-1] = Part(parts[-1].title, [*parts[-1].items, link])
    parts = [part for part in parts if "letters" not in part.title.lower() and "report" not in part.title.lower()]
    report = [Link("/assets/attach/9/report-2023.pdf", "Report of 2023"), Link("/documents/x/2022.pdf", "2022 (PDF)")]
    view = Link("annualletters", "View annual letters")
    return lines[at], " ".join(lines[:at]) or None, [*parts, Part("Annual letters", [view]), Part("Reports", report)]
