"""Fetching: captures, throttling, compression and the errors of the network."""
