"""Parsers of other apps' exports: bytes in, sessions with their lines out. No database, no page."""
