"""Notifications: the summary of a run, and the outbox that sends it."""
