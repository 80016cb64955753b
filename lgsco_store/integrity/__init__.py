"""Prove that an archive is as its own runs left it."""
