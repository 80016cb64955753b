"""Scrapy's settings: only those that differ from its defaults, each with the reason.

Users' settings come from ``LGSCO_`` variables alone; ``scrapy crawl letters -s NAME=VALUE`` overrides Scrapy's own.
"""

from importlib.metadata import version

from lgsco_store.settings import load_settings_or_exit

_settings = load_settings_or_exit()

BOT_NAME = "lgsco-archive"
SPIDER_MODULES = ["crawler.spiders"]
COMMANDS_MODULE = "crawler.commands"

# The name of the crawler, where it is explained and whom to contact: an honest name is blocked less often than a false
# one.
_ABOUT = ("annual review letters", _settings.project_url and f"+{_settings.project_url}", _settings.contact)
USER_AGENT = f"lgsco-archive/{version('lgsco-archive')} ({'; '.join(filter(None, _ABOUT))})"

# Politeness: one request at a time, a pause between two, and slower when the server is slow.
CONCURRENT_REQUESTS = 1
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = _settings.download_delay
AUTOTHROTTLE_ENABLED = _settings.autothrottle
AUTOTHROTTLE_START_DELAY = _settings.download_delay
DOWNLOAD_TIMEOUT = _settings.download_timeout

# The spider retries by itself, later in the run, so that every attempt leaves a capture.
LGSCO_RETRIES = _settings.retries
LGSCO_MIN_AUTHORITIES = _settings.min_authorities
LGSCO_FALLBACK_COUNCILS = _settings.fallback_councils
LGSCO_DATA_TABLES_PATH = _settings.data_tables_path
LGSCO_NATIONAL_PATHS = _settings.national_paths
LGSCO_SERVICE_IMPROVEMENTS = _settings.service_improvements
LGSCO_COUNCIL_REPORTS = _settings.council_reports
LGSCO_MAX_AUTHORITIES = _settings.max_authorities
LGSCO_MAX_LIST_PAGES = _settings.max_list_pages
LGSCO_MAX_LETTERS = _settings.max_letters

# An answer yields one item; by default Scrapy starts a hundred tasks for each, a third of a crawl's work.
CONCURRENT_ITEMS = 4
# This check parses our generators again with every answer; the linter already makes it.
WARN_ON_GENERATOR_RETURN_VALUE = False

REDIRECT_MAX_TIMES = 5

DOWNLOAD_MAXSIZE = _settings.max_body_mb * 1024 * 1024
DOWNLOAD_WARNSIZE = 0
DOWNLOAD_FAIL_ON_DATALOSS = False
DOWNLOAD_VERIFY_CERTIFICATES = True

# Scrapy's default resolver does not support IPv6, including addresses such as http://[::1].
TWISTED_DNS_RESOLVER = "scrapy.resolver.CachingHostnameResolver"

# The ledger has the counts of a run; nobody reads Scrapy's, of which each answer changes a dozen.
STATS_CLASS = "scrapy.statscollectors.DummyStatsCollector"

# Scrapy's own handler accepts endless headers.
_HANDLER = "crawler.fetch.headers.BoundedHeads"
DOWNLOAD_HANDLERS = {"http": _HANDLER, "https": _HANDLER}

# Of Scrapy's own, only those that are used: it imports the others even if they are disabled, which takes as long as
# fetching a hundred pages. Ours replace four of them, which fetch robots.txt again, ignore ports, follow redirects
# anywhere and accept a truncated compressed body as complete. Browser redirects are not followed: such a page is judged
# by its text. The throttle is above compression and redirects, to see the final answer of an address.
DOWNLOADER_MIDDLEWARES_BASE = {
    "scrapy.downloadermiddlewares.downloadtimeout.DownloadTimeoutMiddleware": 350,
    "scrapy.downloadermiddlewares.defaultheaders.DefaultHeadersMiddleware": 400,
    "scrapy.downloadermiddlewares.useragent.UserAgentMiddleware": 500,
    "scrapy.downloadermiddlewares.httpproxy.HttpProxyMiddleware": 750,
}
DOWNLOADER_MIDDLEWARES = {
    "crawler.middlewares.Robots": 100,
    "crawler.middlewares.Throttle": 560,
    "crawler.middlewares.Unpack": 590,
    "crawler.middlewares.OnSite": 600,
    "crawler.middlewares.ConditionalRequests": 610,
}
# None of Scrapy's own: every answer is evidence, including refusals, and the archive judges; the site's addresses have
# their own limit, and nobody needs depths or referrers.
SPIDER_MIDDLEWARES_BASE: dict[str, int] = {}
ITEM_PIPELINES = {"crawler.pipelines.StoreCapture": 100, "crawler.pipelines.ReadDocument": 200}
# Both of Scrapy's consoles are left out, which would listen on a port.
EXTENSIONS_BASE = {
    "scrapy.extensions.memusage.MemoryUsage": 0,
    "scrapy.extensions.closespider.CloseSpider": 0,
    "scrapy.extensions.feedexport.FeedExporter": 0,
    "scrapy.extensions.throttle.AutoThrottle": 0,
}
# Progress shows its last count before the run reports its end.
EXTENSIONS = {"crawler.run.progress.Progress": 0, "crawler.extensions.Run": 10}

LOG_LEVEL = "INFO"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s: %(message)s"

LGSCO_SITE_URL = _settings.site_url
