"""SQLite, whose file may be moved away under an open connection."""
