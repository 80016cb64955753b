"""The start of a crawl: nothing slow is imported that it does not use."""

from __future__ import annotations

import os
import subprocess
import sys

from tests.crawler.crawls import Archive

_CRAWL = """
import atexit, sys
from scrapy.cmdline import execute
atexit.register(lambda: print(*sys.modules))
execute(["scrapy", "crawl", "letters"])
"""
# Scrapy's consoles and cookies, the bars of a terminal, and the reader, which has processes of its own.
_UNUSED = {"aiohttp", "twisted.conch", "tldextract", "rich.progress", "pdfplumber", "pypdfium2"}


def test_a_crawl_imports_only_what_it_uses(archive: Archive) -> None:
    environment = {**os.environ, **archive.settings({}), "SCRAPY_SETTINGS_MODULE": "crawler.settings"}
    ended = subprocess.run([sys.executable, "-c", _CRAWL], env=environment, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    imported = set(ended.stdout.split())
    assert imported >= {"crawler.middlewares", "scrapy.downloadermiddlewares.useragent"}
    assert not imported & _UNUSED
