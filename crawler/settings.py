"""Scrapy's settings: only what differs from its defaults, each with the reason.

What users may set comes from ``LGSCO_`` variables; ``scrapy crawl letters -s NAME=VALUE`` still wins over all.
"""

from importlib.metadata import version

from lgsco_store import settings as lgsco

_chosen = lgsco.load_or_exit()

BOT_NAME = "lgsco-archive"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"

# Who asks, with what, where that is explained and whom to write to: an honest name is blocked less than a borrowed one.
_ABOUT = ("annual review letters", _chosen.project_url and f"+{_chosen.project_url}", _chosen.contact)
USER_AGENT = f"lgsco-archive/{version('lgsco-archive')} ({'; '.join(filter(None, _ABOUT))})"

# Manners: one request at a time, a pause between two, and slower when the server is slow.
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = _chosen.download_delay
AUTOTHROTTLE_ENABLED = _chosen.autothrottle
AUTOTHROTTLE_START_DELAY = _chosen.download_delay
DOWNLOAD_TIMEOUT = _chosen.download_timeout
COOKIES_ENABLED = False

# The spider asks again by itself, later in the run, so that every try leaves its capture.
RETRY_ENABLED = False
LGSCO_RETRIES = _chosen.retries
LGSCO_MIN_AUTHORITIES = _chosen.min_authorities
LGSCO_FALLBACK_COUNCILS = _chosen.fallback_councils
LGSCO_MAX_AUTHORITIES = _chosen.max_authorities
LGSCO_MAX_LIST_PAGES = _chosen.max_list_pages
LGSCO_MAX_LETTERS = _chosen.max_letters

# An answer brings one item; by default Scrapy starts a hundred tasks for each, which was a third of a crawl's work.
CONCURRENT_ITEMS = 4
# Parsed again with every answer; the linter knows it of our generators.
WARN_ON_GENERATOR_RETURN_VALUE = False

# A page that sends browsers on is judged by what it says; redirects proper are followed on the site alone.
METAREFRESH_ENABLED = False
REDIRECT_MAX_TIMES = 5

# Every answer is evidence, refusals included; the archive judges, not Scrapy.
HTTPERROR_ALLOW_ALL = True
DOWNLOAD_MAXSIZE = _chosen.max_body_mb * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False
DOWNLOAD_VERIFY_CERTIFICATES = True

# Scrapy's default resolver knows no IPv6, addresses such as http://[::1] among it.
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"

# Neither console serves anything here, and both would listen.
TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False

# Scrapy's own takes headers without end.
_HANDLER = "crawler.fetch.headers.BoundedHeads"
DOWNLOAD_HANDLERS = {"http": _HANDLER, "https": _HANDLER}

# Ours stand in for four of Scrapy's, which fetch robots.txt again, know no ports, follow redirects anywhere and take
# what is left of a packed body for all of it.
# Manners stand above compression and redirects, to see what an address answered in the end.
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "scrapy.downloadermiddlewares.httpcompression.HttpCompressionMiddleware": None,
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.redirect.RedirectMiddleware": None,
    "crawler.middlewares.Robots": 100,
    "crawler.middlewares.Manners": 560,
    "crawler.middlewares.Unpack": 590,
    "crawler.middlewares.OnSite": 600,
    "crawler.middlewares.ConditionalRequests": 610,
}
ITEM_PIPELINES = {"crawler.pipelines.StoreCapture": 100, "crawler.pipelines.ReadDocument": 200}
# Progress tells its last count before the run tells its end.
EXTENSIONS = {"crawler.run.progress.Progress": 0, "crawler.extensions.Run": 10}

LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"
LOGSTATS_INTERVAL = 60.0

LGSCO_SITE_URL = _chosen.site_url
