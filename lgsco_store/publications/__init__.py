"""The kinds of publication: how each becomes a version of something published."""
