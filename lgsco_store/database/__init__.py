"""The database: engine, session, tables, and what SQLite and PostgreSQL say and store differently."""
