"""``lgsco diff`` as a user runs it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from jobs.demo import content
from tests.jobs import commands
from tests.jobs.commands import Done

KENT = "kent-county-council"


def editions(year: int) -> dict[str, object]:
    """Return the figures of Kent's letter of 2020 as the site had it in a year."""
    letter = next(each for each in content.letters() if (each.council, each.year) == (KENT, 2020))
    edition = letter.edition(year)
    assert edition is not None
    return {measure: value for (measure, _), value in edition.figures.items()}


def test_figures_come_first_and_then_words(demo: Done, tmp_path: Path) -> None:
    ended = commands.lgsco("diff", KENT, "2020", cwd=tmp_path, given={"LGSCO_DATABASE_URL": demo.address})
    assert ended.returncode == 0, ended.stderr
    figures, words = ended.stdout.split("words", 1)
    old, new = editions(2023), editions(2024)
    changed = {measure: [str(old[measure]), str(new[measure])] for measure in old if old[measure] != new[measure]}
    shown = {line.split()[0]: line.split()[1:] for line in figures.splitlines() if line.strip().startswith("uph")}
    assert shown == changed
    assert all(value in words for pair in changed.values() for value in pair)
    printed = commands.lgsco("diff", KENT, "2020", "--json", cwd=tmp_path, given={"LGSCO_DATABASE_URL": demo.address})
    assert json.loads(printed.stdout)["figures"] == [[measure, *pair] for measure, pair in sorted(changed.items())]
    assert "version 1" in figures
    assert "version 2" in figures


@pytest.mark.slow
@pytest.mark.nightly
def test_a_new_stamp_has_no_difference(demo: Done, tmp_path: Path) -> None:
    words = ("diff", "leeds-city-council", "2020", "--from", "1", "--to", "2")
    ended = commands.lgsco(*words, cwd=tmp_path, given={"LGSCO_DATABASE_URL": demo.address})
    assert ended.stdout == "figures: no difference\nwords: no difference\n"


def test_what_is_not_there_is_said_in_one_line(demo: Done, tmp_path: Path) -> None:
    given = {"LGSCO_DATABASE_URL": demo.address}
    nothing = commands.lgsco("diff", "gondor", "2020", cwd=tmp_path, given=given)
    assert (nothing.returncode, nothing.stderr) == (
        2,
        "lgsco: the archive knows no authority 'gondor': give its slug; the nearest is 'london-borough-of-lambeth'\n",
    )
    single = commands.lgsco("diff", KENT, "2025", cwd=tmp_path, given=given)
    alone = f"lgsco: the letter of {KENT} for 2025 has only one version, so there is nothing to compare: "
    assert (single.returncode, single.stderr) == (2, f"{alone}see `lgsco changes`\n")
    first = commands.lgsco("diff", KENT, "2020", "--to", "1", cwd=tmp_path, given=given)
    assert first.stderr.endswith("has no version before version 1: give the one to compare it with as --from\n")
    third = commands.lgsco("diff", KENT, "2020", "--from", "3", cwd=tmp_path, given=given)
    assert third.stderr.endswith("has no version 3: give two from 1 to 2 with --from and --to\n")
