"""What a council's page says about its figures: definitions, and the advice on comparing years."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.reading import read_page

REAL = Path(__file__).resolve().parents[4] / "shared" / "real" / "pages"
URL = "https://www.lgo.org.uk/your-councils-performance/kent-county-council/statistics"
UPHELD = "where we looked into it and found that something had gone wrong."
ADVICE = "Three months of 2020 brought us no new complaints, so compare that year with none."
FIGURES = "<h3>Complaints upheld</h3><p>87% of complaints we investigated were upheld.</p><p>88 upheld decisions</p>"


def said(before: str, after: str = "") -> dict[str, str]:
    html = f"<html><body>{after}<h1>Kent County Council</h1><h2>Annual statistics</h2>{before}{FIGURES}</body></html>"
    return dict(read_page(html.encode(), url=URL).attributes)


@pytest.mark.parametrize("sign", [" \N{EN DASH} ", " - ", " \N{EM DASH} ", ": "])
@pytest.mark.parametrize("tag", ["li", "p", "div"])
def test_a_definition_is_a_term_and_what_it_means(sign: str, tag: str) -> None:
    text = f"<h4>More about this data</h4><{tag}><b>Complaints upheld</b>{sign}{UPHELD}</{tag}>"
    assert said(f"{text}<{tag}>Average performance rates{sign}those of councils like this one.</{tag}>") == {
        "definition: Average performance rates": "those of councils like this one.",
        "definition: Complaints upheld": UPHELD,
    }


def test_definitions_end_with_the_first_line_that_is_none() -> None:
    text = f"<p>More about this data</p><p>Complaints upheld - {UPHELD}</p><p>See also our pages.</p>"
    assert list(said(f"{text}<p>Something else - which is printed elsewhere on the page</p>")) == [
        "definition: Complaints upheld"
    ]


def test_a_page_without_the_title_has_none() -> None:
    assert said(f"<p>Complaints upheld - {UPHELD}</p>") == {}


def test_the_advice_is_the_sentences_below_its_title() -> None:
    banner = f"<div><h2>Advice on comparing statistics across years</h2><p>{ADVICE}</p><p>{ADVICE}</p></div>"
    assert said("", banner) == {"advice": f"{ADVICE}\n{ADVICE}"}


def test_another_definition_is_another_reading_of_the_same_figures() -> None:
    def read(text: str) -> tuple[str | None, int]:
        html = (
            f"<h1>Kent County Council</h1><h2>Annual statistics</h2><p>More about this data</p><p>{text}</p>{FIGURES}"
        )
        reading = read_page(f"<html><body>{html}</body></html>".encode(), url=URL)
        return reading.text_sha256, len(reading.figures)

    one, other = read(f"Complaints upheld - {UPHELD}"), read(f"Complaints upheld - now {UPHELD}")
    assert one[0] != other[0]
    assert one[1] == other[1] > 0


@pytest.mark.skipif(not REAL.is_dir(), reason="the real pages are not part of the product")
@pytest.mark.parametrize(
    ("name", "terms", "paragraphs"),
    [("kent-2025-A", 8, 0), ("northampton-2022-glued", 4, 0), ("kent-2024-link", 0, 2), ("lambeth-2025-part", 8, 2)],
)
def test_real_pages_say_what_they_count(name: str, terms: int, paragraphs: int) -> None:
    lines = [line for line in (REAL / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line.strip()]
    html = "".join(f"<p>{line.strip()}</p>" for line in lines)
    found = dict(read_page(f"<html><body>{html}</body></html>".encode(), url=URL).attributes)
    assert len([each for each in found if each.startswith("definition: ")]) == terms
    assert len(found.get("advice", "").splitlines()) == paragraphs
