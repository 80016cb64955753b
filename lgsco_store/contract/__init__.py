"""The public contract: the views, the records and the client that read them, and the exports."""
