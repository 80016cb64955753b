"""Why a request was never sent, or its answer was rejected; Scrapy passes these errors to the errback."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class ForbiddenByRobots(IgnoreRequest):
    """The site's robots.txt forbids the address; raised before the request is sent."""


class OffSite(IgnoreRequest):
    """The address is not on the site; raised before the request is sent."""


class RunEnds(IgnoreRequest):
    """The run ends while the request is still waiting; raised instead of sending it."""


class TooLarge(IgnoreRequest):
    """The decompressed body exceeds the size limit; raised instead of passing it on."""
