"""Exports of the views, one module a format."""
