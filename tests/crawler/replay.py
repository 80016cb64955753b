"""Replay captures with pywb, in a separate environment that has pywb but not this project.

``python replay.py FOLDER`` reads lines with a time (14 digits) and an address from standard input, and writes for each
the status and the SHA-256 of what a browser receives.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

from gevent import monkey  # type: ignore[import-untyped]

monkey.patch_all()  # before pywb, which does so itself when it serves

from pywb.apps.frontendapp import FrontEndApp  # type: ignore[import-not-found] # noqa: E402
from werkzeug.test import Client  # noqa: E402

os.chdir(sys.argv[1])
indexer = Path(sys.executable).with_name("cdx-indexer")
subprocess.run([indexer, "--cdxj", "--sort", "--output", "captures.cdxj", "captures.warc.gz"], check=True)
Path("config.yaml").write_text(
    "collections:\n  letters:\n    index_paths: ./captures.cdxj\n    archive_paths: ./\n", encoding="utf-8"
)
client = Client(FrontEndApp(config_file="./config.yaml"))
for line in sys.stdin:
    at, address = line.split()
    answer = client.get(f"/letters/{at}id_/{address}", follow_redirects=True)
    sys.stdout.write(f"{answer.status_code} {hashlib.sha256(answer.data).hexdigest()}\n")
