"""The notebook of the docs: its cells are run in order, as Jupyter runs them, but without Jupyter.

``python -m tests.jobs.notebook`` writes their results into it, from a demonstration made for the purpose.
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import tempfile
from pathlib import Path
from typing import Any

from tests.jobs import commands

NOTEBOOK = commands.ROOT / "docs" / "tutorial" / "questions.ipynb"


def code_cells(notebook: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the code cells, in order."""
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def outputs(cell: dict[str, Any], names: dict[str, Any]) -> list[dict[str, Any]]:
    """Run a cell with the names of earlier ones; return its output, and the value of its last expression."""
    tree = ast.parse("".join(cell["source"]))
    last = tree.body[-1] if isinstance(tree.body[-1], ast.Expr) else None
    tree.body = tree.body[:-1] if last else tree.body
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, NOTEBOOK.name, "exec"), names)  # noqa: S102 -- our own page
        given = eval(compile(ast.Expression(last.value), NOTEBOOK.name, "eval"), names) if last else None  # noqa: S307
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append(
            {"name": "stdout", "output_type": "stream", "text": printed.getvalue().splitlines(keepends=True)}
        )
    if given is not None:
        data = {"text/plain": repr(given).splitlines(keepends=True)}
        if hasattr(given, "_repr_html_"):
            data["text/html"] = given._repr_html_().splitlines(keepends=True)
        number = cell["execution_count"]
        outputs.append({"data": data, "execution_count": number, "metadata": {}, "output_type": "execute_result"})
    return outputs


def main() -> None:
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        ended = commands.lgsco("demo", cwd=Path(folder), given={})
        assert ended.returncode == 0, ended.stderr
        os.chdir(folder)
        names: dict[str, Any] = {}
        for number, cell in enumerate(code_cells(notebook), 1):
            cell["execution_count"] = number
            cell["outputs"] = outputs(cell, names)
        names["archive"].close()
    NOTEBOOK.write_text(json.dumps(notebook, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
