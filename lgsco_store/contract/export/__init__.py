"""Exports of the views, one module per format."""
