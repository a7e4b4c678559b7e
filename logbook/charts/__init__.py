"""Pictures as values: scales, places, paths. No query, no colour."""
