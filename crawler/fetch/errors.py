"""Why a request never went out, or its answer was not taken; Scrapy hands these to the errback."""

from __future__ import annotations

from scrapy.exceptions import IgnoreRequest


class ForbiddenByRobots(IgnoreRequest):
    """The site's robots.txt forbids the address; raised before the request goes out."""


class OffSite(IgnoreRequest):
    """The address is not on the site; raised before the request goes out."""


class RunEnds(IgnoreRequest):
    """The run ends while the request still waited for its turn; raised instead of sending it."""


class TooLarge(IgnoreRequest):
    """The body is more than is kept, once it is unpacked; raised while it is unpacked."""
