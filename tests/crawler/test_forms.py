"""Whole crawls of a site in its many possible forms; what counts is the archive at the end."""

from __future__ import annotations

from tests.crawler.crawls import Archive
from tests.site import councils
from tests.site.councils import ALL, PLACES, annual_letters, statistics
from tests.site.server import PREFIX, Answer, Site

MARKUP = {
    "essex-county-council": '<h2>Annual letters</h2><a href="#l">View annual letters</a><p>{}</p><h2>Reports</h2>',
    "kent-county-council": "<dl><dt>Annual review letters</dt><dd>{}</dd><dt>Reports</dt></dl>",
    "leeds-city-council": '<div role="heading">Annual letters</div>{}<div role="heading">Public reports</div>',
    "london-borough-of-lambeth": "<button>View annual letters</button><p><b>Annual letters</b></p>{}<p>Reports</p>",
}


def test_an_index_in_data_and_lists_in_any_markup_give_the_same_archive(site: Site, archive: Archive) -> None:
    """The index names a script, the script names a JSON address, and that names the councils, in any case."""
    site.page(PREFIX, '<h1>Your council</h1><script src="/js/map.js"></script>')
    site.put("/js/map.js", Answer(b'fetch("/data/councils.json")', "text/javascript"))
    slugs = ", ".join(f'{{"slug": "{slug.title()}"}}' for slug in MARKUP)
    site.put("/data/councils.json", Answer(f"[{slugs}]".encode(), "application/json"))
    for slug, markup in MARKUP.items():
        report = '<a href="/documents/report-2023.pdf">Report of 2023</a>'
        list_ = markup.format(councils.letter_links(slug) + councils.letter_links(slug))
        site.page(statistics(slug.title()), f"<h1>{councils.NAMES[slug]}</h1>{list_}{report}")
    ended = archive.crawl()
    assert ended.status == 0, archive.run()
    assert archive.letters() == ALL
    assert archive.rows("SELECT code FROM run_issue") == []
    assert len(site.log) == 1 + 3 + len(MARKUP) + len(PLACES)


def test_paging_ends_where_it_brings_nothing_new(site: Site, archive: Archive) -> None:
    slug = "leeds-city-council"
    path, links = annual_letters(slug), councils.letter_links(slug).replace("</li>", "</li>|").split("|")[:-1]
    for number, part in enumerate([*links, links[-1]], 1):
        shown = f"<h2>Annual letters</h2>{part}<a href='{path}?page={number + 1}'>Next</a>"
        site.page(f"{path}?page={number}" if number > 1 else path, f"<h1>Leeds</h1>{shown}")
    assert archive.crawl().status == 0
    assert archive.letters() == ALL
    assert len([each for each in site.log if each.path.startswith(path)]) == len(links) + 1


def test_renamed_headings_withdraw_nothing(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    slug = "kent-county-council"
    site.page(annual_letters(slug), "<h1>Kent</h1><h2>What we wrote</h2><p>See below.</p>")
    assert archive.crawl(min_authorities="3", max_authorities_lost="0.5").status == 0
    assert archive.diagnoses(2) == {annual_letters(slug): ["unknown_page"]}
    assert archive.letters() == ALL
    assert ("page_not_read", slug) in archive.rows("SELECT code, authority_slug FROM issues")


def test_councils_renamed_merged_gone_and_new_are_known_as_that(site: Site, archive: Archive) -> None:
    """Kent's page moves, Essex goes behind a merger note, Leeds vanishes, and the merged council is new."""
    assert archive.crawl().status == 0
    moved, merged = "kent-council", "bournemouth-christchurch-and-poole-council"
    links = "".join(f'<a href="{statistics(slug)}">x</a>' for slug in (moved, merged, "london-borough-of-lambeth"))
    site.page(PREFIX, links)
    del site.answers[statistics("leeds-city-council")]
    site.put(statistics("kent-county-council"), Answer(status=301, headers={"Location": statistics(moved)}))
    councils.list_council(site, moved, "Kent County Council", listed_as="kent-county-council")
    note = "is a merger of several councils and the historical information is located from the following links."
    old = f'<p>Bournemouth, Christchurch and Poole {note}</p><a href="{statistics("essex-county-council")}">Essex</a>'
    view = f'<h2>Annual letters</h2><a href="{annual_letters(merged)}">View annual letters</a>'
    site.page(statistics(merged), f"<h1>Bournemouth, Christchurch and Poole Council</h1>{old}{view}")
    site.page(annual_letters(merged), "<h1>BCP</h1><h2>Annual letters</h2><p>None yet.</p>")
    ended = archive.crawl(max_authorities_lost="0.5")
    assert ended.status == 0, archive.run()
    renamed = {("kent-council" if slug == "kent-county-council" else slug, year): ALL[slug, year] for slug, year in ALL}
    assert archive.letters() == renamed
    assert archive.rows("SELECT COUNT(*) FROM versions WHERE run_id = 2") == [(0,)]
    assert archive.rows("SELECT authority_slug FROM issues WHERE code = 'page_not_read'") == [("leeds-city-council",)]
    slugs = "SELECT slug FROM authority ORDER BY slug"
    assert [row[0] for row in archive.rows(slugs)] == sorted({slug for slug, _ in renamed} | {merged})
