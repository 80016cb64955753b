"""Scheduled jobs and the command line."""
