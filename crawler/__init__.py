"""The Scrapy project: finds the Ombudsman's letters on the site, fetches them and hands them to the archive."""
