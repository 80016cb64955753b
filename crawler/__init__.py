"""The Scrapy project: finds the Ombudsman's letters on the site, fetches them and passes them to the archive."""
