"""The spiders: one, that finds and fetches the letters."""
