"""What the site's lists of decisions and the addresses of decisions mean. Pure functions of text."""
