"""One module per kind of publication, and the registry that decides which one reads a document."""
