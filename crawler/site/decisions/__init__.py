"""The site's lists of decisions and the addresses of decisions. Pure functions of text."""
