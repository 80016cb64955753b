"""``scrapy`` commands that this project replaces."""
