"""One module per kind of publication, and the registry that says which one reads a document."""
