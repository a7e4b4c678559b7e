"""The programming pages."""
