"""The service improvements that a council's page, or the page behind "view all", lists."""
