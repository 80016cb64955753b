"""The spiders that crawl the site."""
