"""One module per kind of publication: from bytes to a reading."""
