"""Versions and changes: compare what a run read with what is published, plan the difference, publish it."""
