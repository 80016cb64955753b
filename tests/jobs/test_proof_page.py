"""The page on the proof of a figure is true: its blocks print what it says and draw its picture."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from tests.jobs import proof_page
from tests.jobs.commands import Done


def test_the_blocks_print_what_the_page_says_and_draw_its_picture(
    demo: Done, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.copy(demo.address.removeprefix("sqlite:///"), tmp_path / "lgsco-demo.db")
    monkeypatch.chdir(tmp_path)
    blocks = proof_page.run()
    assert len(blocks) == 3
    assert [printed for printed, _ in blocks] == [expected or "" for _, expected in blocks]
    with Image.open("proof.png") as drawn, Image.open(proof_page.PICTURE) as shown:
        assert drawn.size == shown.size
        assert drawn.convert("RGB").tobytes() == shown.convert("RGB").tobytes()
