"""What users rely on: the views, the records and client that read them, and the exports."""
