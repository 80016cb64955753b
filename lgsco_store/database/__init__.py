"""The database: engine, session, tables, and everything that differs between SQLite and PostgreSQL."""
