"""The docs are consistent: links resolve, commands exist with their options, generated pages are up to date."""

from __future__ import annotations

import contextlib
import re
import shlex
from pathlib import Path

import click
import pytest

from benchmarks import results
from crawler.reading import READER_VERSION
from crawler.reading.layouts import LAYOUTS
from jobs.cli import COMMANDS, main
from jobs.guides import data
from jobs.report.words.numbers import period
from lgsco_store.reference import register
from lgsco_store.reference.comparability import BREAKS, ODD_YEARS
from lgsco_store.reference.vocabulary import categories, measures

ROOT = Path(__file__).parents[1]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
NAMES = [str(page.relative_to(ROOT)) for page in PAGES]
FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("*.yml"))

LINK = re.compile(r"\[[^\]]*\]\((?!https?:|mailto:)([^)\s]*)\)")
CODE = re.compile(r"^```\w*\n.*?^```$", re.DOTALL | re.MULTILINE)
QUOTED = re.compile(r"`(?:\.venv/bin/)?(lgsco [^`]+)`")
LINE = re.compile(r"^(?:\.venv/bin/|/\S+/bin/)?(lgsco [^#\n]*)", re.MULTILINE)

# The placeholders that pages use.
PLACEHOLDERS = {
    "RUN": "1", "DIR": "folder", "SLUG": "kent-county-council", "SLUG[,SLUG]": "kent-county-council", "YEAR": "2020",
    "FILE...": "letter.pdf", "FILE…": "letter.pdf", "FILE": "file", "N": "2", "…": "", "OPTIONS": "",
    "ALIAS": "1", "KEY": "3f2a9c01de",
}  # fmt: skip


def without_code(text: str) -> str:
    return CODE.sub("", text)


def anchors(page: Path) -> set[str]:
    """Return the headings of a page, as links name them."""
    titles = re.findall(r"^#+ (.+)$", without_code(page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=NAMES)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(page: Path) -> None:
    for link in LINK.findall(without_code(page.read_text(encoding="utf-8"))):
        place, _, heading = link.partition("#")
        target = (page.parent / place).resolve() if place else page
        assert target.exists(), link
        assert target.is_relative_to(ROOT), link
        assert not heading or heading in anchors(target), link


def lines(page: Path) -> list[str]:
    """Return every command line of ours that a page shows or quotes."""
    text = page.read_text(encoding="utf-8")
    quoted = QUOTED.findall(without_code(text))
    shown = [line for block in CODE.findall(text) for line in LINE.findall(block)]
    return [line.strip() for line in (*quoted, *shown)]


def check(line: str) -> None:
    """Let click parse a line, with values in place of placeholders.

    Raises:
        click.UsageError: there is no such command or option, or a value is missing.
    """
    bare = re.split(r"\s[|>;&]|\)$", line)[0].replace("[", " ").replace("]", " ")
    words = [PLACEHOLDERS.get(word, word) for word in shlex.split(bare.replace("SLUG ,SLUG", "SLUG"))][1:]
    if words[0] not in COMMANDS:
        with contextlib.suppress(click.exceptions.Exit):
            main.parse_args(click.Context(main), words)
        return
    context = click.Context(main, info_name="lgsco")
    command = main.get_command(context, words[0])
    assert command is not None
    try:
        command.make_context(words[0], [word for word in words[1:] if word], parent=context)
    except click.MissingParameter:
        # A page may mention a command without its arguments.
        if any(word.startswith("-") for word in words):
            raise
    except click.exceptions.Exit:
        return


@pytest.mark.parametrize("page", [*PAGES, *FORMS], ids=[*NAMES, *(form.name for form in FORMS)])
def test_every_command_that_is_named_exists_with_its_options(page: Path) -> None:
    for line in lines(page):
        try:
            check(line)
        except click.UsageError as error:
            pytest.fail(f"{page.name}: {line}: {error.format_message()}")


def test_commands_are_found_at_all_and_wrong_ones_are_refused() -> None:
    assert len(lines(ROOT / "README.md")) >= 10
    assert len(lines(ROOT / "docs" / "reference" / "cli.md")) > 2 * len(COMMANDS)
    for wrong in ("lgsco changes --until 2026", "lgsco publish --dry-run RUN", "lgsco --nothing"):
        with pytest.raises(click.UsageError):
            check(wrong)


def test_the_page_on_data_is_what_its_command_gives() -> None:
    page = (ROOT / "docs" / "reference" / "data.md").read_text(encoding="utf-8")
    assert page == data.page(), "run python -m jobs.guides.data > docs/reference/data.md"
    for name in (*measures(), *(each.category for each in categories())):
        assert f"| `{name}` |" in page
    reasons = {each.year: each.reason for each in BREAKS} | {odd.year: odd.reason for odd in ODD_YEARS.values()}
    for year, reason in reasons.items():
        assert f"### {period(year)}: {reason}" in page


def test_the_log_of_the_data_tells_reader_register_and_vocabulary_of_this_release() -> None:
    page = (ROOT / "docs" / "reference" / "data-log.md").read_text(encoding="utf-8")
    assert f"### Reader {READER_VERSION}\n" in page
    entries = register.entries()
    assert f"### Register of {len(entries)} authorities\n" in page
    assert f"{sum(each.end_date is not None for each in entries)} of its" in page
    assert f"### Vocabulary of {len(measures())} measures and {len(categories())} categories\n" in page
    for layout in LAYOUTS:
        assert f"`{layout.NAME}`" in page


def test_every_page_is_reached_from_the_readme() -> None:
    found, waiting = set(), [ROOT / "README.md"]
    while waiting:
        page = waiting.pop()
        if page in found:
            continue
        found.add(page)
        links = (link.partition("#")[0] for link in LINK.findall(page.read_text(encoding="utf-8")))
        waiting += [
            path for link in links if link.endswith(".md") and (path := (page.parent / link).resolve()).exists()
        ]
    assert found == set(PAGES)


def test_the_page_of_results_is_made_of_what_was_measured_last() -> None:
    assert results.PAGE.read_text(encoding="utf-8") == results.page(), "run python -m benchmarks"
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    measured = readme[readme.index("## How accurate") :].partition("\n## Where")[0]
    assert re.findall(r"\d", measured) == []
