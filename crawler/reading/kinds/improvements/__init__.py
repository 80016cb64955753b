"""The service improvements listed on a council's page, or on the page behind "view all"."""
