"""Whole crawls of a site in its many possible forms, judged by the final archive."""

from __future__ import annotations

import gzip
import io
from dataclasses import replace

import pytest
from reportlab.pdfgen import canvas

from tests.attacks import Promise
from tests.crawler.crawls import Archive
from tests.site import councils
from tests.site.councils import ALL, PLACES, annual_letters, statistics
from tests.site.server import PDF, PREFIX, Answer, Site

ESSEX, KENT, LEEDS, LAMBETH = councils.NAMES

MARKUP = {
    "essex-county-council": '<h2>Annual letters</h2><a href="#l">View annual letters</a><p>{}</p><h2>Reports</h2>',
    "kent-county-council": "<dl><dt>Annual review letters</dt><dd>{}</dd><dt>Reports</dt></dl>",
    "leeds-city-council": '<div role="heading">Annual letters</div>{}<div role="heading">Public reports</div>',
    "london-borough-of-lambeth": "<button>View annual letters</button><p><b>Annual letters</b></p>{}<p>Reports</p>",
}


def test_an_index_in_data_and_lists_in_any_markup_give_the_same_archive(site: Site, archive: Archive) -> None:
    """The index names a script, which names a JSON address, which names the councils, in upper or lower case."""
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


def test_an_index_may_name_its_councils_in_several_forms_and_mergers_lead_to_the_rest(
    site: Site, archive: Archive
) -> None:
    """An option, a data attribute, a script and JSON; merged councils lead to older ones, even one without letters."""
    merged, older = "bournemouth-christchurch-and-poole-council", "poole-borough-council"
    bare, note = "cumberland-council", "is a merger of several councils and the historical information stands there."
    site.page(statistics(bare), f'<h1>Cumberland</h1><p>Cumberland {note}</p><a href="{statistics(KENT)}">Kent</a>')
    scripted = statistics(LEEDS.title()).replace("/", "\\/")
    site.page(
        PREFIX,
        f"""<select><option value="{bare}">Cumberland</option></select><path data-href="{PREFIX}/{ESSEX}" d="M0"/>
        <script>var all = [{{"u": "{scripted}"}}, "{bare.upper()}"]</script>
        <script type="application/json">{{"councils": [{{"id": 7, "slug": "{merged}"}}]}}</script>""",
    )
    councils.list_council(site, LEEDS.title(), "Leeds City Council", listed_as=LEEDS)
    site.page(annual_letters(LEEDS.title()), f"<h2>What we wrote to Leeds</h2>{councils.letter_links(LEEDS)}")
    for slug, name, before in ((merged, "Bournemouth, Christchurch and Poole", older), (older, "Poole", LAMBETH)):
        old = f'<p>{name} {note}</p><a href="{statistics(before)}">before</a>'
        view = f'<h2>Annual letters</h2><a href="{annual_letters(slug)}">View annual letters</a>'
        site.page(statistics(slug), f"<h1>{name}</h1>{old}{view}")
        site.page(annual_letters(slug), f"<h1>{name}</h1><h2>Annual letters</h2><p>None yet.</p>")
    ended = archive.crawl(min_authorities="6")
    assert ended.status == 0, archive.run()
    assert archive.letters() == ALL
    assert {slug for (slug,) in archive.rows("SELECT slug FROM authority")} == {*councils.NAMES, merged, older}
    merges = archive.rows("SELECT authority_slug, new_value FROM changes WHERE kind = 'authority_merged'")
    assert set(merges) == {(older, merged), (LAMBETH, older)}
    assert archive.diagnoses() == {statistics(bare): ["unknown_page"]}
    assert len(site.log) == len({each.path for each in site.log}) == 2 + 1 + 2 * 6 + len(PLACES)


@pytest.mark.attack(
    Promise.FIGURES,
    {
        "A report of an investigation listed as a letter": "diagnosed `not_a_letter`; never a version",
    },
)
def test_letters_have_addresses_of_any_form_and_only_letters_are_taken_for_them(site: Site, archive: Archive) -> None:
    """Blanks, a query, no suffix, a redirect, an unknown media type, a compressed body; and links to other things."""
    spaced = "/documents/councilperformance/2018/kent%20county%20council.pdf"
    asked, plain, led, final = "/GetAsset.aspx?id=aGk%3D", "/assets/attach/12/kent", "/assets/1/old.pdf", "/files/2025"
    bodies = {year: councils.bytes_of(KENT, year) for slug, year in PLACES if slug == KENT}
    site.put(spaced, Answer(bodies[2018], "application/octet-stream"))
    site.put(asked, Answer(bodies[2020], "application/octet-stream"))
    site.put(plain, Answer(gzip.compress(bodies[2024]), PDF, headers={"Content-Encoding": "gzip"}))
    site.put(led, Answer(status=301, headers={"Location": final}))
    site.put(final, Answer(bodies[2025], PDF))
    site.put("/documents/other.pdf", Answer(_report(), PDF))
    site.page(
        annual_letters(KENT),
        f"""<h1>Kent</h1><h2>Annual letters</h2>
        <a href="/documents/councilperformance/2018/kent county council.pdf">2016-17</a>
        <a href="{site.origin}/GetAsset.aspx?id=aGk%3d#page=2">2020</a>
        <button data-url="../../assets/attach/12/kent">2024</button>
        <a href="{led}">2024-25</a><a href="/documents/other.pdf">Annual letter 2023</a>
        <a href="/documents/public.pdf">Public report 2023</a><a href="file:///etc/2023.pdf">2023</a>
        <a href="http://10.0.0.1/2023.pdf">2023</a><a href="http://127.0.0.1:1/2023.pdf">2023</a>
        <h2>Public reports</h2><a href="/documents/report-2023.pdf">Report of 2023</a>""",
    )
    ended = archive.crawl("-a", f"authority={KENT}")
    assert ended.status == 0, archive.run()
    assert archive.letters() == {place: digest for place, digest in ALL.items() if place[0] == KENT}
    paths = {2018: spaced, 2020: asked, 2024: plain, 2025: led}
    found = archive.rows("SELECT year, url FROM letters")
    assert {year: url.removeprefix(site.origin) for year, url in found} == paths
    assert archive.rows("SELECT year, code FROM issues WHERE code IN ('year_mismatch', 'letter_failed')") == [
        (2017, "year_mismatch")  # the link's year: the letter is filed under its own
    ]
    assert archive.diagnoses() == {"/documents/other.pdf": ["not_a_letter"]}
    first = len(site.log)
    assert archive.crawl("-a", f"authority={KENT}").status == 0
    again = {each.path: each.status for each in site.log[first:]}
    assert {again[path] for path in (spaced, asked, plain, final)} == {304}


def _report() -> bytes:
    """Return a valid PDF that is not a letter."""
    drawn = io.BytesIO()
    page = canvas.Canvas(drawn)
    page.drawString(72, 700, "Report of an investigation into a complaint about a council's road works")
    page.save()
    return drawn.getvalue()


@pytest.mark.attack(Promise.REPORTED, {"A crawl of an unknown council": "the run fails with the nearest name"})
def test_an_unknown_slug_is_refused_with_the_nearest(site: Site, archive: Archive) -> None:
    """Another slug that only the index knows is crawled."""
    assert archive.crawl("-a", "authority=kent-county-counsel").status == 4
    assert archive.run()[0] == "failed"
    assert "knows kent-county-counsel; the nearest is 'kent-county-council'" in archive.run()[1]
    odd = "kent-of-old"
    councils.list_council(site, odd, "Kent of Old", listed_as=KENT)
    site.page(PREFIX, f'<a href="{statistics(odd)}">Kent of Old</a>')
    assert archive.crawl("-a", f"authority={odd}").status == 0
    assert archive.rows("SELECT slug FROM authority") == [(odd,)]


def test_the_rest_of_a_list_is_followed_wherever_it_is(site: Site, archive: Archive) -> None:
    """Numbered pages, a page of older letters, the newest letter on the council's own page, an index in two parts."""

    def page(slug: str, body: str, more: str = "") -> str:
        return f"<h1>{councils.NAMES[slug]}</h1><h2>Annual letters</h2><ul>{body}</ul>{more}"

    essex, kent, leeds = (councils.letter_links(slug).split("</li>")[:-1] for slug in (ESSEX, KENT, LEEDS))
    numbers = "".join(f'<a href="?page={number}">{number}</a> ' for number in range(1, len(essex) + 1))
    for number, one in enumerate(essex, 1):
        site.page(f"{annual_letters(ESSEX)}?page={number}", page(ESSEX, one, numbers))
    site.page(annual_letters(ESSEX), page(ESSEX, essex[0], numbers))
    older = f"{PREFIX}/{KENT}/older"
    site.page(annual_letters(KENT), page(KENT, kent[0], f'<a href="{older}">Letters from earlier years</a>'))
    site.page(older, page(KENT, "".join(kent[1:])))
    view = f'<a href="{annual_letters(LEEDS)}">View annual letters</a>'
    site.page(statistics(LEEDS), page(LEEDS, leeds[0], view))
    site.page(annual_letters(LEEDS), page(LEEDS, "".join(leeds[1:])))
    first, second = (f'<a href="{statistics(slug)}">x</a>' for slug in (ESSEX, LAMBETH))
    others = "".join(f'<a href="{statistics(slug)}">x</a>' for slug in (KENT, LEEDS))
    site.page(PREFIX, f'<h1>Councils</h1>{first}{others}<a href="?page=2">2</a>')
    site.page(f"{PREFIX}?page=2", f'<h1>Councils</h1>{second}<a href="?page=1">1</a>')
    site.page(f"{PREFIX}?page=1", f"<h1>Councils</h1>{first}{others}")
    assert archive.crawl().status == 0, archive.run()
    assert archive.letters() == ALL
    assert archive.rows("SELECT COUNT(*) FROM issues WHERE code LIKE 'list%'") == [(0,)]


def test_paging_ends_where_it_brings_nothing_new(site: Site, archive: Archive) -> None:
    slug = "leeds-city-council"
    path, links = annual_letters(slug), councils.letter_links(slug).replace("</li>", "</li>|").split("|")[:-1]
    for number, part in enumerate([*links, links[-1]], 1):
        shown = f"<h2>Annual letters</h2>{part}<a href='{path}?page={number + 1}'>Next</a>"
        site.page(f"{path}?page={number}" if number > 1 else path, f"<h1>Leeds</h1>{shown}")
    assert archive.crawl().status == 0
    assert archive.letters() == ALL
    assert len([each for each in site.log if each.path.startswith(path)]) == len(links) + 1


@pytest.mark.attack(
    Promise.LOST,
    {
        "A list without its heading, a page that leads to the index, a list whose second page fails": (
            "no letter changes; an issue for each"
        ),
    },
)
def test_pages_that_do_not_say_which_letters_there_are_withdraw_nothing(site: Site, archive: Archive) -> None:
    """A renamed heading, a page that redirects to the index, and a list whose second page cannot be fetched."""
    assert archive.crawl().status == 0
    renamed, gone, broken = "kent-county-council", "leeds-city-council", "essex-county-council"
    site.page(annual_letters(renamed), "<h1>Kent</h1><h2>What we wrote</h2><p>See below.</p>")
    site.put(statistics(gone), Answer(status=302, headers={"Location": f"{PREFIX}/"}))
    view = f'<h2>Annual letters</h2><a href="{annual_letters("london-borough-of-lambeth")}">View annual letters</a>'
    site.page(f"{PREFIX}/", f"<h1>Leeds City Council and others</h1>{view}")
    one, further = councils.letter_links(broken).split("</li>")[0], f"{annual_letters(broken)}?page=2"
    site.page(annual_letters(broken), f'<h1>Essex</h1><h2>Annual letters</h2>{one}<a href="{further}">Next</a>')
    site.put(further, Answer(status=500))
    ended = archive.crawl(min_authorities="1", max_authorities_lost="1", max_failed_captures="1")
    assert ended.status == 0, archive.run()
    assert archive.diagnoses(2) == {
        annual_letters(renamed): ["unknown_page"],
        statistics(gone): ["unknown_page"],
        further: ["error_status"],
    }
    assert archive.rows("SELECT detail FROM capture WHERE diagnosis = 'unknown_page' AND kind = 'authority_page'") == [
        ("the address led to the index",)
    ]
    assert archive.letters() == ALL
    assert archive.rows("SELECT COUNT(*) FROM changes WHERE run_id = 2") == [(0,)]
    not_read = archive.rows("SELECT authority_slug FROM issues WHERE code = 'page_not_read'")
    assert sorted(not_read) == [(broken,), (renamed,), (gone,)]


@pytest.mark.attack(Promise.LOST, {"Every list is empty, on a first run too": "the run fails"})
def test_lists_that_all_name_no_letter_fail_even_a_first_run(site: Site, archive: Archive) -> None:
    for slug in councils.NAMES:
        site.page(annual_letters(slug), "<h1>Annual letters</h1><div id='filled-by-a-script'></div>")
    assert archive.crawl().status == 4
    assert "none of the 4 lists of letters that were read names a letter" in archive.run()[1]
    assert archive.rows("SELECT COUNT(*) FROM letters") == [(0,)]


@pytest.mark.attack(
    Promise.LIMITS,
    {
        "Endless pages, gzip bombs, compressed garbage": (
            "given up at the limit; the run is held and nothing is withdrawn"
        ),
    },
)
def test_pages_that_cannot_be_fetched_withdraw_nothing(site: Site, archive: Archive) -> None:
    """An endless page, one that decompresses endlessly, a corrupt one, and one that redirects to a file."""
    assert archive.crawl().status == 0
    packed = {"Content-Encoding": "gzip"}
    faults = {
        statistics(ESSEX): (Answer(b"<p>more</p>" * 9999, endless=True), "too_large"),
        annual_letters(KENT): (Answer(gzip.compress(b"<p>" + b" " * 4_000_000), headers=packed), "too_large"),
        annual_letters(LEEDS): (Answer(b"\x1f\x8b<h2>Annual letters</h2>", headers=packed), "truncated"),
        statistics(LAMBETH): (Answer(status=302, headers={"Location": "file:///etc/passwd"}), "off_site"),
    }
    for path, (fault, _) in faults.items():
        site.put(path, fault)
    assert archive.crawl(max_body_mb="1").status == 3
    assert "authorities_few" in archive.codes()
    assert archive.diagnoses(2) == {path: [diagnosis] for path, (_, diagnosis) in faults.items()}
    assert archive.letters() == ALL


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.attack(
    Promise.LOST,
    {
        "A list of unknown length that breaks off": "diagnosed `truncated`; nothing is withdrawn",
    },
)
def test_a_page_of_unknown_length_is_whole_where_it_says_so(site: Site, archive: Archive) -> None:
    assert archive.crawl().status == 0
    for path, answer in list(site.answers.items()):
        site.put(path, replace(answer, announced=False))
    whole = site.answers[annual_letters(KENT)]
    site.put(annual_letters(KENT), replace(whole, sent=len(whole.body) * 2 // 3))
    archive.crawl(max_letters_withdrawn="1")
    assert archive.diagnoses(2) == {annual_letters(KENT): ["truncated"]}
    assert archive.letters() == ALL


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.attack(
    Promise.LOST,
    {
        "A compressed list that breaks off, and whose beginning is good HTML": (
            "diagnosed `truncated`; nothing is withdrawn"
        ),
    },
)
@pytest.mark.parametrize("missing", [1, 8, 40])
def test_a_packed_list_that_breaks_off_withdraws_nothing(missing: int, site: Site, archive: Archive) -> None:
    """Its length is as announced, and the part that can be decompressed is good HTML."""
    assert archive.crawl().status == 0
    packed = gzip.compress(site.answers[annual_letters(KENT)].body)
    site.put(annual_letters(KENT), Answer(packed[:-missing], headers={"Content-Encoding": "gzip"}))
    archive.crawl(max_letters_withdrawn="1")
    assert archive.diagnoses(2) == {annual_letters(KENT): ["truncated"]}
    assert archive.letters() == ALL


def test_councils_renamed_merged_gone_and_new_are_known_as_that(site: Site, archive: Archive) -> None:
    """Kent's page moves and is listed by both names, Essex goes behind a merger note, Leeds disappears; one is new."""
    assert archive.crawl().status == 0
    moved, merged = "kent-council", "bournemouth-christchurch-and-poole-council"
    links = "".join(f'<a href="{statistics(slug)}">x</a>' for slug in (KENT, moved, merged, LAMBETH))
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
    changed = archive.rows("SELECT kind, authority_slug, old_value, new_value FROM changes WHERE run_id = 2")
    assert set(changed) == {
        ("authority_added", merged, None, None),
        ("authority_renamed", moved, "kent-county-council", moved),
        ("authority_merged", ESSEX, None, merged),
    }
    slugs = "SELECT slug FROM authority ORDER BY slug"
    assert [row[0] for row in archive.rows(slugs)] == sorted({slug for slug, _ in renamed} | {merged})


@pytest.mark.slow
@pytest.mark.nightly
def test_what_comes_after_many_that_were_asked_for_already_is_fetched_too(site: Site, archive: Archive) -> None:
    """Two councils list the same missing letters; the second one's own are last on its list."""
    missing = [f"/assets/attach/{number}/2023.pdf" for number in range(100)]
    for path in missing:
        site.put(path, Answer(status=404))
    shared = "".join(f'<a href="{path}">2023</a>' for path in missing)
    for slug, further in ((ESSEX, ""), (KENT, councils.letter_links(KENT))):
        site.page(annual_letters(slug), f"<h1>Council</h1><h2>Annual letters</h2>{shared}{further}")
    archive.crawl("-a", f"authority={ESSEX},{KENT}", max_failed_captures="1", max_letters="200")
    assert archive.letters() == {place: digest for place, digest in ALL.items() if place[0] == KENT}
    # A missing document is checked twice, however often it is listed.
    assert {len(site.asked(path)) for path in missing} == {2}
