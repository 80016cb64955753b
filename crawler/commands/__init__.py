"""Commands of ``scrapy`` that this project replaces."""
