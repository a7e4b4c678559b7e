"""Drafts and releases: changed, compared, loaded, published, guarded by the database."""
