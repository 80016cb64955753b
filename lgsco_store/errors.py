"""What can go wrong in a way that a person can mend: each error's text is the one line that they see."""

from __future__ import annotations


class LgscoError(Exception):
    """Base of all errors that are told in one line and without a traceback."""


class SettingsError(LgscoError):
    """A setting has a value that cannot be used; raised when a program starts."""
