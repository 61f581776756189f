"""The engine for SQLite: a file for each workspace."""
