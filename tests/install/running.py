"""Run commands that know nothing of this machine's package registries, settings and environments."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

KEPT = ("PATH", "HOME", "LANG", "TMPDIR")


def run(*words: str, cwd: Path, **given: str) -> subprocess.CompletedProcess[str]:
    """Run a command with no package registry but the given one."""
    kept = {name: os.environ[name] for name in KEPT if name in os.environ}
    bare = {"PIP_CONFIG_FILE": os.devnull, "PIP_NO_CACHE_DIR": "1", "PIP_RETRIES": "1"}
    return subprocess.run(
        words, cwd=cwd, env={**kept, **bare, **given}, capture_output=True, text=True, timeout=300, check=False
    )
