"""The date on which a file was published or changed is not the year of its letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.site.addresses import Site
from crawler.site.link_years import year_of
from crawler.site.listed_letters import letters
from crawler.site.outline import outline

LIVE = Site("https://www.lgo.org.uk/your-councils-performance")
PAGE = "https://www.lgo.org.uk/your-councils-performance/kent-county-council/statistics"
BEFORE = '<ul><li><a href="/assets/attach/11/a.pdf">Annual letter 2022-23</a></li></ul>'
FILE, PATH = "/assets/attach/12/b.pdf", "/download/12"


def _year(html: str) -> int | None:
    """Return the year of the letter that is listed below that of 2023."""
    found = letters(outline(f"<h1>Annual letters</h1>{BEFORE}{html}", PAGE), LIVE, "kent", is_list=True)
    assert found is not None
    _, listing = found
    return listing.year


@pytest.mark.parametrize("address", [FILE, PATH])
@pytest.mark.parametrize(
    "html",
    [
        "<h3>2023-24</h3><p><a href='{0}'>Letter (updated 2025)</a></p>",
        "<h3>2023-24</h3><ul><li><a href='{0}'>Corrected letter, reissued August 2025</a></li></ul>",
        "<dl><dt>2023-24</dt><dd><a href='{0}'>Download</a> (last changed 2025)</dd></dl>",
        "<details><summary>2023-24</summary><p>Reissued in August 2025. <a href='{0}'>Open letter</a></p></details>",
        "<ul><li data-year='2023-24'><a href='{0}' title='Added 2025'>Annual letter</a></li></ul>",
        "<button aria-controls='p'>2023 to 2024</button><p id='p'><a href='{0}'>Letter</a> Page last updated 2025</p>",
        "<button aria-controls='p'>2023-24</button><div id='p'><a href='{0}'>Open letter</a><p>Updated 2025</p></div>",
        "<div>2023-24</div><div><a href='{0}'>Download</a><span>Added March 2025</span></div>",
        "<table><tr><th>2023-24</th><td><a href='{0}'>Letter</a></td><td>Uploaded 2025</td></tr></table>",
        "<a href='{0}'>Annual letter 2023-24</a><p>Updated 2025</p>",
        "<a href='{0}'>Annual letter 2024, updated 2025</a>",
    ],
)
def test_the_date_of_a_file_does_not_beat_the_year_of_its_letter(html: str, address: str) -> None:
    assert _year(html.format(address)) == 2024


def test_a_line_with_the_date_of_a_file_does_not_come_between_a_heading_and_its_letter() -> None:
    assert _year(f"<h3>2023-24</h3><p>Updated 12/08/2025</p><p><a href='{FILE}'>Letter</a></p>") == 2024


@pytest.mark.parametrize("address", [FILE, PATH])
def test_a_letter_with_the_date_of_its_file_alone_is_listed_without_a_year(address: str) -> None:
    assert _year(f"<p><a href='{address}'>Letter (updated 2025)</a></p>") is None


@pytest.mark.parametrize(
    "text",
    [
        "Letter (PDF, 2025 KB)",
        "Letter (2025 bytes)",
        "Updated 12/08/2025",
        "Updated: 2025-08-12T10:30",
        "updated 2025-08",
        "Last update: Tuesday 12th August 2025 at 10:30",
        "Date of publication: May 2025",
        "Publication date 12.08.2025",
        "Uploaded by Jane Smith on 12 Aug 2025",
        "Corrected letter, August 2025",
        "Published on our website in 2025",
        "In August 2025 we reissued this letter.",
        "This was corrected in 2024 and 2025",
        "August 2025 reissue",
        "modified 1 Sept. 2025",
        "Revised version (2025)",
        "Published: 17 July 2024 | Updated: 2 August 2025",
        "letter-updated-2025.pdf",
        "last_modified_2025-08-12",
    ],
)
def test_the_date_of_a_file_is_no_year(text: str) -> None:
    assert year_of(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "Annual letter 2024, updated 2025",
        "Annual letter 2023-24, published 12 August 2025",
        "Updated 2025: annual letter 2023-24",
        "Annual letter 2024 was published in May 2025",
        "Letter of 17 July 2024, reissued 3 March 2025",
        "1 April 2023 to 31 March 2024, revised 2025-08",
        "Annual letter 2024 (updated)",
        "Letter (revised) 2024",
        "Updated letter 2024",
        "Corrected letter 2023-24",
        "Published annual letter for 2023-24",
        "Revised 2023/24 letter",
        "Updated 2023 to 2024",
        "corrected 2023\N{EN DASH}24",
    ],
)
def test_the_year_of_a_letter_counts_beside_words_about_its_file(text: str) -> None:
    assert year_of(text) == 2024


@given(st.sampled_from(["updated", "Last changed", "(reissued", "Added on"]), st.dates())
def test_no_date_after_such_words_is_a_year(words: str, day: object) -> None:
    assert year_of(f"{words} {day:%d %B %Y}") is year_of(f"{words} {day:%Y-%m-%d}") is None
